package dev.jackdaw.tui.widget;

/** A part of the screen. Drawing changes nothing and may happen at any time. */
@FunctionalInterface
public interface Widget {
  /**
   * Returns how the widget looks now.
   *
   * @param width in columns, at least 1; no line may be wider
   * @param height in rows, at least 1; no more lines may be drawn
   */
  Drawing draw(int width, int height);
}
