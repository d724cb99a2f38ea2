package dev.jackdaw.models.cassette;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Redactor;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Answers from a cassette. A request is answered by the first recorded one that is equal and was
 * not used yet, so that sub-agents may ask in any order; anything else ends the run with what
 * differs. Nothing is sent.
 */
public final class CassettePlayer implements Cassette {
  private final Path file;
  private final String model;
  private final Redactor redactor;
  private final Places places;
  private final List<Recorded> left;
  private boolean failed;

  private CassettePlayer(
      Path file, String model, Redactor redactor, Places places, List<Recorded> recorded) {
    this.file = file;
    this.model = model;
    this.redactor = redactor;
    this.places = places;
    this.left = recorded;
  }

  /**
   * Reads a cassette. A last line that was not finished is left out.
   *
   * @param directory the working directory
   * @param home the home folder, empty for none
   * @throws JackdawException of kind user when the file cannot be read or is no cassette
   */
  public static CassettePlayer open(Path file, Redactor redactor, String directory, String home) {
    try {
      var text = Files.readString(file);
      var whole = text.substring(0, text.lastIndexOf('\n') + 1);
      var lines = whole.lines().toList();
      if (lines.isEmpty()) throw noCassette(file, "it is empty");
      var head = Json.parseObject(lines.getFirst());
      var version = head.integer("cassette", 0);
      if (version != CassetteRecorder.VERSION) {
        throw noCassette(
            file, version == 0 ? "its first line is another's" : "its version is " + version);
      }
      var recorded = new ArrayList<Recorded>();
      for (var line : lines.subList(1, lines.size())) {
        recorded.add(Recorded.of(Json.parseObject(line)));
      }
      return new CassettePlayer(
          file, head.string("model", ""), redactor, new Places(directory, home), recorded);
    } catch (NoSuchFileException _) {
      throw noCassette(file, "there is no such file");
    } catch (IOException | JsonException e) {
      throw noCassette(file, String.valueOf(e.getMessage()));
    }
  }

  private static JackdawException noCassette(Path file, String reason) {
    return new JackdawException(
        JackdawException.Kind.USER,
        "cassette-unreadable",
        "--replay: " + file + " cannot be used: " + reason + ".");
  }

  /** Returns the model that was recorded. */
  public String model() {
    return model;
  }

  @Override
  public synchronized Optional<Kept> answer(Sent request) {
    var path = CassetteRecorder.path(request);
    var body = Recorded.parsed(places.named(redactor.redact(request.body())));
    for (var recorded : left) {
      if (!recorded.isAnswerTo(request.method(), path, body)) continue;
      left.remove(recorded);
      return Optional.of(kept(recorded));
    }
    failed = true;
    throw differs(request.method() + " " + path, body);
  }

  private Kept kept(Recorded recorded) {
    var text = places.placed(String.join("", recorded.answer()));
    InputStream body = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    if (recorded.cut()) body = new SequenceInputStream(body, new Broken());
    return new Kept(recorded.status(), recorded.headers(), body);
  }

  /** The connection broke here when it was recorded. */
  private static final class Broken extends InputStream {
    @Override
    public int read() throws IOException {
      throw new SocketException("the recorded connection was cut here");
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      return read();
    }
  }

  private JackdawException differs(String line, Json body) {
    var message = new StringBuilder("--replay: this request is not in ").append(file);
    if (left.isEmpty()) {
      message.append(": all recorded requests were made before it.");
    } else {
      var next = left.getFirst();
      message.append("; it differs from the next recorded one (- recorded, + now):");
      var nextLine = next.method() + " " + next.path();
      if (!nextLine.equals(line)) message.append("\n  - ").append(nextLine).append("\n  + " + line);
      var differences = Differences.between(next.request(), body);
      if (!differences.isEmpty()) message.append('\n').append(differences);
    }
    message.append("\nIf the change is meant, delete the file and record it anew with --record.");
    return new JackdawException(
        JackdawException.Kind.ENVIRONMENT, "cassette-differs", message.toString());
  }

  @Override
  public InputStream keep(
      Sent request, int status, UnaryOperator<String> header, InputStream body) {
    return body;
  }

  @Override
  public void close() {}

  @Override
  public synchronized void requireComplete() {
    if (failed || left.isEmpty()) return;
    throw new JackdawException(
        JackdawException.Kind.ENVIRONMENT,
        "cassette-unused",
        "--replay: the run ended while "
            + left.size()
            + (left.size() == 1 ? " recorded request was" : " recorded requests were")
            + " still to come in "
            + file
            + ". If that is meant, record it anew with --record.");
  }
}
