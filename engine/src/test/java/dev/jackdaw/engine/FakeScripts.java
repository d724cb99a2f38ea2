package dev.jackdaw.engine;

import dev.jackdaw.api.ScriptEngine;
import dev.jackdaw.api.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Scripts written inside a test: the program is a function of the text and of all answers so far.
 */
final class FakeScripts implements ScriptEngine {
  /** What a script does next. */
  interface Program {
    Stop next(String source, List<List<Answer>> answers) throws InterruptedException;
  }

  private final Program program;
  final AtomicInteger open = new AtomicInteger();
  final List<Instant> clocks = new CopyOnWriteArrayList<>();

  FakeScripts(Program program) {
    this.program = program;
  }

  static Stop waits(Call... calls) {
    return new Stop.Waiting(List.of(calls));
  }

  static Call of(String tool, String member, String value) {
    return new Call(tool, Json.object().put(member, value).build());
  }

  @Override
  public List<String> problems(String source, Set<String> tools) {
    return source.contains("nope")
        ? List.of("line 1: there is no tool \"nope\"; there are " + tools)
        : List.of();
  }

  @Override
  public Script start(Start start) {
    clocks.add(start.clock());
    open.incrementAndGet();
    var answered = new ArrayList<List<Answer>>();
    return new Script() {
      @Override
      public Stop go(List<Answer> answers) throws InterruptedException {
        if (!answers.isEmpty()) answered.add(answers);
        return program.next(start.source(), answered);
      }

      @Override
      public String log() {
        return "logged\n";
      }

      @Override
      public void close() {
        open.decrementAndGet();
      }
    };
  }
}
