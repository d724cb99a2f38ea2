package dev.jackdaw.cli.run;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Session;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.custom.CommandRuns;
import dev.jackdaw.cli.structured.StructuredOutput;
import dev.jackdaw.cli.structured.StructuredOutput.Verdict;
import dev.jackdaw.tui.ContextCommands;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Drives a session without a screen: prompts in, one report per task out. */
public final class Headless {
  /** How often a result that does not fit the demanded schema is asked for again. */
  private static final int MAX_CORRECTIONS = 3;

  /** Nobody knows how wide what reads it is. */
  private static final int COLUMNS = 100;

  private final Session session;
  private final Reporter reporter;
  private final InstantSource clock;
  private final @Nullable StructuredOutput demand;
  private final Supplier<CommandRuns> commands;
  private final AtomicReference<JackdawException> broken = new AtomicReference<>();

  /** {@code commands} are those that stand for prompts; asked for when one looks like one. */
  public Headless(
      Session session,
      Reporter reporter,
      InstantSource clock,
      @Nullable StructuredOutput demand,
      Supplier<CommandRuns> commands) {
    this.commands = commands;
    this.session = session;
    this.reporter = reporter;
    this.clock = clock;
    this.demand = demand;
  }

  /**
   * Runs every prompt as a task of its own and stops at the first that does not finish.
   *
   * @return how the last task ended
   * @throws JackdawException when the reader of the output is gone, or a prompt is not one
   */
  public Outcome run(Iterator<List<Block.Content>> prompts) throws InterruptedException {
    reporter.opened(session);
    Outcome outcome = new Outcome.Finished("");
    try (var _ = session.listen(this::hear)) {
      while (prompts.hasNext() && outcome instanceof Outcome.Finished) {
        outcome = task(prompts.next());
      }
    }
    return outcome;
  }

  /** The session goes on without a listener that throws, so what it throws is kept for later. */
  private void hear(Occurrence occurrence) {
    if (broken.get() != null) return;
    try {
      reporter.heard(occurrence);
    } catch (JackdawException e) {
      broken.set(e);
      session.interrupt();
    }
  }

  private Outcome task(List<Block.Content> prompt) throws InterruptedException {
    var start = clock.instant();
    if (prompt.getFirst() instanceof Block.Text(var text, _) && ContextCommands.isOne(text)) {
      return command(text, start);
    }
    var told = submit(prompt);
    if (told.isPresent()) return said(String.join("\n", told.get()), start, Optional.empty());
    var outcome = session.await();
    Optional<Json> structured = Optional.empty();
    if (demand != null && outcome instanceof Outcome.Finished(var text)) {
      var satisfied = satisfy(demand, text);
      outcome = satisfied.outcome();
      structured = satisfied.value();
    }
    var failure = broken.get();
    if (failure != null) throw failure;
    reporter.ended(outcome, Duration.between(start, clock.instant()), structured);
    return outcome;
  }

  /** Returns what a command has to say that is done already. */
  private Optional<List<String>> submit(List<Block.Content> prompt) {
    if (prompt.getFirst() instanceof Block.Text(var text, _) && text.startsWith("/")) {
      var known = commands.get();
      var found = known.find(session, text, prompt.subList(1, prompt.size()));
      if (found.isPresent()) {
        return switch (found.get()) {
          case CommandRuns.Found.Told(var lines) -> Optional.of(lines);
          case CommandRuns.Found.Task(_, var submission) -> {
            submission.run();
            yield Optional.empty();
          }
        };
      }
      known.requireNoCommand(text);
    }
    session.submit(prompt);
    return Optional.empty();
  }

  private Outcome command(String line, Instant start) throws InterruptedException {
    var lines = ContextCommands.plain(COLUMNS).run(line, session);
    var isReport = line.strip().equals("/context") && reporter.isForPrograms();
    var data =
        isReport ? Optional.<Json>of(ContextJson.write(session.context())) : Optional.<Json>empty();
    return said(String.join("\n", lines), start, data);
  }

  private Outcome said(String text, Instant start, Optional<Json> data) {
    var outcome = new Outcome.Finished(text);
    reporter.ended(outcome, Duration.between(start, clock.instant()), data);
    return outcome;
  }

  private record Satisfied(Outcome outcome, Optional<Json> value) {}

  private Satisfied satisfy(StructuredOutput wanted, String reply) throws InterruptedException {
    Outcome outcome = new Outcome.Finished(reply);
    var text = reply;
    for (var attempt = 0; ; attempt++) {
      switch (wanted.checkText(text)) {
        case Verdict.Satisfied(var value) -> {
          return new Satisfied(outcome, Optional.of(value));
        }
        case Verdict.Unsatisfied problem -> {
          if (attempt == MAX_CORRECTIONS) {
            return new Satisfied(unsatisfied(problem.problems().getFirst()), Optional.empty());
          }
          session.submit(List.of(new Block.Text(problem.message(), Label.JACKDAW)));
        }
      }
      outcome = session.await();
      if (!(outcome instanceof Outcome.Finished(var next))) {
        return new Satisfied(outcome, Optional.empty());
      }
      text = next;
    }
  }

  private static Outcome unsatisfied(String fault) {
    return new Outcome.Failed(
        JackdawException.Kind.ENVIRONMENT,
        StructuredOutput.UNSATISFIED,
        "The result did not satisfy the JSON Schema in "
            + (MAX_CORRECTIONS + 1)
            + " attempts: "
            + fault
            + ". Simplify the schema, or choose another --model.");
  }
}
