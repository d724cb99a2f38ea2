package dev.jackdaw.tui.picture;

import dev.jackdaw.tui.text.Cells;
import dev.jackdaw.tui.text.Sgr;
import dev.jackdaw.tui.text.ToolText;
import dev.jackdaw.tui.theme.ColourDepth;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import org.jline.utils.AttributedString;

/**
 * Makes a picture of a screen that was captured with its colours, as {@code tmux capture-pane -e}
 * does. Run by {@code benchmarks/pictures.sh}.
 */
public final class CapturedScreen {
  private CapturedScreen() {}

  /**
   * Reads the capture from standard input and writes a file: {@code dark|light COLUMNS TITLE FILE}.
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 4) {
      throw new IllegalArgumentException("takes dark or light, the columns, a title and a file");
    }
    var text = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
    var picture = arguments[0].equals("light") ? SvgPicture.LIGHT : SvgPicture.DARK;
    var columns = Integer.parseInt(arguments[1]);
    Files.writeString(Path.of(arguments[3]), of(text, picture, columns, arguments[2]));
  }

  /** Draws a capture; empty lines at its end are left out. */
  static String of(String capture, SvgPicture picture, int columns, String title) {
    var sgr = new Sgr(ColourDepth.TRUE, Optional.empty());
    var lines = new ArrayList<AttributedString>();
    lines.addAll(ToolText.lines(capture, sgr, Cells.CLUSTERS));
    while (!lines.isEmpty() && lines.getLast().toString().isBlank()) lines.removeLast();
    return picture.of(lines, columns, title);
  }
}
