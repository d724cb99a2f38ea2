package dev.jackdaw.tui;

import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** Takes a prompt as it is: blanks separate words, and a backslash at the end asks for more. */
final class PromptParser implements Parser {
  /** The word under the cursor, and the line around it. */
  private record Line(String line, int cursor, String word, int wordCursor, int wordIndex)
      implements CompletingParsedLine {
    @Override
    public List<String> words() {
      return List.of(line.split("\\s+", -1));
    }

    @Override
    public CharSequence escape(CharSequence candidate, boolean complete) {
      return candidate;
    }

    @Override
    public int rawWordCursor() {
      return wordCursor;
    }

    @Override
    public int rawWordLength() {
      return word.length();
    }
  }

  @Override
  public ParsedLine parse(String line, int cursor, ParseContext context) {
    if (context == ParseContext.ACCEPT_LINE && goesOn(line)) {
      throw new EOFError(-1, -1, "the line goes on", "more");
    }
    var start = cursor;
    while (start > 0 && !Character.isWhitespace(line.charAt(start - 1))) start--;
    var end = cursor;
    while (end < line.length() && !Character.isWhitespace(line.charAt(end))) end++;
    var before = line.substring(0, start).strip();
    var index = before.isEmpty() ? 0 : before.split("\\s+", -1).length;
    return new Line(line, cursor, line.substring(start, end), cursor - start, index);
  }

  private static boolean goesOn(String line) {
    var slashes = 0;
    while (slashes < line.length() && line.charAt(line.length() - 1 - slashes) == '\\') slashes++;
    return slashes % 2 == 1;
  }

  @Override
  public boolean isEscapeChar(char c) {
    return false;
  }

  /** Returns the text that was meant: a backslash before a line end only asked for more. */
  static String meant(String line) {
    return line.replace("\\\n", "\n").strip();
  }
}
