package dev.jackdaw.policy.shell;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A shell line of the strict subset as a tree. */
sealed interface Script {
  /** A program with its words, and the piece of the line it is. */
  record Simple(List<Word> words, List<Redirect> redirects, String text) implements Script {}

  /** Commands that run side by side, each in a shell of its own. */
  record Pipeline(List<Script> parts) implements Script {}

  record Not(Script body) implements Script {}

  record And(Script left, Script right) implements Script {}

  record Or(Script left, Script right) implements Script {}

  record Sequence(List<Script> parts) implements Script {}

  record Group(Script body, List<Redirect> redirects) implements Script {}

  record Subshell(Script body, List<Redirect> redirects) implements Script {}

  record For(String variable, List<Word> values, Script body, List<Redirect> redirects)
      implements Script {}

  record While(Script condition, Script body, List<Redirect> redirects) implements Script {}

  record If(Script condition, Script then, @Nullable Script otherwise, List<Redirect> redirects)
      implements Script {}

  /** One of the branches, or none. */
  record Case(Word subject, List<Script> branches, List<Redirect> redirects) implements Script {}

  /** A command that takes what others print, which run in shells of their own. */
  record Fed(List<Script> by, Script taker) implements Script {}

  /** Where input comes from or output goes to. Joining and closing of descriptors leaves none. */
  record Redirect(Direction direction, Word target) {}

  enum Direction {
    FROM,
    TO
  }
}
