package dev.jackdaw.tools.output;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Lines that stand for calls which are folded away: short, and nothing in them hides. */
public final class LedgerLine {
  /** As long as a line gets, in characters. */
  public static final int MAX_CHARS = 200;

  private static final int MAX_PATHS = 5;
  private static final int MAX_REASON = 110;

  /** A full stop inside of names and numbers ends no sentence. */
  private static final Pattern SENTENCE_END = Pattern.compile("[.!?](?=\\s|$)|\\n");

  private static final Pattern SPACES = Pattern.compile("\\s+");

  private LedgerLine() {}

  /** Returns the text as one line, cut at its end. */
  public static String of(String text) {
    return shortened(text, MAX_CHARS);
  }

  /** Returns the text as one line of at most so many characters. */
  public static String shortened(String text, int max) {
    var line = oneLine(text);
    if (line.length() <= max) return line;
    var end = max - 1;
    return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end) + "…";
  }

  /** A long text is cut before it is looked through: most of it would not be shown. */
  private static String oneLine(String text) {
    var part = text.length() > 8 * MAX_CHARS ? text.substring(0, 8 * MAX_CHARS) : text;
    return SPACES.matcher(VisibleText.inOneLine(part)).replaceAll(" ").strip();
  }

  /** Returns a path of which the end is there in any case, because it tells most. */
  public static String path(String path) {
    var line = VisibleText.inOneLine(path);
    if (line.length() <= MAX_CHARS - 50) return line;
    var start = line.length() - (MAX_CHARS - 51);
    return "…" + line.substring(Character.isLowSurrogate(line.charAt(start)) ? start + 1 : start);
  }

  /** Returns the first {@value #MAX_PATHS} entries, or fewer where they are long, and how many more. */
  public static String entries(List<String> entries) {
    var shown = new ArrayList<String>();
    var chars = 0;
    for (var entry : entries) {
      chars += entry.length() + 2;
      if (!shown.isEmpty() && (shown.size() >= MAX_PATHS || chars > MAX_CHARS - 10)) break;
      shown.add(entry);
    }
    var more = entries.size() - shown.size();
    return String.join(", ", shown) + (more > 0 ? " +" + more + " more" : "");
  }

  /** Returns {@code ": "} and why a call did not do what was asked; empty when it did. */
  public static String reason(ToolResult result) {
    return result.isOk() ? "" : ": " + sentence(result);
  }

  /** Returns the first sentence of a result, or a part of it. */
  public static String sentence(ToolResult result) {
    var text = result.text().strip();
    var end = SENTENCE_END.matcher(text);
    var first = end.find() ? text.substring(0, end.start()) : text;
    return shortened(first.endsWith(":") ? text : first, MAX_REASON);
  }

  /** Returns what others than Jackdaw said in a result. */
  public static String output(ToolResult result) {
    var out = new StringBuilder();
    for (var block : result.content()) {
      if (block instanceof Block.Text(var text, var label) && !label.equals(Label.JACKDAW)) {
        out.append(text).append('\n');
      }
    }
    return out.toString();
  }
}
