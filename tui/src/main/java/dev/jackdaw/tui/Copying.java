package dev.jackdaw.tui;

import dev.jackdaw.tui.view.Clipboard;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Puts text on the clipboard by every way there is: through the terminal, which also reaches across
 * ssh, and by the programs of the desktop where it is this machine's. Whether the terminal took it
 * cannot be known, so it is said what was tried.
 */
final class Copying {
  private static final long PATIENCE_SECONDS = 3;

  private static final List<String> TMUX = List.of("tmux", "load-buffer", "-w", "-");
  private static final List<String> WAYLAND = List.of("wl-copy");
  private static final List<String> XCLIP = List.of("xclip", "-selection", "clipboard");
  private static final List<String> XSEL = List.of("xsel", "--clipboard", "--input");
  private static final List<String> MAC = List.of("pbcopy");
  private static final List<String> WINDOWS = List.of("clip.exe");

  private final Map<String, String> environment;
  private final Consumer<String> terminal;

  /** {@code terminal} is given what speaks to it; it may be there or not. */
  Copying(Map<String, String> environment, Consumer<String> terminal) {
    this.environment = Map.copyOf(environment);
    this.terminal = terminal;
  }

  /** Returns the ways that text was sent on, in words; none when there is no way. */
  List<String> copy(String text) throws InterruptedException {
    var ways = new ArrayList<String>();
    if (has("TMUX") && ran(TMUX, text)) ways.add("tmux, which passes it on to the terminal");
    for (var program : desktop()) {
      if (!ran(program, text)) continue;
      ways.add(program.getFirst());
      break;
    }
    var sequence = Clipboard.sequence(text, environment);
    if (!sequence.isEmpty() && !(has("TMUX") && !ways.isEmpty())) {
      terminal.accept(sequence);
      ways.add("the terminal, if it lets programs do that (OSC 52)");
    }
    return ways;
  }

  private boolean has(String variable) {
    return !environment.getOrDefault(variable, "").isEmpty();
  }

  /** Through ssh the desktop of this machine is nobody's. */
  private List<List<String>> desktop() {
    if (has("SSH_CONNECTION") || has("SSH_TTY")) return List.of();
    if (has("WAYLAND_DISPLAY")) return List.of(WAYLAND, XCLIP, XSEL);
    if (has("DISPLAY")) return List.of(XCLIP, XSEL);
    if (has("WSL_DISTRO_NAME") || has("SystemRoot")) return List.of(WINDOWS);
    return List.of(MAC);
  }

  private boolean ran(List<String> program, String text) throws InterruptedException {
    try {
      var builder = new ProcessBuilder(program);
      builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
      builder.redirectError(ProcessBuilder.Redirect.DISCARD);
      builder.environment().clear();
      builder.environment().putAll(environment);
      var process = builder.start();
      try (var stdin = process.getOutputStream()) {
        stdin.write(text.getBytes(StandardCharsets.UTF_8));
      }
      if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) return process.exitValue() == 0;
      process.destroyForcibly();
      return false;
    } catch (IOException _) {
      return false; // there is no such program, or it did not want all of it
    }
  }
}
