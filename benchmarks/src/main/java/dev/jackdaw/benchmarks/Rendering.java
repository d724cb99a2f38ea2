package dev.jackdaw.benchmarks;

import dev.jackdaw.api.Message;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.Reply;
import dev.jackdaw.wire.MessageJson;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a longer conversation costs: writing it as JSON, and a whole exchange over it, that is
 * rendering the provider's request, sending it over loopback and reading a short reply.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class Rendering {
  private static final int SHORT_REPLY_BYTES = 1000;

  /** Each with 2 KiB of output. */
  @Param({"10", "100", "1000"})
  public int turns;

  private CannedServer server;
  private Model model;
  private ModelRequest request;
  private List<Message> messages;

  @Setup
  public void open() throws IOException {
    server = CannedServer.open(SHORT_REPLY_BYTES);
    model = ManySessions.model(server.url(), "bench", "anthropic/mock-model");
    request = Conversation.request(turns);
    messages = Conversation.messages(turns);
  }

  @TearDown
  public void close() {
    server.close();
  }

  @Benchmark
  public Reply exchange() throws InterruptedException {
    return model.reply(request, _ -> {});
  }

  @Benchmark
  public int messagesAsJson() {
    var chars = 0;
    for (var message : messages) chars += MessageJson.write(message).compact().length();
    return chars;
  }
}
