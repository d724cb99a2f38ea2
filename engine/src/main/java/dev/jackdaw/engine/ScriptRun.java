package dev.jackdaw.engine;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.ScriptEngine;
import dev.jackdaw.api.ScriptEngine.Answer;
import dev.jackdaw.api.ScriptEngine.Stop;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolResult.Status;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.engine.workflow.Script;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes a script to its end. Whenever it waits, all calls it made by then are made together, and it
 * hears of their results in the order in which it made them: so what it does follows from the
 * results alone. To go on with one is to run it again from its beginning with the results that are
 * on record. Used once, by one thread.
 */
final class ScriptRun {
  private static final int EXCERPT = 120;

  /** A call of the script, by its number, and what is known of its end. */
  private record Numbered(int number, ScriptEngine.Call call, Optional<ToolResult> known) {
    String name() {
      return String.valueOf(number);
    }
  }

  private final NestedCalls nested;
  private final NestedCalls.Place place;
  private final Script script;
  private final Set<String> tools;
  private final Scripts scripts;
  private final ScriptLedger ledger = new ScriptLedger();
  private int calls;

  ScriptRun(NestedCalls nested, Script script, Set<String> tools, Scripts scripts) {
    this.nested = nested;
    this.place = nested.place();
    this.script = script;
    this.tools = tools;
    this.scripts = scripts;
  }

  ToolResult run() {
    var clock = clock();
    nested.record(new Event.ScriptStarted(place.turn(), place.call(), clock));
    var usual = ScriptEngine.Limits.USUAL;
    var start =
        new ScriptEngine.Start(
            script.source(), tools, clock, clock.toEpochMilli(), usual, scripts.starter());
    try (var running = scripts.engine().start(start)) {
      try {
        return follow(running);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return stopped("it was interrupted", Status.CANCELLED, running.log());
      }
    } catch (IOException e) {
      return stopped("it cannot be run here: " + e.getMessage(), Status.FAILED, "");
    }
  }

  /** One that is gone on with does not notice that time has passed. */
  private Instant clock() {
    return place
        .transcript()
        .steps()
        .clock(place.call())
        .orElseGet(() -> place.commons().clock().instant().truncatedTo(ChronoUnit.MILLIS));
  }

  private ToolResult follow(ScriptEngine.Script running) throws InterruptedException {
    var answers = List.<Answer>of();
    while (true) {
      switch (running.go(answers)) {
        case Stop.Waiting(var wanted) -> {
          var numbered = numbered(wanted);
          var trouble = trouble(numbered);
          if (trouble.isPresent()) return stopped(trouble.get(), Status.FAILED, running.log());
          answers = answers(numbered);
        }
        case Stop.Returned(var value) -> {
          return returned(value, running.log());
        }
        case Stop.Invalid(var problem) -> {
          return ToolResult.of(
              Status.INVALID,
              "The workflow is wrong; nothing was run:\n\"script\": " + problem,
              Label.JACKDAW);
        }
        case Stop.Threw(var message) -> {
          return threw(message, running.log());
        }
        case Stop.Ended(var reason) -> {
          return stopped(reason, Status.FAILED, running.log());
        }
      }
    }
  }

  private List<Numbered> numbered(List<ScriptEngine.Call> wanted) {
    var numbered = new ArrayList<Numbered>();
    for (var call : wanted) {
      calls++;
      numbered.add(new Numbered(calls, call, known(calls, call)));
    }
    return numbered;
  }

  private Optional<StepRecords.Made> record(int number) {
    return place.transcript().steps().recorded(place.call(), String.valueOf(number));
  }

  /** Returns the result on record for the call, if there is one that stands. */
  private Optional<ToolResult> known(int number, ScriptEngine.Call call) {
    var record = record(number);
    if (record.isEmpty() || !record.get().isSame(call.tool(), call.input())) {
      return Optional.empty();
    }
    if (record.get().isInDoubt()) {
      return Optional.of(NestedCalls.doubtful(record.get(), "a \"script\""));
    }
    return stands(record.get()) ? record.get().result() : Optional.empty();
  }

  /** What failed last is tried again; what the script went on from is as it was. */
  private static boolean stands(StepRecords.Made record) {
    return record.result().isPresent() && (record.result().get().isOk() || record.followed());
  }

  private Optional<String> trouble(List<Numbered> wanted) {
    var fresh = 0;
    for (var call : wanted) {
      var record = record(call.number());
      if (record.isPresent()
          && stands(record.get())
          && !record.get().isSame(call.call().tool(), call.call().input())) {
        return Optional.of(astray(call, record.get()));
      }
      if (call.known().isEmpty()) fresh++;
    }
    if (fresh == 0) return Optional.empty();
    return fresh > nested.left()
        ? Optional.of("its budget of " + script.budget().calls() + " calls is used up")
        : nested.spent();
  }

  private static String astray(Numbered call, StepRecords.Made record) {
    return "the script goes another way than before: its call "
        + call.number()
        + " is "
        + excerpt(call.call().tool(), call.call().input())
        + ", and was "
        + excerpt(record.call().tool(), record.call().input())
        + ". Nothing more was run. Resume with a script that begins with the same calls, or make"
        + " a workflow of its own of what is left to do";
  }

  private static String excerpt(String tool, Json.Obj input) {
    var text = tool + " " + input.compact();
    return text.length() <= EXCERPT ? text : text.substring(0, EXCERPT - 3) + "...";
  }

  private List<Answer> answers(List<Numbered> wanted) throws InterruptedException {
    var fresh = wanted.stream().filter(call -> call.known().isEmpty()).toList();
    if (!fresh.isEmpty()) make(fresh);
    var answers = new ArrayList<Answer>();
    for (var call : wanted) {
      var result =
          call.known().or(() -> nested.ended(call.name()).flatMap(StepRecords.Made::result));
      if (result.isEmpty()) throw new IllegalStateException("call " + call.name() + " has no end");
      if (call.known().isPresent()) note(call, result.get(), true);
      answers.add(new Answer(Script.value(result.get()), !result.get().isOk()));
    }
    return answers;
  }

  private void make(List<Numbered> fresh) throws InterruptedException {
    nested.showProgress(calls - fresh.size() + " calls done, " + fresh.size() + " to make");
    try {
      nested.make(
          fresh.stream()
              .map(call -> nested.call(call.name(), call.call().tool(), call.call().input()))
              .toList());
    } finally {
      for (var call : fresh) {
        nested
            .ended(call.name())
            .flatMap(StepRecords.Made::result)
            .ifPresent(result -> note(call, result, false));
      }
    }
    if (Thread.interrupted()) throw new InterruptedException();
  }

  private void note(Numbered call, ToolResult result, boolean kept) {
    nested.saw(result);
    ledger.add(call.number(), call.call().tool(), result, kept);
  }

  private ToolResult returned(Json value, String log) {
    var details = Json.object().put("calls", nested.made());
    var shown = nested.shown(value.compact(), details);
    return result(Status.OK, String.join("\n", ledger.lines()), log, Optional.of(shown), details);
  }

  /** What a script throws may be what it read somewhere. */
  private ToolResult threw(String message, String log) {
    return result(
        Status.FAILED,
        stop("it failed"),
        log,
        Optional.of(message),
        Json.object().put("calls", nested.made()));
  }

  private ToolResult stopped(String reason, Status status, String log) {
    return result(
        status, stop(reason), log, Optional.empty(), Json.object().put("calls", nested.made()));
  }

  private String stop(String reason) {
    var lines = new ArrayList<String>();
    lines.add("Stopped: " + reason + ".");
    lines.addAll(ledger.lines());
    if (calls > 0) {
      lines.add(
          "Go on with {\"resume\":\""
              + place.call()
              + "\"}, with a changed \"script\" where needed, which begins with the same calls: what"
              + " succeeded is not run again and gives what it gave.");
    }
    return String.join("\n", lines);
  }

  private ToolResult result(
      Status status, String said, String log, Optional<String> shown, Json.Builder details) {
    var content = new ArrayList<Block.Content>();
    if (!said.isEmpty()) content.add(new Block.Text(said, Label.JACKDAW));
    if (!log.isEmpty()) {
      content.add(new Block.Text("Its log:\n" + log.stripTrailing(), nested.origin()));
    }
    shown.ifPresent(text -> content.add(new Block.Text(text, nested.origin())));
    return new ToolResult(status, content, details.build(), nested.origin());
  }
}
