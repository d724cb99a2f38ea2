package dev.jackdaw.cli;

import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Session;
import dev.jackdaw.api.VisibleText;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.serve.Caller;
import dev.jackdaw.cli.serve.Results;
import dev.jackdaw.cli.serve.ServedTool;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A whole task for the agent, in a session of its own. */
final class TaskTool implements ServedTool, AutoCloseable {
  private static final List<String> TELLING =
      List.of("command", "path", "pattern", "url", "query", "description");
  private static final Json.Obj SPEC =
      Json.object()
          .put("name", "task")
          .put(
              "description",
              "Gives a whole task to the coding agent Jackdaw, which works on it in this folder"
                  + " with its own model and tools, and returns its last word. It sees nothing but"
                  + " the prompt: say everything it must know. Takes minutes; progress is"
                  + " reported.")
          .put(
              "inputSchema",
              Json.object()
                  .put("type", "object")
                  .put(
                      "properties",
                      Json.object()
                          .put(
                              "prompt",
                              Json.object()
                                  .put("type", "string")
                                  .put("description", "the task, whole")
                                  .build())
                          .build())
                  .put("required", Json.strings(List.of("prompt")))
                  .put("additionalProperties", false)
                  .build())
          .build();

  private final ServedSessions sessions;
  private final boolean canAsk;
  private final Set<Session> open = ConcurrentHashMap.newKeySet();

  TaskTool(ServedSessions sessions, boolean canAsk) {
    this.sessions = sessions;
    this.canAsk = canAsk;
  }

  @Override
  public Json.Obj spec() {
    return SPEC;
  }

  @Override
  public Json.Obj call(Json.Obj arguments, Caller caller) throws InterruptedException {
    var prompt = arguments.string("prompt", "").strip();
    if (prompt.isEmpty()) return Results.text("\"prompt\" is missing or empty.", true);
    try {
      return run(prompt, caller);
    } catch (JackdawException e) {
      return Results.text(String.valueOf(e.getMessage()), true);
    }
  }

  private Json.Obj run(String prompt, Caller caller) throws InterruptedException {
    var session = sessions.working(canAsk);
    open.add(session);
    try (session) {
      var steps = new AtomicLong();
      var _ = session.listen(occurrence -> hear(session, occurrence, caller, steps));
      return result(session.run(prompt), session);
    } finally {
      open.remove(session);
    }
  }

  private static Json.Obj result(Outcome outcome, Session session) {
    var result =
        switch (outcome) {
          case Outcome.Finished(var text) -> Results.text(text, false);
          case Outcome.Blocked(var text, var message) ->
              Results.text(text + "\n\n" + message, true);
          case Outcome.LimitReached(_, var message) -> Results.text(message, true);
          case Outcome.Failed(_, _, var message) -> Results.text(message, true);
          case Outcome.Interrupted _ -> Results.text("Interrupted.", true);
        };
    var totals = session.totals();
    var facts = Json.object().put("session_id", session.id().value()).put("turns", totals.turns());
    if (totals.dollarsKnown()) facts.put("dollars", Json.of(totals.dollars()));
    return result.with("structuredContent", facts.build());
  }

  private static void hear(
      Session session, Occurrence occurrence, Caller caller, AtomicLong steps) {
    switch (occurrence.event()) {
      case Event.ReplyReceived reply -> {
        for (var call : reply.message().calls()) {
          var text = call.tool() + " " + subject(call.input());
          caller.progress((double) steps.incrementAndGet(), Optional.empty(), text.strip());
        }
      }
      case Event.QuestionAsked(var number, var question) ->
          Thread.ofVirtual()
              .name("question")
              .start(() -> {
                try {
                  session.answer(number, new ClientQuestions(caller).ask(question));
                } catch (InterruptedException _) {
                  session.answer(number, new Answer.Dismissed());
                }
              });
      default -> {}
    }
  }

  private static String subject(Json.Obj input) {
    for (var name : TELLING) {
      var text = input.string(name).map(VisibleText::inOneLine).orElse("");
      if (!text.isEmpty()) return text.length() <= 120 ? text : text.substring(0, 119) + "…";
    }
    return "";
  }

  @Override
  public void close() {
    for (var session : open) session.close();
  }
}
