package dev.jackdaw.script;

import dev.jackdaw.api.Nearest;
import dev.jackdaw.script.Tokens.Kind;
import dev.jackdaw.script.Tokens.Token;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The tools a script names as it stands, so that a wrong name is told before anything runs. */
final class ToolNames {
  private static final String TOOLS = "tools";

  private final List<Token> tokens;
  private final Set<String> known;
  private final Set<String> problems = new LinkedHashSet<>();

  ToolNames(String source, Set<String> known) {
    this.tokens = Tokens.of(source);
    this.known = new TreeSet<>(known);
  }

  /** Returns a line for each name that is none. */
  List<String> problems() {
    for (var i = 0; i < tokens.size(); i++) {
      if (!tokens.get(i).is(Kind.WORD, TOOLS) || is(i - 1, ".")) continue;
      member(i + 1);
      if (is(i - 1, "=") && is(i - 2, "}") && !is(i + 1, ".")) pattern(i - 2);
    }
    return List.copyOf(problems);
  }

  private boolean is(int index, String mark) {
    return index >= 0 && index < tokens.size() && tokens.get(index).is(Kind.MARK, mark);
  }

  /** {@code tools.read}, {@code tools?.read}, {@code tools["read"]}. */
  private void member(int index) {
    var at = is(index, "?") && is(index + 1, ".") ? index + 1 : index;
    if (is(at, ".") && at + 1 < tokens.size() && tokens.get(at + 1).kind() == Kind.WORD) {
      check(tokens.get(at + 1));
    }
    if (is(at, "[") && is(at + 2, "]") && tokens.get(at + 1).kind() == Kind.TEXT) {
      if (!tokens.get(at + 1).text().isEmpty()) check(tokens.get(at + 1));
    }
  }

  /** {@code const {read, grep: find} = tools}; nothing is told of one that is not that plain. */
  private void pattern(int end) {
    var names = new ArrayList<Token>();
    for (var i = end - 1; i >= 0; i--) {
      if (is(i, "{")) {
        names.forEach(this::check);
        return;
      }
      if (is(i, "}") || is(i, "[") || is(i, "=") || is(i, "(")) return;
      var begins = is(i - 1, "{") || is(i - 1, ",");
      if (tokens.get(i).kind() == Kind.WORD && begins) names.addFirst(tokens.get(i));
    }
  }

  private void check(Token name) {
    if (known.contains(name.text())) return;
    problems.add(
        "\"script\": line "
            + name.line()
            + ": there is no tool \""
            + name.text()
            + "\""
            + Nearest.hint(name.text(), known)
            + "; a script can call "
            + String.join(", ", known));
  }
}
