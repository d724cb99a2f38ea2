package dev.jackdaw.tui.compose;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The clipboard of the desktop, by whichever of the usual programs is there. */
public final class SystemClipboard implements Clipboard {
  private static final long PATIENCE_SECONDS = 5;

  private static final List<String> WAYLAND = List.of("wl-paste", "--type", "image/png");
  private static final List<String> X11 =
      List.of("xclip", "-selection", "clipboard", "-t", "image/png", "-o");
  private static final List<String> MAC = List.of("pngpaste", "-");

  private final Map<String, String> environment;
  private final List<List<String>> programs;

  public SystemClipboard(Map<String, String> environment) {
    this(environment, programs(environment));
  }

  SystemClipboard(Map<String, String> environment, List<List<String>> programs) {
    this.environment = Map.copyOf(environment);
    this.programs = List.copyOf(programs);
  }

  @Override
  public Optional<Picture> picture() throws InterruptedException {
    for (var program : programs) {
      var found = output(program).flatMap(bytes -> Picture.of("clipboard", bytes));
      if (found.isPresent()) return found;
    }
    return Optional.empty();
  }

  private static List<List<String>> programs(Map<String, String> environment) {
    if (environment.containsKey("WAYLAND_DISPLAY")) return List.of(WAYLAND, X11);
    return environment.containsKey("DISPLAY") ? List.of(X11) : List.of(MAC);
  }

  private Optional<byte[]> output(List<String> program) throws InterruptedException {
    try {
      var process = started(program);
      try {
        var killer = killer(process);
        var bytes = process.getInputStream().readNBytes(Picture.MAX_BYTES + 1);
        killer.interrupt();
        var isWhole = bytes.length <= Picture.MAX_BYTES && process.waitFor() == 0;
        return isWhole ? Optional.of(bytes) : Optional.empty();
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException _) {
      return Optional.empty(); // there is no such program
    }
  }

  private Process started(List<String> program) throws IOException {
    var builder = new ProcessBuilder(program).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().putAll(environment);
    var process = builder.start();
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.flush();
    }
    return process;
  }

  /** Who owns the selection may never answer. */
  private static Thread killer(Process process) {
    return Thread.ofVirtual()
        .start(() -> {
          try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) process.destroyForcibly();
          } catch (InterruptedException _) {
            // The picture is there.
          }
        });
  }
}
