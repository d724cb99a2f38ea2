package dev.jackdaw.models;

import java.util.List;
import java.util.function.Consumer;

/**
 * Tells reasoning from text where a server leaves the reasoning inline, as {@code <think>…</think>}
 * before everything else. Tags further on are text: a model may write about them. Not thread-safe.
 */
final class ThinkTags {
  private static final List<String> NAMES = List.of("think", "thinking");

  private final Consumer<String> thinking;
  private final Consumer<String> text;
  private final StringBuilder held = new StringBuilder();
  private State state = State.START;
  private String closing = "";

  private enum State {
    START,
    THINKING,
    /** After the closing tag, where blank lines follow. */
    BETWEEN,
    TEXT
  }

  ThinkTags(Consumer<String> thinking, Consumer<String> text) {
    this.thinking = thinking;
    this.text = text;
  }

  void add(String piece) {
    if (state == State.TEXT) {
      text.accept(piece);
      return;
    }
    held.append(piece);
    if (state == State.START) start();
    if (state == State.THINKING) think();
    if (state == State.BETWEEN) between();
  }

  /** Hands out what was held back to see whether it is a tag. */
  void end() {
    if (held.isEmpty()) return;
    if (state == State.THINKING) thinking.accept(held.toString());
    if (state == State.START) text.accept(held.toString());
    held.setLength(0);
  }

  private void start() {
    var said = held.toString().stripLeading();
    for (var name : NAMES) {
      var opening = "<" + name + ">";
      if (said.startsWith(opening)) {
        held.setLength(0);
        held.append(said, opening.length(), said.length());
        closing = "</" + name + ">";
        state = State.THINKING;
        return;
      }
      if (opening.startsWith(said)) return;
    }
    say(held.toString());
  }

  private void think() {
    var found = held.indexOf(closing);
    var safe = found < 0 ? held.length() - partial() : found;
    if (safe > 0) thinking.accept(held.substring(0, safe));
    held.delete(0, found < 0 ? safe : found + closing.length());
    if (found >= 0) state = State.BETWEEN;
  }

  /** Returns how much of a closing tag may stand at the end of what is held. */
  private int partial() {
    for (var length = Math.min(closing.length() - 1, held.length()); length > 0; length--) {
      if (closing.startsWith(held.substring(held.length() - length))) return length;
    }
    return 0;
  }

  private void between() {
    var said = held.toString().stripLeading();
    if (!said.isEmpty()) say(said);
  }

  private void say(String said) {
    state = State.TEXT;
    held.setLength(0);
    text.accept(said);
  }
}
