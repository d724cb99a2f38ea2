package dev.jackdaw.tui.loop;

import dev.jackdaw.tui.input.Input;
import dev.jackdaw.tui.input.Report;
import dev.jackdaw.tui.screen.Frame;
import java.util.List;
import org.jline.utils.AttributedString;

/** The scene before the first and after the last. */
final class Silence implements Scene {
  @Override
  public List<AttributedString> finished(int columns) {
    return List.of();
  }

  @Override
  public Frame draw(int columns, int rows) {
    return Frame.EMPTY;
  }

  @Override
  public void seen(long at) {}

  @Override
  public void heard(Input input, long at) {}

  @Override
  public void heard(Report report) {}

  @Override
  public void interrupted() {}

  @Override
  public long wakeAt() {
    return NEVER;
  }

  @Override
  public void wake() {}

  @Override
  public boolean isOver() {
    return true;
  }
}
