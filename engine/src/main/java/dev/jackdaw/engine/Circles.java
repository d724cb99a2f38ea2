package dev.jackdaw.engine;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Question;
import dev.jackdaw.engine.progress.Progress;
import dev.jackdaw.engine.progress.Step;
import dev.jackdaw.engine.progress.Verdict;
import java.util.List;
import java.util.Optional;

/** Decides what becomes of a task that goes in circles: with a person there, the person does. */
final class Circles {
  private static final String GO_ON = "Go on";
  private static final String STOP = "Stop";

  /** What the task hears after a turn. */
  sealed interface Word {
    record Nothing() implements Word {}

    record Notice(String text) implements Word {}

    /** What the person says to it. */
    record Advice(String text) implements Word {}

    record Stop(Outcome outcome) implements Word {}
  }

  private final Questions questions;
  private final AgentId agent;
  private final boolean allowed;
  private final Progress progress = new Progress();

  Circles(Questions questions, AgentId agent, Limits limits) {
    this.questions = questions;
    this.agent = agent;
    this.allowed = limits.circles();
  }

  /** Begins anew: a person said something. */
  void begin() {
    progress.begin();
  }

  /** Takes in a step of a turn and returns what to add to its result. */
  synchronized Optional<String> observe(int turn, Step step) {
    return allowed ? Optional.empty() : progress.observe(turn, step);
  }

  /** Takes in that the conversation was folded before a turn. */
  void folded(int turn) {
    if (!allowed) progress.folded(turn);
  }

  Word judge() throws InterruptedException {
    return switch (progress.verdict()) {
      case Verdict.GetsOn _ -> new Word.Nothing();
      case Verdict.Reflect(var notice) -> new Word.Notice(notice);
      case Verdict.Stuck(var evidence) ->
          questions.isAttended() ? asked(evidence) : new Word.Stop(stopped(evidence));
    };
  }

  private Word asked(String evidence) throws InterruptedException {
    var question =
        new Question.Choice(
            "The task goes in circles: " + evidence + ". Go on, stop, or say what to do instead.",
            List.of(
                new Question.Option(GO_ON, "it may be right"),
                new Question.Option(STOP, "everything so far is kept")),
            false);
    var answer = questions.ask(agent, question);
    if (!(answer instanceof Answer.Chosen(var texts)) || texts.isEmpty()) {
      return new Word.Stop(stopped(evidence));
    }
    var text = String.join("\n", texts);
    if (text.equals(STOP)) return new Word.Stop(stopped(evidence));
    progress.begin();
    return text.equals(GO_ON) ? new Word.Nothing() : new Word.Advice(text);
  }

  private static Outcome stopped(String evidence) {
    return new Outcome.LimitReached(
        Outcome.Limit.PROGRESS,
        "Stopped, because the task went in circles: "
            + evidence
            + ". Everything so far is kept; continue with -c and say what to do differently, or add"
            + " --loop-detection off.");
  }
}
