package dev.jackdaw.lsp;

import dev.jackdaw.api.VisibleText;
import java.util.ArrayList;
import java.util.List;

/** Problems as a model is told of them. */
final class ProblemReport {
  private static final int MOST = 20;
  private static final int MOST_CHARS = 300;

  private ProblemReport() {}

  /** Returns what a change brought about in a file. */
  static String of(String file, List<Problem> problems) {
    return "New in " + file + " after this change:\n" + lines(problems);
  }

  /** Returns what an earlier change brought about, or one elsewhere. */
  static String late(String file, List<Problem> problems) {
    return "New in " + file + " since earlier changes:\n" + lines(problems);
  }

  /** Returns all there is to say of a file. */
  static String all(String file, List<Problem> problems) {
    return problems.isEmpty() ? "No problems in " + file + "." : lines(problems);
  }

  /** Returns a line for each, the worst first, up to a number. */
  static String lines(List<Problem> problems) {
    var lines = new ArrayList<String>();
    for (var problem : problems) {
      if (lines.size() == MOST) break;
      lines.add(line(problem));
    }
    if (problems.size() > MOST) lines.add("… and " + (problems.size() - MOST) + " more");
    return String.join("\n", lines);
  }

  static String line(Problem problem) {
    var message = VisibleText.inOneLine(problem.message().strip());
    if (message.length() > MOST_CHARS) message = message.substring(0, MOST_CHARS) + "…";
    var code = VisibleText.inOneLine(problem.code());
    return "line "
        + problem.line()
        + ": "
        + problem.severity().shown()
        + ": "
        + message
        + (code.isEmpty() || code.length() > 60 ? "" : " [" + code + "]");
  }
}
