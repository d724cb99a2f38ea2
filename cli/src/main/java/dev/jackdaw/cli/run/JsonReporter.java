package dev.jackdaw.cli.run;

import dev.jackdaw.api.Event;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Session;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.wire.stream.Opening;
import dev.jackdaw.wire.stream.StreamJson;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Lines of JSON on standard output: every event, or only the result. */
public final class JsonReporter implements Reporter {
  /** How much is told. */
  public enum Extent {
    RESULT,
    EVENTS,
    EVENTS_AND_PARTS
  }

  private final Stdout out;
  private final Console console;
  private final Extent extent;
  private final Opening opening;
  private final StreamJson stream;

  public JsonReporter(
      Stdout out, Console console, Extent extent, Session session, Opening opening) {
    this.out = out;
    this.console = console;
    this.extent = extent;
    this.opening = opening;
    this.stream =
        new StreamJson(
            session.id(),
            extent == Extent.EVENTS_AND_PARTS
                ? StreamJson.Partials.INCLUDE
                : StreamJson.Partials.OMIT);
  }

  @Override
  public void opened(Session session) {
    if (extent != Extent.RESULT) out.line(stream.init(opening).compact());
  }

  @Override
  public void heard(Occurrence occurrence) {
    if (occurrence.event() instanceof Event.NoticeGiven(var text) && occurrence.agent().isMain()) {
      console.progress("told the model: " + text);
    }
    if (occurrence.event() instanceof Event.HookSpoke(var event, _, var told)) {
      for (var text : told) console.progress("at " + event + ", " + text);
    }
    print(stream.lines(occurrence));
  }

  private void print(List<Json.Obj> lines) {
    if (extent == Extent.RESULT) return;
    for (var line : lines) out.line(line.compact());
  }

  @Override
  public void ended(Outcome outcome, Duration took, Optional<Json> structured) {
    out.line(stream.result(outcome, took, structured.orElse(null)).compact());
    switch (outcome) {
      case Outcome.Finished _ -> {}
      case Outcome.Blocked(_, var message) -> console.error(message);
      case Outcome.LimitReached(_, var message) -> console.error(message);
      case Outcome.Failed(_, _, var message) -> console.error(message);
      case Outcome.Interrupted _ -> console.error("Interrupted.");
    }
  }
}
