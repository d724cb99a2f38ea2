package dev.jackdaw.models.cassette;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Redactor;
import dev.jackdaw.api.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Writes a cassette while the traffic passes. */
public final class CassetteRecorder implements Cassette {
  static final int VERSION = 1;

  /** What decides how an answer is read; all others may say who was asked. */
  private static final Set<String> HEADERS =
      Set.of("content-type", "location", "retry-after", "retry-after-ms", "x-should-retry");

  private final Path file;
  private final Redactor redactor;
  private final Places places;
  private final FileChannel channel;

  private CassetteRecorder(Path file, Redactor redactor, Places places, FileChannel channel) {
    this.file = file;
    this.redactor = redactor;
    this.places = places;
    this.channel = channel;
  }

  /**
   * Begins a cassette.
   *
   * @param file one that does not exist; it will be readable by its owner alone
   * @param directory the working directory
   * @param home the home folder, empty for none
   * @throws JackdawException of kind user when the file exists or cannot be written
   */
  public static CassetteRecorder begin(
      Path file, Redactor redactor, String directory, String home) {
    try {
      var channel =
          FileChannel.open(
              file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes());
      return new CassetteRecorder(file, redactor, new Places(directory, home), channel);
    } catch (FileAlreadyExistsException e) {
      throw new JackdawException(
          JackdawException.Kind.USER,
          "cassette-exists",
          "--record: " + file + " is there already. Delete it to record anew.",
          e);
    } catch (IOException e) {
      throw new JackdawException(
          JackdawException.Kind.USER,
          "cassette-unwritable",
          "--record: " + file + " cannot be written: " + e.getMessage() + ".",
          e);
    }
  }

  private static FileAttribute<?>[] attributes() {
    if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    var owner = PosixFilePermissions.fromString("rw-------");
    return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(owner)};
  }

  /**
   * Writes the first line; called once, before any request.
   *
   * @param model as {@code --model} names it
   */
  public void describe(String model, String version) {
    try {
      write(
          Json.object()
              .put("cassette", VERSION)
              .put("jackdaw", version)
              .put("recorded", Instant.now().toString())
              .put("model", model)
              .build());
    } catch (IOException e) {
      throw unfinished(e);
    }
  }

  @Override
  public Optional<Kept> answer(Sent request) {
    return Optional.empty();
  }

  @Override
  public InputStream keep(
      Sent request, int status, UnaryOperator<String> header, InputStream body) {
    var headers = new LinkedHashMap<String, String>();
    for (var name : HEADERS) {
      var value = header.apply(name);
      if (!value.isEmpty()) headers.put(name, value);
    }
    return new Keeping(request, status, headers, body);
  }

  /** Keeps the bytes that are read, and writes the line when nothing more is. */
  private final class Keeping extends FilterInputStream {
    private final Sent request;
    private final int status;
    private final Map<String, String> headers;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean cut;
    private boolean written;

    Keeping(Sent request, int status, Map<String, String> headers, InputStream body) {
      super(body);
      this.request = request;
      this.status = status;
      this.headers = headers;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      try {
        var count = super.read(buffer, offset, length);
        if (count > 0) bytes.write(buffer, offset, count);
        else if (count < 0) end();
        return count;
      } catch (IOException e) {
        cut = true;
        end();
        throw e;
      }
    }

    @Override
    public void close() throws IOException {
      end();
      super.close();
    }

    private synchronized void end() throws IOException {
      if (written) return;
      written = true;
      var answer = places.namedPaths(redactor.redact(bytes.toString(StandardCharsets.UTF_8)));
      write(
          new Recorded(
                  request.method(),
                  path(request),
                  Recorded.parsed(places.named(redactor.redact(request.body()))),
                  status,
                  headers,
                  Recorded.pieces(answer),
                  cut)
              .json());
    }
  }

  /** A key may stand in a query; what is left of it says how to answer. */
  static String path(Sent request) {
    var query = request.uri().getRawQuery();
    var kept = new StringBuilder(request.uri().getRawPath());
    if (query == null) return kept.toString();
    var sign = '?';
    for (var part : query.split("&", -1)) {
      if (part.startsWith("key=")) continue;
      kept.append(sign).append(part);
      sign = '&';
    }
    return kept.toString();
  }

  private synchronized void write(Json.Obj line) throws IOException {
    if (!channel.isOpen()) return;
    var bytes = ByteBuffer.wrap((line.compact() + "\n").getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) channel.write(bytes);
  }

  @Override
  public synchronized void close() {
    try {
      if (!channel.isOpen()) return;
      channel.force(true);
      channel.close();
    } catch (IOException e) {
      throw unfinished(e);
    }
  }

  private JackdawException unfinished(IOException e) {
    return new JackdawException(
        JackdawException.Kind.ENVIRONMENT,
        "cassette-unwritable",
        "--record: " + file + " could not be finished: " + e.getMessage() + ".",
        e);
  }
}
