package dev.jackdaw.engine;

import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Idempotency;
import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolSpec;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.util.List;

/** A tool written inside a test. The input is any object; {@code "bad"} in it is refused. */
record LambdaTool(String name, Effects effects, Idempotency idempotency, Body body)
    implements Tool<Json.Obj> {

  interface Effects {
    List<Effect> of(Json.Obj input, Workspace workspace) throws InvalidInputException;
  }

  interface Body {
    ToolResult run(Json.Obj input, ToolContext context) throws IOException, InterruptedException;
  }

  /** A tool that reads nothing and changes nothing. */
  static LambdaTool pure(String name, Body body) {
    return new LambdaTool(name, (_, _) -> List.of(), Idempotency.PURE, body);
  }

  /** A tool that runs a command. */
  static LambdaTool command(String name, Body body) {
    return new LambdaTool(
        name,
        (input, workspace) ->
            List.of(new Effect.Executes(input.string("command", ""), workspace.directory())),
        Idempotency.UNSAFE,
        body);
  }

  /** A tool that writes the file named by {@code path}. */
  static LambdaTool writer(String name, Body body) {
    return new LambdaTool(
        name,
        (input, workspace) ->
            List.of(new Effect.Writes(workspace.resolve(input.string("path", "")))),
        Idempotency.NATURAL,
        body);
  }

  static ToolResult ok(String text) {
    return ToolResult.ok(text, Label.JACKDAW);
  }

  @Override
  public ToolSpec spec() {
    return new ToolSpec(name, "A tool of a test.", Json.object().put("type", "object").build());
  }

  @Override
  public Json.Obj decode(Json.Obj input) throws InvalidInputException {
    if (input.has("bad")) throw new InvalidInputException("there is no \"bad\"");
    return input;
  }

  @Override
  public List<Effect> effects(Json.Obj input, Workspace workspace) throws InvalidInputException {
    return effects.of(input, workspace);
  }

  @Override
  public Idempotency idempotency(Json.Obj input) {
    return idempotency;
  }

  @Override
  public ToolResult call(Json.Obj input, ToolContext context)
      throws IOException, InterruptedException {
    return body.run(input, context);
  }
}
