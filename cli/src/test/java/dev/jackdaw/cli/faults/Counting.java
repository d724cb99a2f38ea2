package dev.jackdaw.cli.faults;

import dev.jackdaw.api.Effect;
import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolSpec;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.json.Json;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** A tool that counts how often it really took effect. */
final class Counting implements Tool<Json.Obj> {
  private static final Json.Obj SCHEMA =
      Json.parseObject(
          "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}},\"required\":[\"n\"]}");

  private final AtomicIntegerArray done = new AtomicIntegerArray(10);

  /** Returns what the result of a call says. */
  static String result(long n) {
    return "counted " + n + ".";
  }

  int times(int n) {
    return done.get(n);
  }

  @Override
  public ToolSpec spec() {
    return new ToolSpec("count", "Counts.", SCHEMA);
  }

  @Override
  public Json.Obj decode(Json.Obj input) throws InvalidInputException {
    if (!input.has("n")) throw new InvalidInputException("n is missing");
    return input;
  }

  @Override
  public List<Effect> effects(Json.Obj input, Workspace workspace) {
    return List.of();
  }

  @Override
  public ToolResult call(Json.Obj input, ToolContext context) {
    var n = input.integer("n", 0);
    done.incrementAndGet((int) n);
    return ToolResult.ok(result(n), Label.JACKDAW);
  }
}
