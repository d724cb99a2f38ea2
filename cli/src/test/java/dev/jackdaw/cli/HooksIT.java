package dev.jackdaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.testkit.server.AnthropicServer;
import dev.jackdaw.testkit.server.Prepared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Hooks in the whole program: a user's, a project's, and after a resume. */
@Timeout(300)
class HooksIT {
  @TempDir Path temp;
  private Path project;
  private Path home;

  @BeforeEach
  void setUp() throws IOException {
    project = Files.createDirectory(temp.resolve("project"));
    home = Files.createDirectories(temp.resolve("home"));
    Files.createDirectory(project.resolve(".git"));
  }

  private static void hooks(Path file, String hooks) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, ("{'hooks':{" + hooks + "}}").replace('\'', '"'));
  }

  private void ofUser(String hooks) throws IOException {
    hooks(home.resolve("config/settings.json"), hooks);
  }

  private static String hook(String event, String matcher, String command) {
    return "'%s':[{'matcher':'%s','hooks':[{'type':'command','command':'%s','timeout':20}]}]"
        .formatted(event, matcher, command);
  }

  private Program.Ended run(AnthropicServer server, String... words) {
    var variables =
        Map.of(
            "ANTHROPIC_BASE_URL",
            server.uri().toString(),
            "ANTHROPIC_API_KEY",
            AnthropicServer.KEY);
    var all = new ArrayList<>(List.of("-p", "--model", "anthropic/" + AnthropicServer.MODEL));
    all.addAll(List.of(words));
    return new Program(home, project).with(variables).run(all.toArray(String[]::new));
  }

  @Test
  void aUsersRefuseACallAndTellOfAnEdit() throws IOException {
    ofUser(
        hook("PreToolUse", "Bash", "echo use the task runner >&2; exit 2")
            + ","
            + hook("PostToolUse", "Edit|Write", "cat > " + temp.resolve("told") + "; exit 0"));
    try (var server = AnthropicServer.open()) {
      server.then(
          Prepared.call("bash", "{\"command\":\"make\"}"),
          Prepared.call("write", "{\"path\":\"a.txt\",\"content\":\"x\"}"),
          Prepared.text("Done."));
      run(server, "--permission-mode", "acceptEdits", "do it");

      assertThat(server.bodies().get(1).toString()).contains("refused it: use the task runner");
    }
    assertThat(Files.readString(temp.resolve("told")))
        .contains(
            "\"tool_name\":\"Write\"", "\"file_path\":\"" + project.toRealPath() + "/a.txt\"");
  }

  @Test
  void aResumedSessionHasWhatTheySaidAndDoesNotAskThemAgain() throws IOException {
    var count = temp.resolve("count");
    ofUser(
        hook(
            "UserPromptSubmit",
            "",
            "echo x >> " + count + "; echo context $(wc -l < " + count + ")"));
    try (var server = AnthropicServer.open()) {
      server.then(Prepared.text("One."), Prepared.text("Two."));
      run(server, "first");
      run(server, "-c", "second");

      assertThat(server.bodies().get(1).toString()).contains("context 1", "context 2");
    }
    assertThat(Files.readAllLines(count)).hasSize(2);
  }

  @Test
  void aProjectsAreRunOnceTheFolderIsTrusted() throws IOException {
    hooks(
        project.resolve(".claude/settings.json"), hook("SessionStart", "", "echo words of a hook"));
    try (var server = AnthropicServer.open()) {
      server.then(Prepared.text("One."), Prepared.text("Two."));
      assertThat(run(server, "first").err()).contains(".claude/settings.json, hooks");
      run(server, "--trust", "second");

      assertThat(server.bodies().get(0).toString()).doesNotContain("words of a hook");
      assertThat(server.bodies().get(1).toString()).contains("words of a hook");
    }
  }
}
