package dev.jackdaw.policy.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code while read -r line; do …; done}, whose variables are filled from the input. */
final class LineLoop {
  private LineLoop() {}

  /** Returns the variables that the condition reads; none when it is another condition. */
  static List<String> variables(Script condition) {
    if (!(condition instanceof Script.Simple simple) || !simple.redirects().isEmpty()) {
      return List.of();
    }
    var texts = new ArrayList<String>();
    for (var word : simple.words()) texts.add(word.bare());
    if (texts.getFirst().equals("IFS=") || takesApart(condition)) texts.removeFirst();
    if (texts.isEmpty() || !texts.removeFirst().equals("read")) return List.of();
    if (!texts.isEmpty() && texts.getFirst().equals("-r")) texts.removeFirst();
    return texts.stream().allMatch(ScriptParser::isLoopVariable) ? texts : List.of();
  }

  /** Returns whether lines are taken apart at signs of the loop's own: {@code IFS=, read …}. */
  static boolean takesApart(Script condition) {
    if (!(condition instanceof Script.Simple simple)) return false;
    var first = simple.words().getFirst();
    return first.pieces().getFirst() instanceof Word.Piece.Text(var text, var quoted)
        && !quoted
        && text.startsWith("IFS=")
        && !first.bare().equals("IFS=")
        && first.pieces().stream().allMatch(Word.Piece.Text.class::isInstance);
  }

  /** Returns what the variable could hold: any text, unless the lines are names of files. */
  static List<Argument> values(
      Optional<NameList> names, int variables, Set<Path> at, Surroundings surroundings)
      throws Uncertain {
    if (names.isEmpty() || names.get().ended() || variables != 1 || at.size() != 1) {
      return List.of(new Argument("(a line)", Argument.Shape.UNKNOWN));
    }
    var values = new ArrayList<Argument>();
    for (var root : names.get().roots()) {
      for (var path : new Places(at.iterator().next(), surroundings).of(Argument.exact(root))) {
        if (names.get().trouble(path, surroundings).isPresent()) {
          return List.of(new Argument("(a line)", Argument.Shape.UNKNOWN));
        }
      }
      var below = NameList.below(root, false, names.get().bare());
      values.add(new Argument(below.text(), below.shape(), true));
    }
    return values;
  }
}
