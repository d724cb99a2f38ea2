package dev.jackdaw.engine.workflow;

import dev.jackdaw.api.Nearest;
import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * JSON with references in its strings. A string that is nothing but a reference becomes the value;
 * inside a longer text <code>${id.path}</code> becomes its text. Everything else is left as it is:
 * shell texts are full of dollars. Two dollars before a name stand for one.
 */
final class Template {
  private static final int MAX_CHARS = 4 << 20;

  /** A piece of a string. */
  private sealed interface Piece {
    record Literal(String text) implements Piece {}

    record Value(Reference reference) implements Piece {}
  }

  private Template() {}

  /**
   * Finds the references.
   *
   * @param roots every name that may be referred to
   * @param problems hears what is wrong
   */
  static Set<Reference> references(Json json, Set<String> roots, Consumer<String> problems) {
    var found = new LinkedHashSet<Reference>();
    collect(json, roots, problems, found);
    return found;
  }

  private static void collect(
      Json json, Set<String> roots, Consumer<String> problems, Set<Reference> found) {
    switch (json) {
      case Json.Str(var text) -> {
        for (var piece : pieces(text, roots, problems)) {
          if (piece instanceof Piece.Value(var reference)) found.add(reference);
        }
      }
      case Json.Arr(var elements) ->
          elements.forEach(element -> collect(element, roots, problems, found));
      case Json.Obj object ->
          object.members().values().forEach(member -> collect(member, roots, problems, found));
      case Json.Num _, Json.Bool _, Json.Null _ -> {}
    }
  }

  /** Returns the JSON with every reference replaced. */
  static Json fill(Json json, Scope scope) throws StepProblem {
    return switch (json) {
      case Json.Str(var text) -> text(text, scope);
      case Json.Arr(var elements) -> {
        var filled = new ArrayList<Json>(elements.size());
        for (var element : elements) filled.add(fill(element, scope));
        yield new Json.Arr(filled);
      }
      case Json.Obj object -> object(object, scope);
      case Json.Num _, Json.Bool _, Json.Null _ -> json;
    };
  }

  static Json.Obj object(Json.Obj object, Scope scope) throws StepProblem {
    var filled = new LinkedHashMap<String, Json>();
    for (var member : object.members().entrySet()) {
      filled.put(member.getKey(), fill(member.getValue(), scope));
    }
    return new Json.Obj(filled);
  }

  /** Returns the JSON with every reference replaced, by {@code null} where there is nothing. */
  static Json fillLeniently(Json json, Scope scope) {
    return switch (json) {
      case Json.Str(var text) -> {
        var pieces = pieces(text, scope.roots(), _ -> {});
        if (pieces.size() == 1 && pieces.getFirst() instanceof Piece.Value(var reference)) {
          yield reference.orNull(scope);
        }
        var out = new StringBuilder();
        for (var piece : pieces) {
          out.append(
              switch (piece) {
                case Piece.Literal(var literal) -> literal;
                case Piece.Value(var reference) -> Values.text(reference.orNull(scope));
              });
        }
        yield Json.of(out.toString());
      }
      case Json.Arr(var elements) ->
          Json.array(elements.stream().map(element -> fillLeniently(element, scope)).toList());
      case Json.Obj object -> {
        var filled = Json.object();
        object.members().forEach((name, member) -> filled.put(name, fillLeniently(member, scope)));
        yield filled.build();
      }
      case Json.Num _, Json.Bool _, Json.Null _ -> json;
    };
  }

  private static Json text(String text, Scope scope) throws StepProblem {
    var pieces = pieces(text, scope.roots(), _ -> {});
    if (pieces.size() == 1 && pieces.getFirst() instanceof Piece.Value(var reference)) {
      return reference.in(scope);
    }
    var out = new StringBuilder();
    for (var piece : pieces) {
      switch (piece) {
        case Piece.Literal(var literal) -> out.append(literal);
        case Piece.Value(var reference) -> out.append(Values.text(reference.in(scope)));
      }
      if (out.length() > MAX_CHARS) throw new StepProblem("a text becomes too long");
    }
    return Json.of(out.toString());
  }

  private static List<Piece> pieces(String text, Set<String> roots, Consumer<String> problems) {
    var pieces = new ArrayList<Piece>();
    var literal = new StringBuilder();
    var at = 0;
    while (at < text.length()) {
      var c = text.charAt(at);
      var next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
      if (c != '$') {
        literal.append(c);
        at++;
      } else if (next == '$' && isEscape(text, at)) {
        literal.append('$');
        at += 2;
        while (at < text.length() && text.charAt(at) != '$') literal.append(text.charAt(at++));
      } else if (next == '{') {
        var read = Reference.read(text, at + 2);
        var closed = read.isPresent() && closes(text, read.get().end());
        if (closed && roots.contains(read.get().reference().root())) {
          flush(literal, pieces);
          pieces.add(new Piece.Value(read.get().reference()));
          at = read.get().end() + 1;
        } else {
          literal.append(c);
          at++;
        }
      } else {
        var read = Reference.read(text, at + 1);
        if (read.isPresent() && at == 0 && read.get().end() == text.length()) {
          var reference = read.get().reference();
          if (roots.contains(reference.root())) return List.of(new Piece.Value(reference));
          problems.accept(unknown(reference, roots));
        } else if (read.isPresent() && roots.contains(read.get().reference().root())) {
          var reference = read.get().reference();
          problems.accept(
              "inside a text write ${"
                  + reference.toString().substring(1)
                  + "} for the value, or $"
                  + reference
                  + " for the text "
                  + reference);
        }
        literal.append(c);
        at++;
      }
    }
    flush(literal, pieces);
    return pieces;
  }

  /** Only before a name: {@code $$} alone is a shell's own number. */
  private static boolean isEscape(String text, int at) {
    if (at + 2 >= text.length()) return false;
    var c = text.charAt(at + 2);
    return c == '{' || Reference.startsName(c);
  }

  private static boolean closes(String text, int at) {
    return at < text.length() && text.charAt(at) == '}';
  }

  private static void flush(StringBuilder literal, List<Piece> pieces) {
    if (literal.isEmpty()) return;
    pieces.add(new Piece.Literal(literal.toString()));
    literal.setLength(0);
  }

  static String unknown(Reference reference, Set<String> roots) {
    return "unknown reference "
        + reference
        + Nearest.hint(reference.root(), roots)
        + (reference.root().equals(Scope.ITEM)
            ? "; $item is there only with foreach"
            : "; there is no step \"" + reference.root() + "\"");
  }
}
