package dev.jackdaw.models;

import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.ModelInfo.Feature;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import dev.jackdaw.models.http.Http;
import dev.jackdaw.models.http.HttpOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a server of the user's own tells about one of its models. It is asked once, and only when
 * somebody wants to know: a start with a hosted model asks nothing. Thread-safe.
 */
final class OwnServer {
  /** What an Ollama model is given when nobody chose: enough for an agent, little enough to fit. */
  static final int USUAL_CONTEXT = 32_768;

  private static final Duration CONNECT = Duration.ofSeconds(1);
  private static final Duration ANSWER = Duration.ofSeconds(3);
  private static final int MAX_ANSWER_BYTES = 4 << 20;

  private final Http http;
  private final Endpoint endpoint;
  private final String model;
  private final Object lock = new Object();

  // Guarded by lock.
  private @Nullable Told told;

  /**
   * What the server told.
   *
   * @param window tokens, 0 when it did not say
   * @param features beyond those the facts files know
   * @param thinkValues what {@code think} takes, empty when not told
   */
  record Told(int window, Set<Feature> features, List<Json> thinkValues) {
    static final Told NOTHING = new Told(0, Set.of(), List.of());

    Told {
      features = Set.copyOf(features);
      thinkValues = List.copyOf(thinkValues);
    }

    static Told window(long tokens) {
      var fits = tokens > 0 && tokens <= Integer.MAX_VALUE;
      return fits ? new Told((int) tokens, Set.of(), List.of()) : NOTHING;
    }
  }

  OwnServer(HttpOptions options, Endpoint endpoint, String model) {
    this.http = new Http(options.withTimeouts(CONNECT, ANSWER));
    this.endpoint = endpoint;
    this.model = model;
  }

  /** Returns what the server told, asking it now if nobody did; nothing when it does not answer. */
  Told told() {
    synchronized (lock) {
      var known = told;
      if (known != null) return known;
      known = ask();
      // An interrupted question says nothing about the server.
      if (!Thread.currentThread().isInterrupted()) told = known;
      return known;
    }
  }

  /** Has the server asked again when it could not tell the window: it may be there by now. */
  void askAgainIfUnknown() {
    synchronized (lock) {
      if (told != null && told.window() == 0) told = null;
    }
  }

  /** Returns the facts with what the server told; what the files say goes first. */
  ModelInfo merged(ModelInfo facts) {
    var known = told();
    var features = EnumSet.noneOf(Feature.class);
    features.addAll(facts.features());
    features.addAll(known.features());
    return new ModelInfo(
        facts.provider(),
        facts.name(),
        facts.window() == 0 ? known.window() : facts.window(),
        facts.maxOutput(),
        features,
        facts.prices(),
        facts.efforts());
  }

  private Told ask() {
    try {
      return switch (endpoint.provider()) {
        case "ollama" -> ollama();
        case "llamacpp" -> llamaCpp();
        case "lmstudio" -> lmStudio();
        case "vllm" -> vllm();
        default -> Told.NOTHING;
      };
    } catch (IOException | JsonException _) {
      return Told.NOTHING;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Told.NOTHING;
    }
  }

  /**
   * The context Ollama gives a model is part of each request. It is, in this order: what the
   * model's own file sets; what it is loaded with, or the usual one if that is more, up to what the
   * model was made for.
   */
  private Told ollama() throws IOException, InterruptedException {
    var shown = post("/api/show", Json.object().put("model", model).build());
    var limit = madeFor(shown.object("model_info"));
    var set = parameter(shown.string("parameters", ""), "num_ctx");
    var window = set;
    if (window == 0) {
      var usual = limit == 0 ? 0 : Math.min(limit, USUAL_CONTEXT);
      window = Math.max(usual, loadedWith(get(root("/api/ps"))));
    }
    var features = EnumSet.noneOf(Feature.class);
    for (var capability : shown.array("capabilities")) {
      if (capability.equals(Json.of("vision"))) features.add(Feature.IMAGES);
      if (capability.equals(Json.of("thinking"))) features.add(Feature.THINKING);
    }
    return new Told(
        Told.window(window).window(), features, shown.object("thinking").array("values"));
  }

  /** Returns the model's {@code ARCHITECTURE.context_length}, 0 when it is not told. */
  private static long madeFor(Json.Obj info) {
    var architecture = info.string("general.architecture", "");
    return info.integer(architecture + ".context_length", 0);
  }

  /** Returns a parameter of a model file, which come as lines of name and value. */
  private static long parameter(String parameters, String name) {
    for (var line : parameters.split("\n", -1)) {
      var words = line.strip().split("\\s+", -1);
      if (words.length != 2 || !words[0].equals(name)) continue;
      try {
        return Long.parseLong(words[1]);
      } catch (NumberFormatException _) {
        return 0;
      }
    }
    return 0;
  }

  private long loadedWith(Json.Obj running) {
    for (var entry : running.array("models")) {
      if (!(entry instanceof Json.Obj loaded)) continue;
      var name = loaded.string("name", loaded.string("model", ""));
      if (name.equals(model) || name.equals(model + ":latest")) {
        return loaded.integer("context_length", 0);
      }
    }
    return 0;
  }

  private Told llamaCpp() throws IOException, InterruptedException {
    var properties = get(root("/props"));
    var settings = properties.object("default_generation_settings");
    return Told.window(settings.integer("n_ctx", properties.integer("n_ctx", 0)));
  }

  /** A model that is not loaded will get the length of LM Studio's settings, which nobody tells. */
  private Told lmStudio() throws IOException, InterruptedException {
    return Told.window(listed(get(root("/api/v0/models"))).integer("loaded_context_length", 0));
  }

  private Told vllm() throws IOException, InterruptedException {
    return Told.window(listed(get(endpoint.at("/models"))).integer("max_model_len", 0));
  }

  private Json.Obj listed(Json.Obj list) {
    for (var entry : list.array("data")) {
      if (entry instanceof Json.Obj listed && listed.string("id", "").equals(model)) return listed;
    }
    return Json.Obj.EMPTY;
  }

  /** Returns an address beside the compatible one, which ends with its version. */
  private URI root(String path) {
    var base = endpoint.base().toString();
    return URI.create((base.endsWith("/v1") ? base.substring(0, base.length() - 3) : base) + path);
  }

  private Json.Obj get(URI uri) throws IOException, InterruptedException {
    try (var response = http.get(uri, endpoint.headers())) {
      if (response.status() != 200) return Json.Obj.EMPTY;
      return Json.parseObject(response.text(MAX_ANSWER_BYTES));
    }
  }

  private Json.Obj post(String path, Json.Obj body) throws IOException, InterruptedException {
    var headers = new HashMap<>(endpoint.headers());
    headers.put("Content-Type", "application/json");
    var bytes = body.compact().getBytes(StandardCharsets.UTF_8);
    try (var response = http.post(root(path), headers, bytes)) {
      if (response.status() != 200) return Json.Obj.EMPTY;
      return Json.parseObject(response.text(MAX_ANSWER_BYTES));
    }
  }
}
