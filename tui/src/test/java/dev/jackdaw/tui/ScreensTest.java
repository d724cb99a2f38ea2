package dev.jackdaw.tui;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Idempotency;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.Question;
import dev.jackdaw.api.Rule;
import dev.jackdaw.api.Session;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.TurnId;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.testkit.Golden;
import dev.jackdaw.tui.view.ViewSources;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The screens a person works with, one after the other, as the cells of a terminal. */
@Timeout(120)
class ScreensTest extends ShellFixture {
  private static final TurnId TURN = new TurnId(1);
  private static final String LONG = "src/main/java/org/example/billing/InvoiceRepository.java";

  /** What views show beside a session that was here before. */
  private static final class Sources implements ViewSources {
    @Override
    public List<Occurrence> events(Session session) {
      var said =
          List.<Block.Content>of(new Block.Text("Make invoices round half even", Label.USER));
      return List.of(
          new Occurrence(1, Instant.EPOCH, AgentId.MAIN, new Event.PromptSubmitted(said, false)));
    }

    @Override
    public List<Change> changes(Session session) {
      return List.of(
          new Change(
              1,
              1,
              "edit  ~ " + LONG + "  (1 changed)",
              false,
              () -> "--- a\n+++ a\n@@ -1 +1 @@\n-round(x)\n+roundHalfEven(x)\n"),
          new Change(2, 1, "bash  rm -rf build  (12 changed)", true, () -> ""));
    }

    @Override
    public List<Past> sessions() {
      return List.of(
          new Past("0198-aa", "Make invoices round half even", "2 h ago, main", List::of),
          new Past("0198-bb", "", "yesterday, feature/long-branch-name", List::of));
    }

    @Override
    public List<Fact> settings() {
      return List.of(
          new Fact(
              "model",
              "\"anthropic/claude-sonnet-5-5\"",
              "/home/ada/.config/jackdaw/settings.json"),
          new Fact("shell.background", "\"90s\"", "--settings"),
          new Fact("theme", "\"light\"", "JACKDAW_THEME"));
    }

    @Override
    public List<Fact> rules() {
      return List.of(
          new Fact("allow", "Bash(mvn test:*)", ".jackdaw/settings.json; holds where trusted"),
          new Fact("deny", "Read(//home/ada/.ssh/**)", "/home/ada/.config/jackdaw/settings.json"));
    }

    @Override
    public List<Fact> agents() {
      return List.of(new Fact("reviewer", "looks for bugs in what was changed", "agents/r.md"));
    }

    @Override
    public List<Job> jobs() {
      return List.of(new Job("bg1", "runs for 12 s: npm run dev", true, () -> "listening\n"));
    }

    @Override
    public List<Server> servers() {
      return List.of(new Server("tracker", "ready", "3 tools", () -> List.of("tracker  ready")));
    }

    @Override
    public List<String> doctor() {
      return List.of(
          "ok    Java 25.0.3", "warn  no key: ANTHROPIC_API_KEY is not set", "ok    git");
    }
  }

  private static Question edit() {
    var path = Path.of("/project").resolve(LONG);
    return new Question.Approval(
        new Block.Call(
            new CallId("e"),
            "edit",
            Json.object()
                .put("path", LONG)
                .put("old_string", "return round(total);")
                .put("new_string", "return roundHalfEven(total);")
                .build()),
        "edit " + LONG,
        List.of(new Effect.Reads(path), new Effect.Writes(path)),
        "Writing asks unless a rule or the mode acceptEdits allows it.",
        new Rule("Edit", "/" + path));
  }

  private static FakeSession working() {
    return new FakeSession(
        "s",
        s -> {
          s.emit(new Event.TurnStarted(TURN));
          s.reply(
              "I look at it from two sides.",
              StopReason.CALLS,
              bash("c", "for i in 1 2 3; do echo \"one of many tests: $i\"; done && mvn -q verify"),
              bash("d", "true"));
          var child = AgentId.MAIN.child(1);
          s.emit(
              new Event.AgentStarted(child, new CallId("t"), "look for bugs", "reviewer", false));
          s.emit(child, new Event.TurnStarted(TURN));
          s.start(new CallId("c"));
          s.progress(new CallId("c"), "one of many tests: 1\n[INFO] Running FooTest\n");
          s.emit(new Event.CallStarted(TURN, new CallId("d"), Idempotency.PURE));
          s.finish(
              new CallId("d"),
              ToolResult.ok("first\n" + "more\n".repeat(20) + "last", COMMAND),
              Duration.ofSeconds(2));
          s.awaitSteering();
          s.put(edit());
          s.put(approval("git push --force"));
          s.put(
              new Question.Choice(
                  "Which of these?",
                  List.of(
                      new Question.Option("this", "the quick one"),
                      new Question.Option("that", "")),
                  false));
          for (var i = 0; i < 3; i++) s.awaitAnswer();
          s.finish();
        });
  }

  private final StringBuilder all = new StringBuilder();

  private void capture(Desk desk, String name) {
    all.append("== ").append(name).append('\n');
    var rows = desk.emulator().rows();
    var end = rows.size();
    while (end > 0 && rows.get(end - 1).isEmpty()) end--;
    for (var row : rows.subList(0, end)) all.append(row).append('\n');
  }

  private static String untimed(String shown) {
    return shown.replaceAll("\\b[0-9]+(\\.[0-9])? s\\b", "N s").replaceAll("(?m)[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]", "*");
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 80, 220})
  void workAndQuestions(int columns) throws Exception {
    try (var desk = Desk.lively(working(), folder, columns)) {
      desk.type("go on\r");
      desk.sees("Running FooTest").sees("last");
      capture(desk, "at work");
      desk.type("and the docs\r");
      desk.sees("1 of 3").sees("5. No, and do this instead");
      capture(desk, "a queue of questions: an edit");
      desk.later(Duration.ofSeconds(1));
      desk.type("n");
      desk.sees("2 of 3").sees("as I change it");
      desk.later(Duration.ofSeconds(1));
      desk.type("e");
      desk.sees("The command as it should run:");
      capture(desk, "a command to change");
      desk.type("\u0015git push\r");
      desk.sees("3 of 3");
      capture(desk, "a choice");
      desk.later(Duration.ofSeconds(1));
      desk.type("1");
      desk.sees("2 turns");
      capture(desk, "done");
    }
    Golden.check("screens-work-" + columns + ".txt", untimed(all.toString()));
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 80, 220})
  void views(int columns) throws Exception {
    var session = new FakeSession("s", FakeSession::finish);
    session.views = new Sources();
    try (var desk = Desk.lively(session, folder, columns)) {
      show(desk, "/help", "/clear", "q");
      show(desk, "/transcript", "round half even", "q");
      show(desk, "/diff", "roundHalfEven", "q");
      show(desk, "/rewind", "Go back to before", "\u001b[27u");
      show(desk, "/resume", "yesterday", "\u001b[27u");
      show(desk, "/context", "system prompt", "q");
      show(desk, "/cost", "0 turns", "q");
      show(desk, "/permissions", "Bash(mvn test:*)", "q");
      show(desk, "/settings", "shell.background", "q");
      show(desk, "/agents", "reviewer", "q");
      show(desk, "/jobs", "npm run dev", "\u001b[27u");
      show(desk, "/mcp", "tracker", "\u001b[27u");
      show(desk, "/plan", "There is no plan", "q");
      show(desk, "/theme", "high-contrast", "\u001b[27u");
      show(desk, "/keys", "Writing a prompt", "q");
      show(desk, "/doctor", "Java 25", "q");
    }
    Golden.check("screens-views-" + columns + ".txt", untimed(all.toString()));
  }

  private void show(Desk desk, String command, String what, String close) throws Exception {
    desk.type(command + "\r");
    desk.sees(what);
    capture(desk, command);
    desk.type(close);
    desk.sees("›").seesNot(what);
  }
}
