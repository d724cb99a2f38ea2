package dev.jackdaw.examples.service;

import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.embed.Approval;
import dev.jackdaw.embed.ApprovalRequest;
import dev.jackdaw.embed.Approver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Calls that wait until a person says yes or no over HTTP. */
final class WaitingApprovals implements Approver {
  private record Key(SessionId session, long number) {}

  private record Waiting(ApprovalRequest request, CompletableFuture<Approval> answer) {}

  private record Hearing(SessionId session, Runnable told) {}

  private final Map<Key, Waiting> waiting = new ConcurrentHashMap<>();
  private final List<Hearing> hearing = new CopyOnWriteArrayList<>();

  /** Ends the listening. */
  interface Listening extends AutoCloseable {
    @Override
    void close();
  }

  /** Tells when another call of a session waits. */
  Listening listen(SessionId session, Runnable told) {
    var mine = new Hearing(session, told);
    hearing.add(mine);
    return () -> hearing.remove(mine);
  }

  @Override
  public CompletionStage<Approval> decide(ApprovalRequest request) {
    var answer = new CompletableFuture<Approval>();
    waiting.put(new Key(request.session(), request.number()), new Waiting(request, answer));
    for (var each : hearing) if (each.session().equals(request.session())) each.told().run();
    return answer;
  }

  /** Returns all that a person should see before they answer. */
  Json.Arr of(SessionId session) {
    var all = new ArrayList<Json>();
    for (var each : waiting.values()) {
      var request = each.request();
      if (!request.session().equals(session)) continue;
      all.add(
          Json.object()
              .put("number", request.number())
              .put("tool", request.tool())
              .put("input", request.input())
              .put("reason", request.reason())
              .put("rule", request.rule().toString())
              .put(
                  "effects", Json.strings(request.effects().stream().map(String::valueOf).toList()))
              .put(
                  "origins", Json.strings(request.origins().stream().map(String::valueOf).toList()))
              .build());
    }
    return Json.array(all);
  }

  /** Takes an answer; returns false when nothing waits for it. */
  boolean answer(SessionId session, long number, Json.Obj said) {
    var found = waiting.remove(new Key(session, number));
    if (found == null) return false;
    found
        .answer()
        .complete(
            switch (said.string("allow", "no")) {
              case "once" -> Approval.once();
              case "session" -> Approval.forSession(found.request());
              default -> Approval.denied(said.string("reason", ""));
            });
    return true;
  }
}
