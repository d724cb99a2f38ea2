package dev.jackdaw.testkit.server;

import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The Responses API on loopback: {@code POST /v1/responses} and {@code GET /v1/models}. Its rules
 * are those of the public documentation at platform.openai.com for requests that keep nothing at
 * the service, more strictly applied where the documentation leaves a choice. A token is four
 * characters.
 */
public final class ResponsesServer extends LoopbackServer {
  /** The key that is accepted. */
  public static final String KEY = ChatCompletionsServer.KEY;

  /** A model that reasons. */
  public static final String MODEL = "gpt-5-test-1";

  public static final int WINDOW_TOKENS = 200_000;
  public static final int MAX_OUTPUT_TOKENS = 64_000;

  private static final String AZURE = "/openai/v1";

  private final Object lock = new Object();

  // All guarded by lock.
  private final PrefixCache cache = new PrefixCache();
  private final Map<String, Json.Obj> reasoning = new HashMap<>();
  private final Map<String, String> reasonOf = new HashMap<>();
  private int replies;
  private int items;

  private final String root;

  private ResponsesServer(String root) {
    this.root = root;
  }

  public static ResponsesServer open() {
    return open("/v1");
  }

  /**
   * Opens one as Azure serves it: below {@code /openai/v1}, with {@link #KEY} in the header {@code
   * api-key} or as a bearer token.
   */
  public static ResponsesServer openAzure() {
    return open(AZURE);
  }

  private static ResponsesServer open(String root) {
    var server = new ResponsesServer(root);
    server.start();
    return server;
  }

  /** Returns an error in the shape of the dialect; an empty code is none. */
  public static Prepared.Failure failure(int status, String type, String code, String message) {
    return ChatCompletionsServer.failure(status, type, code, message);
  }

  /** Returns the answer to a prompt that is too long. */
  public static Prepared.Failure overflow() {
    return failure(
        400, "invalid_request_error", "context_length_exceeded", ResponsesRequestCheck.tooLong());
  }

  @Override
  void authenticate(Received request) throws Rejection {
    if (root.equals(AZURE) && request.header("api-key").isPresent()) {
      if (request.header("api-key").get().equals(KEY)) return;
      throw new Rejection(
          401,
          "",
          "Access denied due to invalid subscription key or wrong API endpoint.",
          "",
          "401");
    }
    ChatCompletionsServer.requireKey(request);
  }

  @Override
  Response respond(Received request) throws Rejection {
    var path = request.path();
    var served = path.startsWith(root + "/") ? path.substring(root.length()) : "elsewhere";
    return switch (request.method() + " " + served) {
      case "POST /responses" -> reply(request);
      case "GET /models" -> Response.json(200, ChatCompletionsServer.models(List.of(MODEL)));
      default ->
          throw new Rejection(
              404,
              "invalid_request_error",
              "Invalid URL (" + request.method() + " " + path + ")",
              "",
              "unknown_url");
    };
  }

  private Response reply(Received request) throws Rejection {
    if (!request.header("content-type").orElse("").startsWith("application/json")) {
      throw Rejection.invalid("you must provide a JSON body with content-type application/json");
    }
    synchronized (lock) {
      ResponsesRequestCheck.check(request.body(), reasoning, reasonOf);
    }
    return switch (next(request)) {
      case Prepared.Failure failure -> Response.of(failure);
      case Prepared.Speech speech -> {
        var reply = reply(speech, request.body());
        yield request.body().bool("stream", false)
            ? Response.of(speech, "text/event-stream; charset=utf-8", reply.events(speech))
            : Response.of(speech, "application/json", List.of(reply.whole().compact()));
      }
    };
  }

  private ResponsesReply reply(Prepared.Speech speech, Json.Obj request) {
    synchronized (lock) {
      var output = new ArrayList<Json.Obj>();
      var calls = speech.pieces().stream().anyMatch(Prepared.Call.class::isInstance);
      for (var piece : speech.pieces()) {
        output.add(item(piece, calls ? "commentary" : "final_answer"));
      }
      remember(output);
      return new ResponsesReply(
          "resp_test_" + ++replies,
          request.string("model", ""),
          output,
          speech.stop(),
          cache.bill(segments(request)));
    }
  }

  /** Notes which item each reasoning led to. */
  private void remember(List<Json.Obj> output) {
    for (var i = 1; i < output.size(); i++) {
      var before = output.get(i - 1);
      if (!before.string("type", "").equals("reasoning")) continue;
      reasonOf.put(output.get(i).string("id", ""), before.string("id", ""));
    }
  }

  private static List<String> segments(Json.Obj request) {
    var segments = new ArrayList<String>();
    segments.add(request.string("model", ""));
    for (var tool : request.array("tools")) segments.add(tool.canonical());
    segments.add(request.string("instructions", ""));
    for (var item : request.array("input")) segments.add(item.canonical());
    return segments;
  }

  private Json.Obj item(Prepared.Piece piece, String phase) {
    var number = ++items;
    return switch (piece) {
      case Prepared.Text(var text) -> ResponsesReply.message("msg_test_" + number, text, phase);
      case Prepared.Thinking(var text) -> reasoning("rs_test_" + number, text, text);
      case Prepared.RedactedThinking(var data) -> reasoning("rs_test_" + number, "", data);
      case Prepared.Call call ->
          Json.object()
              .put("id", "fc_test_" + number)
              .put("type", "function_call")
              .put("status", "completed")
              .put("arguments", call.input())
              .put("call_id", call.id().isEmpty() ? "call_test_" + number : call.id())
              .put("name", call.tool())
              .build();
    };
  }

  /** The service knows its own reasoning again: it is returned as it was or not at all. */
  private Json.Obj reasoning(String id, String summary, String secret) {
    var parts = new ArrayList<Json>();
    if (!summary.isEmpty()) {
      parts.add(Json.object().put("type", "summary_text").put("text", summary).build());
    }
    var item =
        Json.object()
            .put("id", id)
            .put("type", "reasoning")
            .put("summary", Json.array(parts))
            .put("encrypted_content", "enc-" + Integer.toHexString(secret.hashCode()) + "-" + id)
            .build();
    reasoning.put(id, item);
    return item;
  }

  @Override
  String refusal(Rejection rejection) {
    return ChatCompletionsServer.error(
        rejection.type(), rejection.code(), rejection.param(), rejection.message());
  }

  @Override
  String signOfLife() {
    return ": keep-alive\n\n";
  }
}
