package dev.jackdaw.engine.workflow;

import dev.jackdaw.api.json.Json;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says whether a step runs: references, numbers, {@code 'texts'}, {@code true}, {@code false},
 * {@code null}; {@code == != < <= > >=}, {@code ! && ||} and parentheses. What is missing is null;
 * null, false, 0 and whatever is empty count as no. Immutable.
 */
sealed interface Condition {
  /** A value or a reference to one. */
  record Operand(@Nullable Reference reference, Json literal) implements Condition {}

  record Not(Condition inner) implements Condition {}

  /** {@code operator} is one of the comparisons, {@code &&} or {@code ||}. */
  record Pair(Condition left, String operator, Condition right) implements Condition {
    private boolean compares(Scope scope) {
      return switch (operator) {
        case "&&" -> left.holds(scope) && right.holds(scope);
        case "||" -> left.holds(scope) || right.holds(scope);
        default -> compare(left.value(scope), operator, right.value(scope));
      };
    }
  }

  /**
   * Reads one.
   *
   * @throws StepProblem with a message that says what was expected
   */
  static Condition parse(String text) throws StepProblem {
    return new Parser(text).whole();
  }

  default boolean holds(Scope scope) {
    return Values.isTrue(value(scope));
  }

  private Json value(Scope scope) {
    return switch (this) {
      case Operand(var reference, var literal) ->
          reference == null ? literal : reference.orNull(scope);
      case Not(var inner) -> Json.of(!inner.holds(scope));
      case Pair pair -> Json.of(pair.compares(scope));
    };
  }

  private static boolean compare(Json left, String operator, Json right) {
    if (operator.equals("==")) return same(left, right);
    if (operator.equals("!=")) return !same(left, right);
    int order;
    if (left instanceof Json.Num a && right instanceof Json.Num b) {
      order = Double.compare(a.asDouble(), b.asDouble());
    } else if (left instanceof Json.Str(var a) && right instanceof Json.Str(var b)) {
      order = a.compareTo(b);
    } else {
      return false;
    }
    return switch (operator) {
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      default -> order >= 0;
    };
  }

  private static boolean same(Json left, Json right) {
    return left instanceof Json.Num a && right instanceof Json.Num b
        ? a.asDouble() == b.asDouble()
        : left.equals(right);
  }

  /** Returns what it refers to. */
  default Set<Reference> references() {
    var found = new LinkedHashSet<Reference>();
    collect(found);
    return found;
  }

  private void collect(Set<Reference> found) {
    switch (this) {
      case Operand(var reference, _) -> {
        if (reference != null) found.add(reference);
      }
      case Not(var inner) -> inner.collect(found);
      case Pair(var left, _, var right) -> {
        left.collect(found);
        right.collect(found);
      }
    }
  }

  /** Reads a condition from left to right. */
  final class Parser {
    private static final int MAX_CHARS = 500;

    private final String text;
    private int at;

    private Parser(String text) {
      this.text = text;
    }

    private Condition whole() throws StepProblem {
      if (text.length() > MAX_CHARS) throw new StepProblem("is longer than " + MAX_CHARS);
      var condition = or();
      if (peek() != '\0') throw unexpected("an operator or the end");
      return condition;
    }

    private Condition or() throws StepProblem {
      var left = and();
      while (take("||")) left = new Pair(left, "||", and());
      return left;
    }

    private Condition and() throws StepProblem {
      var left = comparison();
      while (take("&&")) left = new Pair(left, "&&", comparison());
      return left;
    }

    private Condition comparison() throws StepProblem {
      var left = unary();
      for (var operator : new String[] {"==", "!=", "<=", ">=", "<", ">"}) {
        if (take(operator)) return new Pair(left, operator, unary());
      }
      return left;
    }

    private Condition unary() throws StepProblem {
      if (peek() == '!' && !text.startsWith("!=", at)) {
        at++;
        return new Not(unary());
      }
      if (take("(")) {
        var inner = or();
        if (!take(")")) throw unexpected("\")\"");
        return inner;
      }
      return operand();
    }

    private Condition operand() throws StepProblem {
      var c = peek();
      if (c == '$') {
        var read = Reference.read(text, at + 1);
        if (read.isEmpty()) throw unexpected("the name of a step");
        at = read.get().end();
        return new Operand(read.get().reference(), Json.Null.INSTANCE);
      }
      if (c == '\'' || c == '"') return quoted(c);
      var end = at;
      while (end < text.length()
          && (Character.isLetterOrDigit(text.charAt(end))
              || "+-.".indexOf(text.charAt(end)) >= 0)) {
        end++;
      }
      var word = text.substring(at, end);
      var literal = literal(word);
      if (literal == null) throw unexpected("a reference, a number or a quoted text");
      at = end;
      return new Operand(null, literal);
    }

    private static @Nullable Json literal(String word) {
      if (word.equals("true") || word.equals("false")) return Json.of(word.equals("true"));
      if (word.equals("null")) return Json.Null.INSTANCE;
      return word.matches("-?(0|[1-9][0-9]{0,17})(\\.[0-9]{1,17})?") ? new Json.Num(word) : null;
    }

    private Condition quoted(char quote) throws StepProblem {
      var end = text.indexOf(quote, at + 1);
      if (end < 0) throw unexpected("the closing " + quote);
      var inner = text.substring(at + 1, end);
      at = end + 1;
      return new Operand(null, Json.of(inner));
    }

    private char peek() {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) at++;
      return at < text.length() ? text.charAt(at) : '\0';
    }

    private boolean take(String token) {
      peek();
      if (!text.startsWith(token, at)) return false;
      at += token.length();
      return true;
    }

    private StepProblem unexpected(String expected) {
      return new StepProblem(
          "expected " + expected + " at \"" + text.substring(Math.min(at, text.length())) + "\"");
    }
  }
}
