package dev.jackdaw.policy.shell;

import dev.jackdaw.policy.names.Glob;
import dev.jackdaw.policy.shell.Argument.Shape;
import dev.jackdaw.policy.shell.Word.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Expands words as far as the outcome is certain. */
final class Words {
  /** Variables that may be set for one command: they choose words and colours, not code. */
  private static final Set<String> SETTABLE =
      Set.of("LC_ALL", "LANG", "NO_COLOR", "TERM", "COLUMNS");

  private final Map<String, Argument> variables;

  Words(Map<String, Argument> variables) {
    this.variables = variables;
  }

  /** Returns the words after the assignments that may stand before a program. */
  List<Argument> command(List<Word> words) throws Uncertain {
    var first = 0;
    while (first < words.size() && isAssignment(words.get(first))) first++;
    if (first == words.size()) throw new Uncertain("it sets a variable", words.getFirst().bare());
    return resolve(words.subList(first, words.size()));
  }

  private static boolean isAssignment(Word word) throws Uncertain {
    if (!(word.pieces().getFirst() instanceof Piece.Text(var text, var quoted)) || quoted) {
      return false;
    }
    var equals = text.indexOf('=');
    if (equals < 0) return false;
    var known = SETTABLE.contains(text.substring(0, equals));
    if (!known || !word.bare().matches("[A-Z_]+=[A-Za-z0-9_.@-]*")) {
      throw new Uncertain("it sets a variable", text);
    }
    return true;
  }

  List<Argument> resolve(List<Word> words) throws Uncertain {
    var arguments = new ArrayList<Argument>(words.size());
    for (var word : words) arguments.add(expand(word.pieces()));
    return arguments;
  }

  private Argument expand(List<Piece> pieces) throws Uncertain {
    if (pieces.stream().anyMatch(Piece.Wild.class::isInstance)) return pattern(pieces);
    var text = new StringBuilder();
    var shape = Shape.EXACT;
    for (var piece : pieces) {
      switch (piece) {
        case Piece.Text(var part, _) -> text.append(part);
        case Piece.Status _ -> {
          text.append('0');
          shape = Shape.DIGITS;
        }
        case Piece.Variable(var name, var quoted) -> {
          var value = value(name, quoted);
          if (value.isPattern()) {
            if (!isAlone(pieces)) throw new Uncertain("it builds a name from another", "$" + name);
            return value;
          }
          text.append(value.text());
          if (!value.isExact()) shape = Shape.DIGITS;
        }
        case Piece.Wild _ -> throw new IllegalStateException("handled above");
      }
    }
    return new Argument(text.toString(), shape);
  }

  private static boolean isAlone(List<Piece> pieces) {
    for (var piece : pieces) {
      if (piece instanceof Piece.Text(var text, _) && !text.isEmpty()) return false;
    }
    return pieces.stream().filter(Piece.Variable.class::isInstance).count() == 1;
  }

  private Argument value(String name, boolean quoted) throws Uncertain {
    var value = variables.get(name);
    if (value == null) {
      throw new Uncertain("it uses a variable whose value is not known", "$" + name);
    }
    if (!quoted && (value.isPattern() || !value.text().matches("[A-Za-z0-9_./+@%:,=~^#-]+"))) {
      throw new Uncertain("a variable without quotes may come apart", "$" + name);
    }
    return value;
  }

  /**
   * A name that begins with a hyphen would be an option to the program, so a prefix must stand. A
   * question mark is taken for a star: locales differ on what one character is.
   */
  private static Argument pattern(List<Piece> pieces) throws Uncertain {
    var text = new StringBuilder();
    for (var piece : pieces) {
      switch (piece) {
        case Piece.Text(var part, _) -> text.append(Glob.quote(part));
        case Piece.Wild _ -> text.append('*');
        case Piece.Variable(var name, _) ->
            throw new Uncertain("it builds a file name pattern from a variable", "$" + name);
        case Piece.Status _ -> throw new Uncertain("it builds a file name pattern", "$?");
      }
    }
    if ("-*?".indexOf(text.charAt(0)) >= 0) {
      throw new Uncertain(
          "a file name pattern could match the name of an option (begin it with ./)",
          text.toString());
    }
    return new Argument(text.toString(), Shape.MANY_NAMES);
  }
}
