package dev.jackdaw.tui.view;

import java.util.List;
import java.util.function.Supplier;

/**
 * A line that can be chosen.
 *
 * @param remark stands behind the label; may be empty
 * @param command the line that choosing it runs, such as {@code /model NAME}; empty for nothing
 * @param preview what is shown of it where there is room, asked for when it is selected
 */
public record Row(String label, String remark, String command, Supplier<List<Section>> preview) {
  /** A line of which there is no more to show. */
  public Row(String label, String remark, String command) {
    this(label, remark, command, List::of);
  }
}
