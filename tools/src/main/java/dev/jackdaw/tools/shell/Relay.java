package dev.jackdaw.tools.shell;

import dev.jackdaw.tools.output.ControlFilter;
import dev.jackdaw.tools.output.Output;
import dev.jackdaw.tools.output.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Passes output on to screens as it comes: whole characters, no control sequences. A screen that
 * falls behind is told how much it missed. Used by one thread.
 */
final class Relay {
  private final Consumer<String> screen;
  private final ControlFilter filter = new ControlFilter();
  private long shown;
  private long seen;

  Relay(Consumer<String> screen) {
    this.screen = screen;
  }

  /** Returns how many bytes of the output were passed on. */
  long shown() {
    return shown;
  }

  /** Returns how many bytes of the output it has looked at. */
  long seen() {
    return seen;
  }

  /** Passes on what follows, but for the beginning of a character that has not come whole. */
  void pass(Output.Piece piece) {
    var lastPart = piece.last().length > 0 ? piece.last() : piece.first();
    pass(piece, Utf8.incompleteSuffix(lastPart));
  }

  /** Passes on all that follows. */
  void passRest(Output.Piece piece) {
    pass(piece, 0);
  }

  private void pass(Output.Piece piece, int heldBack) {
    seen = piece.end();
    shown = seen - heldBack;
    if (piece.omitted() == 0) {
      var bytes = piece.whole();
      show(bytes, bytes.length - heldBack);
    } else {
      show(piece.first(), piece.first().length);
      screen.accept("\n[" + piece.omitted() + " bytes not shown]\n");
      show(piece.last(), piece.last().length - heldBack);
    }
  }

  private void show(byte[] bytes, int count) {
    var text = filter.filter(new String(bytes, 0, count, StandardCharsets.UTF_8));
    if (!text.isEmpty()) screen.accept(text);
  }
}
