package dev.jackdaw.cli.faults;

import dev.jackdaw.testkit.server.AnthropicServer;
import dev.jackdaw.testkit.server.ChatCompletionsServer;
import dev.jackdaw.testkit.server.GeminiServer;
import dev.jackdaw.testkit.server.LoopbackServer;
import dev.jackdaw.testkit.server.OllamaServer;
import dev.jackdaw.testkit.server.Prepared;
import dev.jackdaw.testkit.server.ResponsesServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A dialect of the matrix: its strict server, and its own words for what goes wrong.
 *
 * @param base the variable with the address
 * @param key the variable with the key, and the key
 * @param error the type of an error amid a stream that may pass
 * @param length the dialect's word for the limit on output
 * @param refusal the dialect's word for a reply that was declined
 * @param writing puts what a reply says into the words of a model without tools
 * @param pause the dialect's word for a long turn that goes on when it is sent again
 */
record Dialect(
    String model,
    Supplier<LoopbackServer> server,
    String base,
    Map.Entry<String, String> key,
    Prepared.Failure limited,
    Prepared.Failure overloaded,
    Prepared.Failure broken,
    Prepared.Failure unauthorized,
    Prepared.Failure forbidden,
    Prepared.Failure noCredit,
    Prepared.Failure overflow,
    String error,
    String length,
    String refusal,
    Optional<String> pause,
    UnaryOperator<Prepared> writing) {

  static final List<Dialect> ALL =
      List.of(anthropic(), chat(), responses(), gemini(), ollama(), prompted());

  private static Dialect anthropic() {
    return new Dialect(
        "anthropic/" + AnthropicServer.MODEL,
        AnthropicServer::open,
        "ANTHROPIC_BASE_URL",
        Map.entry("ANTHROPIC_API_KEY", AnthropicServer.KEY),
        AnthropicServer.rateLimited(),
        AnthropicServer.overloaded(),
        AnthropicServer.broken(),
        AnthropicServer.unauthorized(),
        AnthropicServer.forbidden(),
        AnthropicServer.outOfCredit(),
        AnthropicServer.overflow(250_000),
        "overloaded_error",
        "max_tokens",
        "refusal",
        Optional.of("pause_turn"),
        UnaryOperator.identity());
  }

  private static Dialect chat() {
    return new Dialect(
        "openai-chat/" + ChatCompletionsServer.MODEL,
        ChatCompletionsServer::open,
        "OPENAI_BASE_URL",
        Map.entry("OPENAI_API_KEY", ChatCompletionsServer.KEY),
        ChatCompletionsServer.rateLimited(),
        ChatCompletionsServer.overloaded(),
        ChatCompletionsServer.broken(),
        ChatCompletionsServer.unauthorized(),
        ChatCompletionsServer.forbidden(),
        ChatCompletionsServer.outOfQuota(),
        ChatCompletionsServer.overflow(250_000),
        "server_error",
        "length",
        "content_filter",
        Optional.empty(),
        UnaryOperator.identity());
  }

  /** The words are those of the other dialect of the same provider, but for the end of a reply. */
  private static Dialect responses() {
    var chat = chat();
    return new Dialect(
        "openai/" + ResponsesServer.MODEL,
        ResponsesServer::open,
        chat.base(),
        Map.entry("OPENAI_API_KEY", ResponsesServer.KEY),
        chat.limited(),
        chat.overloaded(),
        chat.broken(),
        chat.unauthorized(),
        chat.forbidden(),
        chat.noCredit(),
        ResponsesServer.overflow(),
        "server_error",
        "max_output_tokens",
        "content_filter",
        Optional.empty(),
        UnaryOperator.identity());
  }

  private static Dialect gemini() {
    return new Dialect(
        "gemini/" + GeminiServer.MODEL,
        GeminiServer::open,
        "GOOGLE_GEMINI_BASE_URL",
        Map.entry("GEMINI_API_KEY", GeminiServer.KEY),
        GeminiServer.failure(429, "RESOURCE_EXHAUSTED", "Too many requests."),
        GeminiServer.overloaded(),
        GeminiServer.failure(500, "INTERNAL", "An internal error has occurred."),
        GeminiServer.unauthorized(),
        GeminiServer.failure(403, "PERMISSION_DENIED", "The caller does not have permission."),
        GeminiServer.outOfQuota(),
        GeminiServer.overflow(250_000),
        "UNAVAILABLE",
        "MAX_TOKENS",
        "SAFETY",
        Optional.empty(),
        UnaryOperator.identity());
  }

  private static Dialect ollama() {
    return new Dialect(
        "ollama/" + OllamaServer.MODEL,
        OllamaServer::open,
        "OLLAMA_HOST",
        Map.entry("OLLAMA_API_KEY", "any"),
        OllamaServer.failure(429, "too many requests"),
        OllamaServer.failure(
            503, "server busy, please try again. maximum pending requests exceeded"),
        OllamaServer.failure(500, "llama runner process has terminated"),
        OllamaServer.failure(401, "unauthorized"),
        OllamaServer.failure(403, "this model requires a subscription"),
        OllamaServer.failure(402, "you have used up your plan"),
        OllamaServer.failure(400, "the input length exceeds the context length"),
        "",
        "length",
        "content_filter",
        Optional.empty(),
        UnaryOperator.identity());
  }

  /** Tools by prompt, which are text to the server: the words are Ollama's. */
  private static Dialect prompted() {
    var ollama = ollama();
    return new Dialect(
        ollama.model(),
        ollama.server(),
        ollama.base(),
        Map.entry("JACKDAW_PROMPTED_TOOLS", "*"),
        ollama.limited(),
        ollama.overloaded(),
        ollama.broken(),
        ollama.unauthorized(),
        ollama.forbidden(),
        ollama.noCredit(),
        ollama.overflow(),
        ollama.error(),
        ollama.length(),
        ollama.refusal(),
        ollama.pause(),
        Dialect::asText);
  }

  private static Prepared asText(Prepared answer) {
    if (!(answer instanceof Prepared.Speech speech)) return answer;
    var pieces = new ArrayList<Prepared.Piece>();
    for (var piece : speech.pieces()) {
      pieces.add(piece instanceof Prepared.Call call ? new Prepared.Text(written(call)) : piece);
    }
    return speech.saying(pieces);
  }

  /** A call whose input is not whole lacks the end of the object around it, too. */
  private static String written(Prepared.Call call) {
    var start = "\n<tool_call>\n{\"name\":\"" + call.tool() + "\",\"arguments\":" + call.input();
    return start + (call.input().endsWith("}") ? "}" : "") + "\n</tool_call>";
  }

  /** Returns whether most models are spoken to in it: then nothing is left to samples. */
  boolean isMain() {
    return model.startsWith("anthropic/") || model.startsWith("openai-chat/");
  }

  @Override
  public String toString() {
    return model + (key.getKey().equals("JACKDAW_PROMPTED_TOOLS") ? ", prompted" : "");
  }

  Map<String, String> environment(String address) {
    return Map.of(base, address, key.getKey(), key.getValue(), "JACKDAW_NO_LOCAL_MODELS", "1");
  }
}
