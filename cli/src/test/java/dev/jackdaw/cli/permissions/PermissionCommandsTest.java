package dev.jackdaw.cli.permissions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Decision;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Journal;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Question;
import dev.jackdaw.api.Rule;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.TurnId;
import dev.jackdaw.api.Usage;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.environment.Directories;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.environment.Platform;
import dev.jackdaw.cli.options.Arguments;
import dev.jackdaw.cli.options.ExitCode;
import dev.jackdaw.journal.Sessions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PermissionCommandsTest {
  @TempDir Path root;
  private Path project;
  private Directories directories;
  private PermissionCommands commands;
  private final StringWriter printed = new StringWriter();
  private final PrintWriter out = new PrintWriter(printed);

  @BeforeEach
  void prepare() throws IOException {
    project = Files.createDirectories(root.toRealPath().resolve("project"));
    var environment =
        new Environment(
            Map.of("JACKDAW_HOME", root.resolve("own").toString()),
            Platform.LINUX,
            root.toString(),
            project,
            root);
    directories = Directories.of(environment, _ -> {});
    commands = new PermissionCommands(environment, directories);
  }

  private void settings(String text) throws IOException {
    var file = directories.config().resolve("settings.json");
    Files.createDirectories(directories.config());
    Files.writeString(file, text.replace('\'', '"'));
  }

  private ExitCode run(String... words) {
    var arguments = Arguments.parse(words);
    return switch (arguments.command()) {
      case PERMISSIONS_EXPLAIN -> commands.explain(arguments, out);
      case PERMISSIONS_TEST -> commands.test(arguments, out);
      default -> commands.replay(arguments, out);
    };
  }

  private List<Json.Obj> check(String... lines) {
    return check(List.of("permissions", "check", "--trust"), lines);
  }

  private List<Json.Obj> check(List<String> words, String... lines) {
    var text = String.join("\n", lines).replace('\'', '"');
    var in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    var arguments = Arguments.parse(words.toArray(String[]::new));
    assertThat(commands.check(arguments, in, out)).isEqualTo(ExitCode.DONE);
    return printed.toString().lines().map(Json::parseObject).toList();
  }

  private static List<String> decisions(List<Json.Obj> answers) {
    return answers.stream().map(answer -> answer.string("decision", "error")).toList();
  }

  @Test
  void answersEveryLineInOrderAndGoesOnAfterABadOne() throws IOException {
    settings("{'permissions':{'allow':['Bash(npm test)'],'deny':['Read(secret.txt)']}}");
    var answers =
        check(
            "{'id':1,'tool':'bash','input':{'command':'npm test'}}",
            "{'id':'two','tool':'bash','input':{'command':'npm test; rm -r x'}}",
            "{'id':3,'tool':'read','input':{'path':'secret.txt'}}",
            "no JSON at all",
            "{'id':4,'input':{}}",
            "{'id':5,'tool':'bash','input':[]}",
            "{'id':6,'tool':'bash','input':{},'mode':'yolo'}",
            "{'id':7,'tool':'bash','input':{'command':'x'},'cwd':'/no/such/folder'}",
            "",
            "{'id':8,'tool':'read','input':{'path':'src/A.java'}}");

    assertThat(decisions(answers))
        .containsExactly(
            "allow", "ask", "deny", "error", "error", "error", "error", "error", "error", "allow");
    assertThat(answers)
        .extracting(answer -> answer.get("id").orElse(Json.Null.INSTANCE).compact())
        .containsExactly("1", "\"two\"", "3", "null", "4", "5", "6", "7", "null", "8");
    assertThat(answers.get(0).string("rule")).contains("Bash(npm test)");
    assertThat(answers.get(1).members().get("rule")).isEqualTo(Json.Null.INSTANCE);
    assertThat(answers.get(2).string("rule")).contains("Read(secret.txt)");
    assertThat(answers.get(0).array("effects"))
        .containsExactly(
            Json.object()
                .put("type", "executes")
                .put("command", "npm test")
                .put("directory", project.toString())
                .build());
  }

  @Test
  void heedsModeFolderAndOriginsOfALine() throws IOException {
    settings("{'permissions':{'allow':['Bash(npm test)']}}");
    Files.createDirectories(project.resolve("../x"));
    Files.createDirectories(project.resolve("../other/.jackdaw"));
    Files.writeString(
        project.resolve("../other/.jackdaw/settings.json"),
        "{\"permissions\":{\"deny\":[\"Bash\"]}}");
    var answers =
        check(
            "{'tool':'write','input':{'path':'a','content':''},'mode':'acceptEdits'}",
            "{'tool':'write','input':{'path':'a','content':''},'mode':'plan'}",
            "{'tool':'bash','input':{'command':'npm test'},'cwd':'../other'}",
            "{'tool':'bash','input':{'command':'npm test'},'labels':['workspace:README']}",
            "{'tool':'bash','input':{'command':'npm test'},'labels':['workspace:R'],'cwd':'../x'}",
            "{'tool':'bash','input':{'command':'npm test'},'labels':['WEB:evil.example']}",
            "{'tool':'bash','input':{'command':'npm test'},'labels':[{'source':'mcp'}]}",
            "{'tool':'bash','input':{'command':'npm test'},'labels':['somewhere']}");

    assertThat(decisions(answers))
        .containsExactly("allow", "deny", "deny", "allow", "ask", "ask", "ask", "ask");
    assertThat(answers.get(5).string("reason", "")).contains("the web (evil.example)");
  }

  /** In view of foreign text a rule goes on to hold for what a sandbox would keep in. */
  @Test
  void countsCommandsAsConfinedWhereTheSessionWouldConfineThem() throws IOException {
    settings("{'permissions':{'allow':['Bash(npm test)','WebFetch(domain:example.org)']}}");
    var test = "{'tool':'bash','input':{'command':'npm test'},'labels':['web:x']}";
    var fetch = "{'tool':'web_fetch','input':{'url':'https://example.org/'},'labels':['web:x']}";
    assertThat(decisions(check(test, fetch))).containsExactly("ask", "ask");

    printed.getBuffer().setLength(0);
    var off = List.of("permissions", "check", "--trust", "--sandbox", "off");
    assertThat(decisions(check(off, test))).containsExactly("ask");

    printed.getBuffer().setLength(0);
    var auto = List.of("permissions", "check", "--trust", "--sandbox", "auto");
    var decided = decisions(check(auto, test, fetch));
    assumeTrue(decided.getFirst().equals("allow"), "no sandbox on this machine");
    assertThat(decided).containsExactly("allow", "ask");
  }

  @Test
  void neverAllowsWhatNoSessionWouldRun() {
    var answers =
        check(
            "{'tool':'launch_rockets','input':{}}",
            "{'tool':'bash','input':{'cmd':'ls'}}",
            "{'tool':'read','input':{'path':'a\\u0000b'}}",
            "{'tool':'mcp__a__b','input':{}}");

    assertThat(decisions(answers)).containsExactly("deny", "deny", "deny", "ask");
    assertThat(answers.get(0).string("reason", "")).contains("There is no tool");
  }

  @Test
  void explainsACallHoweverItIsWritten() throws IOException {
    settings("{'permissions':{'allow':['Bash(npm run:*)']}}");
    run("permissions", "explain", "Bash(npm run --stat)");
    run("permissions", "explain", "bash", "{\"command\":\"npm run --stat\"}");
    run("permissions", "explain", "{\"tool\":\"bash\",\"input\":{\"command\":\"npm run --stat\"}}");

    assertThat(printed.toString().lines().filter(line -> line.equals("decision  allow")))
        .hasSize(3);
    assertThat(printed.toString())
        .contains("rule      Bash(npm run:*) in user settings", "runs \"npm run --stat\" in .");
  }

  @Test
  void saysHowToWriteACall() {
    assertThatThrownBy(() -> run("permissions", "explain", "(ls"))
        .isInstanceOf(JackdawException.class)
        .hasMessageContaining("write Bash(ls -l)");
  }

  @Test
  void triesTheExamplesOfTheSettings() throws IOException {
    settings(
        "{'permissions':{'allow':[{'rule':'Bash(npm run:*)','match':['npm run -w'],"
            + "'notMatch':['git push']}],'examples':["
            + "{'call':'Bash(git push)','expect':'ask'},"
            + "{'call':'Bash(npm run)','expect':'deny','mode':'plan','labels':['web:x']},"
            + "{'call':{'tool':'read','input':{'path':'a'}},'expect':'deny'}]}}");

    assertThat(run("permissions", "test")).isEqualTo(ExitCode.FAILED);
    assertThat(printed.toString())
        .contains("is expected to be deny, but it is allow")
        .contains("5 examples, 1 not as expected.");
  }

  @Test
  void refusesARuleThatIsNotWhatItsExamplesSay() throws IOException {
    settings("{'permissions':{'allow':[{'rule':'Bash(npm rum:*)','match':['npm run -w']}]}}");

    assertThat(run("permissions", "test")).isEqualTo(ExitCode.FAILED);
    assertThat(printed.toString()).contains("was written to match \"npm run -w\", but it does not");
  }

  @Test
  void tellsWhatOldSessionsWouldDoByTheRulesOfToday() throws IOException {
    settings("{'permissions':{'allow':['Bash(make:*)'],'deny':['Bash(rm:*)']}}");
    session("s1", "make -s", new Decision.Ask("a", new Rule("Bash", "")), true);
    session("s2", "rm -r build", new Decision.Allow("by a rule"), false);
    session("s3", "cmake", new Decision.Allow("the user allowed it once"), true);

    assertThat(run("permissions", "replay", "s1", "s2", "s3")).isEqualTo(ExitCode.DONE);
    assertThat(printed.toString())
        .contains("s1 turn 1: bash \"make -s\" was ask, would be allow")
        .contains("s2 turn 1: bash \"rm -r build\" was allow, would be deny")
        .doesNotContain("s3 turn")
        .contains("3 calls, 2 would be decided otherwise.");
  }

  @Test
  void replaysWithTheModeAndTheOriginsOfTheMoment() throws IOException {
    settings("{'permissions':{'allow':['Bash(make:*)']}}");
    var id = new SessionId("s1");
    try (var journal = sessions().create(id, project)) {
      journal.append(AgentId.MAIN, opened(id));
      call(journal, 1, "make -s", new Decision.Allow("x"));
      journal.append(AgentId.MAIN, new Event.ModeChanged(Mode.PLAN));
      call(journal, 2, "make -a", new Decision.Allow("x"));
      journal.append(AgentId.MAIN, new Event.ModeChanged(Mode.DEFAULT));
      var page = new Label(Label.Source.WEB, "evil.example");
      journal.append(
          AgentId.MAIN,
          new Event.CallFinished(
              new TurnId(2), new CallId("c2"), ToolResult.ok("hi", page), Duration.ZERO));
      call(journal, 3, "rm -r x", new Decision.Deny("x"));
    }

    run("permissions", "replay", "s1");

    assertThat(printed.toString())
        .contains("turn 2: bash \"make -a\" was allow, would be deny")
        .contains("turn 3: bash \"rm -r x\" was deny, would be ask")
        .contains("3 calls, 2 would be decided otherwise.");
  }

  @Test
  void textOfACallNeverControlsTheTerminal() {
    var hostile = "touch \u001b[2Ja\u202eb\u009b1m\u0007";
    session("s1", hostile, new Decision.Allow("it was thought to be harmless"), false);
    assertThat(run("permissions", "replay", "s1")).isEqualTo(ExitCode.DONE);
    assertThat(run("permissions", "explain", "Bash(" + hostile + ")")).isEqualTo(ExitCode.DONE);
    assertThat(printed.toString()).contains("touch  [2Ja b 1m ");
    assertThat(printed.toString().lines())
        .allSatisfy(line -> assertThat(line).doesNotContainPattern("[\\p{Cc}\\p{Cf}]"));
  }

  @Test
  void goesOnAfterASessionThatCannotBeReplayed() {
    session("s1", "make", new Decision.Ask("a", new Rule("Bash", "")), true);

    assertThat(run("permissions", "replay", "nothing", "s1")).isEqualTo(ExitCode.FAILED);
    assertThat(printed.toString())
        .contains("nothing: not replayed")
        .contains("1 calls, 0 would be decided otherwise; 1 sessions could not be replayed.");
  }

  private Sessions sessions() {
    return new Sessions(directories.state(), InstantSource.system());
  }

  private Event.SessionOpened opened(SessionId id) {
    return new Event.SessionOpened(id, project.toString(), "1", Optional.empty());
  }

  private void session(String name, String command, Decision decision, boolean asked) {
    var id = new SessionId(name);
    try (var journal = sessions().create(id, project)) {
      journal.append(AgentId.MAIN, opened(id));
      var call = call(command, 1);
      if (asked) {
        var question = new Question.Approval(call, "", List.of(), "", new Rule("Bash", ""));
        journal.append(AgentId.MAIN, new Event.QuestionAnswered(question, new Answer.AllowOnce()));
      }
      call(journal, 1, command, decision);
    }
  }

  private static Block.Call call(String command, int turn) {
    return new Block.Call(
        new CallId("c" + turn), "bash", Json.object().put("command", command).build());
  }

  private void call(Journal journal, int turn, String command, Decision decision) {
    var call = call(command, turn);
    var message = new Message.Assistant(List.of(call));
    journal.append(
        AgentId.MAIN,
        new Event.ReplyReceived(
            new TurnId(turn),
            message,
            Usage.NONE,
            StopReason.CALLS,
            "m/x",
            Optional.empty(),
            Duration.ZERO));
    journal.append(
        AgentId.MAIN,
        new Event.CallDecided(
            new TurnId(turn), call.id(), List.of(new Effect.Executes(command, project)), decision));
  }
}
