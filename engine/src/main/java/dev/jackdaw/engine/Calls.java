package dev.jackdaw.engine;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.Decision;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Idempotency;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Question;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolResult.Status;
import dev.jackdaw.api.TurnId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/**
 * Runs the calls of one turn: check, decide, ask, record the intent, act, record the result. Every
 * call ends with exactly one recorded result, whatever happens to it.
 */
final class Calls {
  /** How a call ended, for the loop. */
  record Ended(Block.Call call, List<Effect> effects, Decision decision, ToolResult result) {}

  private static final Decision NOT_DECIDED = new Decision.Deny("the call was not valid");
  private static final Decision NOT_REACHED = new Decision.Deny("interrupted");

  private final Commons commons;
  private final AgentId agent;
  private final TurnId turn;
  private final Map<String, Tool<?>> tools;
  private final CallContext.Delegate delegate;
  private final Transcript transcript;

  Calls(
      Commons commons,
      AgentId agent,
      TurnId turn,
      Map<String, Tool<?>> tools,
      CallContext.Delegate delegate,
      Transcript transcript) {
    this.commons = commons;
    this.agent = agent;
    this.turn = turn;
    this.tools = tools;
    this.delegate = delegate;
    this.transcript = transcript;
  }

  /**
   * Runs them, side by side where their effects allow it.
   *
   * @throws InterruptedException once every call has its result
   */
  List<Ended> run(List<Block.Call> calls) throws InterruptedException {
    var ended = new ArrayList<Ended>();
    var remaining = new ArrayList<>(calls);
    try {
      var prepared =
          calls.stream().map(call -> Prepared.of(call, tools, commons.workspace())).toList();
      for (var wave : Waves.of(prepared)) {
        var results = runWave(wave);
        ended.addAll(results);
        for (var result : results) remaining.remove(result.call());
        if (Thread.interrupted()) throw new InterruptedException();
      }
      return ended;
    } catch (InterruptedException e) {
      for (var call : remaining) settle(call, NOT_REACHED, cancelled("It was not run."));
      throw e;
    }
  }

  private List<Ended> runWave(List<Prepared> wave) throws InterruptedException {
    var jobs = new ArrayList<Job>();
    for (var prepared : wave) jobs.add(decide(prepared));
    if (jobs.size() == 1) return List.of(jobs.getFirst().run());

    var tasks = jobs.stream().map(job -> new FutureTask<>(job::run)).toList();
    var threads = tasks.stream().map(task -> Thread.ofVirtual().name("call").start(task)).toList();
    joinAll(threads);
    return tasks.stream().map(Calls::ended).toList();
  }

  /** Waits for all of them, even when interrupted: the interruption is passed on to the calls. */
  private static void joinAll(List<Thread> threads) {
    var interrupted = false;
    for (var thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException _) {
          interrupted = true;
          threads.forEach(Thread::interrupt);
        }
      }
    }
    if (interrupted) Thread.currentThread().interrupt();
  }

  private static Ended ended(FutureTask<Ended> task) {
    if (task.state() == Future.State.SUCCESS) return task.resultNow();
    if (task.exceptionNow() instanceof JackdawException known) throw known;
    throw new IllegalStateException("a call ended without a result", task.exceptionNow());
  }

  /** A decided call; running it records its result. */
  private interface Job {
    Ended run();
  }

  private Job decide(Prepared prepared) throws InterruptedException {
    return switch (prepared) {
      case Prepared.Settled(var call, var result) -> () -> settle(call, NOT_DECIDED, result);
      case Prepared.Ready<?> ready -> {
        var decision = decision(ready);
        record(new Event.CallDecided(turn, ready.call().id(), ready.effects(), decision));
        yield () ->
            decision instanceof Decision.Allow ? act(ready, decision) : refuse(ready, decision);
      }
    };
  }

  private Decision decision(Prepared.Ready<?> ready) throws InterruptedException {
    var decision = commons.rights().decide(ready.call(), ready.effects());
    if (!(decision instanceof Decision.Ask ask)) return decision;
    var question =
        new Question.Approval(
            ready.call(),
            ready.summary(commons.workspace()),
            ready.effects(),
            ask.reason(),
            ask.remember());
    var answer = commons.questions().ask(agent, question);
    commons.rights().accept(answer);
    return switch (answer) {
      case Answer.AllowOnce _ -> new Decision.Allow("the user allowed it once");
      case Answer.AllowForSession(var rule) ->
          new Decision.Allow("the user allowed " + rule + " for this session");
      case Answer.AllowAlways(var rule) -> new Decision.Allow("the user always allows " + rule);
      case Answer.Refuse(var instructions) when instructions.isBlank() ->
          new Decision.Deny("The user refused it.");
      case Answer.Refuse(var instructions) ->
          new Decision.Deny("The user refused it and says: " + instructions);
      case Answer.Dismissed _, Answer.Chosen _ -> ask;
    };
  }

  private Ended refuse(Prepared.Ready<?> ready, Decision decision) {
    var text =
        switch (decision) {
          case Decision.Ask ask ->
              "Not run: "
                  + ask.reason()
                  + " Nobody is here to approve it. It would be allowed by --allowedTools \""
                  + ask.remember()
                  + "\" or a wider --permission-mode.";
          case Decision.Deny(var reason) -> "Not run: " + reason;
          case Decision.Allow _ -> throw new IllegalStateException("allowed, yet refused");
        };
    var result = ToolResult.of(Status.REFUSED, text, Label.JACKDAW);
    return finish(ready.call(), ready.effects(), decision, result, Duration.ZERO);
  }

  private Ended act(Prepared.Ready<?> ready, Decision decision) {
    var call = ready.call();
    var idempotency = ready.idempotency();
    record(new Event.CallStarted(turn, call.id(), idempotency));
    if (idempotency == Idempotency.UNSAFE || idempotency == Idempotency.KEYED) {
      commons.recorder().sync();
    }
    var start = commons.clock().instant();
    var result = outcome(ready);
    return finish(call, ready.effects(), decision, result, since(start));
  }

  private ToolResult outcome(Prepared.Ready<?> ready) {
    var context =
        new CallContext(commons, agent, turn, ready.call().id(), ready.effects(), delegate);
    try {
      return commons
          .retries()
          .run(ready.call().tool(), ready.idempotency(), () -> ready.run(context));
    } catch (IOException e) {
      return ToolResult.failed(ready.call().tool() + " failed: " + described(e));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return cancelled("It was stopped while it ran.");
    } catch (JackdawException e) {
      throw e;
    } catch (RuntimeException e) {
      System.getLogger("dev.jackdaw.engine")
          .log(System.Logger.Level.ERROR, "bug in tool " + ready.call().tool(), e);
      return ToolResult.failed(
          "Jackdaw has a bug in " + ready.call().tool() + ": " + e + ". Try another way.");
    }
  }

  private static String described(IOException e) {
    var message = e.getMessage();
    return message == null || message.isBlank()
        ? e.getClass().getSimpleName()
        : e.getClass().getSimpleName() + ": " + message;
  }

  private static ToolResult cancelled(String what) {
    return ToolResult.of(Status.CANCELLED, "Interrupted by the user. " + what, Label.JACKDAW);
  }

  private Ended settle(Block.Call call, Decision decision, ToolResult result) {
    return finish(call, List.of(), decision, result, Duration.ZERO);
  }

  /** The one way by which text from outside gets into the session. */
  private Ended finish(
      Block.Call call, List<Effect> effects, Decision decision, ToolResult found, Duration took) {
    var result = commons.redactor().redact(found);
    record(new Event.CallFinished(turn, call.id(), result, took));
    return new Ended(call, effects, decision, result);
  }

  private void record(Event.Durable event) {
    commons.recorder().record(agent, event);
    transcript.apply(event);
  }

  private Duration since(Instant start) {
    return Duration.between(start, commons.clock().instant());
  }
}
