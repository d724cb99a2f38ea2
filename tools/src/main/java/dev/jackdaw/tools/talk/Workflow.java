package dev.jackdaw.tools.talk;

import dev.jackdaw.api.Effect;
import dev.jackdaw.api.RecordTool;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolSpec;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.tools.output.LedgerLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Runs a workflow. It has no effect of its own: every call of a step states its effects and is
 * decided on like any other. The session knows the language; what the model is told of it is in
 * {@code Workflow.md}, and where scripts can be run, in {@code WorkflowScript.md}, too.
 */
public final class Workflow implements Tool<Json.Obj> {
  private static final int SUMMARY_STEPS = 6;
  private static final int SUMMARY_CHARS = 60;

  private static final Json.Obj STEPS =
      Json.parseObject(
          """
          {"type":"object","properties":{
          "steps":{"type":"array","items":{"type":"object"}},
          "return":{"type":"object"},
          "budget":{"type":"object"},
          "resume":{"type":"string"}}}
          """);

  private static final Json.Obj STEPS_OR_SCRIPT =
      STEPS.with(
          "properties",
          STEPS.object("properties").with("script", Json.object().put("type", "string").build()));

  private final ToolSpec spec;

  /** Without {@code scripts} there is not a word about them. */
  Workflow(boolean scripts) {
    var text = RecordTool.promptText(Workflow.class).strip();
    spec =
        scripts
            ? new ToolSpec("workflow", text + "\n" + scriptText(), STEPS_OR_SCRIPT)
            : new ToolSpec("workflow", text, STEPS);
  }

  private static String scriptText() {
    try (var in = Workflow.class.getResourceAsStream("WorkflowScript.md")) {
      if (in == null) throw new IllegalStateException("WorkflowScript.md is missing");
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

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
    if (names.isEmpty()) {
      var script = input.string("script", "").strip();
      return script.isEmpty() ? "resume " + input.string("resume", "") : shortened(script);
    }
    var shown = String.join(", ", names.subList(0, Math.min(SUMMARY_STEPS, names.size())));
    return shown + (names.size() > SUMMARY_STEPS ? ", … (" + names.size() + " steps)" : "");
  }

  private static String shortened(String script) {
    var lines = script.split("\n", -1).length;
    var first = script.split("\n", 2)[0].strip();
    var shown = first.length() <= SUMMARY_CHARS ? first : first.substring(0, SUMMARY_CHARS) + "…";
    return "script: " + shown + (lines > 1 ? " (" + lines + " lines)" : "");
  }

  private static String named(Json step) {
    return step instanceof Json.Obj object
        ? object.string("id", "?") + " " + object.string("tool", "?")
        : "?";
  }

  @Override
  public String ledger(Json.Obj input, ToolResult result, Workspace workspace) {
    var steps = LedgerLine.shortened(summary(input, workspace), 90);
    return LedgerLine.of(steps + ": " + LedgerLine.sentence(result));
  }

  @Override
  public ToolResult call(Json.Obj input, ToolContext context) throws InterruptedException {
    return context.workflow(input);
  }
}
