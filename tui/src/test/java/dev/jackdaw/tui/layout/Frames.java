package dev.jackdaw.tui.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.VisibleText;
import dev.jackdaw.tui.widget.Widget;
import java.util.stream.Collectors;

/** Draws widgets and holds them to what every drawing must be. */
public final class Frames {
  private Frames() {}

  /** Returns the rows as text, the cursor's place in the last one if there is one. */
  public static String of(Widget widget, int width, int height) {
    var drawing = widget.draw(width, height);
    assertThat(drawing.lines()).hasSizeLessThanOrEqualTo(height);
    for (var line : drawing.lines()) {
      assertThat(Columns.of(line)).as("%s", line).isLessThanOrEqualTo(width);
      assertThat(line.toString().codePoints().noneMatch(VisibleText::isHidden))
          .as("%s", line)
          .isTrue();
    }
    drawing
        .cursor()
        .ifPresent(at -> {
          assertThat(at.row()).isBetween(0, height - 1);
          assertThat(at.column()).isBetween(0, width - 1);
        });
    return drawing.lines().stream()
            .map(line -> line.toString().stripTrailing())
            .collect(Collectors.joining("\n"))
        + "\n"
        + drawing.cursor().map(at -> "cursor " + at.row() + "," + at.column() + "\n").orElse("");
  }
}
