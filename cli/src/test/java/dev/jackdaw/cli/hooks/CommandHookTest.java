package dev.jackdaw.cli.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.Hook;
import dev.jackdaw.api.Hook.Answer;
import dev.jackdaw.api.Hook.Verdict;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Reply;
import dev.jackdaw.api.SideJobs;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.Usage;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.environment.Platform;
import dev.jackdaw.cli.keys.NetworkHttp;
import dev.jackdaw.cli.settings.HookDeed;
import dev.jackdaw.cli.settings.HookSetting;
import dev.jackdaw.cli.settings.Layer;
import dev.jackdaw.cli.settings.NetworkSettings;
import dev.jackdaw.cli.settings.Origin;
import dev.jackdaw.tools.shell.Launcher;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The contract of hooks that are commands. */
@Timeout(60)
class CommandHookTest {
  private static final Posting NOBODY =
      new Posting(
          () -> {
            throw new IllegalStateException();
          },
          Map.of(),
          List.of());

  @TempDir Path folder;

  private Answer answer(Layer layer, String event, String command, String onFailure)
      throws InterruptedException {
    var setting =
        new HookSetting(
            event,
            "",
            new HookDeed.Runs(command),
            Optional.of(Duration.ofMillis(1500)),
            false,
            onFailure.equals("block"),
            new Origin(layer, "settings.json"));
    var place =
        new HookPlace(
            folder,
            folder.resolve("journal.jsonl"),
            Map.of("PATH", System.getenv("PATH")),
            Launcher.unconfined(),
            Launcher.unconfined(),
            NOBODY);
    var occasion = HookSamples.of(event, "bash", Optional.empty()).orElseThrow();
    return CommandHook.of(List.of(setting), place).getFirst().on(occasion);
  }

  private Answer answer(String event, String command) throws InterruptedException {
    return answer(Layer.USER, event, command, "");
  }

  private Answer printing(String event, String json) throws InterruptedException {
    return answer(event, "printf '%s' '" + json + "'");
  }

  private static String only(Answer answer) {
    assertThat(answer.verdict()).isEqualTo(Verdict.NONE);
    assertThat(answer.messages()).hasSize(1);
    return answer.messages().getFirst();
  }

  @Test
  void aSilentOneSaysNothing() throws InterruptedException {
    var answer = answer("PreToolUse", "true");
    assertThat(answer).isEqualTo(Answer.NOTHING.with(answer.label()));
    assertThat(answer.label().source()).isEqualTo(Label.Source.COMMAND);
  }

  @Test
  void exitTwoRefusesWithWhatIsOnStandardError() throws InterruptedException {
    var answer = answer("PreToolUse", "echo 'not on Fridays' >&2; exit 2");
    assertThat(answer.verdict()).isEqualTo(Verdict.BLOCK);
    assertThat(answer.reason()).isEqualTo("not on Fridays");
  }

  @Test
  void exitTwoWhereNothingCanBeRefusedIsToldToThePerson() throws InterruptedException {
    assertThat(only(answer("SessionStart", "echo oops >&2; exit 2"))).endsWith(": oops");
  }

  @Test
  void anyOtherExitIsAWarning() throws InterruptedException {
    assertThat(only(answer("PreToolUse", "echo broken >&2; exit 7")))
        .isEqualTo("hook \"echo broken >&2; exit 7\" (user): exited with 7: broken");
  }

  @Test
  void jsonDecides() throws InterruptedException {
    var answer =
        printing(
            "PreToolUse",
            """
            {"systemMessage": "looked at", "hookSpecificOutput": {"hookEventName": "PreToolUse",
            "permissionDecision": "ask", "permissionDecisionReason": "It is late.",
            "updatedInput": {"command": "echo bye", "timeout": 3000},
            "additionalContext": "The build is red."}}
            """);
    assertThat(answer.verdict()).isEqualTo(Verdict.ASK);
    assertThat(answer.reason()).isEqualTo("It is late.");
    assertThat(answer.context()).isEqualTo("The build is red.");
    assertThat(answer.input())
        .contains(Json.parseObject("{\"command\":\"echo bye\",\"timeout_seconds\":3}"));
    assertThat(answer.messages()).singleElement().asString().endsWith(": looked at");
  }

  @Test
  void theOlderFormsDecideToo() throws InterruptedException {
    assertThat(printing("PreToolUse", "{\"decision\":\"approve\"}").verdict())
        .isEqualTo(Verdict.ALLOW);
    assertThat(printing("Stop", "{\"decision\":\"block\",\"reason\":\"Test it.\"}"))
        .satisfies(answer -> {
          assertThat(answer.verdict()).isEqualTo(Verdict.BLOCK);
          assertThat(answer.reason()).isEqualTo("Test it.");
        });
  }

  @Test
  void aPersonsAnswerCanBeGiven() throws InterruptedException {
    var json =
        "{\"hookSpecificOutput\":{\"hookEventName\":\"PermissionRequest\",\"decision\":"
            + "{\"behavior\":\"deny\",\"message\":\"no\",\"interrupt\":true}}}";
    var answer = printing("PermissionRequest", json);
    assertThat(answer.verdict()).isEqualTo(Verdict.BLOCK);
    assertThat(answer.stop()).contains("no");
  }

  @Test
  void continueFalseStopsTheTask() throws InterruptedException {
    assertThat(printing("PostToolUse", "{\"continue\":false,\"stopReason\":\"Enough.\"}").stop())
        .contains("Enough.");
  }

  @Test
  void plainTextIsContextForPromptsAndBeginningsAlone() throws InterruptedException {
    assertThat(answer("UserPromptSubmit", "echo It rains.").context()).isEqualTo("It rains.");
    assertThat(answer("SessionStart", "echo It rains.").context()).isEqualTo("It rains.");
    assertThat(answer("PostToolUse", "echo It rains.").context()).isEmpty();
  }

  @Test
  void garbageIsAWarning() throws InterruptedException {
    assertThat(only(answer("PreToolUse", "echo '{\"decision\": '"))).contains("is no JSON");
    assertThat(only(answer("PreToolUse", "printf '\\377\\001'"))).contains("is no text");
    assertThat(only(printing("PreToolUse", "{\"decision\":\"perhaps\"}")))
        .contains("unknown decision: perhaps");
    assertThat(
            only(printing("PreToolUse", "{\"hookSpecificOutput\":{\"hookEventName\":\"Stop\"}}")))
        .contains("answered for Stop");
  }

  @Test
  void oneThatNeverEndsIsStoppedAndSaysNothing() throws InterruptedException {
    assertThat(only(answer("PreToolUse", "sleep 7010"))).contains("did not end within 1.5 s");
  }

  @Test
  void aGuardMayCountAsANoWhenItFails() throws InterruptedException {
    assertThat(answer(Layer.USER, "PreToolUse", "exit 1", "block").verdict())
        .isEqualTo(Verdict.BLOCK);
    assertThat(answer(Layer.USER, "PreToolUse", "sleep 7011", "block").verdict())
        .isEqualTo(Verdict.BLOCK);
    assertThat(answer(Layer.USER, "PreToolUse", "true", "block").verdict()).isEqualTo(Verdict.NONE);
  }

  @Test
  void aProjectsCannotSpareAQuestionAndItsWordsAreTheWorkspaces() throws InterruptedException {
    var answer =
        answer(
            Layer.PROJECT,
            "PreToolUse",
            "echo '{\"decision\":\"approve\",\"hookSpecificOutput\":{\"additionalContext\":\"x\"}}'",
            "");
    assertThat(answer.verdict()).isEqualTo(Verdict.NONE);
    assertThat(answer.label())
        .isEqualTo(new Label(Label.Source.WORKSPACE, "hook of settings.json"));
  }

  @Test
  void whatFetchesSpeaksForTheWeb() throws InterruptedException {
    assertThat(answer("UserPromptSubmit", "true curl").label().source())
        .isEqualTo(Label.Source.WEB);
  }

  @Test
  void isToldInTheFieldsThatOtherAgentsTell() throws InterruptedException {
    var told = answer("UserPromptSubmit", "cat | tr '{' '('").context();
    assertThat(told)
        .contains(
            "\"session_id\":\"sample\"",
            "\"transcript_path\":",
            "\"cwd\":\"" + folder + "\"",
            "\"permission_mode\":\"default\"",
            "\"hook_event_name\":\"UserPromptSubmit\"",
            "\"prompt\":\"Say hello.\"");
  }

  @Test
  void pathsAreToldAsFilePathsAndComeBackAsPaths() {
    var call = HookSamples.of("PreToolUse", "Edit", Optional.empty()).orElseThrow();
    var told = new HookInput(folder, folder.resolve("j")).of(call);
    assertThat(told.string("tool_name")).contains("Edit");
    var input = told.object("tool_input");
    assertThat(input.string("file_path")).contains(folder.resolve("sample.txt").toString());

    assertThat(InputFields.own("edit", input, input).string("path")).contains("sample.txt");
    var moved = input.with("file_path", Json.of("/elsewhere"));
    assertThat(InputFields.own("edit", input, moved))
        .isEqualTo(
            Json.parseObject(
                "{\"path\":\"/elsewhere\",\"old_string\":\"a\",\"new_string\":\"b\"}"));
  }

  private Answer asked(String reply) throws InterruptedException {
    SideJobs jobs =
        job -> {
          assertThat(job.messages().getFirst().toString()).contains("No pushes: {\"session_id\"");
          var said = new Message.Assistant(List.of(new Block.Text(reply, Label.JACKDAW)));
          return new SideJobs.Done("m", new Reply(said, Usage.NONE, StopReason.END));
        };
    var plain = HookSamples.of("PreToolUse", "bash", Optional.empty()).orElseThrow();
    var occasion =
        new Hook.Occasion(
            plain.session(), plain.agent(), plain.kind(), plain.mode(), plain.moment(), jobs);
    return hook(Layer.USER, new HookDeed.Asks("No pushes: $ARGUMENTS"), NOBODY).on(occasion);
  }

  private Hook hook(Layer layer, HookDeed deed, Posting posting) {
    var setting =
        new HookSetting(
            "PreToolUse",
            "",
            deed,
            Optional.of(Duration.ofSeconds(20)),
            false,
            false,
            new Origin(layer, "settings.json"));
    var place =
        new HookPlace(
            folder,
            folder.resolve("journal.jsonl"),
            Map.of(),
            Launcher.unconfined(),
            Launcher.unconfined(),
            posting);
    return CommandHook.of(List.of(setting), place).getFirst();
  }

  @Test
  void aModelJudges() throws InterruptedException {
    assertThat(asked("Sure: {\"ok\": true}").verdict()).isEqualTo(Verdict.NONE);
    var refused = asked("```json\n{\"ok\": false, \"reason\": \"it pushes\"}\n```");
    assertThat(refused.verdict()).isEqualTo(Verdict.BLOCK);
    assertThat(refused.reason()).isEqualTo("it pushes");
    assertThat(only(asked("I think it is fine"))).contains("no verdict: I think it is fine");
  }

  @Test
  void anAddressAnswersAsACommandWould() throws Exception {
    var heard = new CopyOnWriteArrayList<String>();
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          heard.add(exchange.getRequestHeaders().getFirst("X-Key"));
          heard.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          var good = exchange.getRequestURI().getPath().equals("/good");
          var text =
              "{\"decision\": \"block\", \"reason\": \"by post\"}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(good ? 200 : 500, text.length);
          exchange.getResponseBody().write(text);
          exchange.close();
        });
    server.start();
    try {
      var base = "http://127.0.0.1:" + server.getAddress().getPort();
      var network =
          new NetworkSettings(
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Map.of(),
              Map.of(),
              Optional.empty(),
              List.of());
      var environment =
          new Environment(Map.of(), Platform.LINUX, folder.toString(), folder, folder);
      var posting =
          new Posting(
              () -> NetworkHttp.of(environment, network, "1"), Map.of("KEY", "k1"), List.of());
      var occasion = HookSamples.of("PreToolUse", "bash", Optional.empty()).orElseThrow();
      var good = new HookDeed.Posts(URI.create(base + "/good"), Map.of("X-Key", "\0KEY\0"));
      var answer = hook(Layer.USER, good, posting).on(occasion);
      assertThat(answer.verdict()).isEqualTo(Verdict.BLOCK);
      assertThat(answer.reason()).isEqualTo("by post");
      assertThat(answer.label()).isEqualTo(new Label(Label.Source.WEB, "127.0.0.1"));
      assertThat(heard.getFirst()).isEqualTo("k1");
      assertThat(heard.getLast()).contains("\"hook_event_name\":\"PreToolUse\"");
      var bad = new HookDeed.Posts(URI.create(base + "/bad"), Map.of());
      assertThat(only(hook(Layer.USER, bad, posting).on(occasion))).endsWith("answered 500");
      heard.clear();
      assertThat(only(hook(Layer.PROJECT, good, posting).on(occasion)))
          .contains("hosts of \"sandboxDomains\"");
      assertThat(heard).isEmpty();
    } finally {
      server.stop(0);
    }
  }
}
