package dev.jackdaw.api;

import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The steps of a session's work, as the model last wrote them down. A function of the journal: the
 * details of the results that set it are {@code {"items": [{"text", "state", "evidence"}]}}.
 */
public record Plan(List<Step> steps) {
  public static final Plan NONE = new Plan(List.of());

  /** How far a step is. */
  public enum Status {
    PENDING,
    ACTIVE,
    DONE
  }

  /**
   * One step.
   *
   * @param id stays the same as long as the step is put in the same words
   * @param evidence what shows that it is done; may be empty
   */
  public record Step(String id, String text, Status status, String evidence) {}

  public Plan {
    steps = List.copyOf(steps);
  }

  /** Returns the plan as it is after these events of a journal. */
  public static Plan of(Iterable<Occurrence> journal) {
    var plan = NONE;
    for (var occurrence : journal) plan = plan.after(occurrence);
    return plan;
  }

  /** Returns the plan as it is after one more event; sub-agents do not change it. */
  public Plan after(Occurrence occurrence) {
    return occurrence.agent().isMain()
            && occurrence.event() instanceof Event.CallFinished finished
            && finished.result().isOk()
            && finished.result().details().members().get("items") instanceof Json.Arr(var items)
        ? replacedBy(items)
        : this;
  }

  private Plan replacedBy(List<Json> items) {
    var ids = new HashMap<String, String>();
    for (var step : steps) ids.putIfAbsent(step.text(), step.id());
    var next = new ArrayList<Step>();
    for (var item : items) {
      if (item instanceof Json.Obj details) next.add(step(details, ids, next));
    }
    return new Plan(next);
  }

  private Step step(Json.Obj item, Map<String, String> ids, List<Step> before) {
    var text = item.string("text", "");
    var known = Optional.ofNullable(ids.remove(text));
    return new Step(
        known.orElseGet(() -> String.valueOf(highest(steps, highest(before, 0)) + 1)),
        text,
        status(item.string("state", "")),
        item.string("evidence", ""));
  }

  private static int highest(List<Step> steps, int least) {
    var highest = least;
    for (var step : steps) highest = Math.max(highest, Integer.parseInt(step.id()));
    return highest;
  }

  private static Status status(String state) {
    for (var status : Status.values()) {
      if (status.name().toLowerCase(Locale.ROOT).equals(state)) return status;
    }
    return Status.PENDING;
  }

  /** Returns how many steps are done. */
  public int done() {
    return (int) steps.stream().filter(step -> step.status() == Status.DONE).count();
  }

  /** Returns whether something is left to do. */
  public boolean isOpen() {
    return done() < steps.size();
  }

  /** Returns a line for each step, in plain characters. */
  public List<String> lines() {
    return steps.stream()
        .map(step ->
            switch (step.status()) {
                  case PENDING -> "[ ] ";
                  case ACTIVE -> "[>] ";
                  case DONE -> "[x] ";
                }
                + step.text()
                + (step.evidence().isEmpty() ? "" : " (" + step.evidence() + ")"))
        .toList();
  }
}
