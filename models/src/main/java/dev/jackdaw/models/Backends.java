package dev.jackdaw.models;

import dev.jackdaw.api.Extensions;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.JackdawException.Kind;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelBackend;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.models.http.Proxies;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The providers reached through a vendor's SDK. Looked for only when one is asked for. */
final class Backends {
  private final Extensions extensions;
  private final ProviderSettings settings;
  private final ModelFacts facts;
  private final RandomGenerator random;

  Backends(
      Extensions extensions, ProviderSettings settings, ModelFacts facts, RandomGenerator random) {
    this.extensions = extensions;
    this.settings = settings;
    this.facts = facts;
    this.random = random;
  }

  /**
   * Returns the model, nothing when no back end knows the provider.
   *
   * @throws JackdawException of kind user when the provider's artifact is not installed, or when a
   *     cassette stands between the models and the network: it would not see the traffic
   */
  Optional<Model> model(String provider, String name) {
    for (var backend : extensions.services(ModelBackend.class)) {
      if (!backend.providers().contains(provider)) continue;
      if (settings.tape().isPresent()) throw untaped(provider);
      var model = backend.model(wanted(backend, provider, name));
      return Optional.of(new RetryingModel(model, settings.retry(), random));
    }
    var vendor = Vendor.of(provider);
    if (vendor.isEmpty()) return Optional.empty();
    throw new JackdawException(
        Kind.USER,
        "extension-missing",
        "The provider "
            + provider
            + " comes as an extension, which is not installed. "
            + install(vendor.get()));
  }

  /** Looks at the providers our extensions bring. Loads nothing and asks nobody. */
  List<ExtensionCheck> check() {
    var installed = extensions.names(ModelBackend.class);
    var places = new Vendor.Places(settings.environment());
    var checks = new ArrayList<ExtensionCheck>();
    for (var vendor : Vendor.values()) {
      var isInstalled = installed.stream().anyMatch(name -> name.startsWith(vendor.classes()));
      var kept = settings.network().keys().origin(vendor.provider()).map(Keys.Origin::name);
      var credentials = vendor.credentials(places, kept).orElse("");
      var setUp = credentials.isEmpty() ? vendor.setUp() : "";
      checks.add(
          new ExtensionCheck(
              vendor.provider(), isInstalled, credentials, isInstalled ? setUp : install(vendor)));
    }
    return checks;
  }

  private static JackdawException untaped(String provider) {
    return new JackdawException(
        Kind.USER,
        "cassette-extension",
        "A cassette cannot be used with "
            + provider
            + ": its extension speaks to the service by itself. Leave --record and --replay out, or"
            + " choose a --model of another provider.");
  }

  private String install(Vendor vendor) {
    var folder = extensions.folder();
    return folder.isEmpty()
        ? "Add dev.jackdaw:" + vendor.artifact() + " of this version to the class path."
        : "Unpack "
            + vendor.artifact()
            + "-VERSION-extension.zip of this release in "
            + folder.get()
            + ".";
  }

  private ModelBackend.Wanted wanted(ModelBackend backend, String provider, String name) {
    var fact = fact(backend, provider, name);
    return new ModelBackend.Wanted(
        fact.info(),
        fact.thinking().text(),
        fact.budgets(),
        settings.environment(),
        settings.connectTimeout(),
        settings.stallTimeout(),
        settings.version(),
        network(provider));
  }

  private ModelBackend.Network network(String provider) {
    var network = settings.network();
    var headers = new HashMap<String, String>();
    for (var name : List.of("*", provider)) {
      headers.putAll(network.headers().getOrDefault(name, Map.of()));
    }
    return new ModelBackend.Network(
        new Ways(Endpoints.proxies(settings)),
        network.tls()::certificates,
        headers,
        new Kept(provider, network.keys()));
  }

  /** The key that is kept for a provider, for its back end. */
  private record Kept(String provider, Keys keys) implements ModelBackend.Key {
    @Override
    public Optional<String> origin() {
      return keys.origin(provider).map(Keys.Origin::name);
    }

    @Override
    public String key() {
      return keys.key(provider);
    }

    @Override
    public boolean renew() {
      return keys.renew(provider);
    }
  }

  /** The proxies of the settings, for a back end. */
  private record Ways(Proxies proxies) implements ModelBackend.Proxies {
    @Override
    public Proxy proxy(URI address) {
      return proxies.forUri(address);
    }

    @Override
    public Optional<PasswordAuthentication> login(URI address) {
      return proxies.login(address);
    }
  }

  /** A vendor's own price says nothing about what another asks for the same model. */
  private ModelFact fact(ModelBackend backend, String provider, String name) {
    var own = facts.find(provider, provider, name);
    var known = backend.knownAs(provider, name);
    if (known.isEmpty() || own.info().window() > 0) return own;
    var slash = known.get().indexOf('/');
    var other =
        facts.find(provider, known.get().substring(0, slash), known.get().substring(slash + 1));
    var info = other.info();
    return new ModelFact(
        new ModelInfo(
            provider,
            name,
            info.window(),
            info.maxOutput(),
            info.features(),
            own.info().prices(),
            info.efforts()),
        other.thinking(),
        other.budgets());
  }
}
