package dev.jackdaw.testkit.server;

import dev.jackdaw.api.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Anthropic Messages API on loopback: {@code POST /v1/messages}, {@code POST
 * /v1/messages/count_tokens} and {@code GET /v1/models}. Its rules are those of the public
 * documentation at docs.anthropic.com, more strictly applied where the documentation leaves a
 * choice. A token is four characters.
 */
public final class AnthropicServer extends LoopbackServer {
  /** The key that is accepted. */
  public static final String KEY = "sk-ant-test-key";

  /** The model that is there. */
  public static final String MODEL = "claude-test-1";

  /** The second is what the vendor's own JavaScript SDK sends since 1.14. */
  private static final List<String> VERSIONS = List.of("2023-06-01", "2026-10-21");

  public static final int WINDOW_TOKENS = 200_000;
  public static final int MAX_OUTPUT_TOKENS = 64_000;
  private static final int DEFAULT_MINIMUM_PREFIX = 1_024;

  private final Object lock = new Object();

  // All guarded by lock.
  private final AnthropicThinking thinking = new AnthropicThinking();
  private final AnthropicCache cache;
  private int replies;
  private int calls;

  private final AnthropicPrompt.Closed closed;

  private AnthropicServer(int minimumPrefix, AnthropicPrompt.Closed closed) {
    cache = new AnthropicCache(minimumPrefix);
    this.closed = closed;
  }

  public static AnthropicServer open() {
    return open(DEFAULT_MINIMUM_PREFIX);
  }

  /** Opens a server whose prompt cache ignores prefixes of fewer tokens. */
  public static AnthropicServer open(int minimumPrefixTokens) {
    return open(minimumPrefixTokens, AnthropicPrompt.Closed.KEPT);
  }

  /**
   * As the other, with a model that forgets the thinking of a tool loop once a person spoke again;
   * what was cached behind it is lost then, as with the models before the end of 2025.
   */
  public static AnthropicServer openForgetful(int minimumPrefixTokens) {
    return open(minimumPrefixTokens, AnthropicPrompt.Closed.STRIPPED);
  }

  private static AnthropicServer open(int minimumPrefixTokens, AnthropicPrompt.Closed closed) {
    var server = new AnthropicServer(minimumPrefixTokens, closed);
    server.start();
    return server;
  }

  /** Returns the answer to too many requests. */
  public static Prepared.Failure rateLimited() {
    return failure(
        429,
        "rate_limit_error",
        "This request would exceed your organization's rate limit. Please try again later.");
  }

  public static Prepared.Failure overloaded() {
    return failure(529, "overloaded_error", "Overloaded");
  }

  public static Prepared.Failure broken() {
    return failure(500, "api_error", "Internal server error");
  }

  public static Prepared.Failure unauthorized() {
    return failure(401, "authentication_error", "invalid x-api-key");
  }

  public static Prepared.Failure forbidden() {
    return failure(
        403, "permission_error", "Your API key does not have permission to use this resource.");
  }

  /** Returns the answer to an account without credit. */
  public static Prepared.Failure outOfCredit() {
    return failure(
        400,
        "invalid_request_error",
        "Your credit balance is too low to access the Anthropic API."
            + " Please go to Plans & Billing to upgrade or purchase credits.");
  }

  /** Returns the answer to a prompt of so many tokens. */
  public static Prepared.Failure overflow(int tokens) {
    return failure(
        400, "invalid_request_error", AnthropicRequestCheck.tooLong(tokens, WINDOW_TOKENS));
  }

  /** Returns an error in the shape of the dialect. */
  public static Prepared.Failure failure(int status, String type, String message) {
    return new Prepared.Failure(status, Map.of(), "application/json", error(type, message));
  }

  /** Empties the prompt cache, as time does. */
  public void expireCache() {
    synchronized (lock) {
      cache.clear();
    }
  }

  /** Lets time pass for the prompt cache. */
  public void later(Duration time) {
    synchronized (lock) {
      cache.later(time);
    }
  }

  @Override
  void authenticate(Received request) throws Rejection {
    var key = request.header("x-api-key").or(() -> bearer(request));
    if (key.isEmpty()) {
      throw new Rejection(401, "authentication_error", "x-api-key header is required");
    }
    if (!key.get().equals(KEY)) {
      throw new Rejection(401, "authentication_error", "invalid x-api-key");
    }
    var version = request.header("anthropic-version");
    if (version.isEmpty()) throw Rejection.invalid("anthropic-version: header is required");
    if (!VERSIONS.contains(version.get())) {
      throw Rejection.invalid(
          "anthropic-version: \"" + version.get() + "\" is not a valid version");
    }
  }

  /** The vendor's own JavaScript SDK sends keys this way since 1.14. */
  private static Optional<String> bearer(Received request) {
    return request
        .header("authorization")
        .filter(value -> value.startsWith("Bearer "))
        .map(value -> value.substring("Bearer ".length()));
  }

  @Override
  Response respond(Received request) throws Rejection {
    var route = request.method() + " " + request.path();
    return switch (route) {
      case "POST /v1/messages" -> messages(request);
      case "POST /v1/messages/count_tokens" -> countTokens(request);
      case "GET /v1/models" -> Response.json(200, models());
      case "GET /v1/models/" + MODEL -> Response.json(200, model().compact());
      default -> throw new Rejection(404, "not_found_error", "Not found: " + route);
    };
  }

  private Response messages(Received request) throws Rejection {
    var contentType = request.header("content-type").orElse("");
    if (!contentType.startsWith("application/json")) {
      throw Rejection.invalid(
          "content-type: must be application/json, was \"" + contentType + "\"");
    }
    AnthropicPrompt prompt;
    synchronized (lock) {
      prompt = AnthropicRequestCheck.check(request.body(), thinking, closed);
    }
    return switch (next(request)) {
      case Prepared.Failure failure -> Response.of(failure);
      case Prepared.Speech speech -> {
        synchronized (lock) {
          var reply = reply(speech, prompt);
          var response =
              request.body().bool("stream", false)
                  ? Response.of(speech, "text/event-stream; charset=utf-8", reply.events(speech))
                  : Response.of(speech, "application/json", List.of(reply.whole()));
          yield response.onBegin(() -> keep(reply.bill().written()));
        }
      }
    };
  }

  private void keep(AnthropicCache.Written written) {
    synchronized (lock) {
      cache.keep(written);
    }
  }

  private AnthropicReply reply(Prepared.Speech speech, AnthropicPrompt prompt) {
    var blocks = new ArrayList<Json.Obj>();
    var inputs = new ArrayList<String>();
    for (var piece : speech.pieces()) {
      blocks.add(block(piece));
      inputs.add(piece instanceof Prepared.Call call ? call.input() : "");
    }
    thinking.issued(blocks);
    return new AnthropicReply(
        "msg_test_" + ++replies, MODEL, blocks, inputs, speech.stop(), cache.bill(prompt));
  }

  private Json.Obj block(Prepared.Piece piece) {
    return switch (piece) {
      case Prepared.Text(var text) -> Json.object().put("type", "text").put("text", text).build();
      case Prepared.Thinking(var text) ->
          Json.object()
              .put("type", "thinking")
              .put("thinking", text)
              .put("signature", thinking.sign(text))
              .build();
      case Prepared.RedactedThinking(var data) ->
          Json.object().put("type", "redacted_thinking").put("data", data).build();
      case Prepared.Call(var id, var tool, var input) ->
          Json.object()
              .put("type", "tool_use")
              .put("id", id.isEmpty() ? "toolu_test_" + ++calls : id)
              .put("name", tool)
              .put("input", AnthropicReply.input(input))
              .build();
    };
  }

  private Response countTokens(Received request) throws Rejection {
    synchronized (lock) {
      var tokens = AnthropicRequestCheck.count(request.body(), thinking, closed);
      return Response.json(200, Json.object().put("input_tokens", tokens).build().compact());
    }
  }

  private static Json.Obj model() {
    return Json.object()
        .put("type", "model")
        .put("id", MODEL)
        .put("display_name", "Claude Test 1")
        .put("created_at", "2026-01-01T00:00:00Z")
        .build();
  }

  private static String models() {
    return Json.object()
        .put("data", Json.array(List.of(model())))
        .put("has_more", false)
        .put("first_id", MODEL)
        .put("last_id", MODEL)
        .build()
        .compact();
  }

  @Override
  String refusal(Rejection rejection) {
    return error(rejection.type(), rejection.message());
  }

  @Override
  String signOfLife() {
    return AnthropicReply.PING;
  }

  static String error(String type, String message) {
    return Json.object()
        .put("type", "error")
        .put("error", Json.object().put("type", type).put("message", message).build())
        .put("request_id", "req_test")
        .build()
        .compact();
  }
}
