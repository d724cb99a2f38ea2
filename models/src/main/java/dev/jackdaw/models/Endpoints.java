package dev.jackdaw.models;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.JackdawException.Kind;
import dev.jackdaw.models.http.HttpOptions;
import dev.jackdaw.models.http.Loopback;
import dev.jackdaw.models.http.Proxies;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Finds address and key of a provider in the settings. */
final class Endpoints {
  /**
   * The version of the Messages API, kept by Anthropic as it is. The one after it, 2026-10-21,
   * takes away what we do not use, and gateways and older models on other clouds do not know it.
   */
  private static final String ANTHROPIC_VERSION = "2023-06-01";

  private final ProviderSettings settings;

  Endpoints(ProviderSettings settings) {
    this.settings = settings;
  }

  /**
   * Returns whether the user gave what the provider needs: a key, or an address on this machine.
   */
  boolean isConfigured(Provider provider) {
    if (hasSecret(provider)) return true;
    return !settings.variable(provider.baseVariable()).isEmpty() && Loopback.is(base(provider));
  }

  /** Returns whether there is the key the provider needs. */
  Check.Key key(Provider provider) {
    if (hasSecret(provider)) return Check.Key.SET;
    var needed = provider.place() == Provider.Place.SERVICE && !Loopback.is(base(provider));
    return needed ? Check.Key.MISSING : Check.Key.NOT_NEEDED;
  }

  /** Returns whether the provider is where its vendor has it. */
  boolean isUsual(Provider provider) {
    return base(provider).equals(URI.create(provider.defaultBase()));
  }

  URI base(Provider provider) {
    var given = settings.variable(provider.baseVariable());
    return given.isEmpty() ? URI.create(provider.defaultBase()) : BaseAddress.of(provider, given);
  }

  /**
   * Returns how to reach the provider.
   *
   * @throws JackdawException of kind user when the key it needs is not set
   */
  Endpoint endpoint(Provider provider) {
    var base = base(provider);
    var needed = provider.place() == Provider.Place.SERVICE && !Loopback.is(base);
    if (needed && !hasSecret(provider) && !settings.isReplayed()) {
      throw new JackdawException(
          Kind.USER,
          "no-key",
          provider.keyVariable()
              + " is not set, and "
              + provider.name()
              + " needs it. Keys are made"
              + " at "
              + provider.console()
              + ".");
    }
    return unchecked(provider);
  }

  /** Returns how to reach the provider, with or without a key. */
  Endpoint unchecked(Provider provider) {
    var given = given(provider);
    requireSendable(provider, given);
    return new Endpoint(
        provider.name(),
        base(provider),
        new Found(provider, given),
        given.isEmpty() ? place(provider) : provider.keyVariable(),
        provider.baseVariable(),
        provider.console());
  }

  /** Returns where the key comes from, or would have to come from. */
  private String place(Provider provider) {
    return settings
        .network()
        .keys()
        .origin(provider.name())
        .map(Keys.Origin::name)
        .orElse(provider.keyVariable());
  }

  /** Returns whether there is a key, or a place that will give one. */
  private boolean hasSecret(Provider provider) {
    return !given(provider).isEmpty()
        || settings.network().keys().origin(provider.name()).isPresent();
  }

  /**
   * Returns the key of the environment, or for Anthropic the token of a gateway, for Google the
   * other name it has for keys; empty when there is none.
   */
  private String given(Provider provider) {
    var key = settings.variable(provider.keyVariable());
    if (!key.isEmpty()) return key;
    return switch (provider.dialect()) {
      case ANTHROPIC -> settings.variable("ANTHROPIC_AUTH_TOKEN");
      case GEMINI -> settings.variable("GOOGLE_API_KEY");
      case RESPONSES, CHAT, OLLAMA -> "";
    };
  }

  /** The environment's key, or else what the user's other places give. */
  private final class Found implements Credential {
    private final Provider provider;
    private final String given;

    Found(Provider provider, String given) {
      this.provider = provider;
      this.given = given;
    }

    @Override
    public String secret() {
      if (!given.isEmpty()) return given;
      var fetched = settings.network().keys().key(provider.name());
      requireSendable(provider, fetched);
      return fetched;
    }

    @Override
    public Map<String, String> headers() {
      var headers = keyed(provider, secret());
      for (var name : List.of("*", provider.name())) {
        headers.putAll(settings.network().headers().getOrDefault(name, Map.of()));
      }
      return headers;
    }

    @Override
    public boolean renew() {
      return given.isEmpty() && settings.network().keys().renew(provider.name());
    }
  }

  private Map<String, String> keyed(Provider provider, String secret) {
    var headers = new HashMap<String, String>();
    switch (provider.dialect()) {
      case ANTHROPIC -> {
        headers.put("anthropic-version", ANTHROPIC_VERSION);
        if (secret.isEmpty()) return headers;
        if (settings.variable("ANTHROPIC_AUTH_TOKEN").equals(secret)) {
          headers.put("Authorization", "Bearer " + secret);
        } else {
          headers.put("x-api-key", secret);
        }
      }
      case GEMINI -> {
        if (!secret.isEmpty()) headers.put("x-goog-api-key", secret);
      }
      case RESPONSES, CHAT, OLLAMA -> {
        if (!secret.isEmpty()) headers.put("Authorization", "Bearer " + secret);
      }
    }
    return headers;
  }

  /** A header takes visible ASCII only, and the JDK's own complaint would show the key. */
  private static void requireSendable(Provider provider, String secret) {
    for (var i = 0; i < secret.length(); i++) {
      var c = secret.charAt(i);
      if (c > ' ' && c < 0x7f) continue;
      throw new JackdawException(
          Kind.USER,
          "key-malformed",
          provider.keyVariable()
              + " holds a character no key has, at position "
              + (i + 1)
              + ". Copy it again"
              + (provider.console().isEmpty() ? "." : " from " + provider.console() + "."));
    }
  }

  /**
   * Returns how HTTP is spoken with the provider.
   *
   * @throws JackdawException of kind user when a proxy variable cannot be used
   */
  HttpOptions options(Provider provider) {
    var stall =
        provider.place() == Provider.Place.OWN_SERVER || Loopback.is(base(provider))
            ? settings.ownServerStallTimeout()
            : settings.stallTimeout();
    return new HttpOptions(
        settings.connectTimeout(),
        stall,
        proxies(settings),
        plainHttpHosts(),
        "jackdaw/" + settings.version(),
        settings.network().tls());
  }

  /**
   * Returns the proxies of the settings.
   *
   * @throws JackdawException of kind user when a variable cannot be used
   */
  static Proxies proxies(ProviderSettings settings) {
    try {
      return Proxies.of(settings.environment());
    } catch (IllegalArgumentException e) {
      throw new JackdawException(Kind.USER, "proxy", String.valueOf(e.getMessage()), e);
    }
  }

  private Set<String> plainHttpHosts() {
    var hosts = new HashSet<String>();
    for (var host : settings.variable("JACKDAW_PLAIN_HTTP_HOSTS").split(",", -1)) {
      if (!host.isBlank()) hosts.add(host.strip().toLowerCase(Locale.ROOT));
    }
    return hosts;
  }
}
