package dev.jackdaw.tui.keys;

import dev.jackdaw.tui.input.Input;
import dev.jackdaw.tui.widget.Dialog;
import dev.jackdaw.tui.widget.Drawing;
import java.util.Optional;

/**
 * A dialog that knows the default keys alone, with those of the user.
 *
 * @param <R> what it ends with
 */
public record Rebound<R>(Dialog<R> dialog, KeyBindings bindings) implements Dialog<R> {
  @Override
  public Optional<R> heard(Input input) {
    return bindings.usual(dialog.keys(), input).flatMap(dialog::heard);
  }

  @Override
  public Drawing draw(int width, int height) {
    return dialog.draw(width, height);
  }
}
