package dev.jackdaw.tools.talk;

import dev.jackdaw.api.Effect;
import dev.jackdaw.api.RecordTool;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolSpec;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.json.Json;
import java.util.List;

/**
 * Runs a workflow. It has no effect of its own: every call of a step states its effects and is
 * decided on like any other. The session knows the language; what the model is told of it is in
 * {@code Workflow.md}.
 */
public final class Workflow implements Tool<Json.Obj> {
  private static final int SUMMARY_STEPS = 6;

  private static final Json.Obj SCHEMA =
      Json.parseObject(
          """
          {"type":"object","properties":{
          "steps":{"type":"array","items":{"type":"object"}},
          "return":{"type":"object"},
          "budget":{"type":"object"},
          "resume":{"type":"string"}}}
          """);

  private final ToolSpec spec =
      new ToolSpec("workflow", RecordTool.promptText(Workflow.class).strip(), SCHEMA);

  Workflow() {}

  @Override
  public boolean isEssential() {
    return true;
  }

  @Override
  public ToolSpec spec() {
    return spec;
  }

  @Override
  public Json.Obj decode(Json.Obj input) {
    return input;
  }

  @Override
  public List<Effect> effects(Json.Obj input, Workspace workspace) {
    return List.of();
  }

  @Override
  public String summary(Json.Obj input, Workspace workspace) {
    var names = input.array("steps").stream().map(Workflow::named).toList();
    if (names.isEmpty()) return "resume " + input.string("resume", "");
    var shown = String.join(", ", names.subList(0, Math.min(SUMMARY_STEPS, names.size())));
    return shown + (names.size() > SUMMARY_STEPS ? ", … (" + names.size() + " steps)" : "");
  }

  private static String named(Json step) {
    return step instanceof Json.Obj object
        ? object.string("id", "?") + " " + object.string("tool", "?")
        : "?";
  }

  @Override
  public ToolResult call(Json.Obj input, ToolContext context) throws InterruptedException {
    return context.workflow(input);
  }
}
