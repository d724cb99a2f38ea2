package dev.jackdaw.engine;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.engine.context.Ledger;
import dev.jackdaw.engine.context.Lengths;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What is kept in mind of the turns that were folded: the words of the user, results that must
 * stay, and a line for everything else. Not thread-safe.
 */
final class Folded {
  /** A prompt, word for word, or a result that stays. {@code at} is its number in the journal. */
  record Kept(long at, List<Block.Content> content) {}

  /** Something that is mentioned. */
  record Line(long at, String text) {}

  private final List<Kept> prompts = new ArrayList<>();
  private final List<Kept> results = new ArrayList<>();
  private final List<Line> answers = new ArrayList<>();
  private final List<Line> facts = new ArrayList<>();
  private final Ledger ledger;

  Folded(Workspace workspace) {
    this(new Ledger(workspace));
  }

  private Folded(Ledger ledger) {
    this.ledger = ledger;
  }

  Folded copy() {
    var copy = new Folded(ledger.copy());
    copy.prompts.addAll(prompts);
    copy.results.addAll(results);
    copy.answers.addAll(answers);
    copy.facts.addAll(facts);
    return copy;
  }

  /**
   * Takes in everything up to a turn.
   *
   * @return what was said behind that turn when none follows it: it stays
   */
  List<Turn.Given> add(List<Turn.Given> opening, List<Turn> turns, int through) {
    addGiven(opening);
    for (var turn : turns) {
      if (turn.number() > through) return List.of();
      addTurn(turn);
      if (turn == turns.getLast()) return List.copyOf(turn.given());
      addGiven(turn.given());
    }
    return List.of();
  }

  private void addTurn(Turn turn) {
    if (turn.said().calls().isEmpty() && !turn.said().text().isBlank()) {
      answers.add(new Line(turn.at(), turn.said().text().strip()));
      if (answers.size() > Lengths.ANSWERS) answers.removeFirst();
    }
    turn.ended().values().stream()
        .sorted(Comparator.comparingLong(Turn.Ended::at))
        .forEach(ended -> addCall(turn, turn.call(ended.event().call()), ended));
  }

  private void addCall(Turn turn, Block.Call call, Turn.Ended ended) {
    var traces = turn.traces(call.id());
    switch (ended.event().retention()) {
      case DROP -> {
        if (traces.changed().isEmpty() && ended.result().isOk()) return;
      }
      case PINNED -> results.add(new Kept(ended.at(), ended.result().content()));
      case SUMMARISE, ELIDE -> {}
    }
    ledger.add(
        ended.at(),
        call,
        traces.effects(),
        ended.result(),
        ended.event().ledger(),
        traces.changed());
  }

  private void addGiven(List<Turn.Given> all) {
    for (var each : all) {
      switch (each.kind()) {
        case PROMPT -> addPrompt(each);
        case FACT -> facts.add(new Line(each.at(), text(each.block())));
        case NOTICE, MEMORY -> {}
      }
    }
  }

  private void addPrompt(Turn.Given each) {
    if (prompts.isEmpty() || prompts.getLast().at() != each.at() || each.at() == 0) {
      prompts.add(new Kept(each.at(), List.of(each.block())));
      return;
    }
    var all = new ArrayList<>(prompts.removeLast().content());
    all.add(each.block());
    prompts.add(new Kept(each.at(), List.copyOf(all)));
  }

  private static String text(Block.Content block) {
    return block instanceof Block.Text(var text, _) ? text : "";
  }

  List<Kept> prompts() {
    return prompts;
  }

  List<Kept> results() {
    return results;
  }

  List<Line> answers() {
    return answers;
  }

  List<Line> facts() {
    return facts;
  }

  Ledger ledger() {
    return ledger;
  }
}
