package dev.jackdaw.models.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a request, its body still arriving. For one thread at a time. Interrupting the
 * reading thread closes the connection; so does closing an answer that was not read to its end.
 */
public final class HttpResponse implements ByteSource, AutoCloseable {
  private final URI uri;
  private final UnaryOperator<String> headers;
  private final Runnable disconnect;
  private final int status;
  private final @Nullable InputStream body;
  private @Nullable Worker worker;

  /**
   * Hands out an answer.
   *
   * @param headers gives an empty text for a header that is not there
   * @param disconnect ends the connection, whatever is still to come
   */
  HttpResponse(
      URI uri,
      int status,
      UnaryOperator<String> headers,
      @Nullable InputStream body,
      Runnable disconnect) {
    this.uri = uri;
    this.headers = headers;
    this.disconnect = disconnect;
    this.status = status;
    this.body = body;
  }

  /** Has the rest read by the worker, which is closed with this. */
  HttpResponse readBy(Worker reader) {
    worker = reader;
    return this;
  }

  public URI uri() {
    return uri;
  }

  public int status() {
    return status;
  }

  /** Returns the header, or an empty text when there is none. */
  public String header(String name) {
    return headers.apply(name);
  }

  /** Returns the media type in lower case, without parameters. */
  public String mediaType() {
    var type = header("Content-Type");
    var end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(java.util.Locale.ROOT);
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException, InterruptedException {
    var in = body;
    if (in == null) return -1;
    var reader = worker;
    if (reader != null) {
      if (Thread.interrupted()) throw new InterruptedException();
      return reader.run(() -> in.read(buffer, offset, length), disconnect);
    }
    try {
      return Interruptible.socket(() -> in.read(buffer, offset, length));
    } catch (InterruptedException e) {
      disconnect.run();
      throw e;
    }
  }

  /** Reads the rest of the body as UTF-8 text, at most so many bytes; the rest is left unread. */
  public String text(int maxBytes) throws IOException, InterruptedException {
    var bytes = new ByteArrayOutputStream();
    var buffer = new byte[Math.min(maxBytes, 8192)];
    while (bytes.size() < maxBytes) {
      var count = read(buffer, 0, Math.min(buffer.length, maxBytes - bytes.size()));
      if (count < 0) break;
      bytes.write(buffer, 0, count);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** Never waits: a body that was not read to its end takes its connection with it. */
  @Override
  public void close() {
    if (worker != null) {
      worker.close();
      if (worker.isAbandoned()) return;
    }
    try {
      if (body != null) body.close();
    } catch (IOException _) {
      disconnect.run();
    }
  }

  /** Closes the connection, whatever is still to come. */
  public void abort() {
    if (worker != null) {
      worker.close();
      if (worker.isAbandoned()) return;
    }
    disconnect.run();
  }
}
