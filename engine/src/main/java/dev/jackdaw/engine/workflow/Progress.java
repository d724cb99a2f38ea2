package dev.jackdaw.engine.workflow;

import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolResult.Status;
import dev.jackdaw.api.json.Json;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** How far one step is. Not thread-safe. */
final class Progress {
  /** Where a step stands. */
  enum State {
    WAITING,
    RUNNING,
    OK,
    FAILED,
    SKIPPED
  }

  private final Step step;
  private final List<Json> values = new ArrayList<>();
  private final List<Json.Obj> args = new ArrayList<>();
  private final List<Integer> attempts = new ArrayList<>();
  private final ArrayDeque<Integer> queue = new ArrayDeque<>();
  private State state = State.WAITING;
  private Json value = Json.Null.INSTANCE;
  private Duration took = Duration.ZERO;
  private String note = "";
  private int inFlight;
  private int done;
  private int failed;
  private int firstFailed = Integer.MAX_VALUE;
  private int kept;

  Progress(Step step) {
    this.step = step;
  }

  Step step() {
    return step;
  }

  State state() {
    return state;
  }

  boolean isOver() {
    return state == State.OK || state == State.FAILED || state == State.SKIPPED;
  }

  /** Returns what references to the step see, once it is over. */
  Json value() {
    return value;
  }

  void skip(String why) {
    state = State.SKIPPED;
    note = why;
  }

  void succeed(Json result) {
    state = State.OK;
    value = result;
  }

  void fail(String why) {
    state = State.FAILED;
    value = Values.failed("failed", why);
    note = why;
  }

  void note(String text) {
    note = text;
  }

  void begin() {
    state = State.RUNNING;
  }

  /** Adds a call to make. */
  void add(Json.Obj input) {
    queue.add(args.size());
    args.add(input);
    attempts.add(1);
    values.add(Json.Null.INSTANCE);
  }

  /** Adds an element that fails before its call. */
  void addFailed(String why) {
    args.add(Json.Obj.EMPTY);
    attempts.add(1);
    values.add(Values.failed("failed", why));
    failed(args.size() - 1, why);
    done++;
  }

  /** Of several failures that of the first element is told, whichever came first. */
  private void failed(int index, String why) {
    failed++;
    if (index < firstFailed) {
      firstFailed = index;
      note = why;
    }
    if (step.onError() == Step.OnError.STOP) queue.clear();
  }

  /** Takes the next calls to make, no more than run at a time. */
  void plan(int most, List<Run.Planned> planned) {
    while (!queue.isEmpty() && inFlight < step.parallel() && planned.size() < most) {
      int index = queue.removeFirst();
      inFlight++;
      planned.add(planned(index));
    }
  }

  private Run.Planned planned(int index) {
    var number = step.foreach().isPresent() ? "." + (index + 1) : "";
    var attempt = attempts.get(index) > 1 ? "~" + attempts.get(index) : "";
    return new Run.Planned(
        step.id(), index, step.id() + number + attempt, step.tool(), args.get(index));
  }

  void putBack(Run.Planned call) {
    inFlight--;
    queue.addFirst(call.index());
  }

  void finished(Run.Planned call, Run.Ending ending) {
    inFlight--;
    took = took.plus(ending.took());
    var result = ending.result();
    if (mayRetry(call, ending)) {
      attempts.set(call.index(), attempts.get(call.index()) + 1);
      queue.addFirst(call.index());
      return;
    }
    done++;
    if (ending.kept()) kept++;
    values.set(call.index(), Values.of(result));
    if (!result.isOk()) failed(call.index(), why(call, ending));
  }

  private boolean mayRetry(Run.Planned call, Run.Ending ending) {
    var status = ending.result().status();
    return (status == Status.FAILED || status == Status.TIMED_OUT)
        && ending.repeatable()
        && !ending.kept()
        && attempts.get(call.index()) <= step.retry();
  }

  private String why(Run.Planned call, Run.Ending ending) {
    var result = ending.result();
    var status =
        switch (result.status()) {
          case OK -> "";
          case FAILED -> "";
          case INVALID -> "invalid: ";
          case REFUSED -> "refused: ";
          case CANCELLED -> "cancelled: ";
          case TIMED_OUT -> "timed out: ";
          case IN_DOUBT -> "in doubt: ";
        };
    var which = step.foreach().isPresent() ? call.name() + ": " : "";
    var retried =
        step.retry() > 0 && !ending.repeatable() && result.status() == Status.FAILED
            ? " (not tried again: " + step.tool() + " is not safe to repeat)"
            : "";
    return which + status + excerpt(result) + retried;
  }

  private static String excerpt(ToolResult result) {
    var text = result.text().strip();
    var lines = text.split("\n", -1);
    var end = lines.length > 1 ? lines[0] + " … " + lines[lines.length - 1] : lines[0];
    return end.length() <= 300 ? end : end.substring(0, 297) + "...";
  }

  /** Ends the step when nothing of it is left. */
  void settle() {
    if (state != State.RUNNING || inFlight > 0 || !queue.isEmpty()) return;
    state = failed > 0 ? State.FAILED : State.OK;
    value = step.foreach().isPresent() ? new Json.Arr(values) : values.getFirst();
  }

  boolean hasFailed() {
    return failed > 0 || state == State.FAILED;
  }

  /** Returns the line for the ledger. */
  String line() {
    var many = step.foreach().isPresent() && !args.isEmpty();
    var title = step.id() + " " + step.tool() + (many ? " x" + args.size() : "");
    var timed = took.isZero() ? "" : " (" + shown(took) + ")";
    var earlier =
        kept == 0
            ? ""
            : kept == args.size() ? ", kept from before" : ", " + kept + " kept from before";
    var remark = note.isEmpty() ? "" : ": " + note;
    return switch (state) {
      case OK -> title + ": ok" + earlier + timed + (note.isEmpty() ? "" : ", " + note);
      case FAILED ->
          title
              + ": failed"
              + (many ? " " + failed + " of " + done : "")
              + (step.onError() == Step.OnError.CONTINUE ? ", went on" : "")
              + earlier
              + timed
              + remark;
      case SKIPPED -> title + ": skipped" + remark;
      case RUNNING ->
          title + ": stopped after " + done + " of " + args.size() + earlier + timed + remark;
      case WAITING -> title + ": not run";
    };
  }

  private static String shown(Duration took) {
    return took.toMillis() < 10_000 ? took.toMillis() + " ms" : took.toSeconds() + " s";
  }
}
