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
import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * What happens to a call of a turn: it is decided on, and a person asked; then it acts, or ends
 * without. Each end is recorded. Thread-safe.
 */
final class CallSteps {
  /** What was decided on a call, and by whom. */
  record Verdict(Decision decision, boolean byPerson) {}

  private static final Decision NOT_DECIDED = new Decision.Deny("the call was not valid");
  private static final Decision NOT_REACHED = new Decision.Deny("interrupted");

  private final Commons commons;
  private final AgentId agent;
  private final TurnId turn;
  private final CallContext.Delegate delegate;
  private final Transcript transcript;
  private final Semaphore agents;
  private final Map<String, Tool<?>> tools;
  private final Watch watch;
  private final CallHooks hooks;

  CallSteps(
      Commons commons,
      AgentId agent,
      TurnId turn,
      Map<String, Tool<?>> tools,
      CallContext.Delegate delegate,
      Transcript transcript,
      Watch watch) {
    this.tools = tools;
    this.watch = watch;
    this.commons = commons;
    this.agent = agent;
    this.turn = turn;
    this.delegate = delegate;
    this.transcript = transcript;
    this.agents = commons.slots().forAgents();
    this.hooks = new CallHooks(commons, agent, turn);
  }

  /** Lets hooks hear of the call; what is to be done may then be something else. */
  Prepared foreseen(Prepared.Ready<?> ready) throws InterruptedException {
    return hooks.foreseen(ready, tools);
  }

  /** Returns what the order of the call rests on. */
  Reach reach(Prepared prepared) {
    return switch (prepared) {
      case Prepared.Settled _ -> Reach.NOTHING;
      case Prepared.Ready<?> ready -> Reach.of(known(ready), ready.idempotency());
    };
  }

  private List<Effect> known(Prepared.Ready<?> ready) {
    return commons.rights().certain(ready.call(), ready.effects());
  }

  /** Returns what the rules say; nobody is asked. */
  Verdict rule(Prepared.Ready<?> ready) {
    var policy = commons.rights().decide(ready.call(), ready.effects());
    var decision = hooks.isEmpty() ? policy : hooks.judged(ready, policy);
    return new Verdict(Undoable.check(commons, ready, decision, context(ready)::progress), false);
  }

  /** Returns whether a person is to be asked, and is there. */
  boolean isQuestion(Verdict verdict) {
    return verdict.decision() instanceof Decision.Ask && commons.questions().isAttended();
  }

  /** Asks the person where the verdict says so. */
  Verdict asked(Prepared.Ready<?> ready, Verdict verdict) throws InterruptedException {
    if (!(verdict.decision() instanceof Decision.Ask ask)) return verdict;
    var answered = hooks.answered(ready, ask);
    if (answered.isPresent()) return new Verdict(answered.get(), false);
    if (!commons.questions().isAttended()) return verdict;
    var question =
        new Question.Approval(
            ready.call(),
            ready.summary(commons.workspace()),
            ready.effects(),
            ask.reason(),
            ask.remember(),
            commons.rights().inView());
    var answer = commons.questions().ask(agent, question);
    commons.rights().accept(answer);
    return switch (answer) {
      case Answer.AllowOnce _ -> byPerson(new Decision.Allow("the user allowed it once"));
      case Answer.AllowForSession(var rule) ->
          byPerson(new Decision.Allow("the user allowed " + rule + " for this session"));
      case Answer.AllowAlways(var rule) ->
          byPerson(new Decision.Allow("the user always allows " + rule));
      case Answer.Refuse(var instructions) when instructions.isBlank() ->
          byPerson(new Decision.Deny("The user refused it."));
      case Answer.Refuse(var instructions) ->
          byPerson(new Decision.Deny("The user refused it and says: " + instructions));
      case Answer.Dismissed _, Answer.Chosen _ -> verdict;
    };
  }

  private static Verdict byPerson(Decision decision) {
    return new Verdict(decision, true);
  }

  void decided(Prepared.Ready<?> ready, Verdict verdict) {
    record(new Event.CallDecided(turn, ready.call().id(), ready.effects(), verdict.decision()));
  }

  /**
   * Decides once more, because earlier calls have run since and may have changed what a rule looks
   * at. A yes may be taken back or asked for again; what a person said stands unless a rule forbids
   * it now.
   */
  Verdict again(Prepared.Ready<?> ready, Verdict before) throws InterruptedException {
    if (!(before.decision() instanceof Decision.Allow)) return before;
    var now = rule(ready);
    return switch (now.decision()) {
      case Decision.Allow _ -> before;
      case Decision.Ask _ when before.byPerson() -> before;
      case Decision.Ask _, Decision.Deny _ -> {
        var verdict = asked(ready, now);
        decided(ready, verdict);
        yield verdict;
      }
    };
  }

  /** Runs the call if it may run. */
  Calls.Ended run(Prepared.Ready<?> ready, Verdict verdict) {
    return verdict.decision() instanceof Decision.Allow allow
        ? act(ready, allow)
        : refuse(ready, verdict.decision());
  }

  private Calls.Ended refuse(Prepared.Ready<?> ready, Decision decision) {
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
    var label = hooks.whose(ready.call().id(), decision);
    return ended(ready, decision, ToolResult.of(Status.REFUSED, text, label));
  }

  /** Ends a call that builds on one that failed. {@code number} counts from 1. */
  Calls.Ended skip(
      Prepared.Ready<?> ready, Decision decision, int number, Prepared culprit, Status failure) {
    var how =
        switch (failure) {
          case OK, FAILED, INVALID -> "failed";
          case REFUSED -> "was refused";
          case CANCELLED -> "did not run to its end";
          case TIMED_OUT -> "timed out";
          case IN_DOUBT -> "may not have taken effect";
        };
    var text =
        "Not run: depends on call "
            + number
            + " ("
            + described(culprit)
            + "), which "
            + how
            + ". Make it again if it is still right.";
    var result =
        ToolResult.of(Status.CANCELLED, text, Label.JACKDAW)
            .withDetails(Json.object().put("dependsOn", culprit.call().id().value()).build());
    return ended(ready, decision, result);
  }

  private String described(Prepared prepared) {
    var tool = prepared.call().tool();
    return switch (prepared) {
      case Prepared.Settled _ -> tool;
      case Prepared.Ready<?> ready -> {
        var summary = ready.summary(commons.workspace());
        yield summary.startsWith(tool) ? summary : tool + ": " + summary;
      }
    };
  }

  private Calls.Ended act(Prepared.Ready<?> ready, Decision decision) {
    Hold held;
    try {
      held = hold(ready);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return ended(ready, decision, cancelled("It was not run."));
    }
    try (held) {
      var checkpoint =
          Changes.before(commons, agent, ready.call(), ready.effects(), context(ready)::progress);
      var idempotency = ready.idempotency();
      record(new Event.CallStarted(turn, ready.call().id(), idempotency));
      if (idempotency != Idempotency.PURE) commons.recorder().sync();
      var start = commons.clock().instant();
      var result = hooks.after(ready, outcome(ready), since(start));
      Changes.after(checkpoint, ready.call().id())
          .ifPresent(found -> record(new Event.FilesChanged(turn, ready.call().id(), found)));
      return finish(ready, ready.effects(), decision, result, since(start));
    } catch (IOException e) {
      return ended(ready, decision, Changes.notKept(described(e)));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return ended(ready, decision, cancelled("It was not run."));
    }
  }

  /** Leases come first: who has a place in the slots waits for nobody. */
  private Hold hold(Prepared.Ready<?> ready) throws InterruptedException {
    var paths = LeasedPaths.of(known(ready), commons.workspace());
    var context = context(ready);
    var who = agent.isMain() ? "the main agent" : "agent " + agent;
    var held =
        commons
            .leases()
            .take(
                paths,
                who,
                described(ready),
                (path, holder) ->
                    context.progress("waits for " + path + ", held by " + holder + "\n"));
    try {
      held = held.and(commons.slots().take(ready.effects()));
      return ready.call().tool().equals("task") ? held.and(Slots.take(agents)) : held;
    } catch (InterruptedException | RuntimeException e) {
      held.close();
      throw e;
    }
  }

  private ToolResult outcome(Prepared.Ready<?> ready) {
    try {
      var context = context(ready);
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

  private CallContext context(Prepared.Ready<?> ready) {
    var id = ready.call().id();
    var screen =
        new RedactedProgress(
            commons.redactor(),
            text -> commons.recorder().show(agent, new Event.CallProgressed(turn, id, text)));
    return new CallContext(commons, agent, turn, id, ready.effects(), delegate, transcript, screen);
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

  /** Ends a call that was settled before anything was decided. */
  Calls.Ended settle(Prepared.Settled settled) {
    return finish(settled, List.of(), NOT_DECIDED, settled.result(), Duration.ZERO);
  }

  /** Ends a call that was not reached. */
  Calls.Ended abandon(Block.Call call) {
    var settled = new Prepared.Settled(call, cancelled("It was not run."));
    return finish(settled, List.of(), NOT_REACHED, settled.result(), Duration.ZERO);
  }

  private Calls.Ended ended(Prepared.Ready<?> ready, Decision decision, ToolResult result) {
    return finish(ready, ready.effects(), decision, result, Duration.ZERO);
  }

  /** The one way by which text from outside gets into the session. */
  private Calls.Ended finish(
      Prepared prepared, List<Effect> effects, Decision decision, ToolResult found, Duration took) {
    var call = prepared.call();
    var said = hooks.with(call.id(), found);
    var result = watch.over(turn, call, tools, effects, commons.redactor().redact(said));
    var ledger = commons.redactor().known(prepared.ledger(result, commons.workspace()));
    var retention = prepared.retention(result);
    record(new Event.CallFinished(turn, call.id(), result, took, ledger, retention));
    return new Calls.Ended(call, effects, decision, result);
  }

  private void record(Event.Durable event) {
    transcript.apply(commons.recorder().record(agent, event), event);
  }

  private Duration since(Instant start) {
    return Duration.between(start, commons.clock().instant());
  }
}
