package dev.jackdaw.mcp.transport;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import dev.jackdaw.mcp.rpc.Transport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Messages as lines over the pipes of a process. What it prints beside them is passed over; a
 * server that does not read holds nobody up.
 */
public final class StdioTransport implements Transport {
  private static final int MOST_BYTES = 32 << 20;
  private static final int MOST_WAITING = 1_000;
  private static final System.Logger LOG = System.getLogger(StdioTransport.class.getName());

  /** Starts the server. */
  @FunctionalInterface
  public interface Starter {
    /** Starts it with pipes for its input and output; its errors go elsewhere. */
    Process start() throws IOException;
  }

  private final Starter starter;
  private final ThreadFactory threads;
  private final BlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile @Nullable Process process;
  private volatile @Nullable Thread writer;
  private int garbage; // of the reading thread

  public StdioTransport(Starter starter, ThreadFactory threads) {
    this.starter = starter;
    this.threads = threads;
  }

  @Override
  public void open(Receiver receiver) throws IOException {
    var started = starter.start();
    process = started;
    threads.newThread(() -> read(started, receiver)).start();
    var writing = threads.newThread(() -> write(started.getOutputStream()));
    writer = writing;
    writing.start();
  }

  private void read(Process from, Receiver receiver) {
    var why = "the server ended";
    try (var in = from.getInputStream()) {
      var lines = new Lines(in, MOST_BYTES);
      for (var line = lines.next(); line.isPresent(); line = lines.next()) {
        receive(line.get(), receiver);
      }
    } catch (IOException e) {
      why = "the server was ended: " + e.getMessage();
    }
    end(from);
    if (ended.compareAndSet(false, true)) receiver.broken(why);
  }

  private void receive(String line, Receiver receiver) {
    if (line.isBlank()) return;
    try {
      switch (Json.parse(line)) {
        case Json.Obj message -> receiver.received(message);
        case Json.Arr(var messages) -> {
          for (var each : messages)
            if (each instanceof Json.Obj message) receiver.received(message);
        }
        case Json.Str _, Json.Num _, Json.Bool _, Json.Null _ -> garbage(line);
      }
    } catch (JsonException _) {
      garbage(line);
    }
  }

  /** Many servers greet on their output; it is told once. */
  private void garbage(String line) {
    if (garbage++ > 0) return;
    var start = line.substring(0, Math.min(200, line.length()));
    LOG.log(System.Logger.Level.WARNING, "a server printed what is no message: {0}", start);
  }

  private void write(OutputStream to) {
    try (to) {
      while (true) {
        to.write(waiting.take());
        to.flush();
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "a server does not read any more", e);
    } catch (InterruptedException _) {
      // It is to end; closing its input tells it.
    }
  }

  @Override
  public void send(Json.Obj message) throws IOException {
    if (ended.get()) throw new IOException("the server ended");
    if (!waiting.offer((message.compact() + "\n").getBytes(StandardCharsets.UTF_8))) {
      throw new IOException("the server does not read what it is sent");
    }
  }

  @Override
  public void close() {
    ended.set(true);
    var running = process;
    if (running != null) end(running);
  }

  private void end(Process running) {
    var writing = writer;
    if (writing != null) writing.interrupt();
    Supervised.end(running);
  }
}
