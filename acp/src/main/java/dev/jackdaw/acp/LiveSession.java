package dev.jackdaw.acp;

import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Question;
import dev.jackdaw.api.Rule;
import dev.jackdaw.api.Session;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.wire.rpc.Peer;
import dev.jackdaw.wire.rpc.Request;
import dev.jackdaw.wire.rpc.RpcException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A session an editor has open. One thread makes its requests; the session's own threads tell what
 * happens. What of it both touch is guarded by the lock, or made for several threads.
 */
final class LiveSession {
  private final AcpActions.Opened opened;
  private final Path directory;
  private final Abilities abilities;
  private final Peer peer;
  private final Narrator narrator;
  private final Selectors selectors;
  private final Session.Registration listening;
  private final Set<Peer.Pending> asked = ConcurrentHashMap.newKeySet();
  private final Map<Thread, Prompt> commands = new ConcurrentHashMap<>();

  /** Only the thread that is told the events touches it. */
  private final Set<Rule> rejected = new HashSet<>();

  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by lock: prompts in the order they were given, and how many of them were heard.
  private final List<Prompt> prompts = new ArrayList<>();
  private int heard;

  private volatile boolean welcomed;

  /** How long the last events of a task may be on their way once it is over. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  /** A prompt that was not answered yet. */
  private static final class Prompt {
    final Request request;
    private final CountDownLatch answered = new CountDownLatch(1);
    volatile boolean cancelled;

    Prompt(Request request) {
      this.request = request;
    }

    void answer(String reason) {
      request.answer(Json.object().put("stopReason", cancelled ? "cancelled" : reason).build());
      answered.countDown();
    }

    /** Returns whether it is answered, after a while at most. */
    boolean isAnswered() throws InterruptedException {
      return answered.await(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    }

    void end(Outcome outcome, Consumer<String> say) {
      if (cancelled) answer("cancelled");
      else answered(outcome, say);
    }

    private void answered(Outcome outcome, Consumer<String> say) {
      switch (outcome) {
        case Outcome.Finished _ -> answer("end_turn");
        case Outcome.Interrupted _ -> answer("cancelled");
        case Outcome.Blocked(_, var message) -> {
          say.accept(message);
          answer("end_turn");
        }
        case Outcome.LimitReached(var limit, var message) -> {
          say.accept(message);
          answer(limit == Outcome.Limit.TOKENS ? "max_tokens" : "max_turn_requests");
        }
        case Outcome.Failed(_, var code, var message) when code.equals("model-refused") -> {
          say.accept(message);
          answer("refusal");
        }
        case Outcome.Failed(_, var code, var message) ->
            request.fail(
                new RpcException(
                    code.equals("no-key")
                        ? AcpAgent.AUTHENTICATION_REQUIRED
                        : RpcException.INTERNAL_ERROR,
                    message,
                    Json.object().put("code", code).build()));
      }
    }
  }

  LiveSession(AcpActions.Opened opened, Path directory, Abilities abilities, Peer peer) {
    this.opened = opened;
    this.directory = directory;
    this.abilities = abilities;
    this.peer = peer;
    this.selectors = new Selectors(opened);
    this.narrator = new Narrator(directory, abilities, Narrator.Tense.PRESENT, this::update);
    this.listening = opened.session().listen(this::hear);
  }

  private Session session() {
    return opened.session();
  }

  String id() {
    return session().id().value();
  }

  Path directory() {
    return directory;
  }

  Selectors selectors() {
    return selectors;
  }

  private void update(Json.Obj update) {
    peer.notify(
        "session/update", Json.object().put("sessionId", id()).put("update", update).build());
  }

  /** Tells everything that happened in earlier runs. */
  void replay() {
    var past = new Narrator(directory, abilities, Narrator.Tense.PAST, this::update);
    opened.replay(past::hear);
    narrator.follow(past);
  }

  /** Tells, once the editor knows the session, what belongs to its beginning. */
  void welcome() {
    var commands = new ArrayList<Json>();
    for (var command : opened.commands()) {
      var json =
          Json.object().put("name", command.name()).put("description", command.description());
      if (!command.argument().isEmpty()) {
        json.put("input", Json.object().put("hint", command.argument()).build());
      }
      commands.add(json.build());
    }
    update(
        Json.object()
            .put("sessionUpdate", "available_commands_update")
            .put("availableCommands", Json.array(commands))
            .build());
    if (!abilities.notices()) return;
    welcomed = true;
    for (var remark : opened.remarks()) narrator.remark("warning", remark);
  }

  /** Editors without a place for remarks are told with the first answer, where they look. */
  private void remarks() {
    if (welcomed) return;
    welcomed = true;
    var remarks = opened.remarks();
    if (!remarks.isEmpty()) narrator.say("> " + String.join("\n>\n> ", remarks) + "\n\n");
  }

  /** Begins what a person asks for. */
  void prompt(Request request, List<Block.Content> content) {
    var prompt = new Prompt(request);
    remarks();
    if (content.getFirst() instanceof Block.Text(var text, _) && text.startsWith("/")) {
      if (isCommand(text)) command(prompt, text.strip());
      else custom(prompt, text.strip(), content);
    } else {
      submit(prompt, () -> session().submit(content));
    }
  }

  /** What is no command although it begins like one, such as a path, is a prompt. */
  private void custom(Prompt prompt, String line, List<Block.Content> content) {
    try {
      var custom = opened.custom(line, content.subList(1, content.size()));
      switch (custom.orElse(null)) {
        case null -> submit(prompt, () -> session().submit(content));
        case AcpActions.Custom.Told(var lines) -> {
          narrator.say(String.join("\n", lines));
          prompt.answer("end_turn");
        }
        case AcpActions.Custom.Task(var remark, var submission) -> {
          if (!remark.isEmpty()) narrator.say("> " + remark + "\n\n");
          submit(prompt, submission);
        }
      }
    } catch (JackdawException e) {
      narrator.say(String.valueOf(e.getMessage()));
      prompt.answer("end_turn");
    }
  }

  private void submit(Prompt prompt, Runnable submission) {
    lock.lock();
    try {
      prompts.add(prompt);
    } finally {
      lock.unlock();
    }
    submission.run();
    Thread.ofVirtual().name("prompt").start(() -> awaitEnd(prompt));
  }

  /** Where no end was told, as when the journal fails, the prompt is answered all the same. */
  private void awaitEnd(Prompt prompt) {
    try {
      var outcome = session().await();
      if (!prompt.isAnswered() && taken(prompt)) prompt.end(outcome, narrator::say);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean taken(Prompt prompt) {
    lock.lock();
    try {
      var at = prompts.indexOf(prompt);
      if (at < 0) return false;
      prompts.remove(at);
      if (at < heard) heard--;
      return true;
    } finally {
      lock.unlock();
    }
  }

  private boolean isCommand(String text) {
    var word = text.strip().split("\\s+", 2)[0].substring(1);
    return opened.ownCommands().stream().anyMatch(command -> command.name().equals(word));
  }

  private void command(Prompt prompt, String line) {
    Thread.ofVirtual()
        .name("command")
        .start(() -> {
          commands.put(Thread.currentThread(), prompt);
          try {
            narrator.say(ToolCalls.fenced(String.join("\n", opened.command(line))));
            prompt.answer("end_turn");
          } catch (InterruptedException _) {
            prompt.answer("cancelled");
          } catch (JackdawException e) {
            narrator.say(String.valueOf(e.getMessage()));
            prompt.answer("end_turn");
          } finally {
            commands.remove(Thread.currentThread());
          }
        });
  }

  /** Stops what runs and what waits to run. */
  void cancel() {
    lock.lock();
    try {
      for (var prompt : prompts) prompt.cancelled = true;
    } finally {
      lock.unlock();
    }
    session().interrupt();
    commands.forEach((thread, prompt) -> {
      prompt.cancelled = true;
      thread.interrupt();
    });
    for (var pending : asked) giveUp(pending);
  }

  private void giveUp(Peer.Pending pending) {
    if (!asked.remove(pending)) return;
    peer.forget(pending);
    peer.notify("$/cancel_request", Json.object().put("requestId", pending.id()).build());
  }

  private void hear(Occurrence occurrence) {
    narrator.hear(occurrence);
    switch (occurrence.event()) {
      case Event.QuestionAsked(var number, var question) -> ask(occurrence, number, question);
      case Event.ModeChanged _ -> chose(true);
      case Event.ModelChanged _ -> chose(false);
      case Event.ReplyReceived reply when occurrence.agent().isMain() -> used(reply);
      case Event.PromptSubmitted _ when occurrence.agent().isMain() -> heard();
      case Event.TaskFinished(var outcome) when occurrence.agent().isMain() -> ended(outcome);
      default -> {}
    }
  }

  private void chose(boolean mode) {
    if (mode) {
      update(
          Json.object()
              .put("sessionUpdate", "current_mode_update")
              .put("currentModeId", session().mode().text())
              .build());
    }
    update(
        Json.object()
            .put("sessionUpdate", "config_option_update")
            .put("configOptions", selectors.options())
            .build());
  }

  private void used(Event.ReplyReceived reply) {
    if (!reply.usage().known()) return;
    var totals = session().totals();
    narrator.usage(
        reply.usage().prompt() + reply.usage().output(),
        session().model().window(),
        totals.dollarsKnown() ? Optional.of(totals.dollars()) : Optional.empty());
  }

  /** A prompt that was cancelled before it was heard is stopped now. */
  private void heard() {
    boolean cancelled;
    lock.lock();
    try {
      if (heard == prompts.size()) return;
      cancelled = prompts.get(heard).cancelled;
      heard++;
    } finally {
      lock.unlock();
    }
    if (cancelled) session().interrupt();
  }

  private void ended(Outcome outcome) {
    List<Prompt> over;
    lock.lock();
    try {
      over = List.copyOf(prompts.subList(0, heard));
      prompts.subList(0, heard).clear();
      heard = 0;
    } finally {
      lock.unlock();
    }
    for (var prompt : over) prompt.end(outcome, narrator::say);
  }

  private void ask(Occurrence occurrence, long number, Question question) {
    switch (question) {
      case Question.Approval approval -> approve(occurrence, number, approval);
      case Question.Choice choice -> choose(number, choice);
    }
  }

  private void approve(Occurrence occurrence, long number, Question.Approval question) {
    if (rejected.contains(question.remember())) {
      session().answer(number, Approval.rejected(question));
      return;
    }
    var call = question.call();
    var approval =
        new Approval(
            Narrator.id(occurrence.agent(), call.id()),
            narrator.title(occurrence.agent(), call),
            question);
    request(
        "session/request_permission",
        approval.params(id()),
        number,
        response -> {
          var verdict = approval.verdict(response);
          if (verdict.forever()) rejected.add(question.remember());
          return verdict.answer();
        });
  }

  private void choose(long number, Question.Choice question) {
    var tool = narrator.running("present_plan").or(() -> narrator.running("ask_user"));
    var choices = new Choices(question, tool);
    if (abilities.forms()) {
      request("elicitation/create", choices.form(id()), number, choices::filled);
    } else if (choices.canBeChosen()) {
      var params = choices.permission(id());
      request("session/request_permission", params, number, choices::chosen);
    } else {
      narrator.say("\n\n" + question.text() + "\n\n");
      session().answer(number, new Answer.Dismissed());
    }
  }

  /** What reads an answer; it must not wait. */
  private interface Reading {
    Answer of(Json response);
  }

  private void request(String method, Json.Obj params, long number, Reading reading) {
    var pending = peer.request(method, params);
    asked.add(pending);
    var _ =
        pending
            .answer()
            .whenComplete((response, failure) -> {
              asked.remove(pending);
              session()
                  .answer(number, failure == null ? reading.of(response) : new Answer.Dismissed());
            });
  }

  /** Ends what runs, and the session. */
  void close() {
    cancel();
    try {
      opened.close();
    } finally {
      listening.close();
    }
  }
}
