package dev.jackdaw.testkit;

import dev.jackdaw.api.ModelException;
import dev.jackdaw.api.Prices;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.Usage;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads script files. A script is user input: whatever is wrong with it is named with its place.
 */
final class ScriptReader {
  private static final int MOST_REPEATS = 1_000_000;
  private static final int LONGEST_WAIT = 3_600_000;
  private static final String[] TURN = {
    "thinking", "text", "calls", "stop", "usage", "expect", "delayMs", "chunkMs", "fail", "repeat"
  };

  private static final StopReason[] STOPS = {
    StopReason.END, StopReason.CALLS, StopReason.LENGTH, StopReason.REFUSED, StopReason.PAUSED
  };

  private ScriptReader() {}

  static Script read(String file, String text) {
    var script = ScriptObject.root(file, parse(file, text));
    script.allow(
        "name", "window", "maxOutput", "prices", "chunkMs", "turns", "final", "agents", "asides");
    var agents = new ArrayList<Script.Agent>();
    for (var agent : script.objects("agents")) {
      agent.allow("whenPromptContains", "turns", "final");
      agents.add(new Script.Agent(agent.required("whenPromptContains"), part(agent)));
    }
    var asides = new ArrayList<Script.Aside>();
    for (var aside : script.objects("asides")) asides.add(aside(aside));
    return new Script(
        script.string("name", file),
        script.integer("window", 0, Integer.MAX_VALUE, 200_000),
        script.integer("maxOutput", 0, Integer.MAX_VALUE, 0),
        prices(script),
        wait(script, "chunkMs"),
        part(script),
        agents,
        asides);
  }

  private static Json.Obj parse(String file, String text) {
    try {
      return Json.parseObject(text);
    } catch (JsonException e) {
      var before = text.substring(0, Math.min(e.offset(), text.length()));
      var line = before.chars().filter(c -> c == '\n').count() + 1;
      var column = before.length() - before.lastIndexOf('\n');
      throw ScriptObject.invalid(
          file, "line " + line + ", column " + column, String.valueOf(e.getMessage()));
    }
  }

  private static Script.Aside aside(ScriptObject aside) {
    var names = new ArrayList<>(List.of(TURN));
    names.add("whenPromptContains");
    aside.allow(names);
    return new Script.Aside(aside.required("whenPromptContains"), turn(aside));
  }

  private static Script.Part part(ScriptObject object) {
    var last =
        object.has("final") ? Optional.of(object.required("final")) : Optional.<String>empty();
    return new Script.Part(steps(object), last);
  }

  private static List<Script.Step> steps(ScriptObject object) {
    var steps = new ArrayList<Script.Step>();
    for (var step : object.objects("turns")) steps.add(step(step));
    return steps;
  }

  private static Script.Step step(ScriptObject object) {
    if (!object.has("turns")) {
      object.allow(TURN);
      return turn(object);
    }
    object.allow("turns", "repeat");
    var steps = steps(object);
    if (steps.isEmpty()) throw object.wrong("turns", "at least one turn");
    return new Script.Group(steps, object.integer("repeat", 1, MOST_REPEATS, 1));
  }

  private static Script.Turn turn(ScriptObject object) {
    var calls = new ArrayList<Script.Call>();
    for (var call : object.objects("calls")) calls.add(call(call));
    return new Script.Turn(
        object.string("thinking", ""),
        object.string("text", ""),
        calls,
        object.choice("stop", STOPS),
        usage(object),
        expectation(object),
        wait(object, "delayMs"),
        object.has("chunkMs") ? Optional.of(wait(object, "chunkMs")) : Optional.empty(),
        fault(object),
        object.integer("repeat", 1, MOST_REPEATS, 1));
  }

  private static Script.Call call(ScriptObject call) {
    call.allow("tool", "input", "malformed", "id");
    return new Script.Call(
        call.required("tool"),
        call.json("input"),
        call.string("malformed", ""),
        call.string("id", ""));
  }

  private static Optional<Script.Fault> fault(ScriptObject object) {
    var given = object.object("fail");
    if (given.isEmpty()) return Optional.empty();
    var fault = given.get();
    fault.allow("kind", "message", "retryAfterMs", "times", "afterChars", "retried");
    var failure = fault.choice("kind", ModelException.Failure.values());
    if (failure.isEmpty()) throw fault.missing("kind");
    return Optional.of(
        new Script.Fault(
            failure.get(),
            fault.string(
                "message", "the script says so: " + failure.get().name().toLowerCase(Locale.ROOT)),
            fault.has("retryAfterMs") ? Optional.of(wait(fault, "retryAfterMs")) : Optional.empty(),
            fault.integer("times", 1, MOST_REPEATS, 1),
            fault.integer("afterChars", 0, Integer.MAX_VALUE, 0),
            fault.flag("retried") ? Script.Fault.Handling.RETRIED : Script.Fault.Handling.THROWN));
  }

  private static Expectation expectation(ScriptObject object) {
    var given = object.object("expect");
    if (given.isEmpty()) return Expectation.NONE;
    var expect = given.get();
    expect.allow(
        "lastResultContains",
        "lastResultLacks",
        "lastResultStatus",
        "promptContains",
        "systemContains",
        "toolsInclude",
        "toolsExclude");
    return new Expectation(
        expect.strings("lastResultContains"),
        expect.strings("lastResultLacks"),
        expect.strings("lastResultStatus"),
        expect.strings("promptContains"),
        expect.strings("systemContains"),
        expect.strings("toolsInclude"),
        expect.strings("toolsExclude"));
  }

  private static Optional<Usage> usage(ScriptObject object) {
    var given = object.object("usage");
    if (given.isEmpty()) return Optional.empty();
    var usage = given.get();
    usage.allow("input", "cacheRead", "cacheWrite", "output", "reasoning");
    return Optional.of(
        new Usage(
            tokens(usage, "input"),
            tokens(usage, "cacheRead"),
            tokens(usage, "cacheWrite"),
            tokens(usage, "output"),
            tokens(usage, "reasoning")));
  }

  private static Optional<Prices> prices(ScriptObject object) {
    var given = object.object("prices");
    if (given.isEmpty()) return Optional.empty();
    var prices = given.get();
    prices.allow("input", "cacheWrite", "cacheRead", "output");
    return Optional.of(
        new Prices(
            prices.number("input"),
            prices.number("cacheWrite"),
            prices.number("cacheRead"),
            prices.number("output")));
  }

  private static int tokens(ScriptObject usage, String name) {
    return usage.integer(name, 0, Integer.MAX_VALUE, 0);
  }

  private static Duration wait(ScriptObject object, String name) {
    return Duration.ofMillis(object.integer(name, 0, LONGEST_WAIT, 0));
  }
}
