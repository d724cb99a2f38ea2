package dev.jackdaw.tui.loop;

import dev.jackdaw.tui.input.Input;
import dev.jackdaw.tui.screen.Features;
import dev.jackdaw.tui.screen.FullScreen;
import dev.jackdaw.tui.widget.Dialog;
import java.util.function.Consumer;

/** A dialog that has the whole screen. */
final class Screenful<R> {
  private final Dialog<R> dialog;
  private final FullScreen screen;
  private final Consumer<R> then;

  Screenful(Dialog<R> dialog, Features features, Consumer<R> then) {
    this.dialog = dialog;
    this.screen = new FullScreen(features);
    this.then = then;
  }

  void heard(Input input) {
    dialog.heard(input).ifPresent(then);
  }

  void redraw() {
    screen.redraw();
  }

  String paint(int columns, int rows) {
    return screen.paint(dialog.draw(columns, rows));
  }
}
