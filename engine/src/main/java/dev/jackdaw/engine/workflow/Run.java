package dev.jackdaw.engine.workflow;

import dev.jackdaw.api.Tool;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One run of a workflow: says which calls come next and takes their results. It makes no call
 * itself. What comes out follows from the results alone, not from the order in which they come in,
 * unless a failure stops it: then what had begun by that time counts. Not thread-safe.
 */
public final class Run {
  /**
   * A call to make.
   *
   * @param index of the element it is for, from 0
   * @param name {@code id}, {@code id.3} for the third element, {@code id~2} for a second attempt
   */
  public record Planned(String step, int index, String name, String tool, Json.Obj args) {}

  /**
   * How a call ended.
   *
   * @param repeatable whether running it again does no harm
   * @param kept whether it is the result of an earlier run
   */
  public record Ending(ToolResult result, Duration took, boolean repeatable, boolean kept) {}

  private final Workflow workflow;
  private final Set<String> ids;
  private final Map<String, Progress> steps = new LinkedHashMap<>();
  private final List<String> changing = new ArrayList<>();
  private Optional<String> stopped = Optional.empty();

  public Run(Workflow workflow, Map<String, Tool<?>> tools, Workspace workspace) {
    this.workflow = workflow;
    this.ids = workflow.ids();
    var check = new ToolCheck(tools, workspace);
    for (var step : workflow.steps()) {
      steps.put(step.id(), new Progress(step));
      if (check.mayChange(step, ids)) changing.add(step.id());
    }
  }

  /**
   * Returns the calls that will be made unless something fails before, with these very arguments.
   */
  public List<Planned> certain() {
    return workflow.steps().stream()
        .filter(step -> step.builtin().isEmpty() && step.condition().isEmpty())
        .filter(step -> step.onError() == Step.OnError.STOP && step.isLiteral(ids))
        .map(step -> new Planned(step.id(), 0, step.id(), step.tool(), literal(step)))
        .toList();
  }

  private Json.Obj literal(Step step) {
    return Template.fillLeniently(step.args(), scope()) instanceof Json.Obj filled
        ? filled
        : step.args();
  }

  /**
   * Returns the next calls to make; none when the run is over. Built-in functions are done on the
   * way.
   */
  public List<Planned> ready(int most) {
    while (beginNext()) {}
    var planned = new ArrayList<Planned>();
    if (stopped.isPresent()) return planned;
    for (var step : steps.values()) {
      if (step.state() == Progress.State.RUNNING) step.plan(most, planned);
    }
    return planned;
  }

  /** Begins one step that can begin, if there is one. */
  private boolean beginNext() {
    if (stopped.isPresent()) return false;
    for (var step : steps.values()) {
      if (step.state() == Progress.State.WAITING && mayBegin(step.step())) {
        begin(step);
        settle(step);
        return true;
      }
    }
    return false;
  }

  private boolean mayBegin(Step step) {
    for (var id : step.waitsFor(ids)) if (!progress(id).isOver()) return false;
    for (var before : steps.values()) {
      if (before.step().id().equals(step.id())) return true;
      var matters = changing.contains(step.id()) || changing.contains(before.step().id());
      if (matters && !before.isOver()) return false;
    }
    return true;
  }

  private Progress progress(String id) {
    var found = steps.get(id);
    if (found == null) throw new IllegalArgumentException("there is no step " + id);
    return found;
  }

  private void begin(Progress progress) {
    var step = progress.step();
    for (var id : step.needs(ids)) {
      if (progress(id).state() == Progress.State.SKIPPED) {
        progress.skip(id + " was skipped");
        return;
      }
    }
    var scope = scope();
    if (step.condition().isPresent()
        && !step.choosesItems()
        && !step.condition().get().holds(scope)) {
      progress.skip("its condition does not hold");
      return;
    }
    try {
      var builtin = step.builtin();
      if (builtin.isPresent()) {
        progress.succeed(builtin.get().run(step.args(), scope));
        return;
      }
      var list = step.foreach();
      if (list.isEmpty()) {
        var args = Template.object(step.args(), scope);
        progress.begin();
        progress.add(args);
      } else {
        expand(progress, Template.fill(list.get(), scope), scope);
      }
    } catch (StepProblem e) {
      progress.fail(e.text());
    }
  }

  private void expand(Progress progress, Json list, Scope scope) throws StepProblem {
    if (!(list instanceof Json.Arr(var elements))) {
      throw new StepProblem("\"foreach\" must be a list, was " + excerpt(list));
    }
    var step = progress.step();
    var chosen = new ArrayList<Json>();
    for (var element : elements) {
      if (!step.choosesItems() || step.condition().orElseThrow().holds(scope.withItem(element))) {
        chosen.add(element);
      }
    }
    if (chosen.size() > step.max()) {
      progress.note(
          chosen.size()
              - step.max()
              + " of "
              + chosen.size()
              + " left out, \"max\" is "
              + step.max());
    }
    progress.begin();
    if (chosen.isEmpty()) progress.succeed(Json.Arr.EMPTY);
    for (var element : chosen.subList(0, Math.min(step.max(), chosen.size()))) {
      try {
        progress.add(Template.object(step.args(), scope.withItem(element)));
      } catch (StepProblem e) {
        progress.addFailed(e.text());
      }
    }
  }

  private static String excerpt(Json json) {
    var text = json.compact();
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }

  /** Takes back a call that was not made after all. */
  public void putBack(Planned call) {
    progress(call.step()).putBack(call);
  }

  /** Takes the result of a call. */
  public void finished(Planned call, Ending ending) {
    var progress = progress(call.step());
    progress.finished(call, ending);
    settle(progress);
  }

  private void settle(Progress progress) {
    progress.settle();
    var step = progress.step();
    if (progress.state() == Progress.State.FAILED && step.onError() == Step.OnError.STOP) {
      stop("step " + step.id() + " failed");
    }
  }

  /** Lets no further step begin. The first reason counts. */
  public void stop(String reason) {
    if (stopped.isEmpty()) stopped = Optional.of(reason);
  }

  /** Returns why it ended before its end, if it did. */
  public Optional<String> stopped() {
    return stopped;
  }

  /** Returns whether failures of the step do not matter to the others. */
  public boolean goesOn(String step) {
    return progress(step).step().onError() == Step.OnError.CONTINUE;
  }

  /** Returns one line for each step. */
  public List<String> ledger() {
    return steps.values().stream().map(Progress::line).toList();
  }

  /** Returns how many steps are over, of how many. */
  public String progress() {
    var over = steps.values().stream().filter(Progress::isOver).count();
    return over + " of " + steps.size() + " steps";
  }

  /** Returns what the workflow returns, with null where there is nothing. */
  public Json returned() {
    return Template.fillLeniently(workflow.returns(), scope());
  }

  /** Says of every reference in what is returned that leads nowhere why it does. */
  public List<String> missing() {
    var missing = new ArrayList<String>();
    for (var reference : Template.references(workflow.returns(), ids, _ -> {})) {
      if (progress(reference.root()).state() != Progress.State.OK) continue;
      try {
        var _ = reference.in(scope());
      } catch (StepProblem e) {
        missing.add(e.text());
      }
    }
    return missing;
  }

  private Scope scope() {
    var values = new LinkedHashMap<String, Json>();
    steps.forEach((id, step) -> {
      if (step.isOver()) values.put(id, step.value());
    });
    return new Scope(ids, values);
  }
}
