package dev.jackdaw.tui.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads unified differences, also those without numbers, and patches whose files begin with {@code
 * *** Update File:}. Whatever is neither is a remark: nothing is lost. Used once.
 */
final class PatchReader {
  private static final Pattern HUNK =
      Pattern.compile("@@+ -(\\d{1,9})(?:,(\\d{1,9}))? \\+(\\d{1,9})(?:,(\\d{1,9}))? @@+ ?(.*)");

  private final List<Row> rows = new ArrayList<>();
  private int oldLine;
  private int newLine;
  private int oldLeft;
  private int newLeft;
  private boolean isFree;
  private String removedFile = "";

  private PatchReader() {}

  static List<Row> read(String text) {
    var reader = new PatchReader();
    var lines = text.split("\n", -1);
    var count =
        lines.length > 0 && lines[lines.length - 1].isEmpty() ? lines.length - 1 : lines.length;
    for (var i = 0; i < count; i++) reader.line(lines[i]);
    return reader.rows;
  }

  private void line(String line) {
    if (oldLeft > 0 || newLeft > 0) {
      if (body(line)) return;
      oldLeft = 0;
      newLeft = 0;
    }
    if (line.startsWith("@@")) hunk(line);
    else if (line.startsWith("\\ ")) rows.add(new Row.Remark(line));
    else if (section(line)) return;
    else if (head(line)) isFree = false;
    else if (!isFree || !body(line)) rows.add(new Row.Remark(line));
  }

  private void hunk(String line) {
    var parts = HUNK.matcher(line);
    var before = newLine;
    isFree = !parts.matches();
    if (isFree) {
      oldLine = 0;
      newLine = 0;
      rows.add(new Row.Gap(0, line.replaceAll("^@@+ ?| ?@@+$", "")));
      return;
    }
    oldLine = Integer.parseInt(parts.group(1));
    newLine = Integer.parseInt(parts.group(3));
    oldLeft = count(parts.group(2));
    newLeft = count(parts.group(4));
    var gap = newLine - Math.max(1, before);
    if (gap > 0 || !parts.group(5).isEmpty())
      rows.add(new Row.Gap(Math.max(0, gap), parts.group(5)));
  }

  private static int count(@Nullable String digits) {
    return digits == null ? 1 : Integer.parseInt(digits);
  }

  private boolean body(String line) {
    var sign = line.isEmpty() ? ' ' : line.charAt(0);
    if (sign != '+' && sign != '-' && sign != ' ') return false;
    var number = sign == '-' ? oldLine : newLine;
    rows.add(new Row.Line(sign, number, line.isEmpty() ? "" : line.substring(1)));
    if (sign != '+') {
      oldLeft--;
      if (oldLine > 0) oldLine++;
    }
    if (sign != '-') {
      newLeft--;
      if (newLine > 0) newLine++;
    }
    return true;
  }

  /** Takes what stands before the lines of a file; its name is said once. */
  private boolean head(String line) {
    if (line.startsWith("--- ")) {
      removedFile = path(line.substring(4), "a/");
      return true;
    }
    if (line.startsWith("+++ ")) {
      var path = path(line.substring(4), "b/");
      begin(path.equals("/dev/null") ? removedFile + " (deleted)" : path);
      return true;
    }
    return line.startsWith("diff ") || line.startsWith("index ");
  }

  /** Takes a line between the files of a patch without numbers. */
  private boolean section(String line) {
    var colon = line.indexOf(": ");
    if (!line.startsWith("*** ") || colon < 0 && !line.matches(".*(Patch|End of File)"))
      return false;
    var verb = line.substring(4, Math.max(4, colon)).replace(" File", "");
    if (colon > 0) begin(verb + " " + line.substring(colon + 2));
    isFree = true;
    return true;
  }

  private void begin(String file) {
    newLine = 0;
    oldLine = 0;
    rows.add(new Row.Head(file));
  }

  private static String path(String text, String prefix) {
    var tab = text.indexOf('\t');
    var path = tab < 0 ? text : text.substring(0, tab);
    return path.startsWith(prefix) ? path.substring(prefix.length()) : path;
  }
}
