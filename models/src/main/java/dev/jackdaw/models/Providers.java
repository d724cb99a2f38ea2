package dev.jackdaw.models;

import dev.jackdaw.api.Extensions;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.JackdawException.Kind;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.Nearest;
import dev.jackdaw.models.http.Http;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Finds the model a user means. Nothing is asked of any server while it is clear what is meant.
 * Thread-safe.
 */
public final class Providers {
  private static final Duration CHECK_CONNECT = Duration.ofSeconds(3);
  private static final Duration CHECK_ANSWER = Duration.ofSeconds(5);

  private final ProviderSettings settings;
  private final Endpoints endpoints;
  private final ModelFacts facts;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Map<URI, Breaker> breakers = new ConcurrentHashMap<>();
  private final Backends backends;

  /**
   * Reads the facts.
   *
   * @param random draws the waits between tries; shared by all models, so it must be thread-safe
   * @throws JackdawException of kind user when the facts file cannot be used
   */
  public Providers(ProviderSettings settings, InstantSource clock, RandomGenerator random) {
    this(settings, clock, random, Extensions.onClassPath());
  }

  /** Reads the facts; providers it does not know itself are looked for among the extensions. */
  public Providers(
      ProviderSettings settings,
      InstantSource clock,
      RandomGenerator random,
      Extensions extensions) {
    this.settings = settings;
    this.endpoints = new Endpoints(settings);
    this.facts =
        settings
            .factsFile()
            .map(ModelFacts::with)
            .orElseGet(ModelFacts::shipped)
            .withAliases(settings.aliases());
    this.clock = clock;
    this.random = random;
    this.backends = new Backends(extensions, settings, facts, random);
  }

  public ModelFacts facts() {
    return facts;
  }

  /** Returns the names that can stand before the slash. */
  public List<String> names() {
    return Provider.names();
  }

  /** Returns the names of the providers that take keys, those that are extensions included. */
  public static List<String> services() {
    var names = new ArrayList<String>();
    for (var provider : Provider.ALL) {
      if (!provider.name().equals("openai-chat")) names.add(provider.name());
    }
    for (var vendor : Vendor.values()) names.add(vendor.provider());
    return names;
  }

  /**
   * Returns the model for {@code provider/name}, an alias, or a name that tells its provider.
   *
   * @throws JackdawException of kind user when it is not known what is meant or the key is missing;
   *     the message says what to set or to write
   */
  public Model model(String spec) {
    var text = spec.strip();
    var meant = facts.alias(text).orElse(text);
    var slash = meant.indexOf('/');
    if (slash < 0) return bare(meant);
    var provider = Provider.named(meant.substring(0, slash));
    var name = meant.substring(slash + 1);
    if (name.isEmpty() && provider.isPresent()) {
      throw new JackdawException(Kind.USER, "model-unknown", noName(meant));
    }
    if (provider.isEmpty()) return elsewhere(meant.substring(0, slash), name, meant);
    return create(provider.get(), unaliased(provider.get(), name));
  }

  private Model elsewhere(String provider, String name, String spec) {
    if (name.isEmpty()) throw unknownProvider(provider, spec);
    return backends.model(provider, name).orElseThrow(() -> unknownProvider(provider, spec));
  }

  /** {@code anthropic/opus} means what {@code opus} does. */
  private String unaliased(Provider provider, String name) {
    var meant = facts.alias(name).orElse("");
    var prefix = provider.facts() + "/";
    return meant.startsWith(prefix) ? meant.substring(prefix.length()) : name;
  }

  /**
   * Returns the model to use when nobody chose one: of the first provider with a key, or of a
   * server on this machine, which is looked for only then.
   *
   * @throws JackdawException of kind user when there is none; the message says what to set
   */
  public Model model() throws InterruptedException {
    for (var name : List.of("anthropic", "openai", "gemini")) {
      var provider = Provider.named(name).orElseThrow();
      if (!endpoints.isConfigured(provider)) continue;
      var chosen = settings.variable(name.toUpperCase(Locale.ROOT) + "_MODEL");
      if (!chosen.isEmpty()) return create(provider, chosen);
      return create(provider, facts.defaultModel(name).orElseThrow());
    }
    var found = local();
    if (!found.isEmpty()) {
      return create(found.getFirst().provider(), found.getFirst().models().getFirst());
    }
    throw new JackdawException(Kind.USER, "no-model", noModel());
  }

  /**
   * Returns the id of the model for small jobs beside tasks of another, when nobody chose one. At
   * an address of the user's own there is none: which models it has is not known.
   */
  public Optional<String> smallModel(ModelInfo main) {
    var provider = Provider.named(main.provider());
    if (provider.isEmpty() || !endpoints.isUsual(provider.get())) return Optional.empty();
    return facts.smallModel(main.provider()).map(name -> main.provider() + "/" + name);
  }

  /**
   * Returns the servers of the user's own that offer a model, unless they are not to be looked for.
   */
  private List<LocalServers.Found> local() throws InterruptedException {
    if (!settings.variable("JACKDAW_NO_LOCAL_MODELS").isEmpty()) return List.of();
    return LocalServers.find(endpoints, ownServers());
  }

  /**
   * Lists the models that can be named: those of the facts, then those that servers of the user's
   * own offer at this moment, which are asked for some seconds at most.
   *
   * @throws JackdawException of kind user when a variable is unusable
   */
  public List<ModelListing> list() throws InterruptedException {
    var catalogue = new Catalogue(endpoints, facts);
    var listings = new ArrayList<>(catalogue.known());
    listings.addAll(catalogue.offered(local()));
    return listings;
  }

  /** Returns the names of the models of providers with a key, and the aliases; asks no server. */
  public List<String> known() {
    var names = new ArrayList<String>();
    for (var listing : new Catalogue(endpoints, facts).known()) {
      if (listing.key() == Check.Key.MISSING) continue;
      names.add(listing.info().id());
      names.addAll(listing.aliases());
    }
    return names;
  }

  /**
   * Looks at the providers that come as extensions: whether they are installed, and whether there
   * are credentials for them. No extension is loaded and no server asked.
   *
   * @throws JackdawException of kind environment when the extensions cannot be read
   */
  public List<ExtensionCheck> extensions() {
    return backends.check();
  }

  private static List<Provider> ownServers() {
    var servers = new ArrayList<Provider>();
    for (var provider : Provider.ALL) {
      if (provider.place() == Provider.Place.OWN_SERVER) servers.add(provider);
    }
    return servers;
  }

  private static String noModel() {
    return "No model is set up."
        + " Set ANTHROPIC_API_KEY (https://platform.claude.com/settings/keys), OPENAI_API_KEY"
        + " (https://platform.openai.com/api-keys) or GEMINI_API_KEY"
        + " (https://aistudio.google.com/apikey), or start a local server: Ollama, LM Studio,"
        + " llama.cpp or vLLM. To see Jackdaw work without any of them: jackdaw demo";
  }

  private Model bare(String name) {
    if (name.isEmpty()) throw new JackdawException(Kind.USER, "model-unknown", noName(name));
    var provider = facts.providerOf(name).or(() -> byPrefix(name));
    if (provider.isPresent()) return create(Provider.named(provider.get()).orElseThrow(), name);
    if (Provider.named(name).isPresent()) {
      throw new JackdawException(Kind.USER, "model-unknown", noName(name + "/"));
    }
    throw new JackdawException(
        Kind.USER,
        "model-unknown",
        "It is not known whose model \""
            + name
            + "\" is"
            + Nearest.hint(name, facts.names(""))
            + " Write provider/name, such as ollama/"
            + name
            + "; providers are "
            + String.join(", ", Provider.names())
            + ".");
  }

  private static Optional<String> byPrefix(String name) {
    if (name.startsWith("claude-")) return Optional.of("anthropic");
    if (name.startsWith("gemini-")) return Optional.of("gemini");
    if (name.startsWith("gpt-") || name.startsWith("chatgpt-")) return Optional.of("openai");
    var isSeries = name.length() >= 2 && name.charAt(0) == 'o' && Character.isDigit(name.charAt(1));
    return isSeries ? Optional.of("openai") : Optional.empty();
  }

  private static String noName(String given) {
    return "A model is written as provider/name, such as anthropic/claude-opus-5-5; \""
        + given
        + "\" lacks the name.";
  }

  private static JackdawException unknownProvider(String provider, String spec) {
    return new JackdawException(
        Kind.USER,
        "provider-unknown",
        "There is no provider \""
            + provider
            + "\""
            + Nearest.hint(provider, Provider.names())
            + " Providers are "
            + String.join(", ", Provider.names())
            + "; models of many vendors are at openrouter/"
            + spec
            + ".");
  }

  private Model create(Provider provider, String name) {
    var endpoint = endpoint(provider);
    var fact = facts.find(provider.name(), provider.facts(), name);
    Function<String, String> hint = given -> Nearest.hint(given, facts.names(provider.facts()));
    var http = new Http(endpoints.options(provider), settings.tape().orElse(null));
    http.prepare(endpoint.base());
    var model =
        switch (provider.dialect()) {
          case ANTHROPIC ->
              new AnthropicModel(
                  new Exchange(http, endpoint, Failures.anthropic(endpoint, name, hint, clock)),
                  fact.withCacheLifetime(settings.cacheLifetime()));
          case RESPONSES ->
              new ResponsesModel(
                  new Exchange(http, endpoint, Failures.chat(endpoint, name, hint, clock)), fact);
          case GEMINI ->
              new GeminiModel(
                  new Exchange(http, endpoint, Failures.gemini(endpoint, name, hint, clock)), fact);
          case CHAT, OLLAMA ->
              compatible(
                  provider,
                  fact,
                  endpoint,
                  new Exchange(http, endpoint, Failures.chat(endpoint, name, hint, clock)));
        };
    var breaker = breakers.computeIfAbsent(endpoint.base(), _ -> new Breaker(clock));
    return new Alternatives(
        new RetryingModel(model, settings.retry(), random, breaker), () -> others(provider));
  }

  /** Returns what else would work: services with a key, and servers that answer here. */
  private List<String> others(Provider than) throws InterruptedException {
    var others = withKeys(than);
    if (than.place() == Provider.Place.OWN_SERVER) return others;
    if (!settings.variable("JACKDAW_NO_LOCAL_MODELS").isEmpty()) return others;
    var found = LocalServers.find(endpoints, ownServers());
    for (var server : found) {
      if (!server.models().isEmpty()) {
        others.add(server.provider().name() + "/" + server.models().getFirst());
      }
    }
    return others;
  }

  private List<String> withKeys(Provider than) {
    var others = new ArrayList<String>();
    for (var provider : Provider.ALL) {
      var same = provider.keyVariable().equals(than.keyVariable());
      if (same || settings.variable(provider.keyVariable()).isEmpty()) continue;
      var name = facts.defaultModel(provider.name()).orElse("NAME");
      if (others.stream().noneMatch(other -> other.endsWith("/" + name))) {
        others.add(provider.name() + "/" + name);
      }
    }
    return others;
  }

  /** A key that is missing is told together with the keys that are there. */
  private Endpoint endpoint(Provider provider) {
    try {
      return endpoints.endpoint(provider);
    } catch (JackdawException e) {
      var advice = e.code().equals("no-key") ? Alternatives.advice(withKeys(provider)) : "";
      if (advice.isEmpty()) throw e;
      throw new JackdawException(e.kind(), e.code(), e.getMessage() + advice, e);
    }
  }

  /** A model that may lack tools, on a server that may be the user's own. */
  private Model compatible(
      Provider provider, ModelFact fact, Endpoint endpoint, Exchange exchange) {
    var name = fact.info().name();
    var quirks = facts.quirks(provider.name(), endpoint.base(), name);
    Model model = new ChatCompletionsModel(exchange, fact, quirks);
    if (provider.place() == Provider.Place.OWN_SERVER) {
      var server = new OwnServer(endpoints.options(provider), endpoint, name);
      model =
          provider.dialect() == Provider.Dialect.OLLAMA
              ? new OllamaModel(exchange, fact, server, OllamaOptions.of(settings))
              : new OwnServerModel(model, server);
    }
    var listed = settings.variable(PromptedToolsModel.Use.VARIABLE);
    return new PromptedToolsModel(model, PromptedToolsModel.Use.of(quirks, listed, name));
  }

  /**
   * Looks at every provider, all at once. A service without a key is not asked.
   *
   * @throws JackdawException of kind user when a variable is unusable
   */
  public List<Check> check() throws InterruptedException {
    var running = new ArrayList<Future<Check>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var provider : Provider.ALL) {
        if (provider.name().equals("openai-chat")) continue;
        running.add(threads.submit(() -> check(provider)));
      }
      return results(running);
    }
  }

  private static List<Check> results(List<Future<Check>> running) throws InterruptedException {
    try {
      var checks = new ArrayList<Check>();
      for (var check : running) checks.add(result(check));
      return checks;
    } finally {
      for (var check : running) check.cancel(true);
    }
  }

  private static Check result(Future<Check> running) throws InterruptedException {
    try {
      return running.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof JackdawException known) throw known;
      throw new IllegalStateException("a provider could not be checked", e.getCause());
    }
  }

  /**
   * Looks whether a provider is set up and answers; takes some seconds at most.
   *
   * @throws JackdawException of kind user when there is no such provider, or a variable is unusable
   */
  public Check check(String provider) throws InterruptedException {
    return check(Provider.named(provider).orElseThrow(() -> unknownProvider(provider, provider)));
  }

  private Check check(Provider provider) throws InterruptedException {
    var endpoint = endpoints.unchecked(provider);
    var key = endpoints.key(provider);
    if (key == Check.Key.MISSING) {
      var detail = "not asked, because " + provider.keyVariable() + " is not set";
      return result(endpoint, key, Check.Reach.UNREACHABLE, detail);
    }
    var http = new Http(endpoints.options(provider).withTimeouts(CHECK_CONNECT, CHECK_ANSWER));
    var failures = Failures.chat(endpoint, "its models", given -> "", clock);
    try (var response = http.get(endpoint.at(provider.modelsPath()), endpoint.headers())) {
      return switch (response.status()) {
        case 200 -> result(endpoint, key, Check.Reach.READY, "answers");
        case 401, 403 ->
            result(
                endpoint,
                key,
                Check.Reach.REFUSED,
                String.valueOf(failures.answered(response).getMessage()));
        default ->
            result(
                endpoint, key, Check.Reach.UNEXPECTED, "answers with status " + response.status());
      };
    } catch (IOException e) {
      return result(
          endpoint, key, Check.Reach.UNREACHABLE, String.valueOf(failures.of(e).getMessage()));
    }
  }

  private static Check result(Endpoint endpoint, Check.Key key, Check.Reach reach, String detail) {
    return new Check(
        endpoint.provider(), endpoint.keyVariable(), key, endpoint.base(), reach, detail);
  }
}
