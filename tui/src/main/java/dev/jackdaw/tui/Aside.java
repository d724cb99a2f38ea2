package dev.jackdaw.tui;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.VisibleText;
import dev.jackdaw.tui.text.Cells;
import dev.jackdaw.tui.text.Sgr;
import dev.jackdaw.tui.text.ToolText;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Commands that the person runs from the prompt, in the shell, as themselves. What they print is
 * shown as it comes, and told to the model with the next prompt.
 */
final class Aside {
  private static final int MOST_TOLD = 16_384;
  private static final int CHUNK = 8_192;

  private final Path directory;
  private final Map<String, String> environment;
  private final Appearance appearance;
  private final LiveScreen screen;
  private final List<Block.Content> told = new ArrayList<>();
  private final AtomicReference<@Nullable Process> running = new AtomicReference<>();

  Aside(Path directory, Map<String, String> environment, Appearance appearance, LiveScreen screen) {
    this.directory = directory;
    this.environment = environment;
    this.appearance = appearance;
    this.screen = screen;
  }

  /** Returns what was run since the last prompt, and forgets it. */
  synchronized List<Block.Content> take() {
    var taken = List.copyOf(told);
    told.clear();
    return taken;
  }

  boolean isRunning() {
    return running.get() != null;
  }

  /** Ends the command that runs. */
  void stop() {
    var process = running.get();
    if (process == null) return;
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }

  /** Runs a line and waits for its end. */
  void run(String line) throws InterruptedException {
    screen.prompt(Look.LIVELY.bold("!") + " " + VisibleText.of(line));
    try {
      var builder = new ProcessBuilder(List.of("/bin/sh", "-c", line));
      builder.directory(directory.toFile()).redirectErrorStream(true);
      builder.redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
      builder.environment().clear();
      builder.environment().putAll(environment);
      var process = builder.start();
      running.set(process);
      var printed = read(process);
      var code = process.waitFor();
      if (code != 0) screen.line(Look.LIVELY.red("exit " + code));
      tell(line, printed, code);
    } catch (IOException e) {
      screen.line(Look.LIVELY.red(OutputFilter.all(String.valueOf(e.getMessage()))));
    } finally {
      running.set(null);
    }
  }

  private String read(Process process) throws IOException {
    var lines = new ToolText(new Sgr(appearance.depth(), appearance.background()), Cells.CLUSTERS);
    var printed = new StringBuilder();
    var chars = new char[CHUNK];
    try (var reader = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
      for (var count = reader.read(chars); count >= 0; count = reader.read(chars)) {
        var piece = new String(chars, 0, count);
        if (printed.length() < MOST_TOLD) printed.append(piece);
        screen.lines(lines.accept(piece));
      }
    }
    screen.lines(lines.end());
    return printed.substring(0, Math.min(MOST_TOLD, printed.length()));
  }

  private synchronized void tell(String line, String printed, int code) {
    told.add(
        new Block.Text(
            "I ran `" + line + "` in the shell; it ended with " + code + ".", Label.USER));
    if (!printed.isBlank()) {
      told.add(new Block.Text("It printed:\n" + printed, new Label(Label.Source.COMMAND, "")));
    }
  }
}
