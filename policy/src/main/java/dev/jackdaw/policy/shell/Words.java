package dev.jackdaw.policy.shell;

import dev.jackdaw.api.text.Glob;
import dev.jackdaw.policy.shell.Argument.Shape;
import dev.jackdaw.policy.shell.Word.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Expands words as far as the outcome is certain. */
final class Words {
  /** Variables that may be set for one command: they choose words and colours, not code. */
  private static final Set<String> SETTABLE =
      Set.of("LC_ALL", "LANG", "NO_COLOR", "TERM", "COLUMNS");

  /** Variables of the environment that hold no secret; what they hold is not looked at. */
  private static final Set<String> PRINTABLE =
      Set.of(
          "PATH",
          "HOME",
          "USER",
          "LOGNAME",
          "SHELL",
          "PWD",
          "LANG",
          "LC_ALL",
          "TERM",
          "TMPDIR",
          "TZ",
          "JAVA_HOME",
          "MAVEN_HOME",
          "M2_HOME",
          "GRADLE_HOME",
          "GOPATH",
          "GOROOT",
          "CARGO_HOME",
          "NVM_DIR",
          "NODE_ENV",
          "PYTHONPATH",
          "VIRTUAL_ENV",
          "ANDROID_HOME",
          "EDITOR",
          "HOSTNAME",
          "OSTYPE",
          "BASH_VERSION",
          "CI",
          "DEBUG",
          "DISPLAY",
          "PAGER",
          "VISUAL",
          "COLUMNS");

  /** A text that stays one word without quotes. */
  static final Pattern WHOLE = Pattern.compile("[A-Za-z0-9_./+@%:,=~^#-]+");

  private final Map<String, Argument> variables;
  private final Set<String> tidy;

  /**
   * Expands with the values of loop variables.
   *
   * @param tidy those whose names all stay one word without quotes
   */
  Words(Map<String, Argument> variables, Set<String> tidy) {
    this.variables = variables;
    this.tidy = tidy;
  }

  /** Returns the words after the assignments that may stand before a program. */
  List<Argument> command(List<Word> words) throws Uncertain {
    var first = 0;
    while (first < words.size() && isAssignment(words.get(first))) first++;
    if (first == words.size()) throw new Uncertain("it sets a variable", words.getFirst().bare());
    for (var piece : words.get(first).pieces()) {
      if (piece instanceof Piece.Variable(var name, _)) {
        throw new Uncertain("its program stands in a variable", "$" + name);
      }
    }
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

  /** Expands one word. */
  Argument expand(List<Piece> pieces) throws Uncertain {
    if (pieces.stream().anyMatch(Piece.Wild.class::isInstance)) return pattern(pieces);
    var text = new StringBuilder();
    var shape = Shape.EXACT;
    for (var piece : pieces) {
      switch (piece) {
        case Piece.Text(var part, _) -> text.append(part);
        case Piece.Status _ -> {
          text.append('0');
          if (shape == Shape.EXACT) shape = Shape.DIGITS;
        }
        case Piece.Variable(var name, var quoted) -> {
          var value = value(name, quoted);
          if (value.isPattern() && isAlone(pieces)) return value;
          text.append(value.isPattern() ? "$" + name : value.text());
          if (value.isUnknown() || value.isPattern()) shape = Shape.UNKNOWN;
          else if (!value.isExact() && shape == Shape.EXACT) shape = Shape.DIGITS;
        }
        case Piece.Output _ -> {
          text.append("$(…)");
          shape = Shape.UNKNOWN;
        }
        case Piece.Fed _ -> {
          return new Argument("/dev/fd/60", Shape.FED);
        }
        case Piece.Wild _ -> throw new IllegalStateException("handled above");
      }
    }
    return new Argument(text.toString(), shape);
  }

  private static boolean isAlone(List<Piece> pieces) {
    for (var piece : pieces) {
      if (piece instanceof Piece.Status || piece instanceof Piece.Output) return false;
      if (piece instanceof Piece.Text(var text, _) && !text.isEmpty()) return false;
    }
    return pieces.stream().filter(Piece.Variable.class::isInstance).count() == 1;
  }

  private Argument value(String name, boolean quoted) throws Uncertain {
    var value = variables.get(name);
    if (value == null && PRINTABLE.contains(name)) {
      return new Argument("$" + name, Shape.UNKNOWN, !quoted);
    }
    if (value == null) {
      throw new Uncertain("it uses a variable whose value is not known", "$" + name);
    }
    if (quoted) return value;
    if (value.isPattern() && tidy.contains(name)) {
      return new Argument(value.text(), value.shape(), true);
    }
    if (value.isPattern() || value.isUnknown() || !WHOLE.matcher(value.text()).matches()) {
      throw new Uncertain("a variable without quotes may come apart", "$" + name);
    }
    return value;
  }

  /**
   * A name that begins with a hyphen would be an option to the program, so without a prefix it is
   * loose. A question mark is taken for a star: locales differ on what one character is.
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
        case Piece.Output _, Piece.Fed _ ->
            throw new Uncertain("it builds a file name pattern from an output", "$(…)");
      }
    }
    var loose = "*?".indexOf(text.charAt(0)) >= 0;
    if (text.charAt(0) == '-' && !isValueOfOption(text.toString())) {
      throw looksLikeOption(text.toString());
    }
    return new Argument(text.toString(), Shape.MANY_NAMES, loose);
  }

  /** All names that match {@code --include=*.java} are that option, too. */
  private static boolean isValueOfOption(String pattern) {
    var equals = pattern.indexOf('=');
    return pattern.startsWith("--") && equals > 0 && pattern.indexOf('*') > equals;
  }

  static Uncertain looksLikeOption(String pattern) {
    return new Uncertain(
        "a file name pattern could match the name of an option (begin it with ./)", pattern);
  }
}
