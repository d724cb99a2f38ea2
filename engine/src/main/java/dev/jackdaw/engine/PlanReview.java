package dev.jackdaw.engine;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Question;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolResult.Status;
import dev.jackdaw.api.json.Json;
import java.util.List;
import java.util.Optional;

/** The end of plan mode: a person approves a plan, which changes the mode, amends or rejects it. */
record PlanReview(Commons commons, AgentId agent) {
  private static final String APPROVE = "Approve";
  private static final String APPROVE_EDITS = "Approve and accept edits";
  private static final String REJECT = "Reject";

  /** Member of the details of a plan that nobody was there to approve. */
  private static final String WAITING = "waiting_plan";

  ToolResult present(String plan, List<String> steps) throws InterruptedException {
    if (commons.rights().mode() != Mode.PLAN) {
      return ToolResult.failed("The session is not in plan mode. Go on with the work.");
    }
    var text = text(plan, steps);
    if (!commons.questions().isAttended()) {
      return ToolResult.of(
              Status.REFUSED, "Nobody is here to approve the plan. The task ends.", Label.JACKDAW)
          .withDetails(Json.object().put(WAITING, text).build());
    }
    var answer = commons.questions().ask(agent, question(text));
    if (!(answer instanceof Answer.Chosen(var texts)) || texts.isEmpty()) return rejected();
    return switch (String.join("\n", texts)) {
      case APPROVE -> approved(Mode.DEFAULT, steps);
      case APPROVE_EDITS -> approved(Mode.ACCEPT_EDITS, steps);
      case REJECT -> rejected();
      case String own ->
          ToolResult.ok(
              "The user wants the plan changed: " + own + "\nPresent it again when it is.",
              Label.USER);
    };
  }

  private static String text(String plan, List<String> steps) {
    var out = new StringBuilder(plan.strip()).append('\n');
    for (var i = 0; i < steps.size(); i++) {
      out.append('\n').append(i + 1).append(". ").append(steps.get(i).strip());
    }
    return out.toString().strip();
  }

  private static Question question(String text) {
    return new Question.Choice(
        "The plan:\n\n" + text + "\n\nGo on with it? Your own words amend it.",
        List.of(
            new Question.Option(APPROVE, "and ask before changes"),
            new Question.Option(APPROVE_EDITS, "edits in the workspace are made unasked"),
            new Question.Option(REJECT, "change nothing")),
        false);
  }

  private ToolResult approved(Mode mode, List<String> steps) {
    commons.rights().mode(mode);
    commons.recorder().record(AgentId.MAIN, new Event.ModeChanged(mode));
    var items =
        steps.stream()
            .map(step -> Json.object().put("text", step).put("state", "pending").build())
            .toList();
    return ToolResult.ok(
            "The user approved the plan. Plan mode has ended: carry it out.", Label.USER)
        .withDetails(Json.object().put("items", Json.array(items)).build());
  }

  private static ToolResult rejected() {
    return ToolResult.of(
        Status.REFUSED,
        "The user rejected the plan. Do not go on with it: ask what they want instead, or stop.",
        Label.USER);
  }

  /** Returns the end of the task when one of its calls presented a plan to nobody. */
  static Optional<Outcome> waiting(List<Calls.Ended> calls) {
    for (var call : calls) {
      var plan = call.result().details().string(WAITING);
      if (plan.isPresent()) {
        return Optional.of(
            new Outcome.Blocked(
                plan.get(),
                "The plan waits for approval. Carry it out with -c --permission-mode acceptEdits"
                    + " (or default) and a prompt such as \"go on\", or say with -c what to"
                    + " change."));
      }
    }
    return Optional.empty();
  }
}
