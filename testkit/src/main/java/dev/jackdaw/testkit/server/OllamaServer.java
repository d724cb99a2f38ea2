package dev.jackdaw.testkit.server;

import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Ollama on loopback: {@code /api/chat}, {@code /api/show}, {@code /api/ps}, {@code /api/tags} and
 * {@code GET /v1/models}. Its shapes are those of the public documentation at docs.ollama.com; it
 * is stricter in that it refuses members Ollama would ignore. A token is four characters.
 */
public final class OllamaServer extends LoopbackServer {
  /** A model with tools, thinking and images. */
  public static final String MODEL = "test:8b";

  /** A model that has none of these. */
  public static final String PLAIN_MODEL = "plain:1b";

  /** What the models were made for. */
  public static final int LIMIT_TOKENS = 131_072;

  /** The context of a request that does not say one. */
  public static final int DEFAULT_CONTEXT_TOKENS = 4_096;

  private final Object lock = new Object();

  // All guarded by lock.
  private String parameters = "";
  private int loadedContext;
  private boolean truncates;
  private int calls;

  private OllamaServer() {}

  public static OllamaServer open() {
    var server = new OllamaServer();
    server.start();
    return server;
  }

  /** Sets what the models' own files say, such as {@code num_ctx 8192}. */
  public void setParameters(String lines) {
    synchronized (lock) {
      parameters = lines;
    }
  }

  /** Has the model loaded with so many tokens of context. */
  public void load(int context) {
    synchronized (lock) {
      loadedContext = context;
    }
  }

  /** Cuts what does not fit without a word, as releases do that know no {@code truncate}. */
  public void truncateSilently() {
    synchronized (lock) {
      truncates = true;
    }
  }

  /** Returns an error in the shape of the dialect. */
  public static Prepared.Failure failure(int status, String message) {
    return new Prepared.Failure(
        status, Map.of(), "application/json; charset=utf-8", error(message));
  }

  private static String error(String message) {
    return Json.object().put("error", message).build().compact();
  }

  @Override
  void authenticate(Received request) {
    // A server of one's own asks for no key.
  }

  @Override
  Response respond(Received request) throws Rejection {
    var route = request.method() + " " + request.path();
    return switch (route) {
      case "POST /api/chat" -> chat(request);
      case "POST /api/show" -> Response.json(200, show(request.body()));
      case "GET /api/ps" -> Response.json(200, running());
      case "GET /api/tags" -> Response.json(200, tags());
      case "GET /v1/models" -> Response.json(200, models());
      default -> throw new Rejection(404, "", "404 page not found");
    };
  }

  private Response chat(Received request) throws Rejection {
    var body = request.body();
    OllamaRequestCheck.check(body);
    var prompt = OllamaRequestCheck.tokens(body);
    var context = (int) body.object("options").integer("num_ctx", DEFAULT_CONTEXT_TOKENS);
    boolean cuts;
    synchronized (lock) {
      cuts = truncates || body.bool("truncate", true);
    }
    if (prompt > context && !cuts) {
      throw Rejection.invalid("the input length exceeds the context length");
    }
    return switch (next(request)) {
      case Prepared.Failure failure -> Response.of(failure);
      case Prepared.Speech speech -> {
        var reply =
            new OllamaReply(
                body.string("model", ""),
                named(speech.pieces()),
                speech.stop(),
                Math.min(prompt, context));
        yield body.bool("stream", true)
            ? Response.of(speech, "application/x-ndjson", reply.lines(speech))
            : Response.of(speech, "application/json; charset=utf-8", List.of(reply.whole()));
      }
    };
  }

  private List<Prepared.Piece> named(List<Prepared.Piece> pieces) {
    synchronized (lock) {
      var named = new ArrayList<Prepared.Piece>();
      for (var piece : pieces) {
        named.add(
            piece instanceof Prepared.Call call && call.id().isEmpty()
                ? new Prepared.Call("call_" + ++calls, call.tool(), call.input())
                : piece);
      }
      return named;
    }
  }

  private String show(Json.Obj body) throws Rejection {
    var model = body.string("model", "");
    OllamaRequestCheck.model(model);
    var info =
        Json.object()
            .put("general.architecture", "test")
            .put("test.context_length", LIMIT_TOKENS)
            .build();
    var capabilities =
        model.equals(MODEL)
            ? List.of("completion", "tools", "thinking", "vision")
            : List.of("completion");
    synchronized (lock) {
      return Json.object()
          .putUnlessEmpty("parameters", parameters)
          .put("template", "{{ .Prompt }}")
          .put("details", Json.object().put("family", "test").build())
          .put("model_info", info)
          .put("capabilities", Json.strings(capabilities))
          .build()
          .compact();
    }
  }

  private String running() {
    synchronized (lock) {
      var models = new ArrayList<Json>();
      if (loadedContext > 0) {
        models.add(
            Json.object()
                .put("name", MODEL)
                .put("model", MODEL)
                .put("context_length", loadedContext)
                .build());
      }
      return Json.object().put("models", Json.array(models)).build().compact();
    }
  }

  private static String tags() {
    var models = new ArrayList<Json>();
    for (var name : List.of(MODEL, PLAIN_MODEL)) {
      models.add(Json.object().put("name", name).put("model", name).build());
    }
    return Json.object().put("models", Json.array(models)).build().compact();
  }

  private static String models() {
    var models = new ArrayList<Json>();
    for (var name : List.of(MODEL, PLAIN_MODEL)) {
      models.add(Json.object().put("id", name).put("object", "model").build());
    }
    return Json.object().put("object", "list").put("data", Json.array(models)).build().compact();
  }

  @Override
  String refusal(Rejection rejection) {
    return error(rejection.message());
  }

  @Override
  String signOfLife() {
    return "\n";
  }
}
