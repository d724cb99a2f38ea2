package dev.jackdaw.benchmarks;

import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.Reply;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.models.http.SseReader;
import dev.jackdaw.wire.MessageJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Parsing and writing a document of about 100 KiB, and reading 1 MiB of server-sent events, so that
 * operations a second are MiB a second there.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class JsonSpeed {
  /** A turn is about 2.4 KiB of JSON. */
  private static final int DOCUMENT_TURNS = 42;

  private static final int STREAM_BYTES = 1 << 20;

  private Json.Obj document;
  private String text;
  private byte[] stream;
  private CannedServer server;
  private Model model;
  private ModelRequest request;

  @Setup
  public void open() throws IOException {
    var messages = Conversation.messages(DOCUMENT_TURNS).stream().map(MessageJson::write).toList();
    document = Json.object().put("messages", Json.array(messages)).build();
    text = document.compact();
    stream = CannedServer.stream(STREAM_BYTES).getBytes(StandardCharsets.UTF_8);
    server = CannedServer.open(STREAM_BYTES);
    model = ManySessions.model(server.url(), "bench", "anthropic/mock-model");
    request = Conversation.request(1);
  }

  @TearDown
  public void close() {
    server.close();
  }

  @Benchmark
  public Json parse() {
    return Json.parse(text);
  }

  @Benchmark
  public String write() {
    return document.compact();
  }

  /** The event stream alone, from memory. */
  @Benchmark
  public int events() throws IOException, InterruptedException {
    var bytes = new ByteArrayInputStream(stream);
    var reader = new SseReader(bytes::read);
    var chars = 0;
    for (var event = reader.next(); event.isPresent(); event = reader.next()) {
      chars += event.get().data().length();
    }
    return chars;
  }

  /** The same through a model: over loopback, every event parsed, every delta handed out. */
  @Benchmark
  public Reply streamedReply() throws InterruptedException {
    return model.reply(request, _ -> {});
  }
}
