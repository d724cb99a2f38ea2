package dev.jackdaw.models;

import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Reply;
import dev.jackdaw.models.http.SseReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * Reads a reply from memory as {@link Exchange} reads it from a connection, so that parsing can be
 * measured without one. It is in this package because the parsers are nobody else's business; a
 * test compares what it reads with what the whole model reads.
 */
public final class ReplyInMemory {
  private ReplyInMemory() {}

  /**
   * Reads a whole reply.
   *
   * @param provider whose dialect the bytes are in
   */
  public static Reply read(String provider, byte[] stream, Consumer<Delta> deltas)
      throws IOException, InterruptedException {
    var bytes = new ByteArrayInputStream(stream);
    var events = new SseReader(bytes::read);
    var parser = parser(Provider.named(provider).orElseThrow(), deltas);
    while (true) {
      var data = events.next().orElseThrow().data();
      if (data.equals("[DONE]")) {
        parser.done();
      } else {
        var event = Failures.parsed(data);
        if (event.get("error").isPresent() || parser.failure(event).isPresent()) {
          throw new ProtocolException("a reply that failed");
        }
        parser.accept(event);
      }
      var reply = parser.reply();
      if (reply.isPresent()) return reply.get();
    }
  }

  private static Exchange.Parser parser(Provider provider, Consumer<Delta> deltas) {
    return switch (provider.dialect()) {
      case ANTHROPIC -> new AnthropicStream(deltas);
      case RESPONSES -> new ResponsesStream(deltas);
      case GEMINI -> new GeminiStream(deltas);
      case CHAT -> new ChatStream(deltas, new ToolNames(false));
      case OLLAMA -> throw new IllegalArgumentException("its replies are no event streams");
    };
  }
}
