package dev.jackdaw.embed;

import dev.jackdaw.api.Rule;

/** What a program, or a person it asked, says to a call that policy would not let run by itself. */
public sealed interface Approval {
  /** Yes, this once. */
  record Once() implements Approval {}

  /** Yes, and the rule holds until the session ends. */
  record ForSession(Rule rule) implements Approval {}

  /** No; the reason, which may be empty, is told to the model. */
  record Denied(String reason) implements Approval {}

  static Approval once() {
    return new Once();
  }

  /** Says yes to all that the rule of the request covers, until the session ends. */
  static Approval forSession(ApprovalRequest request) {
    return new ForSession(request.rule());
  }

  static Approval denied(String reason) {
    return new Denied(reason);
  }
}
