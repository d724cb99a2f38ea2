package dev.jackdaw.engine.workflow;

import dev.jackdaw.api.Nearest;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a workflow and collects what is wrong with it. Used once. */
final class WorkflowReader {
  private static final List<String> MEMBERS = List.of("steps", "return", "budget", "resume");
  private static final List<String> SCRIPT_MEMBERS =
      List.of("script", "budget", "resume", "steps", "return");
  private static final List<String> STEP_MEMBERS =
      List.of("id", "tool", "args", "if", "foreach", "max", "parallel", "onError", "retry");
  private static final List<String> BUDGET_MEMBERS = List.of("calls", "seconds", "returnTokens");
  private static final int USUAL_MAX = 40;
  private static final int MOST_ITEMS = 200;
  private static final int USUAL_PARALLEL = 4;
  private static final int MOST_PARALLEL = 16;
  private static final int MOST_RETRIES = 5;

  private final ToolCheck tools;
  private final List<String> problems = new ArrayList<>();
  private final Set<String> ids = new LinkedHashSet<>();

  WorkflowReader(Map<String, Tool<?>> tools, Workspace workspace) {
    this.tools = new ToolCheck(tools, workspace);
  }

  Workflow read(Json.Obj input) throws InvalidWorkflowException {
    checkMembers("", input, MEMBERS);
    var given = input.array("steps");
    if (given.isEmpty()) problems.add("\"steps\": a list of at least one step is needed");
    if (given.size() > Workflow.MAX_STEPS) {
      problems.add("\"steps\": at most " + Workflow.MAX_STEPS + ", not " + given.size());
      throw new InvalidWorkflowException(problems);
    }
    for (var i = 0; i < given.size(); i++) readId(given.get(i), i + 1);
    var steps = new ArrayList<Step>();
    for (var i = 0; i < given.size(); i++) {
      if (given.get(i) instanceof Json.Obj step) steps.add(step(step, i + 1));
    }
    var returns = input.members().getOrDefault("return", Json.Null.INSTANCE);
    if (!input.has("return")) {
      problems.add("\"return\": is missing; name what you need, such as {\"out\":\"$id.text\"}");
    }
    checkReferences("\"return\"", returns, ids, steps);
    var budget = budget(input);
    if (!problems.isEmpty()) throw new InvalidWorkflowException(problems);
    var order = new Order(steps);
    var sorted = order.sorted();
    if (sorted.size() < steps.size()) {
      problems.add("steps refer to each other in a circle: " + String.join(" -> ", order.cycle()));
      throw new InvalidWorkflowException(problems);
    }
    return new Workflow(sorted, returns, budget);
  }

  /** Reads a workflow that is a script. What the script itself is worth is not looked at. */
  Script script(Json.Obj input) throws InvalidWorkflowException {
    if (input.has("steps")) problems.add("give \"steps\" or \"script\", not both");
    if (input.has("return")) {
      problems.add("\"return\": a script returns with its own \"return\"; leave the field out");
    }
    checkMembers("", input, SCRIPT_MEMBERS);
    var source = input.string("script", "");
    if (source.isBlank()) problems.add("\"script\": must be a text with a script");
    if (source.length() > Script.MAX_CHARS) {
      problems.add(
          "\"script\": at most " + Script.MAX_CHARS + " characters, not " + source.length());
    }
    var budget = budget(input);
    if (!problems.isEmpty()) throw new InvalidWorkflowException(problems);
    return new Script(source, budget);
  }

  private void readId(Json given, int number) {
    if (!(given instanceof Json.Obj step)) {
      problems.add("step " + number + ": must be an object, was " + given.compact());
      return;
    }
    var id = step.string("id", "");
    if (!id.matches("[A-Za-z_][A-Za-z0-9_]{0,39}") || id.equals(Scope.ITEM)) {
      problems.add(
          "step "
              + number
              + ", \"id\": must be a name of letters, digits and _, other than \"item\", was "
              + step.get("id").map(Json::compact).orElse("nothing"));
    } else if (!ids.add(id)) {
      problems.add("step " + number + ", \"id\": there are two steps \"" + id + "\"");
    }
  }

  private Step step(Json.Obj given, int number) {
    var id = given.string("id", "");
    var name = ids.contains(id) ? "step \"" + id + "\"" : "step " + number;
    checkMembers(name + ", ", given, STEP_MEMBERS);
    var tool = given.string("tool", "");
    var args = given.object("args");
    if (given.has("args") && !(given.members().get("args") instanceof Json.Obj)) {
      problems.add(name + ", \"args\": must be an object");
    }
    var step =
        new Step(
            id,
            tool,
            args,
            condition(name, given),
            foreach(name, given),
            number(name, given, "max", USUAL_MAX, MOST_ITEMS, 1),
            number(name, given, "parallel", USUAL_PARALLEL, MOST_PARALLEL, 1),
            onError(name, given),
            number(name, given, "retry", 0, MOST_RETRIES, 0));
    check(name, step);
    return step;
  }

  private void check(String name, Step step) {
    var roots = new LinkedHashSet<>(ids);
    if (step.foreach().isPresent()) roots.add(Scope.ITEM);
    step.condition().ifPresent(condition -> checkCondition(name + ", \"if\"", condition, roots));
    step.foreach()
        .ifPresent(list ->
            Template.references(
                list, ids, problem -> problems.add(name + ", \"foreach\": " + problem)));
    var builtin = step.builtin();
    if (builtin.isPresent()) {
      if (step.foreach().isPresent()) {
        problems.add(
            name + ", \"foreach\": " + step.tool() + " takes a whole list; give it as \"in\"");
      }
      new BuiltinCheck(name, problems).check(builtin.get(), step.args(), ids);
    } else {
      Template.references(
          step.args(), roots, problem -> problems.add(name + ", \"args\": " + problem));
      for (var problem : tools.problems(step, roots)) problems.add(name + ", " + problem);
    }
  }

  private void checkCondition(String where, Condition condition, Set<String> roots) {
    for (var reference : condition.references()) {
      if (!roots.contains(reference.root())) {
        problems.add(where + ": " + Template.unknown(reference, roots));
      }
    }
  }

  /**
   * Also finds references that can lead nowhere, because a step gives a list and not one result.
   */
  private void checkReferences(String where, Json json, Set<String> roots, List<Step> steps) {
    for (var reference :
        Template.references(json, roots, problem -> problems.add(where + ": " + problem))) {
      for (var step : steps) {
        if (step.id().equals(reference.root())
            && step.foreach().isPresent()
            && !reference.parts().isEmpty()
            && reference.parts().getFirst() instanceof Reference.Part.Member(var member)
            && !member.equals(Reference.COUNT)) {
          problems.add(
              where
                  + ": "
                  + reference
                  + " is a list, because of foreach; use $"
                  + step.id()
                  + "[*]."
                  + member);
        }
      }
    }
  }

  private Optional<Condition> condition(String name, Json.Obj given) {
    var condition = given.get("if");
    if (condition.isEmpty()) return Optional.empty();
    if (!(condition.get() instanceof Json.Str(var text))) {
      problems.add(name + ", \"if\": must be a text such as \"$a.count > 0\"");
      return Optional.empty();
    }
    try {
      return Optional.of(Condition.parse(text));
    } catch (StepProblem e) {
      problems.add(name + ", \"if\": " + e.text());
      return Optional.empty();
    }
  }

  private Optional<Json> foreach(String name, Json.Obj given) {
    var list = given.get("foreach");
    if (list.isEmpty()) return list;
    var isReference = list.get() instanceof Json.Str(var text) && text.startsWith("$");
    if (isReference || list.get() instanceof Json.Arr) return list;
    problems.add(
        name + ", \"foreach\": must be a list or a reference to one, such as \"$a.paths\"");
    return Optional.empty();
  }

  private Step.OnError onError(String name, Json.Obj given) {
    var value = given.get("onError");
    if (value.isEmpty() || value.get().equals(Json.of("stop"))) return Step.OnError.STOP;
    if (!value.get().equals(Json.of("continue"))) {
      problems.add(
          name + ", \"onError\": must be \"stop\" or \"continue\", was " + value.get().compact());
    }
    return Step.OnError.CONTINUE;
  }

  private int number(String name, Json.Obj given, String member, int usual, int most, int least) {
    var value = given.get(member);
    if (value.isEmpty()) return usual;
    var number = value.get() instanceof Json.Num num ? num.integer() : Optional.<Long>empty();
    if (number.isPresent() && number.get() >= least && number.get() <= most) {
      return number.get().intValue();
    }
    problems.add(
        (name.isEmpty() ? "" : name + ", ")
            + "\""
            + member
            + "\": must be a whole number from "
            + least
            + " to "
            + most
            + ", was "
            + value.get().compact());
    return usual;
  }

  private Budget budget(Json.Obj input) {
    var given = input.get("budget");
    if (given.isEmpty()) return Budget.USUAL;
    if (!(given.get() instanceof Json.Obj budget)) {
      problems.add("\"budget\": must be an object with " + String.join(", ", BUDGET_MEMBERS));
      return Budget.USUAL;
    }
    checkMembers("\"budget\", ", budget, BUDGET_MEMBERS);
    var usual = Budget.USUAL;
    return new Budget(
        number("\"budget\"", budget, "calls", usual.calls(), Budget.MAX_CALLS, 1),
        Duration.ofSeconds(
            number(
                "\"budget\"",
                budget,
                "seconds",
                (int) usual.time().toSeconds(),
                Budget.MAX_SECONDS,
                1)),
        number(
            "\"budget\"",
            budget,
            "returnTokens",
            usual.returnTokens(),
            Budget.MAX_RETURN_TOKENS,
            1));
  }

  private void checkMembers(String where, Json.Obj given, List<String> known) {
    for (var member : given.members().keySet()) {
      if (known.contains(member)) continue;
      problems.add(
          where
              + "\""
              + member
              + "\": there is no such field"
              + Nearest.hint(member, known)
              + "; there are "
              + String.join(", ", known));
    }
  }
}
