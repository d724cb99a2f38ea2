package dev.jackdaw.tui.loop;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A small shell process that puts the terminal right when this process is killed. It sleeps on a
 * pipe whose other end is here; when that closes without a farewell, it writes what was agreed on
 * and gives the line discipline back what a shell expects, unless the shell has already done so.
 */
final class Sentry {
  /** What the raw mode of JLine switches off; with isig back, a shell has the terminal again. */
  private static final String SCRIPT =
      """
      trap '' INT QUIT TSTP TTOU TTIN
      leave=
      while IFS= read -r line; do
        [ "$line" != done ] || exit 0
        leave=$line
      done
      printf "$leave" >/dev/tty
      case $(stty -a </dev/tty) in
        *-isig*) stty icanon echo iexten isig icrnl ixon opost </dev/tty ;;
      esac
      """;

  private @Nullable OutputStream pipe;
  private boolean isOver;

  /** Begins to watch; without a shell, or twice, nothing happens. */
  synchronized void begin(String leave) {
    if (pipe != null || isOver) return;
    try {
      var builder = new ProcessBuilder(List.of("/bin/sh", "-c", SCRIPT));
      builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
      builder.redirectError(ProcessBuilder.Redirect.DISCARD);
      pipe = builder.start().getOutputStream();
    } catch (IOException _) {
      return;
    }
    leave(leave);
  }

  /** Agrees on what is to be written when this process is killed. */
  synchronized void leave(String text) {
    var format = new StringBuilder();
    for (var b : text.getBytes(StandardCharsets.UTF_8)) {
      format.append(String.format(Locale.ROOT, "\\%03o", b & 0xff));
    }
    send(format.toString());
  }

  /** The terminal is as it should be. */
  synchronized void end() {
    isOver = true;
    send("done");
    pipe = null;
  }

  private void send(String line) {
    var to = pipe;
    if (to == null) return;
    try {
      to.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
      to.flush();
    } catch (IOException _) {
      pipe = null;
    }
  }
}
