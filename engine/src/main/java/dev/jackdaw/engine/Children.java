package dev.jackdaw.engine;

import dev.jackdaw.api.AgentDefinition;
import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Delegation;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Hook;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.TurnId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The sub-agents of one agent. Safe for use by the threads of its calls. */
final class Children implements CallContext.Delegate {
  private final Setting setting;
  private final AgentId parent;
  private final Set<String> tools;
  private final Inbox inbox;
  private final Budget budget;

  /**
   * Knows what they may have at most.
   *
   * @param tools the names of the parent's
   * @param inbox hears of those in the background
   * @param budget the parent's, of which each gets a share
   */
  Children(Setting setting, AgentId parent, Set<String> tools, Inbox inbox, Budget budget) {
    this.budget = budget;
    this.setting = setting;
    this.parent = parent;
    this.tools = Set.copyOf(tools);
    this.inbox = inbox;
  }

  /** One that is about to start. */
  private record Child(
      AgentId id, Delegation task, Optional<AgentDefinition> definition, TurnId turn, CallId call) {
    String name() {
      return definition.map(AgentDefinition::name).orElse("");
    }

    boolean isIsolated() {
      return task.isolated() || definition.filter(AgentDefinition::isolated).isPresent();
    }

    boolean inBackground() {
      return task.background() || definition.filter(AgentDefinition::background).isPresent();
    }
  }

  @Override
  public ToolResult run(TurnId turn, CallId call, Delegation task) throws InterruptedException {
    if (parent.depth() >= SubAgents.MAX_DEPTH) {
      return ToolResult.failed("Sub-agents cannot start further sub-agents here. Do it yourself.");
    }
    var definition = setting.subAgents().named(task.agent());
    if (definition.isEmpty() && !task.agent().isEmpty()) {
      return ToolResult.failed(setting.subAgents().unknown(task.agent()));
    }
    var id = parent.child(setting.agents().incrementAndGet());
    var child = new Child(id, task, definition, turn, call);
    if (!child.inBackground()) {
      record(parent, started(child));
      return work(child);
    }
    var background = setting.subAgents().background();
    if (!background.hasRoom()) return background.full();
    record(parent, started(child));
    var job =
        new BackgroundAgents.Job(
            parent, id, child.name(), task.description(), () -> work(child), inbox);
    return background.start(job);
  }

  private static Event.AgentStarted started(Child child) {
    return new Event.AgentStarted(
        child.id(), child.call(), child.task().description(), child.name(), child.inBackground());
  }

  @Override
  public ToolResult watch(String handle, Duration wait) throws InterruptedException {
    return setting.subAgents().background().watch(handle, wait);
  }

  @Override
  public ToolResult stop(String handle) throws InterruptedException {
    return setting.subAgents().background().stop(handle);
  }

  private ToolResult work(Child child) throws InterruptedException {
    var mode = child.definition().flatMap(AgentDefinition::mode);
    var commons = setting.commons();
    if (!child.isIsolated()) {
      return ended(child, run(child, setting.with(commons.with(commons.rights().under(mode)))));
    }
    Isolation.Place place;
    try {
      place = place(child);
    } catch (IOException | JackdawException e) {
      return failed(child, String.valueOf(e.getMessage()));
    }
    var rights = commons.rights().in(place.policy(), mode);
    try {
      return workIn(place, child, setting.with(commons.in(place, rights), place.toolset()));
    } catch (IOException e) {
      return failed(child, "Its worktree cannot be read or merged: " + e);
    }
  }

  private Isolation.Place place(Child child) throws IOException, InterruptedException {
    var isolation = setting.subAgents().isolation();
    if (isolation.isPresent() && parent.isMain()) return isolation.get().open(child.id());
    throw new JackdawException(
        JackdawException.Kind.USER,
        "no-isolation",
        (parent.isMain() ? "There are no worktrees here." : "Only the main agent gives worktrees.")
            + " Leave isolation out.");
  }

  private ToolResult workIn(Isolation.Place place, Child child, Setting there)
      throws IOException, InterruptedException {
    try {
      return ended(child, home(place, child, run(child, there)));
    } catch (InterruptedException | RuntimeException e) {
      place.keep();
      throw e;
    }
  }

  /** Returns the outcome with what became of the work. */
  private Outcome home(Isolation.Place place, Child child, Outcome outcome)
      throws IOException, InterruptedException {
    return switch (outcome) {
      case Outcome.Finished(var text) -> new Outcome.Finished(text + "\n\n" + merged(place, child));
      case Outcome.Blocked(var text, var message) ->
          new Outcome.Blocked(text + "\n\n" + merged(place, child), message);
      case Outcome.LimitReached(var limit, var message) ->
          new Outcome.LimitReached(limit, message + notMerged(place));
      case Outcome.Failed(var kind, var code, var message) ->
          new Outcome.Failed(kind, code, message + notMerged(place));
      case Outcome.Interrupted _ -> {
        place.keep();
        yield outcome;
      }
    };
  }

  private static String notMerged(Isolation.Place place) throws IOException {
    return " Nothing was merged. " + Homecoming.kept(place);
  }

  /** One after the other, so that each merges with what the one before it brought. */
  private String merged(Isolation.Place place, Child child)
      throws IOException, InterruptedException {
    setting.subAgents().merging().lockInterruptibly();
    try {
      var name = (child.name() + " " + child.id().handle()).strip();
      return new Homecoming(setting.commons(), parent, child.turn(), child.call())
          .merge(place, name);
    } finally {
      setting.subAgents().merging().unlock();
    }
  }

  private Outcome run(Child child, Setting there) throws InterruptedException {
    var prompts = new Inbox();
    prompts.add(prompt(child));
    var role = new Role(child.definition(), Optional.of(tools));
    var said = new Transcript(there.commons().workspace());
    said.resultTokens(there.context().cap());
    var share = budget.share();
    var agent = new Agent(withModel(there, child), child.id(), role, said, prompts, share);
    try {
      var outcome = agent.run();
      return outcome instanceof Outcome.LimitReached(var limit, var message)
          ? new Outcome.LimitReached(
              limit, "The sub-agent was stopped. " + message + said.lastWords())
          : outcome;
    } catch (InterruptedException e) {
      record(child.id(), new Event.TaskFinished(new Outcome.Interrupted()));
      throw e;
    } finally {
      share.end();
      setting.subAgents().background().stopChildrenOf(child.id());
    }
  }

  private List<Block.Content> prompt(Child child) throws InterruptedException {
    var prompt = new Block.Text(child.task().prompt(), Label.MODEL);
    return setting.commons().hooks().isEmpty() ? List.of(prompt) : hooked(child, prompt);
  }

  /** What hooks tell a sub-agent is part of its prompt. */
  private List<Block.Content> hooked(Child child, Block.Text prompt) throws InterruptedException {
    var all = new ArrayList<Block.Content>();
    all.add(prompt);
    var commons = setting.commons();
    commons.hooks().named(child.id(), child.name());
    var moment = new Hook.Moment.AgentBegan(prompt.text());
    var heard = commons.hooks().hear(child.id(), commons.rights().mode(), moment);
    for (var text : heard.context()) {
      all.add(new Block.Text(commons.redactor().redact(text.text()), text.label()));
    }
    return all;
  }

  private ToolResult ended(Child child, Outcome outcome) {
    record(child.id(), new Event.TaskFinished(outcome));
    return result(child.id(), outcome);
  }

  private ToolResult failed(Child child, String message) {
    return ended(
        child, new Outcome.Failed(JackdawException.Kind.USER, "isolation-failed", message));
  }

  /** Returns what the parent is told. */
  static ToolResult result(AgentId child, Outcome outcome) {
    var label = new Label(Label.Source.SUBAGENT, child.value());
    return switch (outcome) {
      case Outcome.Finished(var text) -> ToolResult.ok(text, label);
      case Outcome.Blocked(var text, var message) ->
          ToolResult.of(ToolResult.Status.FAILED, text + "\n\n" + message, label);
      case Outcome.LimitReached(_, var message) ->
          ToolResult.of(ToolResult.Status.FAILED, message, label);
      case Outcome.Failed(_, _, var message) -> ToolResult.failed(message);
      case Outcome.Interrupted _ -> ToolResult.failed("The sub-agent was interrupted.");
    };
  }

  private Setting withModel(Setting there, Child child) {
    var model = child.definition().map(AgentDefinition::model).orElse("");
    return model.isEmpty() ? there : withModel(there, child, model);
  }

  /** A model that cannot be had does not keep the work from being done, but is told of. */
  private Setting withModel(Setting with, Child child, String name) {
    Supplier<Model> session = setting.model();
    try {
      var own = setting.subAgents().models().apply(name);
      var priced = setting.limits().dollars().isPresent();
      if (!priced || own.info().hasKnownPrice()) return with.with(chosen(child, own, session));
      replaced(child, session.get(), "the price of " + name + " is not known.");
    } catch (JackdawException e) {
      replaced(child, session.get(), name + " cannot be used: " + e.getMessage());
    }
    return with;
  }

  private ChosenModel chosen(Child child, Model own, Supplier<Model> session) {
    var next = new ArrayList<Supplier<Model>>();
    next.add(session);
    return new ChosenModel(
        own,
        next,
        setting.limits().dollars().isPresent(),
        (model, reason) -> record(child.id(), new Event.ModelChanged(model.info().id(), reason)));
  }

  private void replaced(Child child, Model by, String why) {
    record(
        child.id(),
        new Event.ModelChanged(by.info().id(), "in place of " + child.name() + "'s own: " + why));
  }

  private void record(AgentId agent, Event.Durable event) {
    setting.commons().recorder().record(agent, event);
  }
}
