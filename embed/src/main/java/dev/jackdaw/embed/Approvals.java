package dev.jackdaw.embed;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Question;
import dev.jackdaw.api.Session;
import java.util.ArrayList;
import java.util.List;

/** Brings the questions of a session to whoever approves. Thread-safe. */
final class Approvals implements AutoCloseable {
  private final Session session;
  private final Approver approver;
  private final List<Runnable> ends = new ArrayList<>();
  private volatile boolean ending;

  Approvals(Session session, Approver approver) {
    this.session = session;
    this.approver = approver;
  }

  /** Returns at once: the thread that tells of events must not wait for people. */
  void ask(long number, AgentId agent, Question.Approval question) {
    if (ending) {
      session.answer(number, new Answer.Dismissed());
      return;
    }
    var request =
        new ApprovalRequest(
            session.id(),
            number,
            agent,
            question.call().tool(),
            question.call().input(),
            question.summary(),
            question.effects(),
            question.reason(),
            question.remember(),
            question.origins());
    Thread.ofVirtual().name("jackdaw-approval").start(() -> decide(request));
  }

  private void decide(ApprovalRequest request) {
    try {
      approver
          .decide(request)
          .whenComplete((approval, failure) -> {
            if (approval == null) failed(request, failure);
            else session.answer(request.number(), answer(approval));
          });
    } catch (RuntimeException | Error e) {
      failed(request, e);
    }
  }

  private void failed(ApprovalRequest request, @org.jspecify.annotations.Nullable Throwable why) {
    System.getLogger("dev.jackdaw.embed")
        .log(System.Logger.Level.ERROR, "an approver failed; the call is refused", why);
    session.answer(
        request.number(), new Answer.Refuse("It could not be found out whether it may."));
  }

  private static Answer answer(Approval approval) {
    return switch (approval) {
      case Approval.Once _ -> new Answer.AllowOnce();
      case Approval.ForSession(var rule) -> new Answer.AllowForSession(rule);
      case Approval.Denied(var reason) -> new Answer.Refuse(reason);
    };
  }

  /** From now on nobody is asked. */
  void denyRest() {
    ending = true;
  }

  void atEnd(Runnable end) {
    synchronized (ends) {
      ends.add(end);
    }
  }

  @Override
  public void close() {
    List<Runnable> all;
    synchronized (ends) {
      all = List.copyOf(ends);
      ends.clear();
    }
    all.forEach(Runnable::run);
  }
}
