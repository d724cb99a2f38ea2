package dev.jackdaw.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.TurnId;
import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is shown of a session. */
@Timeout(60)
class InteractiveShellTest extends ShellFixture {
  @Test
  void showsTheReplyAsItArrivesAndSumsUp() throws Exception {
    var session =
        new FakeSession(
            "s",
            s -> {
              s.say("Hel", "lo, ", "world.\n");
              s.finish();
            });
    try (var desk = Desk.linear(session, folder)) {
      desk.type("hi\n");
      desk.sees("Hello, world.\n").sees("1 turn · 1.2k in · 34 out · $0.0123 · ");
      desk.type("/quit\n");
      assertThat(desk.left()).doesNotContain("\u001b");
      assertThat(session.submitted).containsExactly("hi");
    }
  }

  @Test
  void filtersWhatModelsAndToolsPrint() throws Exception {
    var session =
        new FakeSession(
            "s",
            s -> {
              s.say("a\u001b", "[2Jb\u202ec\u001b]0;x\u0007\n");
              s.call(
                  bash("1", "cat \u001b[31mx"),
                  ToolResult.of(ToolResult.Status.FAILED, "\u001b[Hgone\u0007", COMMAND),
                  Duration.ofMillis(1_500));
              s.finish();
            });
    try (var desk = Desk.linear(session, folder)) {
      desk.type("hi\n");
      desk.sees("ab<U+202E>c␛]0;x␇\n");
      desk.sees("● bash  cat ␛[31mx\n  ✗ failed  1.5 s\n    gone␇\n");
      desk.type("/quit\n");
      assertThat(desk.left()).doesNotContain("\u001b").doesNotContain("\u0007");
    }
  }

  @Test
  void saysWhatACallWaitsFor() throws Exception {
    var call = bash("1", "make");
    var session =
        new FakeSession(
            "s",
            s -> {
              s.reply("", StopReason.CALLS, call);
              s.progress(call.id(), "waits for /w, held by agent 1 (edit: a)\n");
              s.start(call.id());
              s.progress(call.id(), "printed\n");
              s.finish(call.id(), ToolResult.ok("", COMMAND), Duration.ofSeconds(1));
              s.finish();
            });
    try (var desk = Desk.linear(session, folder)) {
      desk.type("hi\n");
      desk.sees("bash waits for /w, held by agent 1 (edit: a)\n● bash  make\n");
      desk.type("/quit\n");
      assertThat(desk.left()).doesNotContain("printed");
    }
  }

  @Test
  void saysWhereNothingMovesWhatGoesOnForLong() throws Exception {
    var call = bash("1", "make");
    var session =
        new FakeSession(
            "s",
            s -> {
              s.emit(new Event.TurnStarted(new TurnId(1)));
              s.reply("", StopReason.CALLS, call);
              s.start(call.id());
              s.progress(call.id(), "building\u001b[2J now\n");
              s.emit(new Event.NoticeGiven("it builds"));
              s.awaitSteering();
              s.finish(call.id(), ToolResult.ok("", COMMAND), Duration.ofSeconds(11));
              s.finish();
            });
    try (var desk = Desk.linear(session, folder)) {
      desk.type("hi\n");
      desk.sees("● bash  make\nit builds\n");
      desk.later(Duration.ofSeconds(11));
      desk.sees("Still running bash, 1").sees(" s: building now\n");
      desk.type("go on\n");
      desk.sees("2 turns");
      desk.type("/quit\n");
      assertThat(desk.left()).containsOnlyOnce("Still");
    }
  }

  @Test
  void showsCallsWithTheirEnds() throws Exception {
    var session =
        new FakeSession(
            "s",
            s -> {
              s.call(
                  bash("1", "mvn -q test"), ToolResult.ok("", COMMAND), Duration.ofMillis(3_200));
              s.call(
                  bash("2", "make\nmake install"),
                  ToolResult.of(ToolResult.Status.FAILED, "1\n2\n3\n4\n5\n6\n", COMMAND)
                      .withDetails(Json.object().put("exit_code", 2).build()),
                  Duration.ofSeconds(75));
              var edit =
                  new Block.Call(
                      new CallId("3"), "edit", Json.object().put("path", "src/A.java").build());
              s.call(
                  edit,
                  ToolResult.ok("", COMMAND)
                      .withDetails(
                          Json.object()
                              .put("diff", "--- a/src/A.java\n+++ b/src/A.java\n@@ x\n-old\n+new\n")
                              .build()),
                  Duration.ZERO);
              s.call(
                  new Block.Call(new CallId("4"), "todo", Json.Obj.EMPTY),
                  ToolResult.ok("", COMMAND).withDetails(steps()),
                  Duration.ZERO);
              s.call(
                  bash("5", "rm x"),
                  ToolResult.of(ToolResult.Status.REFUSED, "The user said no.", Label.JACKDAW),
                  Duration.ZERO);
              s.finish();
            });
    try (var desk = Desk.linear(session, folder)) {
      desk.type("hi\n");
      desk.sees("● bash  mvn -q test\n  ✓  3.2 s\n");
      desk.sees(
          "● bash  make (+1 lines)\n  ✗ exit 2  1 m 15 s\n    2\n    3\n    4\n    5\n    6\n");
      desk.sees("● edit  src/A.java\n  ✓  0.0 s\n    -old\n    +new\n● todo");
      desk.sees("    ☑ read  read it\n    ◐ write\n    ☐ test\n");
      desk.sees("  ⊘ refused  0.0 s\n    The user said no.\n");
      desk.type("/plan\n");
      desk.sees("1 of 3 steps are done.\n  ☑ read  read it\n  ◐ write\n  ☐ test\n");
    }
  }

  private static FakeSession editedWithNews() {
    var edit = new Block.Call(new CallId("1"), "edit", Json.object().put("path", "a.py").build());
    var news = new Label(Label.Source.COMMAND, "language server");
    var result =
        ToolResult.ok("Changed a.py", Label.JACKDAW)
            .withDetails(
                Json.object().put("diff", "--- a.py\n+++ a.py\n@@ -1 +1 @@\n-1\n+x\n").build())
            .and(new Block.Text("New in a.py:\nline 1: error: x is \u001b[2Jnot known", news));
    return new FakeSession(
        "s",
        s -> {
          s.call(edit, result, Duration.ZERO);
          s.finish();
        });
  }

  @Test
  void showsWhatALanguageServerSaysOfAnEdit() throws Exception {
    try (var desk = Desk.linear(editedWithNews(), folder)) {
      desk.type("hi\n");
      desk.sees("    -1\n    +x\n    New in a.py:\n    line 1: error: x is not known\n");
    }
    try (var desk = Desk.lively(editedWithNews(), folder, 80)) {
      desk.type("hi\r");
      desk.sees("New in a.py:").sees("line 1: error: x is not known");
    }
  }

  private static Json.Obj steps() {
    var items = new java.util.ArrayList<Json>();
    for (var step : List.of("read done", "write active", "test pending")) {
      var words = step.split(" ", -1);
      var item = Json.object().put("text", words[0]).put("state", words[1]);
      if (words[1].equals("done")) item.put("evidence", "read it");
      items.add(item.build());
    }
    return Json.object().put("items", new Json.Arr(items)).build();
  }

  @Test
  void namesTheCallWhenSeveralRunAtOnce() throws Exception {
    var session =
        new FakeSession(
            "s",
            s -> {
              s.reply("", StopReason.CALLS, bash("1", "a"), bash("2", "b"));
              s.start(new CallId("1"));
              s.start(new CallId("2"));
              s.finish(new CallId("1"), ToolResult.ok("", COMMAND), Duration.ZERO);
              s.finish(new CallId("2"), ToolResult.ok("", COMMAND), Duration.ZERO);
              s.finish();
            });
    try (var desk = Desk.linear(session, folder)) {
      desk.type("hi\n");
      desk.sees("● bash  a\n● bash  b\n  ✓  0.0 s  bash  a\n  ✓  0.0 s\n");
    }
  }

  @Test
  void showsTheCallsOfAWorkflowBelowIt() throws Exception {
    var flow = new CallId("1");
    var step = new CallId("1/a");
    var session =
        new FakeSession(
            "s",
            s -> {
              s.reply("", StopReason.CALLS, new Block.Call(flow, "workflow", Json.Obj.EMPTY));
              s.start(flow);
              s.emit(new Event.CallNested(new TurnId(1), flow, bash("1/a", "ls")));
              s.start(step);
              s.finish(step, ToolResult.ok("", COMMAND), Duration.ZERO);
              s.finish(flow, ToolResult.ok("", COMMAND), Duration.ZERO);
              s.finish();
            });
    try (var desk = Desk.linear(session, folder)) {
      desk.type("hi\n");
      desk.sees("● workflow  \n  ● bash  ls\n    ✓  0.0 s\n  ✓  0.0 s  workflow  \n");
    }
  }

  @Test
  void showsSubAgentsByTheirCallsOnly() throws Exception {
    var child = AgentId.MAIN.child(1);
    var session =
        new FakeSession(
            "s",
            s -> {
              s.emit(new Event.AgentStarted(child, new CallId("9"), "look around"));
              s.emit(
                  child,
                  new Event.ReplyStreamed(new TurnId(1), new Delta.TextDelta("secret words")));
              s.emit(child, new Event.TaskFinished(new Outcome.Finished("done")));
              s.say("All done.");
              s.finish();
            });
    try (var desk = Desk.linear(session, folder)) {
      desk.type("hi\n");
      desk.sees("◆ agent1  look around\n").sees("All done.\n");
      assertThat(desk.shown()).doesNotContain("secret words");
    }
  }

  @Test
  void saysWhatItWaitsForAndThatAReplyStartsAgain() throws Exception {
    var session =
        new FakeSession(
            "s",
            s -> {
              s.stream(new Delta.TextDelta("Half a"));
              s.stream(new Delta.Retrying("The provider is overloaded", Duration.ofSeconds(4), 2));
              s.stream(new Delta.Restarted());
              s.say("Whole.");
              s.end(
                  new Outcome.Failed(JackdawException.Kind.PROVIDER, "model-quota", "No credit."));
            });
    try (var desk = Desk.linear(session, folder)) {
      desk.type("hi\n");
      desk.sees("Half a\nThe provider is overloaded; trying again in 4.0 s (attempt 2)\n");
      desk.sees("it starts again from the beginning.\nWhole.\n✗ No credit. [model-quota]\n");
    }
  }

  @Test
  void saysWhatIsWaitedForBelowWhatIsFinished() throws IOException, InterruptedException {
    var session =
        new FakeSession(
            "s",
            s -> {
              s.emit(new Event.TurnStarted(new TurnId(1)));
              s.awaitInterrupt();
              s.finish();
            });
    try (var desk = Desk.lively(session, folder)) {
      desk.type("go\r");
      desk.sees("waiting for the model");
      desk.type("\u0003");
      desk.sees("1 turn");
      assertThat(desk.shown()).doesNotContain("waiting for the model");
    }
  }
}
