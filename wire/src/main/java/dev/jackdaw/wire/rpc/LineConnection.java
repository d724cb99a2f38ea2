package dev.jackdaw.wire.rpc;

import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;

/** A connection over two streams, one message a line, in UTF-8. */
public final class LineConnection implements Peer.Sender {
  /** A picture of 20 MB fits, as Base64 and with room to spare. */
  public static final int MAX_LINE_BYTES = 48 << 20;

  private static final System.Logger LOG = System.getLogger("dev.jackdaw.wire.rpc");

  private final Lines lines;
  private final OutputStream out;
  private final Peer peer;
  private final ReentrantLock writing = new ReentrantLock();
  private final CountDownLatch over = new CountDownLatch(1);

  public LineConnection(InputStream in, OutputStream out, Peer.Handler handler) {
    this(in, out, handler, MAX_LINE_BYTES);
  }

  LineConnection(InputStream in, OutputStream out, Peer.Handler handler, int mostBytes) {
    this.lines = new Lines(in, mostBytes);
    this.out = out;
    this.peer = new Peer(this, handler);
  }

  public Peer peer() {
    return peer;
  }

  /**
   * Reads until the other end is gone or hears nothing any more; afterwards nothing waits for an
   * answer. A read cannot be called off, so it has a thread that keeps nothing from ending.
   */
  public void run() throws InterruptedException {
    Thread.ofPlatform().daemon().name("rpc").start(this::read);
    try {
      over.await();
    } finally {
      peer.end();
    }
  }

  private void read() {
    try {
      while (over.getCount() > 0) {
        var line = lines.next();
        if (line.isEmpty()) break;
        hear(line.get());
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "the connection broke", e);
    } finally {
      over.countDown();
    }
  }

  private void hear(Lines.Line line) {
    switch (line) {
      case Lines.Line.Text(var text) when text.isBlank() -> {}
      case Lines.Line.Text(var text) -> peer.hear(text);
      case Lines.Line.TooLong(var bytes) ->
          peer.refuse(
              RpcException.INVALID_REQUEST, "A message of " + bytes + " bytes is too long.");
      case Lines.Line.NotUtf8 _ ->
          peer.refuse(RpcException.PARSE_ERROR, "The message is not valid UTF-8.");
    }
  }

  /** A whole line at a time. Where nobody reads any more, the connection has ended. */
  @Override
  public void send(Json.Obj message, Optional<Request> about) {
    var line = (message.compact() + "\n").getBytes(StandardCharsets.UTF_8);
    writing.lock();
    try {
      if (over.getCount() == 0) return;
      out.write(line);
      out.flush();
    } catch (IOException e) {
      over.countDown();
      LOG.log(System.Logger.Level.DEBUG, "nobody reads any more", e);
    } finally {
      writing.unlock();
    }
  }
}
