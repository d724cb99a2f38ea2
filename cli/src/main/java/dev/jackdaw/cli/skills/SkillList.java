package dev.jackdaw.cli.skills;

import dev.jackdaw.api.ModelInfo;
import java.util.List;

/**
 * Tells a model which skills there are: each with a line, all of them within a share of its window.
 */
final class SkillList {
  private static final int HEADING_CHARS = 20;
  private static final int LONGEST_LINE = 400;
  private static final int SHORTEST_LINE = 60;
  private static final int LEAST_CHARS = 2_000;
  private static final int MOST_CHARS = 16_000;

  private SkillList() {}

  /** Returns how many characters a list may have: about two hundredths of the window. */
  static int room(ModelInfo model) {
    var chars = model.window() * 4L / 50;
    return model.window() == 0 ? MOST_CHARS / 2 : Math.clamp(chars, LEAST_CHARS, MOST_CHARS);
  }

  /** Returns the list. Where the room is short descriptions are cut, and then the last left out. */
  static String of(List<Skill> skills, int room) {
    var each = (room - HEADING_CHARS) / Math.max(1, skills.size());
    var length = Math.clamp(each, SHORTEST_LINE, LONGEST_LINE);
    var list = new StringBuilder("\n\nSkills:");
    for (var i = 0; i < skills.size(); i++) {
      var line =
          "\n- " + cut(skills.get(i).name() + ": " + skills.get(i).description(), length - 3);
      if (list.length() + line.length() > room) {
        list.append("\n- and ").append(skills.size() - i).append(" more; the name \"?\" lists all");
        break;
      }
      list.append(line);
    }
    return list.toString();
  }

  static String cut(String text, int length) {
    if (text.length() <= length) return text;
    var end = Character.isHighSurrogate(text.charAt(length - 2)) ? length - 2 : length - 1;
    return text.substring(0, end).strip() + "…";
  }
}
