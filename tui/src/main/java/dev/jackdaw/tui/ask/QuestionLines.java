package dev.jackdaw.tui.ask;

import dev.jackdaw.api.Question;
import dev.jackdaw.tui.Signs;
import dev.jackdaw.tui.layout.Ink;
import dev.jackdaw.tui.layout.Paragraph;
import dev.jackdaw.tui.theme.Theme;
import java.util.ArrayList;
import java.util.List;

/**
 * What a {@link QuestionCard} shows, as lines of any length for those who read without a screen.
 */
public final class QuestionLines {
  private QuestionLines() {}

  /** Returns all that is to be known before the call may run; no character of it is hidden. */
  public static List<String> of(Question.Approval approval, Signs signs) {
    var lines = new ArrayList<String>();
    for (var each : ApprovalText.of(approval, new Ink(Theme.plain(), signs))) {
      lines.add(line(each));
    }
    return lines;
  }

  /** The mark in front of what is shown to the letter is for lines that are broken. */
  private static String line(Paragraph paragraph) {
    var isLetter = paragraph.isExact() && paragraph.first().length() > 0;
    return (isLetter ? "    " : paragraph.first().toString()) + paragraph.text();
  }
}
