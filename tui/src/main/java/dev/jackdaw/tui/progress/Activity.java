package dev.jackdaw.tui.progress;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.AgentNames;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.Plan;
import dev.jackdaw.tui.Signs;
import dev.jackdaw.tui.layout.Ink;
import dev.jackdaw.tui.theme.Theme;
import dev.jackdaw.tui.widget.Drawing;
import dev.jackdaw.tui.widget.Widget;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a session is at: what runs and for how long, what it waits for, what it has used, which
 * steps are done. It is told of events by {@link #heard} and says by {@link #nextRedraw} when it
 * looks different without one, which while nothing runs is never. Safe for use by several threads.
 */
public final class Activity implements Widget {
  /** What a session is at, for titles and the like. */
  public enum State {
    RESTING,
    WORKING,
    /** A person is asked. */
    ASKING,
    /** The last task did not end well. */
    FAILED
  }

  static final Duration FRAME = Duration.ofMillis(150);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Ink ink;
  private final InstantSource clock;
  private final Map<AgentId, AgentState> agents = new LinkedHashMap<>();
  private final AgentNames names = new AgentNames();
  private final Ledger ledger = new Ledger();
  private Plan plan;
  private boolean failed;
  private boolean interrupting;
  private Instant began;

  /** {@code plan} is what the session has written down so far. */
  public Activity(Theme theme, Signs signs, InstantSource clock, Plan plan) {
    this.ink = new Ink(theme, signs);
    this.clock = clock;
    this.plan = plan;
    this.began = clock.instant();
  }

  /** Takes in an event of any agent, fleeting ones too. */
  public synchronized void heard(Occurrence occurrence) {
    names.hear(occurrence);
    ledger.heard(occurrence.event());
    plan = plan.after(occurrence);
    var now = clock.instant();
    var id = occurrence.agent();
    switch (occurrence.event()) {
      case Event.PromptSubmitted(_, var steering) -> {
        if (id.isMain() && !steering) begin(now);
      }
      case Event.AgentStarted(var child, _, var description, _, _) ->
          agents.put(child, new AgentState(child, description, now));
      case Event.TaskFinished(var outcome) -> {
        var state = agents.remove(id);
        if (state != null) state.rest(now);
        if (id.isMain()) {
          failed = Endings.isBad(outcome);
          interrupting = false;
        }
      }
      case Event.TurnStarted _ -> agent(id, now).enter(new Phase.Waiting(), now);
      case Event.QuestionAsked(_, var question) -> agent(id, now).asked(question, now);
      case Event.ReplyStreamed(_, var delta) -> of(id, agent -> agent.streamed(delta, now));
      case Event.ReplyReceived reply ->
          of(id, agent -> agent.replied(reply.message().calls(), now));
      case Event.CallNested(_, _, var call) -> of(id, agent -> agent.made(call, now));
      case Event.CallStarted(_, var call, _) -> of(id, agent -> agent.started(call, now));
      case Event.CallProgressed(_, var call, var text) ->
          of(id, agent -> agent.progressed(call, text));
      case Event.CallFinished finished -> of(id, agent -> agent.finished(finished.call(), now));
      case Event.QuestionAnswered(var question, var answer) ->
          of(id, agent -> agent.answered(question, answer, now));
      case Event.SessionOpened _,
          Event.SessionResumed _,
          Event.AgentConfigured _,
          Event.NoticeGiven _,
          Event.MemoryLoaded _,
          Event.ModelFailed _,
          Event.CallDecided _,
          Event.ModeChanged _,
          Event.ModelChanged _,
          Event.AnsweredByOther _,
          Event.WindowLearned _,
          Event.SideJobEnded _,
          Event.SessionTitled _,
          Event.FilesChanged _,
          Event.StepsUndone _,
          Event.StepsRedone _,
          Event.ConversationRewound _,
          Event.ContextFolded _,
          Event.ContextUnfolded _,
          Event.ContextPinned _,
          Event.ContextUnpinned _,
          Event.HookSpoke _,
          Event.ScriptStarted _ -> {}
    }
  }

  private void begin(Instant now) {
    began = now;
    failed = false;
    interrupting = false;
    ledger.begin();
    agents.put(AgentId.MAIN, new AgentState(AgentId.MAIN, "", now));
  }

  /** What is heard of an agent whose task is over begins nothing anew. */
  private void of(AgentId id, Consumer<AgentState> change) {
    var agent = agents.get(id);
    if (agent != null) change.accept(agent);
  }

  private AgentState agent(AgentId id, Instant now) {
    if (agents.isEmpty()) began = now;
    return agents.computeIfAbsent(id, _ -> new AgentState(id, "", now));
  }

  /** Says that the person wants it to stop; it does as soon as it can. */
  public synchronized void interrupting() {
    interrupting = !agents.isEmpty();
  }

  public synchronized State state() {
    if (agents.values().stream().anyMatch(AgentState::isAsking)) return State.ASKING;
    if (!agents.isEmpty()) return State.WORKING;
    return failed ? State.FAILED : State.RESTING;
  }

  /** Returns the steps of the work. */
  public synchronized Plan plan() {
    return plan;
  }

  /** Returns after how long it looks different; nothing while only an event changes it. */
  public synchronized Optional<Duration> nextRedraw() {
    return switch (state()) {
      case RESTING, FAILED -> Optional.empty();
      case WORKING -> Optional.of(FRAME);
      case ASKING -> {
        var waited = Duration.between(began, clock.instant());
        yield Optional.of(waited.compareTo(MINUTE) < 0 ? SECOND : MINUTE);
      }
    };
  }

  /** Returns what it does or waits for, in words; empty while it rests or a person is asked. */
  public synchronized String reason() {
    if (state() != State.WORKING) return "";
    return new ActivityTree(names, ink, clock.instant()).reason(sorted());
  }

  /** Returns since when the main agent, or the oldest of its running calls, is at that. */
  public synchronized Instant since() {
    var main = agents.get(AgentId.MAIN);
    if (main == null) return Instant.EPOCH;
    var running = main.running();
    return running.isEmpty() ? main.since() : running.getFirst().since();
  }

  /** Returns the last line of what the main agent's oldest running call printed. */
  public synchronized String lastLine() {
    var main = agents.get(AgentId.MAIN);
    if (main == null) return "";
    return main.running().stream()
        .map(CallState::lastLine)
        .filter(line -> !line.isEmpty())
        .findFirst()
        .orElse("");
  }

  private List<AgentState> sorted() {
    var all = new ArrayList<>(agents.values());
    all.sort(Comparator.comparing(agent -> !agent.id().isMain()));
    return all;
  }

  @Override
  public synchronized Drawing draw(int width, int height) {
    if (agents.isEmpty()) return Drawing.of(List.of());
    var now = clock.instant();
    var tree = new ActivityTree(names, ink, now);
    var all = sorted();
    var lines = new ArrayList<>(List.of(tree.head(all, interrupting, began, ledger, width)));
    var steps = PlanLines.of(plan, width, Math.max(0, Math.min(6, height - 4)), ink);
    lines.addAll(tree.lines(all, width, height - 1 - steps.size()));
    for (var step : steps) if (lines.size() < height) lines.add(step);
    return Drawing.of(lines);
  }
}
