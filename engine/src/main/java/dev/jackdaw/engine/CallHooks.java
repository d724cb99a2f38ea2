package dev.jackdaw.engine;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Decision;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Hook;
import dev.jackdaw.api.Hook.Verdict;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Rule;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolResult.Status;
import dev.jackdaw.api.TurnId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What hooks say of the calls of a turn. They make a decision stricter; a question is spared only
 * where a rule of the user would spare it. Thread-safe.
 */
final class CallHooks {
  private final Commons commons;
  private final AgentId agent;
  private final TurnId turn;
  private final Map<CallId, Hooks.Heard> heard = new ConcurrentHashMap<>();

  CallHooks(Commons commons, AgentId agent, TurnId turn) {
    this.commons = commons;
    this.agent = agent;
    this.turn = turn;
  }

  boolean isEmpty() {
    return commons.hooks().isEmpty();
  }

  private Hooks.Heard hear(Hook.Moment moment) throws InterruptedException {
    return commons.hooks().hear(agent, commons.rights().mode(), moment);
  }

  /** Returns the call as it is to be decided on. */
  Prepared foreseen(Prepared.Ready<?> ready, Map<String, Tool<?>> tools)
      throws InterruptedException {
    var call = ready.call();
    var answer = hear(new Hook.Moment.CallPlanned(turn, call, ready.effects()));
    heard.put(call.id(), answer);
    if (answer.input().isEmpty() || answer.blocks()) return ready;
    var input = answer.input().get().input().orElseThrow();
    var changed = new Block.Call(call.id(), call.tool(), input);
    tell("the input of " + call.tool() + " is now " + input.compact());
    var prepared = Prepared.of(changed, tools, commons.workspace());
    if (!(prepared instanceof Prepared.Settled settled)) return prepared;
    var text = "A hook replaced the input of this call. " + settled.result().text();
    var label = answer.input().get().label();
    return new Prepared.Settled(changed, ToolResult.of(Status.REFUSED, text, label));
  }

  private void tell(String text) {
    var shown = commons.redactor().redact(text);
    commons.recorder().record(agent, new Event.HookSpoke("PreToolUse", List.of(), List.of(shown)));
  }

  /** Returns the decision in view of what was said of the call before. */
  Decision judged(Prepared.Ready<?> ready, Decision policy) {
    var said = heard.get(ready.call().id());
    if (said == null) return policy;
    if (said.stop().isPresent()) return new Decision.Deny("A hook stops the task.");
    return switch (said.verdict()) {
      case NONE -> policy;
      case ALLOW -> lifted(ready, policy, said);
      case ASK -> policy.and(asking(ready, said));
      case BLOCK -> policy.and(new Decision.Deny(refusal(said)));
    };
  }

  private static String refusal(Hooks.Heard said) {
    return said.by() + " refused it: " + said.reason();
  }

  private Decision lifted(Prepared.Ready<?> ready, Decision policy, Hooks.Heard said) {
    return policy instanceof Decision.Ask ask
            && commons.rights().wouldAllow(ready.call(), ready.effects(), ask)
        ? new Decision.Allow(said.by() + " allows it")
        : policy;
  }

  private Decision asking(Prepared.Ready<?> ready, Hooks.Heard said) {
    var why = said.by() + " wants this to be approved: " + said.reason();
    return commons.questions().isAttended()
        ? new Decision.Ask(why, rule(ready))
        : new Decision.Deny(why + " Nobody is here to approve it.");
  }

  /** Returns the narrowest rule that names the call. */
  private static Rule rule(Prepared.Ready<?> ready) {
    for (var effect : ready.effects()) {
      switch (effect) {
        case Effect.Executes(var command, _) -> {
          return new Rule(ready.call().tool(), command);
        }
        case Effect.Writes(var path) -> {
          return new Rule("Edit", "/" + path);
        }
        case Effect.Reads(var path) -> {
          return new Rule("Read", "/" + path);
        }
        case Effect.Connects _, Effect.Persists _ -> {}
      }
    }
    return new Rule(ready.call().tool(), "");
  }

  /** Returns what hooks answer in place of a person, if they do. */
  Optional<Decision> answered(Prepared.Ready<?> ready, Decision.Ask ask)
      throws InterruptedException {
    if (isEmpty()) return Optional.empty();
    var call = ready.call();
    var answer = hear(new Hook.Moment.ApprovalNeeded(turn, call, ready.effects(), ask.reason()));
    if (answer.verdict() == Verdict.ALLOW
        && commons.rights().wouldAllow(call, ready.effects(), ask)) {
      return Optional.of(new Decision.Allow(answer.by() + " allows it"));
    }
    if (!answer.blocks()) return Optional.empty();
    heard.merge(call.id(), answer, (before, now) -> now);
    return Optional.of(new Decision.Deny(refusal(answer)));
  }

  /** Returns whose words the reason of a refusal is. */
  Label whose(CallId call, Decision decision) {
    var said = heard.get(call);
    return said != null
            && decision instanceof Decision.Deny
            && said.blocks()
            && !said.why().isEmpty()
        ? said.why().getFirst().label()
        : Label.JACKDAW;
  }

  /** Returns the result with what hooks say of it. */
  ToolResult after(Prepared.Ready<?> ready, ToolResult result, Duration took) {
    if (isEmpty() || isUntold(result.status())) return result;
    var moment = new Hook.Moment.CallEnded(turn, ready.call(), result, took);
    var answer = commons.hooks().heed(agent, commons.rights().mode(), moment);
    var said = result;
    if (answer.blocks()) for (var why : answer.why()) said = said.and(why);
    for (var text : answer.context()) said = said.and(text);
    return said;
  }

  private static boolean isUntold(Status status) {
    return switch (status) {
      case OK, FAILED, TIMED_OUT -> false;
      case INVALID, REFUSED, CANCELLED, IN_DOUBT -> true;
    };
  }

  /** Returns the result with what hooks told the model of the call before it ran. */
  ToolResult with(CallId call, ToolResult result) {
    var said = heard.remove(call);
    var all = result;
    if (said != null) for (var text : said.context()) all = all.and(text);
    return all;
  }
}
