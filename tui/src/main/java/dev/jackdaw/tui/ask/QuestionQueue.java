package dev.jackdaw.tui.ask;

import dev.jackdaw.api.Answer;
import dev.jackdaw.tui.Signs;
import dev.jackdaw.tui.input.Input;
import dev.jackdaw.tui.keys.KeyBindings;
import dev.jackdaw.tui.theme.Theme;
import dev.jackdaw.tui.widget.Dialog;
import dev.jackdaw.tui.widget.Drawing;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The questions that wait, one after the other: the first is drawn, the next comes when it is
 * answered. Used by one thread; {@link #isEmpty} says whether there is anything to draw.
 */
public final class QuestionQueue implements Dialog<QuestionQueue.Answered> {
  /** An answer, for {@link dev.jackdaw.api.Session#answer}. */
  public record Answered(long number, Answer answer) {}

  private final Theme theme;
  private final Signs signs;
  private final InstantSource clock;
  private final KeyBindings keys;
  private final Deque<QuestionCard> cards = new ArrayDeque<>();
  private int answered;

  public QuestionQueue(Theme theme, Signs signs, InstantSource clock, KeyBindings keys) {
    this.keys = keys;
    this.theme = theme;
    this.signs = signs;
    this.clock = clock;
  }

  public void add(Asked asked) {
    if (cards.isEmpty()) answered = 0;
    cards.add(new QuestionCard(asked, theme, signs, clock, keys));
    place();
  }

  /** Takes a question away that needs no answer any more. */
  public void remove(long number) {
    cards.removeIf(card -> card.asked().number() == number);
    place();
  }

  /** Takes all of them away, and returns their numbers. */
  public List<Long> clear() {
    var numbers = cards.stream().map(card -> card.asked().number()).toList();
    cards.clear();
    return numbers;
  }

  public boolean isEmpty() {
    return cards.isEmpty();
  }

  /** Returns how many wait. */
  public int size() {
    return cards.size();
  }

  /** As {@link QuestionCard#shown}, of the first one. */
  public void shown() {
    if (!cards.isEmpty()) cards.element().shown();
  }

  /** As {@link QuestionCard#isListening}, of the first one. */
  public boolean isListening() {
    return !cards.isEmpty() && cards.element().isListening();
  }

  @Override
  public Optional<Answered> heard(Input input) {
    if (cards.isEmpty()) return Optional.empty();
    var card = cards.element();
    var answer = keys.usual(card.keys(), input).flatMap(card::heard);
    if (answer.isEmpty()) return Optional.empty();
    cards.remove();
    answered++;
    place();
    return Optional.of(new Answered(card.asked().number(), answer.get()));
  }

  private void place() {
    if (cards.isEmpty()) return;
    var all = answered + cards.size();
    cards.element().position(all == 1 ? "" : answered + 1 + " of " + all);
  }

  @Override
  public Drawing draw(int width, int height) {
    return cards.isEmpty() ? Drawing.of(List.of()) : cards.element().draw(width, height);
  }
}
