package dev.jackdaw.tui.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jline.terminal.Size;
import org.jline.utils.ScreenTerminal;

/**
 * A terminal without a window: JLine's model of a screen, its scrollback, and the modes that are
 * set, which that model does not know.
 */
public final class Emulator {
  private static final Pattern PRIVATE = Pattern.compile("\u001b\\[\\?([0-9]+)([hl])");
  private static final Pattern KEYBOARD = Pattern.compile("\u001b\\[[<>=?][0-9;]*u");

  private final ScreenTerminal terminal;
  private final Map<Integer, Boolean> modes = new TreeMap<>();
  private int keyboards;
  private long bytes;

  public Emulator(int columns, int rows) {
    terminal = new ScreenTerminal(columns, rows);
  }

  /** Takes what is written to the terminal. */
  public void write(String text) {
    bytes += text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    var mode = PRIVATE.matcher(text);
    while (mode.find()) modes.put(Integer.valueOf(mode.group(1)), mode.group(2).equals("h"));
    var keyboard = KEYBOARD.matcher(text);
    while (keyboard.find()) {
      if (keyboard.group().charAt(2) == '>') keyboards++;
      if (keyboard.group().charAt(2) == '<') keyboards = Math.max(0, keyboards - popped(keyboard));
    }
    terminal.write(KEYBOARD.matcher(text).replaceAll(""));
  }

  private static int popped(java.util.regex.Matcher keyboard) {
    var number = keyboard.group().substring(3, keyboard.group().length() - 1);
    return number.isEmpty() ? 1 : Integer.parseInt(number);
  }

  public void resize(int columns, int rows) {
    terminal.setSize(Size.of(columns, rows));
  }

  /** Returns whether a private mode was set last; as at power-on when it never was touched. */
  public boolean isSet(int mode) {
    return modes.getOrDefault(mode, mode == 7 || mode == 25);
  }

  /** Returns how many keyboard modes are still pushed. */
  public int keyboards() {
    return keyboards;
  }

  public long bytes() {
    return bytes;
  }

  /** Returns the rows that can be seen, without blanks at their ends. */
  public List<String> rows() {
    var columns = terminal.getColumns();
    var cells = new long[columns * terminal.getRows()];
    terminal.dump(cells, new int[3]);
    var rows = new ArrayList<String>();
    for (var row = 0; row < terminal.getRows(); row++) {
      rows.add(text(cells, row * columns, columns));
    }
    return rows;
  }

  /** Returns the column and the row of the cursor. */
  public List<Integer> cursor() {
    var cursor = new int[3];
    terminal.dump(new long[terminal.getColumns() * terminal.getRows()], cursor);
    return List.of(cursor[0], cursor[1]);
  }

  /** Returns what has scrolled off the top. */
  public List<String> scrollback() {
    var lines = new ArrayList<String>();
    for (var line : terminal.getHistory()) lines.add(text(line, 0, line.length));
    return lines;
  }

  /** Returns scrollback and screen up to the last row that is not empty. */
  public List<String> all() {
    var all = new ArrayList<>(scrollback());
    all.addAll(rows());
    while (!all.isEmpty() && all.getLast().isEmpty()) all.removeLast();
    return all;
  }

  private static String text(long[] cells, int from, int length) {
    var text = new StringBuilder();
    for (var i = from; i < from + length; i++) {
      var c = ScreenTerminal.cellCodePoint(cells[i]);
      if (c != 0) text.appendCodePoint(c);
    }
    return text.toString().stripTrailing();
  }
}
