package dev.jackdaw.engine;

import static dev.jackdaw.engine.LambdaTool.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Hook;
import dev.jackdaw.api.Hook.Moment;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Rule;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolResult.Status;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.testkit.Script;
import dev.jackdaw.testkit.Script.Turn;
import dev.jackdaw.testkit.ScriptedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What hooks hear of a session, and what they can do to it. */
@Timeout(60)
class HooksTest extends SessionFixture {
  private final List<String> moments = new CopyOnWriteArrayList<>();

  /** A hook that says something at every moment of a kind. */
  private static <M extends Moment> Hook at(Class<M> kind, Function<M, Hook.Answer> answer) {
    return new Hook() {
      @Override
      public String name() {
        return "the guard";
      }

      @Override
      public boolean wants(Occasion occasion) {
        return kind.isInstance(occasion.moment());
      }

      @Override
      public Answer on(Occasion occasion) {
        return answer.apply(kind.cast(occasion.moment()));
      }
    };
  }

  private Hook listening() {
    return new Hook() {
      @Override
      public Answer on(Occasion occasion) {
        moments.add(occasion.moment().event(occasion.agent()));
        return Answer.NOTHING;
      }
    };
  }

  private static ScriptedModel callingBash() {
    return ScriptedModel.of(Turn.call("bash", "{\"command\":\"ls\"}"), Turn.text("Done."));
  }

  private static LambdaTool bash() {
    return LambdaTool.command("bash", (input, _) -> ok("ran " + input.string("command", "")));
  }

  private SessionBuilder open(ScriptedModel model, Hook... hooks) {
    return builder(model, bash()).policy(OpenPolicy.allowingTools("bash")).hooks(List.of(hooks));
  }

  private Outcome run(SessionBuilder builder) throws InterruptedException {
    try (var session = builder.open()) {
      return session.run("do it");
    }
  }

  private List<String> told() {
    return journal.events(Event.HookSpoke.class).stream()
        .flatMap(spoke -> spoke.told().stream())
        .toList();
  }

  private static List<String> texts(ScriptedModel model, int request) {
    var texts = new ArrayList<String>();
    for (var message : model.requests().get(request).messages()) {
      if (!(message instanceof Message.User(var blocks))) continue;
      for (var block : blocks) if (block instanceof Block.Text(var text, _)) texts.add(text);
    }
    return texts;
  }

  @Test
  void hearOfEveryMomentOfATask() throws InterruptedException {
    run(open(callingBash(), listening()));

    assertThat(moments)
        .containsExactly(
            "SessionStart", "UserPromptSubmit", "PreToolUse", "PostToolUse", "Stop", "SessionEnd");
  }

  @Test
  void refuseACallInTheirOwnWords() throws InterruptedException {
    var label = new Label(Label.Source.COMMAND, "hook");
    var refusing =
        at(Moment.CallPlanned.class, _ -> Hook.Answer.block("Use the task runner.").with(label));

    run(open(callingBash(), refusing));

    assertThat(statuses()).containsExactly(Status.REFUSED);
    assertThat(onlyResult()).isEqualTo("Not run: the guard refused it: Use the task runner.");
    assertThat(journal.events(Event.CallFinished.class).getFirst().result().label())
        .isEqualTo(label);
  }

  @Test
  void theStrictestOfSeveralWinsAndAnAllowDoesNotLiftADeny() throws InterruptedException {
    var allowing = at(Moment.CallPlanned.class, _ -> Hook.Answer.allow("fine"));
    var refusing = at(Moment.CallPlanned.class, _ -> Hook.Answer.block("never"));

    run(open(callingBash(), allowing, refusing, allowing));

    assertThat(statuses()).containsExactly(Status.REFUSED);
  }

  @Test
  void spareAQuestionWhereARuleOfTheUserWould() throws InterruptedException {
    var allowing = at(Moment.CallPlanned.class, _ -> Hook.Answer.allow("fine"));

    run(open(callingBash(), allowing).policy(OpenPolicy.ASKING));

    assertThat(statuses()).containsExactly(Status.OK);
  }

  @Test
  void askForAPersonAndRefuseWhereNobodyIsThere() throws InterruptedException {
    var asking = at(Moment.CallPlanned.class, _ -> Hook.Answer.ask("It is Friday."));

    run(open(callingBash(), asking));

    assertThat(statuses()).containsExactly(Status.REFUSED);
  }

  @Test
  void askThePersonWhatARuleWouldAllow() throws InterruptedException {
    var asking = at(Moment.CallPlanned.class, _ -> Hook.Answer.ask("It is Friday."));
    var asked = new CopyOnWriteArrayList<Long>();

    try (var session = open(callingBash(), asking).attendance(Attendance.ATTENDED).open()) {
      session.listen(occurrence -> {
        if (occurrence.event() instanceof Event.QuestionAsked(var number, _)) {
          asked.add(number);
          session.answer(number, new Answer.AllowForSession(new Rule("bash", "")));
        }
      });
      session.run("again");
    }
    assertThat(asked).hasSize(1);
    assertThat(statuses()).containsExactly(Status.OK);
  }

  @Test
  void changeTheInputWhichIsThenCheckedAgain() throws InterruptedException {
    var changing =
        at(
            Moment.CallPlanned.class,
            _ -> Hook.Answer.NOTHING.with(Json.parseObject("{\"command\":\"ls -l\"}")));
    run(open(callingBash(), changing));
    assertThat(onlyResult()).isEqualTo("ran ls -l");
    assertThat(told()).containsExactly("the input of bash is now {\"command\":\"ls -l\"}");
  }

  @Test
  void cannotMakeACallWhoseInputDoesNotFit() throws InterruptedException {
    var breaking =
        at(
            Moment.CallPlanned.class,
            _ -> Hook.Answer.NOTHING.with(Json.parseObject("{\"bad\":1}")));
    run(open(callingBash(), breaking));
    assertThat(statuses()).containsExactly(Status.REFUSED);
  }

  @Test
  void tellTheModelOfAResultInTheResult() throws InterruptedException {
    var linting =
        at(
            Moment.CallEnded.class,
            _ -> Hook.Answer.block("Line 3 is too long.").with("Formatted."));

    run(open(callingBash(), linting));

    assertThat(onlyResult()).isEqualTo("ran ls\nLine 3 is too long.\nFormatted.");
    assertThat(statuses()).containsExactly(Status.OK);
  }

  @Test
  void hearOfFailuresApart() throws InterruptedException {
    var failing = LambdaTool.command("bash", (_, _) -> ToolResult.failed("no"));
    run(
        builder(callingBash(), failing)
            .policy(OpenPolicy.allowingTools("bash"))
            .hooks(List.of(listening())));

    assertThat(moments).contains("PostToolUseFailure").doesNotContain("PostToolUse");
  }

  @Test
  void refuseAPromptBeforeTheModelHearsOfIt() throws InterruptedException {
    var model = ScriptedModel.of(Turn.text("Never said."));
    var refusing = at(Moment.PromptGiven.class, _ -> Hook.Answer.block("It names a customer."));

    assertThat(run(open(model, refusing)))
        .isEqualTo(
            new Outcome.Blocked(
                "", "the guard refused the prompt, which was not sent: It names a customer."));
    assertThat(model.requests()).isEmpty();
    assertThat(journal.events(Event.PromptSubmitted.class)).isEmpty();
  }

  @Test
  void whatTheySaidIsReplayedAndNotAskedAgain() throws InterruptedException {
    var context = at(Moment.PromptGiven.class, _ -> Hook.Answer.telling("It is raining."));
    run(open(ScriptedModel.of(Turn.text("I see.")), context));

    var model = ScriptedModel.answering(_ -> Turn.text("Still."));
    try (var session = open(model, listening()).journal(journal.afterCrash()).open()) {
      session.run("and now?");
    }

    assertThat(texts(model, 0)).containsSubsequence("do it", "It is raining.", "and now?");
    assertThat(moments).containsExactly("SessionStart", "UserPromptSubmit", "Stop", "SessionEnd");
  }

  @Test
  void makeATaskGoOnButNotForEver() throws InterruptedException {
    var again = new CopyOnWriteArrayList<Boolean>();
    var insisting =
        at(
            Moment.Stopping.class,
            stopping -> {
              again.add(stopping.again());
              return Hook.Answer.block("Run the tests.");
            });
    var model = ScriptedModel.of(Turn.text("Done.").times(20));

    assertThat(run(open(model, insisting))).isEqualTo(new Outcome.Finished("Done."));

    assertThat(model.requests()).hasSize(9);
    assertThat(again).startsWith(false, true).hasSize(9);
    assertThat(texts(model, 1)).containsExactly("do it", "Run the tests.");
    assertThat(told()).singleElement().asString().contains("8 times");
  }

  @Test
  void stopTheTask() throws InterruptedException {
    var stopping =
        at(Moment.CallEnded.class, _ -> Hook.Answer.NOTHING.stopping("The budget is spent."));

    assertThat(run(open(callingBash(), stopping)))
        .isEqualTo(new Outcome.Blocked("", "A hook stopped the task: The budget is spent."));
  }

  @Test
  void oneThatThrowsIsToldOfAndCountsAsSilent() throws InterruptedException {
    var broken =
        at(
            Moment.CallPlanned.class,
            _ -> {
              throw new IllegalStateException("oops");
            });

    run(open(callingBash(), broken));

    assertThat(statuses()).containsExactly(Status.OK);
    assertThat(told()).singleElement().asString().contains("the guard failed", "oops");
  }

  @Test
  void runSideBySide() throws InterruptedException {
    var both = new CountDownLatch(2);
    var meeting =
        at(
            Moment.CallPlanned.class,
            _ -> {
              both.countDown();
              try {
                both.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return Hook.Answer.telling("met");
            });

    run(open(callingBash(), meeting, meeting));

    assertThat(onlyResult()).isEqualTo("ran ls\nmet\nmet");
  }

  @Test
  void anInterruptionEndsTheWaitAndEveryCallHasAResult() throws InterruptedException {
    var waiting = new CountDownLatch(1);
    var hanging =
        new Hook() {
          @Override
          public boolean wants(Occasion occasion) {
            return occasion.moment() instanceof Moment.CallPlanned;
          }

          @Override
          public Answer on(Occasion occasion) throws InterruptedException {
            waiting.countDown();
            new CountDownLatch(1).await();
            return Answer.NOTHING;
          }
        };
    try (var session = open(callingBash(), hanging, hanging).open()) {
      session.submit("do it");
      waiting.await();
      session.interrupt();
      assertThat(session.await()).isEqualTo(new Outcome.Interrupted());
    }
    assertThat(statuses()).containsExactly(Status.CANCELLED);
  }

  @Test
  void hearOfSubAgentsAndTheirCallsByTheirKind() throws InterruptedException {
    var kinds = new CopyOnWriteArrayList<String>();
    var hook =
        new Hook() {
          @Override
          public Answer on(Occasion occasion) {
            if (!occasion.agent().isMain()) {
              kinds.add(occasion.moment().event(occasion.agent()) + " " + occasion.kind());
            }
            return occasion.moment() instanceof Moment.AgentBegan
                ? Answer.telling("Use tabs.")
                : Answer.NOTHING;
          }
        };
    var script =
        Script.of(
                Turn.call("task", "{\"prompt\":\"look around\",\"agent\":\"scout\"}"),
                Turn.text("Done."))
            .agent(
                "look around", Turn.call("bash", "{\"command\":\"ls\"}"), Turn.text("I looked."));
    var model = ScriptedModel.of(script, folder);
    run(
        builder(model, SubAgentsTest.TASK, bash())
            .policy(OpenPolicy.allowingTools("bash"))
            .agents(List.of(SubAgentsTest.agent("scout")))
            .hooks(List.of(hook)));

    assertThat(kinds)
        .containsExactly(
            "SubagentStart scout", "PreToolUse scout", "PostToolUse scout", "SubagentStop scout");
    assertThat(texts(model, 1)).containsExactly("look around", "Use tabs.");
  }

  @Test
  void hearOfTheStepsOfAWorkflowAndCanRefuseOne() throws InterruptedException {
    var refusing =
        at(
            Moment.CallPlanned.class,
            planned ->
                planned.call().tool().equals("bash")
                    ? Hook.Answer.block("No commands.")
                    : Hook.Answer.NOTHING);
    var workflow = LambdaTool.pure("workflow", (input, context) -> context.workflow(input));
    var model =
        ScriptedModel.of(
            Turn.call(
                "workflow",
                "{\"steps\":[{\"id\":\"t\",\"tool\":\"bash\",\"args\":{\"command\":\"ls\"}}],"
                    + "\"return\":{\"out\":\"$t.text\"}}"),
            Turn.text("Done."));
    run(
        builder(model, workflow, bash())
            .policy(OpenPolicy.allowingTools("bash"))
            .hooks(List.of(refusing)));

    assertThat(journal.events(Event.CallFinished.class).getFirst().result().text())
        .contains("No commands.");
    assertThat(statuses()).contains(Status.REFUSED);
  }

  @Test
  void answerInPlaceOfAPerson() throws InterruptedException {
    var allowing = at(Moment.ApprovalNeeded.class, _ -> Hook.Answer.allow("fine"));
    run(open(callingBash(), allowing).policy(OpenPolicy.ASKING));

    assertThat(statuses()).containsExactly(Status.OK);
  }

  @Test
  void aRefusedPromptDoesNotTakeTheOthersWithIt() throws InterruptedException {
    var refusing =
        at(
            Moment.PromptGiven.class,
            prompt ->
                prompt.content().toString().contains("secret")
                    ? Hook.Answer.block("No.")
                    : Hook.Answer.NOTHING);
    var begun = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    var waiting =
        LambdaTool.command(
            "bash",
            (_, _) -> {
              begun.countDown();
              goOn.await();
              return ok("ran");
            });
    var builder =
        builder(callingBash(), waiting)
            .policy(OpenPolicy.allowingTools("bash"))
            .hooks(List.of(refusing));
    try (var session = builder.open()) {
      session.submit("do it");
      begun.await();
      session.submit("the secret");
      session.submit("the rest");
      goOn.countDown();
      assertThat(session.await()).isEqualTo(new Outcome.Finished("Done."));
    }
    assertThat(journal.events(Event.PromptSubmitted.class))
        .extracting(prompt -> ((Block.Text) prompt.content().getFirst()).text())
        .containsExactly("do it", "the rest");
    assertThat(told()).singleElement().asString().contains("was not sent: No.");
  }
}
