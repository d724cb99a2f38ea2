package dev.jackdaw.script;

import dev.jackdaw.api.ScriptEngine;
import dev.jackdaw.api.ScriptEngine.Answer;
import dev.jackdaw.api.ScriptEngine.Call;
import dev.jackdaw.api.ScriptEngine.Limits;
import dev.jackdaw.api.ScriptEngine.Stop;
import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** Runs scripts with tools that live in the test. */
final class Runs {
  static final Set<String> TOOLS = Set.of("read", "bash", "grep");
  static final Instant CLOCK = Instant.parse("2026-11-23T10:11:12.345Z");

  /** What a script came to: the rounds of calls it made, its end, its log. */
  record Run(List<List<Call>> rounds, Stop end, String log) {
    Json returned() {
      if (end instanceof Stop.Returned(var value)) return value;
      throw new AssertionError(end.toString());
    }

    String ended() {
      if (end instanceof Stop.Ended(var reason)) return reason;
      throw new AssertionError(end.toString());
    }

    String threw() {
      if (end instanceof Stop.Threw(var message)) return message;
      throw new AssertionError(end.toString());
    }
  }

  static final AtomicReference<Process> LAST = new AtomicReference<>();

  private Runs() {}

  /** Starts it as it is started where there is no sandbox. */
  static Process start(List<String> command, List<Path> readable) throws IOException {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(Map.of("LANG", "C.UTF-8"));
    var process = builder.start();
    LAST.set(process);
    return process;
  }

  /** Every call succeeds, and its text says what it was. */
  static Answer echo(Call call) {
    return new Answer(
        Json.object()
            .put("ok", true)
            .put("status", "ok")
            .put("text", call.tool() + " " + call.input().compact())
            .build(),
        false);
  }

  static Answer failure(String text) {
    return new Answer(
        Json.object().put("ok", false).put("status", "failed").put("text", text).build(), true);
  }

  static Run run(String source) throws IOException, InterruptedException {
    return run(source, Runs::echo);
  }

  static Run run(String source, Function<Call, Answer> tools)
      throws IOException, InterruptedException {
    return run(source, tools, new Limits(256, 5_000_000, Duration.ofSeconds(60), 200));
  }

  static Run run(String source, Function<Call, Answer> tools, Limits limits)
      throws IOException, InterruptedException {
    return run(source, tools, limits, Runs::here);
  }

  /** As the other, in a process of its own. */
  static Run apart(String source, Function<Call, Answer> tools, Limits limits)
      throws IOException, InterruptedException {
    return run(source, tools, limits, Runs::start);
  }

  private static Process here(List<String> command, List<Path> readable) throws IOException {
    var process = new HereProcess(command);
    LAST.set(process);
    return process;
  }

  private static Run run(
      String source, Function<Call, Answer> tools, Limits limits, ScriptEngine.Starter starter)
      throws IOException, InterruptedException {
    var start = new ScriptEngine.Start(source, TOOLS, CLOCK, 7, limits, starter);
    try (var script = new JavaScript().start(start)) {
      var rounds = new ArrayList<List<Call>>();
      var answers = List.<Answer>of();
      while (true) {
        var stop = script.go(answers);
        if (!(stop instanceof Stop.Waiting(var calls))) return new Run(rounds, stop, script.log());
        rounds.add(calls);
        answers = calls.stream().map(tools).toList();
      }
    }
  }
}
