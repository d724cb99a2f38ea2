package dev.jackdaw.embed;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Says whether calls may run that policy asks about. It is called on a thread of its own for every
 * question; the agent waits for the answer, other sessions do not. One that throws, or whose stage
 * fails, has said no.
 */
@FunctionalInterface
public interface Approver {
  /** Says no to everything; the default. */
  Approver DENY = _ -> CompletableFuture.completedStage(Approval.denied(""));

  /** Decides, now or later. */
  CompletionStage<Approval> decide(ApprovalRequest request);

  /** Returns one that decides before it returns; it may wait for a person. */
  static Approver of(Function<ApprovalRequest, Approval> decision) {
    return request -> CompletableFuture.completedStage(decision.apply(request));
  }
}
