package dev.jackdaw.policy.shell;

import dev.jackdaw.policy.shell.Word.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A command that sets one variable of the shell to a value and does nothing else. */
record Assignment(String name, List<Piece> value) {

  /** Returns the assignment that a command is; the variable has a name that only scripts use. */
  static Optional<Assignment> in(Script script) {
    if (!(script instanceof Script.Simple(var words, var redirects, _))
        || words.size() != 1
        || !redirects.isEmpty()) {
      return Optional.empty();
    }
    var pieces = words.getFirst().pieces();
    if (!(pieces.getFirst() instanceof Piece.Text(var text, var quoted)) || quoted) {
      return Optional.empty();
    }
    var equals = text.indexOf('=');
    if (equals < 1 || !ScriptParser.isLoopVariable(text.substring(0, equals))) {
      return Optional.empty();
    }
    var value = new ArrayList<Piece>();
    value.add(new Piece.Text(text.substring(equals + 1), false));
    value.addAll(pieces.subList(1, pieces.size()));
    if (value.stream().anyMatch(Piece.Wild.class::isInstance)) return Optional.empty();
    return Optional.of(new Assignment(text.substring(0, equals), List.copyOf(value)));
  }
}
