package dev.jackdaw.benchmarks;

import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.Reply;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.models.ProviderSettings;
import dev.jackdaw.models.Providers;
import dev.jackdaw.models.ReplyInMemory;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * The events of a reply that is one long text, in the shape of each API: {@link #head()}, a {@link
 * #delta} for every piece, {@link #tail()}.
 */
public enum Dialect {
  ANTHROPIC("anthropic", "ANTHROPIC_API_KEY", "ANTHROPIC_BASE_URL") {
    @Override
    String head() {
      var message =
          Json.object()
              .put("id", "msg_1")
              .put("type", "message")
              .put("role", "assistant")
              .put("model", "mock-model")
              .put("content", Json.Arr.EMPTY)
              .put("usage", USAGE);
      var empty = Json.object().put("type", "text").put("text", "").build();
      return named(Json.object().put("type", "message_start").put("message", message.build()))
          + named(at("content_block_start").put("content_block", empty));
    }

    @Override
    String delta(String piece) {
      var delta = Json.object().put("type", "text_delta").put("text", piece).build();
      return named(at("content_block_delta").put("delta", delta));
    }

    @Override
    String tail() {
      var end = Json.object().put("stop_reason", "end_turn").build();
      var last = Json.object().put("type", "message_delta").put("delta", end).put("usage", USAGE);
      return named(at("content_block_stop"))
          + named(last)
          + named(Json.object().put("type", "message_stop"));
    }

    private static Json.Builder at(String type) {
      return Json.object().put("type", type).put("index", 0);
    }
  },

  RESPONSES("openai", "OPENAI_API_KEY", "OPENAI_BASE_URL") {
    @Override
    String head() {
      var item =
          Json.object()
              .put("id", "msg_1")
              .put("type", "message")
              .put("status", "in_progress")
              .put("role", "assistant")
              .put("content", Json.Arr.EMPTY);
      return named(at("response.output_item.added").put("item", item.build()));
    }

    @Override
    String delta(String piece) {
      return named(
          at("response.output_text.delta")
              .put("item_id", "msg_1")
              .put("content_index", 0)
              .put("delta", piece)
              .put("logprobs", Json.Arr.EMPTY));
    }

    @Override
    String tail() {
      var response =
          Json.object().put("id", "resp_1").put("status", "completed").put("usage", USAGE).build();
      return named(Json.object().put("type", "response.completed").put("response", response));
    }

    private static Json.Builder at(String type) {
      return Json.object().put("type", type).put("sequence_number", 7).put("output_index", 0);
    }
  },

  CHAT("openai-chat", "OPENAI_API_KEY", "OPENAI_BASE_URL") {
    @Override
    String head() {
      return chunk(
          Json.object().put("role", "assistant").put("content", "").build(), Json.Null.INSTANCE);
    }

    @Override
    String delta(String piece) {
      return chunk(Json.object().put("content", piece).build(), Json.Null.INSTANCE);
    }

    @Override
    String tail() {
      return chunk(Json.Obj.EMPTY, Json.of("stop")) + "data: [DONE]\n\n";
    }

    private static String chunk(Json.Obj delta, Json finish) {
      var choice =
          Json.object()
              .put("index", 0)
              .put("delta", delta)
              .put("logprobs", Json.Null.INSTANCE)
              .put("finish_reason", finish)
              .build();
      return bare(
          Json.object()
              .put("id", "chatcmpl-1")
              .put("object", "chat.completion.chunk")
              .put("created", 1_700_000_000)
              .put("model", "mock-model")
              .put("choices", Json.array(List.of(choice))));
    }
  },

  GEMINI("gemini", "GEMINI_API_KEY", "GOOGLE_GEMINI_BASE_URL") {
    @Override
    String head() {
      return "";
    }

    @Override
    String delta(String piece) {
      return chunk(piece, Json.object());
    }

    @Override
    String tail() {
      return chunk("", Json.object().put("finishReason", "STOP"));
    }

    private static String chunk(String piece, Json.Builder end) {
      var part = Json.object().put("text", piece).build();
      var content =
          Json.object().put("parts", Json.array(List.of(part))).put("role", "model").build();
      var counts = Json.object().put("promptTokenCount", 10).put("candidatesTokenCount", 1).build();
      return bare(
          Json.object()
              .put("candidates", Json.array(List.of(end.put("content", content).build())))
              .put("usageMetadata", counts)
              .put("modelVersion", "mock-model"));
    }
  };

  private static final Json.Obj USAGE =
      Json.object().put("input_tokens", 10).put("output_tokens", 1).build();

  private final String provider;
  private final String keyVariable;
  private final String baseVariable;

  Dialect(String provider, String keyVariable, String baseVariable) {
    this.provider = provider;
    this.keyVariable = keyVariable;
    this.baseVariable = baseVariable;
  }

  /** Returns what comes before the first piece. */
  abstract String head();

  /** Returns the event that brings a piece of the text. */
  abstract String delta(String piece);

  /** Returns what ends the reply. */
  abstract String tail();

  /** Returns the model a server at the address plays. */
  Model model(String url) {
    var settings = ProviderSettings.of(Map.of(keyVariable, "bench", baseVariable, url), "bench");
    return new Providers(settings, InstantSource.system(), new Random())
        .model(provider + "/mock-model");
  }

  /** Reads a reply from memory. */
  Reply read(byte[] stream, Consumer<Delta> deltas) throws IOException, InterruptedException {
    return ReplyInMemory.read(provider, stream, deltas);
  }

  /** Returns a reply of so many pieces of so many characters. */
  String reply(int pieces, int chars) {
    return head() + delta(Conversation.text(chars)).repeat(pieces) + tail();
  }

  private static String named(Json.Builder data) {
    var built = data.build();
    return "event: " + built.string("type", "") + "\ndata: " + built.compact() + "\n\n";
  }

  private static String bare(Json.Builder data) {
    return "data: " + data.build().compact() + "\n\n";
  }
}
