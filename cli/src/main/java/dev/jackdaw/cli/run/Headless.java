package dev.jackdaw.cli.run;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Session;
import dev.jackdaw.api.json.Json;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Drives a session without a screen: prompts in, one report per task out. */
public final class Headless {
  /** How often a result that does not fit the demanded schema is asked for again. */
  private static final int MAX_CORRECTIONS = 3;

  private final Session session;
  private final Reporter reporter;
  private final InstantSource clock;
  private final @Nullable Demand demand;
  private final AtomicReference<JackdawException> broken = new AtomicReference<>();

  Headless(Session session, Reporter reporter, InstantSource clock, @Nullable Demand demand) {
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
  Outcome run(Iterator<List<Block.Content>> prompts) throws InterruptedException {
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
    session.submit(prompt);
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

  private record Satisfied(Outcome outcome, Optional<Json> value) {}

  private Satisfied satisfy(Demand wanted, String reply) throws InterruptedException {
    Outcome outcome = new Outcome.Finished(reply);
    var text = reply;
    for (var attempt = 0; ; attempt++) {
      var value = Answers.json(text);
      var fault =
          value.isEmpty()
              ? Optional.of("it is not JSON, or not JSON alone")
              : wanted.fault(value.get());
      if (fault.isEmpty()) return new Satisfied(outcome, value);
      if (attempt == MAX_CORRECTIONS)
        return new Satisfied(unsatisfied(fault.get()), Optional.empty());
      session.submit(List.of(new Block.Text(correction(wanted, fault.get()), Label.JACKDAW)));
      outcome = session.await();
      if (!(outcome instanceof Outcome.Finished(var next))) {
        return new Satisfied(outcome, Optional.empty());
      }
      text = next;
    }
  }

  private static String correction(Demand wanted, String fault) {
    return "Your last reply does not satisfy the demanded JSON Schema: "
        + fault
        + ". Reply with nothing but a JSON value that satisfies it: "
        + wanted.schema().compact();
  }

  private static Outcome unsatisfied(String fault) {
    return new Outcome.Failed(
        JackdawException.Kind.ENVIRONMENT,
        "schema-not-satisfied",
        "The result did not satisfy the JSON Schema in "
            + (MAX_CORRECTIONS + 1)
            + " attempts: "
            + fault
            + ". Simplify the schema, or choose another --model.");
  }
}
