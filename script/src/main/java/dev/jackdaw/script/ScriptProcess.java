package dev.jackdaw.script;

import dev.jackdaw.api.ScriptEngine;
import dev.jackdaw.api.ScriptEngine.Answer;
import dev.jackdaw.api.ScriptEngine.Stop;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A script under way in a process of its own. Nothing that comes from there is taken on trust: it
 * is no more than what a script could have said.
 */
final class ScriptProcess implements ScriptEngine.Script {
  /** How long the process itself may take to start on a machine that has other things to do. */
  private static final Duration TO_START = Duration.ofSeconds(60);

  private static final int OUT_OF_MEMORY = 3;
  private static final int KILLED = 128 + 9;
  private static final Pattern LINE = Pattern.compile("\\bscript:([0-9]{1,7})");

  private final ScriptEngine.Start start;
  private final Process process;
  private final Lines lines;
  private String log = "";
  private boolean begun;
  private int first = 1;

  private ScriptProcess(ScriptEngine.Start start, Process process, Lines lines) {
    this.start = start;
    this.process = process;
    this.lines = lines;
  }

  static ScriptProcess start(ScriptEngine.Start start) throws IOException {
    var line = CommandLine.of(start.limits());
    var process = start.starter().start(line.words(), line.readable());
    var lines = new Lines();
    Thread.ofPlatform()
        .daemon()
        .name("script output")
        .start(() -> lines.read(process.getInputStream()));
    return new ScriptProcess(start, process, lines);
  }

  @Override
  public String log() {
    return log;
  }

  @Override
  public Stop go(List<Answer> answers) throws InterruptedException {
    var patience = start.limits().computing();
    if (!begun) patience = patience.plus(TO_START);
    send(begun ? answers(answers) : beginning());
    begun = true;
    var next = lines.next(patience);
    return switch (next) {
      case null -> {
        close();
        yield new Stop.Ended(
            "it computed for " + start.limits().computing().toSeconds() + " s without a call");
      }
      case Lines.Printed.Line(var text) -> read(text);
      case Lines.Printed.TooLong _ -> {
        close();
        yield new Stop.Ended("it printed without end");
      }
      case Lines.Printed.End _ -> ended();
    };
  }

  private Json.Obj beginning() {
    return Json.object()
        .put("source", start.source())
        .put("tools", Json.strings(start.tools().stream().sorted().toList()))
        .put("clock", start.clock().toEpochMilli())
        .put("seed", start.seed() & Integer.MAX_VALUE)
        .put("log", start.limits().logCharacters())
        .build();
  }

  private Json.Obj answers(List<Answer> answers) {
    var list = new ArrayList<Json>();
    for (var answer : answers) {
      list.add(
          Json.object()
              .put("number", first++)
              .put("thrown", answer.thrown())
              .put("value", answer.value())
              .build());
    }
    return Json.object().put("answers", Json.array(list)).build();
  }

  /** The other side may not read; whoever waits for what it prints notices. */
  private void send(Json.Obj message) {
    var bytes = (message.compact() + "\n").getBytes(StandardCharsets.UTF_8);
    Thread.ofPlatform()
        .daemon()
        .name("script input")
        .start(() -> {
          try {
            process.getOutputStream().write(bytes);
            process.getOutputStream().flush();
          } catch (IOException _) {
            // Its output ends as well, and that is told.
          }
        });
  }

  private Stop read(String text) {
    try {
      var said = Json.parseObject(text);
      log = kept(said.string("log", log));
      if (said.has("calls")) return waiting(said.array("calls"));
      if (said.has("returned")) {
        return new Stop.Returned(said.members().getOrDefault("returned", Json.Null.INSTANCE));
      }
      if (said.has("threw")) return threw(said.string("threw", ""), said.string("stack", ""));
      if (said.has("invalid")) {
        return new Stop.Invalid(
            "line " + said.integer("line", 0) + ": " + said.string("invalid", ""));
      }
      if (said.bool("stuck", false)) {
        return new Stop.Ended(
            "it waits for a promise that nothing will resolve: no call is under way");
      }
      if (said.has("exhausted")) return exhausted(said.string("exhausted", ""));
      return new Stop.Ended("what runs it failed: " + said.string("ended", "no reason given"));
    } catch (JsonException e) {
      return new Stop.Ended("its process said what cannot be read: " + e.getMessage());
    }
  }

  private String kept(String said) {
    var most = start.limits().logCharacters() + 100;
    return said.length() <= most ? said : said.substring(0, most);
  }

  private Stop waiting(List<Json> said) {
    var calls = new ArrayList<ScriptEngine.Call>();
    for (var call : said) {
      if (!(call instanceof Json.Obj object)) return strange();
      var tool = object.string("tool", "");
      if (object.integer("number", 0) != first + calls.size()) return strange();
      if (!start.tools().contains(tool)) return strange();
      calls.add(new ScriptEngine.Call(tool, object.object("input")));
    }
    return calls.isEmpty() ? strange() : new Stop.Waiting(calls);
  }

  private static Stop strange() {
    return new Stop.Ended("its process asked for calls that no script can make");
  }

  private static Stop threw(String message, String stack) {
    var line = LINE.matcher(stack);
    return new Stop.Threw(message + (line.find() ? " (line " + line.group(1) + ")" : ""));
  }

  private Stop exhausted(String message) {
    return new Stop.Ended(
        message.startsWith("Statement count")
            ? "it carried out more than " + start.limits().statements() + " statements"
            : "it used up what it may: " + message);
  }

  private Stop ended() throws InterruptedException {
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      close();
      return new Stop.Ended("its process closed its output");
    }
    var code = process.exitValue();
    if (code == OUT_OF_MEMORY) {
      return new Stop.Ended("it used up its memory of " + start.limits().megabytes() + " MB");
    }
    var rest = lines.rest();
    var how = code == KILLED ? "was killed" : "ended by itself (exit " + code + ")";
    return new Stop.Ended("its process " + how + (rest.isEmpty() ? "" : ": " + rest));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
