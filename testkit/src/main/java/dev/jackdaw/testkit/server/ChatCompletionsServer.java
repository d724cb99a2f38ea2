package dev.jackdaw.testkit.server;

import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The Chat Completions API on loopback: {@code POST /v1/chat/completions} and {@code GET
 * /v1/models}. Its rules are those of the public documentation at platform.openai.com, more
 * strictly applied where the documentation leaves a choice. A token is four characters.
 */
public final class ChatCompletionsServer extends LoopbackServer {
  /** The key that is accepted. */
  public static final String KEY = "sk-test-key";

  /** A model as OpenAI serves them now: it wants {@code max_completion_tokens}. */
  public static final String MODEL = "gpt-test-1";

  /**
   * A model as compatible servers have them: it wants {@code max_tokens} and shows its reasoning as
   * {@code reasoning_content}.
   */
  public static final String PLAIN_MODEL = "local-test-1";

  public static final int WINDOW_TOKENS = 200_000;
  public static final int MAX_OUTPUT_TOKENS = 64_000;

  private final Object lock = new Object();

  // All guarded by lock.
  private final ChatCache cache = new ChatCache();
  private int replies;
  private int calls;

  private final ChatHabits habits;

  private ChatCompletionsServer(ChatHabits habits) {
    this.habits = habits;
  }

  /** Opens a server that behaves as compatible servers do that have these habits. */
  public static ChatCompletionsServer open(ChatHabit... habits) {
    var server = new ChatCompletionsServer(new ChatHabits(List.of(habits)));
    server.start();
    return server;
  }

  /** Returns the answer to too many requests. */
  public static Prepared.Failure rateLimited() {
    return failure(
        429,
        "requests",
        "rate_limit_exceeded",
        "Rate limit reached for "
            + MODEL
            + " in organization org-test on requests per min (RPM):"
            + " Limit 3, Used 3, Requested 1. Please try again in 20s.");
  }

  /** Returns the answer to an account without credit. */
  public static Prepared.Failure outOfQuota() {
    return failure(
        429,
        "insufficient_quota",
        "insufficient_quota",
        "You exceeded your current quota, please check your plan and billing details.");
  }

  public static Prepared.Failure overloaded() {
    return failure(
        503, "server_error", "", "The engine is currently overloaded, please try again later");
  }

  public static Prepared.Failure broken() {
    return failure(
        500,
        "server_error",
        "",
        "The server had an error while processing your request. Sorry about that!");
  }

  public static Prepared.Failure unauthorized() {
    return failure(
        401, "invalid_request_error", "invalid_api_key", "Incorrect API key provided: sk-wrong.");
  }

  public static Prepared.Failure forbidden() {
    return failure(
        403,
        "invalid_request_error",
        "unsupported_country_region_territory",
        "Country, region, or territory not supported");
  }

  /** Returns the answer to a prompt of so many tokens. */
  public static Prepared.Failure overflow(int tokens) {
    return failure(
        400,
        "invalid_request_error",
        "context_length_exceeded",
        ChatRequestCheck.tooLong(tokens, WINDOW_TOKENS));
  }

  /** Returns an error in the shape of the dialect; an empty code is none. */
  public static Prepared.Failure failure(int status, String type, String code, String message) {
    return new Prepared.Failure(
        status, Map.of(), "application/json", error(type, code, "", message));
  }

  @Override
  void authenticate(Received request) throws Rejection {
    requireKey(request);
  }

  static void requireKey(Received request) throws Rejection {
    var given = request.header("authorization").orElse("");
    if (!given.startsWith("Bearer ")) {
      throw new Rejection(
          401,
          "invalid_request_error",
          "You didn't provide an API key. You need to provide your API key in an Authorization"
              + " header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY).");
    }
    if (!given.equals("Bearer " + KEY)) {
      throw new Rejection(
          401,
          "invalid_request_error",
          "Incorrect API key provided: " + given.substring("Bearer ".length()) + ".",
          "",
          "invalid_api_key");
    }
  }

  @Override
  Response respond(Received request) throws Rejection {
    var route = request.method() + " " + request.path();
    return switch (route) {
      case "POST /v1/chat/completions" -> completion(request);
      case "GET /v1/models" -> Response.json(200, models(List.of(MODEL, PLAIN_MODEL)));
      default ->
          throw new Rejection(
              404, "invalid_request_error", "Invalid URL (" + route + ")", "", "unknown_url");
    };
  }

  private Response completion(Received request) throws Rejection {
    if (!request.header("content-type").orElse("").startsWith("application/json")) {
      throw Rejection.invalid("you must provide a JSON body with content-type application/json");
    }
    habits.check(request.body());
    ChatRequestCheck.check(request.body());
    return switch (next(request)) {
      case Prepared.Failure failure -> Response.of(failure);
      case Prepared.Speech speech -> {
        var reply = reply(speech, request.body());
        yield request.body().bool("stream", false) && habits.streams()
            ? Response.of(
                speech, "text/event-stream; charset=utf-8", habits.events(reply.events(speech)))
            : Response.of(speech, "application/json", List.of(reply.whole()));
      }
    };
  }

  private ChatReply reply(Prepared.Speech speech, Json.Obj request) {
    synchronized (lock) {
      var pieces = new ArrayList<Prepared.Piece>();
      for (var piece : speech.pieces()) {
        pieces.add(
            piece instanceof Prepared.Call call && call.id().isEmpty()
                ? new Prepared.Call("call_test_" + ++calls, call.tool(), call.input())
                : piece);
      }
      return new ChatReply(
          "chatcmpl-test-" + ++replies,
          request.string("model", ""),
          pieces,
          speech.stop(),
          cache.bill(request),
          request.object("stream_options").bool("include_usage", false));
    }
  }

  static String models(List<String> ids) {
    var models = new ArrayList<Json>();
    for (var id : ids) {
      models.add(
          Json.object()
              .put("id", id)
              .put("object", "model")
              .put("created", 1_767_225_600L)
              .put("owned_by", "test")
              .build());
    }
    return Json.object().put("object", "list").put("data", Json.array(models)).build().compact();
  }

  @Override
  String refusal(Rejection rejection) {
    return error(rejection.type(), rejection.code(), rejection.param(), rejection.message());
  }

  @Override
  String signOfLife() {
    return ": keep-alive\n\n";
  }

  static String error(String type, String code, String param, String message) {
    var error =
        Json.object()
            .put("message", message)
            .put("type", type)
            .put("param", orNull(param))
            .put("code", orNull(code))
            .build();
    return Json.object().put("error", error).build().compact();
  }

  private static Json orNull(String text) {
    return text.isEmpty() ? Json.Null.INSTANCE : Json.of(text);
  }
}
