package dev.jackdaw.testkit.server;

import dev.jackdaw.api.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The Gemini API on loopback: {@code POST /v1beta/models/MODEL:streamGenerateContent}, {@code
 * :generateContent} and {@code GET /v1beta/models}. Its rules are those of the public documentation
 * at ai.google.dev, more strictly applied where the documentation leaves a choice. A token is four
 * characters.
 */
public final class GeminiServer extends LoopbackServer {
  /** The key that is accepted. */
  public static final String KEY = "AIza-test-key";

  /** A model of the third generation: its calls carry signatures. */
  public static final String MODEL = "gemini-3-test-1";

  /** A model that takes a budget for its thinking and checks no signatures. */
  public static final String BUDGET_MODEL = "gemini-2.5-pro-test-1";

  public static final int WINDOW_TOKENS = 200_000;
  public static final int MAX_OUTPUT_TOKENS = 65_536;

  /** The project and the location Vertex AI has models in. */
  public static final String PROJECT = "project-1";

  public static final String LOCATION = "global";

  private static final String MODELS = "/v1beta/models/";
  private static final String EXPRESS_MODELS = "/v1beta1/publishers/google/models/";
  private static final String PROJECT_MODELS =
      "/v1beta1/projects/" + PROJECT + "/locations/" + LOCATION + "/publishers/google/models/";

  private final Object lock = new Object();

  // All guarded by lock.
  private final PrefixCache cache = new PrefixCache();
  private final Map<String, Json.Obj> signatures = new HashMap<>();
  private int calls;

  private final Surface surface;

  private GeminiServer(Surface surface) {
    this.surface = surface;
  }

  /** Where the service offers its models. */
  private enum Surface {
    DEVELOPER,
    VERTEX
  }

  public static GeminiServer open() {
    return open(Surface.DEVELOPER);
  }

  /**
   * Opens one as Vertex AI serves it: with {@link #KEY} as a bearer token for models of the project
   * {@link #PROJECT} in the location {@link #LOCATION}, or as the key of express mode.
   */
  public static GeminiServer openVertex() {
    return open(Surface.VERTEX);
  }

  private static GeminiServer open(Surface surface) {
    var server = new GeminiServer(surface);
    server.start();
    return server;
  }

  /**
   * Returns an error in the shape of the dialect.
   *
   * @param details JSON objects of {@code google.rpc} types
   */
  public static Prepared.Failure failure(
      int status, String name, String message, String... details) {
    return new Prepared.Failure(
        status, Map.of(), "application/json", error(status, name, message, details));
  }

  /** Returns the answer to too many requests a minute, with the wait the service asks for. */
  public static Prepared.Failure rateLimited(int seconds) {
    return failure(
        429,
        "RESOURCE_EXHAUSTED",
        "You exceeded your current quota, please check your plan and billing details.",
        "{\"@type\":\"type.googleapis.com/google.rpc.QuotaFailure\",\"violations\":[{\"quotaId\":"
            + "\"GenerateRequestsPerMinutePerProjectPerModel\"}]}",
        "{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\""
            + seconds
            + "s\"}");
  }

  /** Returns the answer to too many requests a day. */
  public static Prepared.Failure outOfQuota() {
    return failure(
        429,
        "RESOURCE_EXHAUSTED",
        "You exceeded your current quota, please check your plan and billing details.",
        "{\"@type\":\"type.googleapis.com/google.rpc.QuotaFailure\",\"violations\":[{\"quotaId\":"
            + "\"GenerateRequestsPerDayPerProjectPerModel-FreeTier\"}]}");
  }

  public static Prepared.Failure overloaded() {
    return failure(503, "UNAVAILABLE", "The model is overloaded. Please try again later.");
  }

  /** Returns the answer to a wrong key. */
  public static Prepared.Failure unauthorized() {
    return failure(
        400,
        "INVALID_ARGUMENT",
        "API key not valid. Please pass a valid API key.",
        "{\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\",\"reason\":\"API_KEY_INVALID\","
            + "\"domain\":\"googleapis.com\"}");
  }

  /** Returns the answer to a prompt of so many tokens. */
  public static Prepared.Failure overflow(int tokens) {
    return failure(400, "INVALID_ARGUMENT", GeminiRequestCheck.tooLong(tokens));
  }

  @Override
  void authenticate(Received request) throws Rejection {
    if (isOfProject(request)) {
      if (request.header("authorization").orElse("").equals("Bearer " + KEY)) return;
      throw new Rejection(
          401,
          "UNAUTHENTICATED",
          "Request had invalid authentication credentials. Expected OAuth 2 access token.");
    }
    var given = request.header("x-goog-api-key").orElse("");
    if (given.isEmpty()) {
      throw new Rejection(
          403,
          "PERMISSION_DENIED",
          "Method doesn't allow unregistered callers (callers without established identity).");
    }
    if (!given.equals(KEY)) {
      throw GeminiComplaints.refusal(
          "API key not valid. Please pass a valid API key. API_KEY_INVALID");
    }
  }

  @Override
  Response respond(Received request) throws Rejection {
    var path = path(request);
    if (request.method().equals("GET") && path.equals("/v1beta/models")) {
      return Response.json(200, models());
    }
    var colon = path.lastIndexOf(':');
    if (!request.method().equals("POST") || !path.startsWith(MODELS) || colon < 0) {
      throw new Rejection(404, "NOT_FOUND", "Requested entity was not found.");
    }
    var model = path.substring(MODELS.length(), colon);
    if (!model.equals(MODEL) && !model.equals(BUDGET_MODEL)) {
      throw new Rejection(
          404,
          "NOT_FOUND",
          "models/"
              + model
              + " is not found for API version v1beta, or is not supported for generateContent.");
    }
    return switch (path.substring(colon + 1)) {
      case "streamGenerateContent" -> reply(request, model, true);
      case "generateContent" -> reply(request, model, false);
      default -> throw new Rejection(404, "NOT_FOUND", "Requested entity was not found.");
    };
  }

  private boolean isOfProject(Received request) {
    return surface == Surface.VERTEX && !request.path().startsWith(EXPRESS_MODELS);
  }

  /** Returns the path as the developers' surface has it. */
  private String path(Received request) {
    var path = request.path();
    return switch (surface) {
      // The vendor's own JavaScript SDK asks for v1 since 3.3.
      case DEVELOPER -> path.replaceFirst("^/v1/", "/v1beta/");
      case VERTEX -> path.replaceFirst("^(" + EXPRESS_MODELS + "|" + PROJECT_MODELS + ")", MODELS);
    };
  }

  private Response reply(Received request, String model, boolean streamed) throws Rejection {
    synchronized (lock) {
      GeminiRequestCheck.check(request.body(), model, signatures);
    }
    return switch (next(request)) {
      case Prepared.Failure failure -> Response.of(failure);
      case Prepared.Speech speech -> {
        var reply = reply(speech, request.body(), model);
        yield streamed
            ? Response.of(speech, "text/event-stream", reply.events(speech))
            : Response.of(speech, "application/json; charset=UTF-8", List.of(reply.whole()));
      }
    };
  }

  private GeminiReply reply(Prepared.Speech speech, Json.Obj request, String model) {
    synchronized (lock) {
      var parts = new ArrayList<Json.Obj>();
      var signed = false;
      for (var piece : speech.pieces()) {
        switch (piece) {
          case Prepared.Text(var text) -> parts.add(Json.object().put("text", text).build());
          case Prepared.Thinking(var text) ->
              parts.add(Json.object().put("text", text).put("thought", true).build());
          case Prepared.RedactedThinking _ ->
              parts.add(signed(Json.object().put("text", "").put("thought", true).build()));
          case Prepared.Call call -> {
            var part = call(call);
            if (!signed) part = signed(part);
            signed = true;
            parts.add(part);
          }
        }
      }
      if (!signed) {
        parts.add(signed(Json.object().put("text", "").build()));
      }
      return new GeminiReply(model, parts, speech.stop(), cache.bill(segments(request, model)));
    }
  }

  private static List<String> segments(Json.Obj request, String model) {
    var segments = new ArrayList<String>();
    segments.add(model);
    segments.add(request.object("systemInstruction").canonical());
    for (var tool : request.array("tools")) segments.add(tool.canonical());
    for (var content : request.array("contents")) segments.add(content.canonical());
    return segments;
  }

  /** Calls whose input is no object cannot be said in this dialect. */
  private Json.Obj call(Prepared.Call call) {
    var id = call.id().isEmpty() ? "call_test_" + ++calls : call.id();
    return Json.object()
        .put(
            "functionCall",
            Json.object()
                .put("id", id)
                .put("name", call.tool())
                .put("args", Json.parseObject(call.input()))
                .build())
        .build();
  }

  /** A signature is good for the part it was given with and no other. */
  private Json.Obj signed(Json.Obj part) {
    var signature =
        Base64.getEncoder()
            .encodeToString(("signature " + signatures.size()).getBytes(StandardCharsets.UTF_8));
    signatures.put(signature, GeminiContentCheck.bare(part));
    return part.with("thoughtSignature", Json.of(signature));
  }

  private static String models() {
    var models = new ArrayList<Json>();
    for (var name : List.of(MODEL, BUDGET_MODEL)) {
      models.add(
          Json.object()
              .put("name", "models/" + name)
              .put("inputTokenLimit", WINDOW_TOKENS)
              .put("outputTokenLimit", MAX_OUTPUT_TOKENS)
              .put(
                  "supportedGenerationMethods",
                  Json.array(List.of(Json.of("generateContent"), Json.of("countTokens"))))
              .build());
    }
    return Json.object().put("models", Json.array(models)).build().compact();
  }

  @Override
  String refusal(Rejection rejection) {
    return error(rejection.status(), rejection.type(), rejection.message());
  }

  @Override
  String signOfLife() {
    return ": keep-alive\n\n";
  }

  static String error(int status, String name, String message, String... details) {
    var error = Json.object().put("code", status).put("message", message).put("status", name);
    if (details.length > 0) {
      var list = new ArrayList<Json>();
      for (var detail : details) list.add(Json.parse(detail));
      error.put("details", Json.array(list));
    }
    return Json.object().put("error", error.build()).build().compact();
  }
}
