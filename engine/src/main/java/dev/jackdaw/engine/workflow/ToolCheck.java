package dev.jackdaw.engine.workflow;

import dev.jackdaw.api.Effect;
import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.Nearest;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What can be said of a step's tool before the values are known that it will get. */
final class ToolCheck {
  static final Set<String> NEVER_STEPS = Set.of("workflow", "task", "ask_user");

  private final Map<String, Tool<?>> tools;
  private final Workspace workspace;

  ToolCheck(Map<String, Tool<?>> tools, Workspace workspace) {
    this.tools = tools;
    this.workspace = workspace;
  }

  List<String> problems(Step step, Set<String> roots) {
    if (step.tool().isEmpty()) return List.of("\"tool\": is missing");
    if (NEVER_STEPS.contains(step.tool())) {
      return List.of("\"tool\": " + step.tool() + " cannot be a step; call it by itself");
    }
    var tool = tools.get(step.tool());
    if (tool == null) return List.of(unknown(step.tool()));
    if (step.foreach().isPresent() || !Template.references(step.args(), roots, _ -> {}).isEmpty()) {
      return byShape(step, tool.spec().inputSchema(), roots);
    }
    return literal(tool, step.args());
  }

  private String unknown(String name) {
    var known = new ArrayList<>(tools.keySet());
    known.removeAll(NEVER_STEPS);
    for (var builtin : Builtin.values()) known.add(builtin.text());
    return "\"tool\": there is no tool \""
        + name
        + "\""
        + Nearest.hint(name, known)
        + ". There are: "
        + String.join(", ", known);
  }

  private <I> List<String> literal(Tool<I> tool, Json.Obj args) {
    try {
      var input = tool.decode(args);
      var _ = tool.effects(input, workspace);
      return List.of();
    } catch (InvalidInputException e) {
      return List.of("\"args\": " + e.getMessage());
    }
  }

  /** The names of the arguments are known now, and the types of those without a reference. */
  private static List<String> byShape(Step step, Json.Obj schema, Set<String> roots) {
    var problems = new ArrayList<String>();
    var properties = schema.object("properties").members();
    if (properties.isEmpty()) return problems;
    for (var given : step.args().members().entrySet()) {
      var where = "\"args." + given.getKey() + "\": ";
      if (!properties.containsKey(given.getKey())) {
        problems.add(
            where
                + step.tool()
                + " takes no such argument"
                + Nearest.hint(given.getKey(), properties.keySet())
                + "; it takes "
                + String.join(", ", properties.keySet()));
      } else if (properties.get(given.getKey()) instanceof Json.Obj property
          && Template.references(given.getValue(), roots, _ -> {}).isEmpty()
          && !fits(property.string("type", ""), given.getValue())) {
        problems.add(
            where
                + "must be of type "
                + property.string("type", "")
                + ", was "
                + given.getValue().compact());
      }
    }
    for (var required : schema.array("required")) {
      if (required instanceof Json.Str(var name) && !step.args().has(name)) {
        problems.add("\"args." + name + "\": is missing; " + step.tool() + " needs it");
      }
    }
    return problems;
  }

  private static boolean fits(String type, Json value) {
    return switch (type) {
      case "string" -> value instanceof Json.Str;
      case "integer" ->
          value instanceof Json.Num number && number.integer().isPresent()
              || value instanceof Json.Str(var text) && text.matches("-?[0-9]{1,18}");
      case "number" -> value instanceof Json.Num;
      case "boolean" -> value instanceof Json.Bool;
      case "array" -> value instanceof Json.Arr;
      case "object" -> value instanceof Json.Obj;
      default -> true;
    };
  }

  /**
   * Returns whether a step might change something, so that its place among the others matters. The
   * kinds of effects of a tool do not hang on the values; where that cannot be tried it might.
   */
  boolean mayChange(Step step, Set<String> ids) {
    if (step.builtin().isPresent()) return false;
    var tool = tools.get(step.tool());
    return tool == null || mayChange(tool, step, ids);
  }

  private <I> boolean mayChange(Tool<I> tool, Step step, Set<String> ids) {
    var values = new java.util.HashMap<String, Json>();
    var scope = new Scope(ids, values).withItem(Json.of("x"));
    try {
      var input = tool.decode(placeholders(step.args(), scope.roots()));
      return tool.effects(input, workspace).stream()
          .anyMatch(
              effect -> !(effect instanceof Effect.Reads || effect instanceof Effect.Connects));
    } catch (InvalidInputException _) {
      return true;
    }
  }

  private static Json.Obj placeholders(Json.Obj args, Set<String> roots) {
    var filled = Json.object();
    args.members()
        .forEach((name, value) ->
            filled.put(
                name, Template.references(value, roots, _ -> {}).isEmpty() ? value : Json.of("x")));
    return filled.build();
  }
}
