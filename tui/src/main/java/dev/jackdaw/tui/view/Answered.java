package dev.jackdaw.tui.view;

import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Question;

/** A question and what a person said to it, on a line. */
final class Answered {
  private Answered() {}

  static String text(Question question, Answer answer) {
    var asked =
        switch (question) {
          case Question.Approval approval -> "May it run? " + approval.summary();
          case Question.Choice choice -> choice.text();
        };
    return asked.strip().lines().findFirst().orElse("") + " - " + said(answer);
  }

  private static String said(Answer answer) {
    return switch (answer) {
      case Answer.AllowOnce() -> "yes, once";
      case Answer.AllowEdited(var input) ->
          "yes, once, changed: " + input.string("command", input.compact());
      case Answer.AllowForSession(var rule) -> "yes, for the session: " + rule;
      case Answer.AllowAlways(var rule) -> "yes, always: " + rule;
      case Answer.Refuse(var instead) -> instead.isEmpty() ? "no" : "no: " + instead;
      case Answer.Chosen(var texts) -> String.join(", ", texts);
      case Answer.Dismissed() -> "no answer";
    };
  }
}
