package dev.jackdaw.cli.run;

import dev.jackdaw.api.JackdawException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Standard input as a source of prompts. */
public final class Stdin {
  /** How long an open pipe that says nothing is waited for when there is a prompt without it. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  /** What standard input is connected to. */
  public enum Source {
    TERMINAL,
    /** Nothing comes: {@code /dev/null}, or closed. */
    NOTHING,
    FILE,
    /** A pipe, a socket, or something unknown. */
    PIPE
  }

  private Stdin() {}

  /** Returns what this process's standard input is connected to. */
  public static Source source() {
    try {
      var target = Files.readSymbolicLink(DESCRIPTORS.resolve("0")).toString();
      if (target.equals("/dev/null")) return Source.NOTHING;
      if (target.startsWith("/dev/pts/") || target.startsWith("/dev/tty")) return Source.TERMINAL;
      return target.startsWith("/") ? Source.FILE : Source.PIPE;
    } catch (IOException _) {
      if (Files.isDirectory(DESCRIPTORS)) return Source.NOTHING;
      return Objects.requireNonNull(System.console()).isTerminal() ? Source.TERMINAL : Source.PIPE;
    }
  }

  /**
   * Reads everything.
   *
   * @param hasPrompt whether the task is known without it: then an open pipe that stays silent is
   *     not waited for
   * @param note hears what the user should know
   * @throws JackdawException of kind user when it is not UTF-8
   */
  public static String read(InputStream in, Source source, boolean hasPrompt, Consumer<String> note)
      throws IOException, InterruptedException {
    return switch (source) {
      case TERMINAL, NOTHING -> "";
      case FILE -> decode(in.readAllBytes());
      case PIPE -> hasPrompt ? patiently(in, note) : decode(in.readAllBytes());
    };
  }

  private static String patiently(InputStream in, Consumer<String> note)
      throws IOException, InterruptedException {
    var pipe = new Pipe(in);
    var thread = Thread.ofPlatform().daemon().name("stdin").start(pipe);
    if (!pipe.begun.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      note.accept(
          "standard input is open but says nothing; going on without it (close it with </dev/null)");
      return "";
    }
    thread.join();
    return decode(pipe.bytes());
  }

  static String decode(byte[] bytes) {
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException _) {
      throw new JackdawException(
          JackdawException.Kind.USER,
          "input-not-utf8",
          "standard input is not valid UTF-8. Convert it (iconv -t UTF-8), or save it to a file and"
              + " name the file in the prompt.");
    }
  }

  /** Reads to the end and tells when something came. */
  private static final class Pipe implements Runnable {
    private final InputStream in;
    private final CountDownLatch begun = new CountDownLatch(1);
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private volatile @Nullable IOException failure = new IOException("not read");

    Pipe(InputStream in) {
      this.in = in;
    }

    @Override
    public void run() {
      var buffer = new byte[65_536];
      try {
        for (var n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          begun.countDown();
          read.write(buffer, 0, n);
        }
        failure = null;
      } catch (IOException e) {
        failure = e;
      } finally {
        begun.countDown();
      }
    }

    byte[] bytes() throws IOException {
      var problem = failure;
      if (problem != null) throw problem;
      return read.toByteArray();
    }
  }
}
