package dev.jackdaw.engine;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Hook;
import dev.jackdaw.api.Hook.Verdict;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.SideJobs;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** The hooks of a session: calls them and makes one answer of theirs. Thread-safe. */
final class Hooks {
  private final List<Hook> hooks;
  private final SessionId session;
  private final Recorder recorder;
  private final ThreadFactory threads;
  private final SideJobs sideJobs;
  private final Map<AgentId, String> kinds = new ConcurrentHashMap<>();
  private final Map<AgentId, String> stops = new ConcurrentHashMap<>();

  Hooks(
      List<Hook> hooks,
      SessionId session,
      Recorder recorder,
      ThreadFactory threads,
      SideJobs sideJobs) {
    this.hooks = List.copyOf(hooks);
    this.session = session;
    this.recorder = recorder;
    this.threads = threads;
    this.sideJobs = sideJobs;
  }

  boolean isEmpty() {
    return hooks.isEmpty();
  }

  /** Notes the name of a sub-agent's definition. */
  void named(AgentId agent, String kind) {
    if (!kind.isEmpty()) kinds.put(agent, kind);
  }

  /**
   * Lets every hook hear of a moment that wants it, and waits for them. What they tell the person
   * is recorded, what they tell the model is not.
   */
  Heard hear(AgentId agent, Mode mode, Hook.Moment moment) throws InterruptedException {
    if (hooks.isEmpty()) return Heard.NOTHING;
    var kind = kinds.getOrDefault(agent, "");
    var occasion = new Hook.Occasion(session, agent, kind, mode, moment, sideJobs);
    var wanting = hooks.stream().filter(hook -> hook.wants(occasion)).toList();
    if (wanting.isEmpty()) return Heard.NOTHING;
    var event = moment.event(agent);
    var told = Collections.synchronizedList(new ArrayList<String>());
    var heard = Heard.of(wanting, answers(wanting, occasion, told), told);
    if (!told.isEmpty()) recorder.record(agent, new Event.HookSpoke(event, List.of(), told));
    heard.stop().ifPresent(why -> stops.putIfAbsent(agent, why));
    return heard;
  }

  /** Returns why the agent's task is to end, if a hook said so since this was asked last. */
  Optional<String> stopped(AgentId agent) {
    return Optional.ofNullable(stops.remove(agent));
  }

  /** As {@link #hear}, for those who cannot be interrupted: an interruption stays one. */
  Heard heed(AgentId agent, Mode mode, Hook.Moment moment) {
    try {
      return hear(agent, mode, moment);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Heard.NOTHING;
    }
  }

  /** Lets hooks hear of something nobody waits for. */
  void tell(AgentId agent, Mode mode, Hook.Moment moment) {
    if (!hooks.isEmpty()) threads.newThread(() -> heed(agent, mode, moment)).start();
  }

  private List<Hook.Answer> answers(List<Hook> wanting, Hook.Occasion occasion, List<String> told)
      throws InterruptedException {
    if (wanting.size() == 1) return List.of(answer(wanting.getFirst(), occasion, told));
    var tasks = new ArrayList<FutureTask<Hook.Answer>>();
    var running = new ArrayList<Thread>();
    for (var hook : wanting) {
      var task = new FutureTask<>(() -> answer(hook, occasion, told));
      var thread = threads.newThread(task);
      tasks.add(task);
      running.add(thread);
      thread.start();
    }
    try {
      return joined(tasks);
    } catch (InterruptedException e) {
      for (var thread : running) thread.interrupt();
      for (var thread : running) joinUninterruptibly(thread);
      throw e;
    }
  }

  private static List<Hook.Answer> joined(List<FutureTask<Hook.Answer>> tasks)
      throws InterruptedException {
    var answers = new ArrayList<Hook.Answer>();
    for (var task : tasks) {
      try {
        answers.add(task.get());
      } catch (ExecutionException e) {
        if (e.getCause() instanceof InterruptedException) throw new InterruptedException();
        throw new IllegalStateException("a hook's failure was not caught", e.getCause());
      }
    }
    return answers;
  }

  private static void joinUninterruptibly(Thread thread) {
    var interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) Thread.currentThread().interrupt();
  }

  private static Hook.Answer answer(Hook hook, Hook.Occasion occasion, List<String> told)
      throws InterruptedException {
    try {
      return hook.on(occasion);
    } catch (RuntimeException e) {
      System.getLogger("dev.jackdaw.engine").log(System.Logger.Level.WARNING, "in a hook", e);
      told.add(hook.name() + " failed and counts as silent: " + e);
      return Hook.Answer.NOTHING;
    }
  }

  /**
   * What the hooks said together.
   *
   * @param verdict the strictest
   * @param why the reasons of those with that verdict
   * @param by the name of the first of them
   * @param input what replaces the input of the call, and the hook it is from
   */
  record Heard(
      Verdict verdict,
      List<Block.Text> why,
      String by,
      Optional<Hook.Answer> input,
      List<Block.Text> context,
      Optional<String> stop) {
    static final Heard NOTHING =
        new Heard(Verdict.NONE, List.of(), "", Optional.empty(), List.of(), Optional.empty());

    boolean blocks() {
      return verdict == Verdict.BLOCK;
    }

    /** Returns the reasons as one text. */
    String reason() {
      var text = new StringBuilder();
      for (var each : why) text.append(text.isEmpty() ? "" : "\n").append(each.text().strip());
      return text.isEmpty() ? "It gave no reason." : text.toString();
    }

    private static Heard of(List<Hook> hooks, List<Hook.Answer> answers, List<String> told) {
      var verdict = Verdict.NONE;
      for (var answer : answers) {
        told.addAll(answer.messages());
        if (answer.verdict().compareTo(verdict) > 0) verdict = answer.verdict();
      }
      var why = new ArrayList<Block.Text>();
      var context = new ArrayList<Block.Text>();
      var by = "";
      Hook.@Nullable Answer changing = null;
      var stop = Optional.<String>empty();
      for (var i = 0; i < answers.size(); i++) {
        var answer = answers.get(i);
        if (answer.verdict() == verdict) {
          if (by.isEmpty()) by = hooks.get(i).name();
          if (!answer.reason().isBlank()) why.add(new Block.Text(answer.reason(), answer.label()));
        }
        if (!answer.context().isBlank()) {
          context.add(new Block.Text(answer.context(), answer.label()));
        }
        if (answer.input().isPresent()) {
          if (changing != null) told.add(hooks.get(i).name() + " changed the input after another");
          changing = answer;
        }
        if (stop.isEmpty()) stop = answer.stop();
      }
      return new Heard(verdict, why, by, Optional.ofNullable(changing), context, stop);
    }
  }
}
