package dev.jackdaw.journal.timeline;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.Checkpoints;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Question;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.TurnId;
import dev.jackdaw.api.Usage;
import dev.jackdaw.journal.timeline.Entry.Mark.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a timeline of the events of a journal, given in order. Not thread-safe. */
final class Reading {
  /** Until all have begun, nothing has a number. */
  private static final int NO_NUMBER = 0;

  /** What is beyond these is damage, and not every calendar could show it. */
  private static final Instant EARLIEST = Instant.parse("1970-01-02T00:00:00Z");

  private static final Instant LATEST = Instant.parse("9999-12-30T00:00:00Z");

  private final SessionId session;
  private final Timeline.Differences differences;
  private final Excerpts excerpts = new Excerpts();
  private final Map<AgentId, LaneDraft> lanes = new LinkedHashMap<>();
  private final List<Span> away = new ArrayList<>();
  private String title = "";
  private String firstPrompt = "";
  private String directory = "";
  private @Nullable Instant first;
  private Instant now = Instant.EPOCH;

  /** Since when no task is under way; nothing while one is. */
  private @Nullable Instant idle;

  private int crashes;
  private int interruptions;

  Reading(SessionId session, Timeline.Differences differences) {
    this.session = session;
    this.differences = differences;
  }

  void add(Occurrence occurrence) {
    var before = now;
    var time = credible(occurrence.time());
    if (first == null || time.isAfter(now)) now = time;
    if (first == null) first = now;
    var lane = lanes.computeIfAbsent(occurrence.agent(), agent -> new LaneDraft(agent, now));
    switch (occurrence.event()) {
      case Event.SessionOpened opened -> {
        directory = opened.directory();
        idle = now;
      }
      case Event.SessionTitled(var name) -> title = name;
      case Event.SessionResumed _ -> resumed(lane, before);
      case Event.PromptSubmitted prompt -> prompted(lane, prompt);
      case Event.ReplyReceived reply -> replied(lane, reply);
      case Event.CallNested nested -> proposed(lane, nested.turn(), nested.call());
      case Event.ModelFailed failed -> failed(lane, failed);
      case Event.QuestionAnswered(var question, _) -> answered(lane, question);
      case Event.CallDecided decided -> {
        var call = lane.unfinished(decided.call(), decided.turn(), now);
        call.effects = decided.effects();
        call.decision = Optional.of(decided.decision());
      }
      case Event.CallStarted started ->
          lane.unfinished(started.call(), started.turn(), now).started(now);
      case Event.CallFinished finished -> finished(lane, finished);
      case Event.FilesChanged changed -> changed(lane, changed);
      case Event.AgentStarted started -> started(lane, started);
      case Event.SideJobEnded job -> sideJob(lane, job);
      case Event.ModeChanged(var mode) -> mark(lane, Kind.CHANGE, "the mode is now " + mode.text());
      case Event.ModelChanged(var model, var reason) ->
          mark(lane, Kind.CHANGE, "the model is now " + model + ": " + reason);
      case Event.TaskFinished(var outcome) -> ended(lane, outcome);
      default -> {}
    }
  }

  private static Instant credible(Instant time) {
    if (time.isBefore(EARLIEST)) return EARLIEST;
    return time.isAfter(LATEST) ? LATEST : time;
  }

  private void mark(LaneDraft lane, Kind kind, String text) {
    lane.add(new Entry.Mark(now, kind, excerpts.line(text)));
  }

  /** What ran ended when the last process did, which was after the last event it wrote. */
  private void resumed(LaneDraft lane, Instant before) {
    for (var any : lanes.values()) any.resumed(before, now);
    if (idle == null) crashes++;
    away.add(new Span(idle == null ? before : idle, now));
    mark(
        lane,
        Kind.RESUME,
        idle == null ? "resumed; the process had ended in the middle of a task" : "resumed");
    idle = now;
  }

  private void prompted(LaneDraft lane, Event.PromptSubmitted prompt) {
    var text = new StringBuilder();
    for (var block : prompt.content()) {
      if (block instanceof Block.Text(var said, _)) text.append(said).append('\n');
    }
    if (lane.agent.isMain()) {
      if (idle != null) away.add(new Span(idle, now));
      idle = null;
      if (firstPrompt.isEmpty()) firstPrompt = excerpts.line(text.toString());
    }
    if (!prompt.steering()) lane.ready = now;
    mark(lane, Kind.PROMPT, text.toString());
  }

  private void replied(LaneDraft lane, Event.ReplyReceived reply) {
    var text = new StringBuilder();
    var calls = new ArrayList<Block.Call>();
    for (var block : reply.message().blocks()) {
      switch (block) {
        case Block.Text(var said, _) -> text.append(said).append('\n');
        case Block.Call call -> calls.add(call);
        case Block.Thinking _ -> {}
      }
    }
    var took = reply.took();
    var stopped = reply.stop() == StopReason.INTERRUPTED && took.isZero();
    lane.add(
        new Entry.Reply(
            NO_NUMBER,
            reply.turn(),
            stopped ? since(lane.ready, lane) : took(took, lane.replied),
            reply.model(),
            reply.usage(),
            reply.dollars(),
            Optional.of(reply.stop()),
            excerpts.of(text.toString().strip(), Excerpts.TEXT),
            calls.size(),
            ""));
    lane.replied = now;
    lane.ready = now;
    lane.asking = now;
    for (var call : calls) proposed(lane, reply.turn(), call);
  }

  private void proposed(LaneDraft lane, TurnId turn, Block.Call call) {
    var draft = lane.begin(call.id(), turn, now);
    draft.tool = call.tool();
    draft.subject = Subject.of(call, directory, excerpts);
    var input = call.malformed().isEmpty() ? call.input().pretty() : call.malformed();
    draft.input = excerpts.of(input, Excerpts.TEXT);
  }

  private Span since(Instant from, LaneDraft lane) {
    return new Span(from.isBefore(lane.replied) ? lane.replied : from, now);
  }

  /** What ends now and took so long, but did not begin before {@code earliest}. */
  private Span took(Duration took, Instant earliest) {
    var longest = Duration.between(earliest, now);
    if (took.isNegative()) return new Span(now, now);
    return new Span(took.compareTo(longest) > 0 ? earliest : now.minus(took), now);
  }

  private void failed(LaneDraft lane, Event.ModelFailed failed) {
    lane.add(
        new Entry.Reply(
            NO_NUMBER,
            failed.turn(),
            since(lane.ready, lane),
            "",
            Usage.NONE,
            Optional.empty(),
            Optional.empty(),
            "",
            0,
            excerpts.line(failed.code() + ": " + failed.message())));
    lane.replied = now;
    lane.ready = now;
  }

  /** When a question came up is not kept; it was after the reply and the answer before. */
  private void answered(LaneDraft lane, Question question) {
    switch (question) {
      case Question.Approval approval ->
          lane.find(approval.call().id())
              .ifPresent(call -> call.waited(new Span(lane.asking, now)));
      case Question.Choice _ ->
          lane.lastRunning()
              .ifPresent(call -> {
                var since = call.runningSince();
                var from = since == null || since.isBefore(lane.asking) ? lane.asking : since;
                call.waited(new Span(from, now));
              });
    }
    lane.asking = now;
  }

  private void finished(LaneDraft lane, Event.CallFinished finished) {
    var call = lane.call(finished.call(), finished.turn(), now);
    var took = finished.took();
    var since = call.runningSince();
    if (since != null) {
      var isShorter = took.isPositive() && took.compareTo(Duration.between(since, now)) < 0;
      var end = isShorter ? since.plus(took) : now;
      call.ran(new Span(since, end));
    } else if (took.isPositive() && !call.hasRun()) {
      call.ran(took(took, lane.replied));
    }
    var result = finished.result();
    call.ended(now);
    call.ending =
        Optional.of(
            new Entry.Ending(
                result.status(),
                excerpts.of(result.text(), Excerpts.TEXT),
                result.label(),
                excerpts.of(difference(result, call), Excerpts.DIFF)));
    lane.ready = now;
  }

  private String difference(ToolResult result, CallDraft call) {
    var told = result.details().string("diff", "");
    return told.isEmpty() ? difference(call.changes) : told;
  }

  private String difference(List<Checkpoints.Found> changes) {
    var all = new StringBuilder();
    for (var found : changes) all.append(differences.of(directory, found));
    return all.toString();
  }

  /** What goes on in the background changes files after its call has ended. */
  private void changed(LaneDraft lane, Event.FilesChanged changed) {
    var call = lane.call(changed.call(), changed.turn(), now);
    call.changes.add(changed.found());
    call.ending =
        call.ending.map(ending ->
            new Entry.Ending(
                ending.status(),
                ending.text(),
                ending.label(),
                ending.diff() + excerpts.of(difference(List.of(changed.found())), Excerpts.DIFF)));
  }

  private void started(LaneDraft lane, Event.AgentStarted started) {
    var child = lanes.computeIfAbsent(started.child(), agent -> new LaneDraft(agent, now));
    child.description = excerpts.line(started.description());
    child.startedBy = lane.find(started.call()).orElse(null);
    if (child.startedBy != null) child.startedBy.isWhole = true;
  }

  private void sideJob(LaneDraft lane, Event.SideJobEnded job) {
    lane.add(
        new Entry.SideJob(
            NO_NUMBER,
            took(job.took(), first == null ? now : first),
            job.job(),
            job.model(),
            job.usage(),
            job.dollars(),
            excerpts.line(job.problem())));
  }

  private void ended(LaneDraft lane, Outcome outcome) {
    if (lane.agent.isMain()) {
      idle = now;
      if (outcome instanceof Outcome.Interrupted) interruptions++;
    }
    mark(
        lane,
        Kind.END,
        switch (outcome) {
          case Outcome.Finished _ -> "done";
          case Outcome.Interrupted _ -> "interrupted";
          case Outcome.LimitReached(_, var message) -> "a limit was reached: " + message;
          case Outcome.Blocked(_, var message) -> "blocked: " + message;
          case Outcome.Failed(_, var code, var message) -> "failed (" + code + "): " + message;
        });
  }

  Timeline timeline() {
    var start = first == null ? now : first;
    for (var lane : lanes.values()) lane.cut(now);
    var span = new Span(start, now);
    var shown = new Numbering(lanes.values()).lanes();
    var all = Span.union(away);
    return new Timeline(
        session,
        title.isEmpty() ? firstPrompt : title,
        directory,
        span,
        shown,
        all,
        new Summing(span, all, crashes).of(lanes.values(), interruptions));
  }
}
