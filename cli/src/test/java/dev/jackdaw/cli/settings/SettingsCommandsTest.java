package dev.jackdaw.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Redactor;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.environment.Platform;
import dev.jackdaw.cli.options.Arguments;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people are told of settings, and the import of another agent's. */
class SettingsCommandsTest {
  @TempDir Path root;
  private final StringWriter out = new StringWriter();
  private Path project;
  private Path user;
  private Path managed;

  @BeforeEach
  void name() throws IOException {
    project = Files.createDirectories(root.resolve("home/project"));
    user = root.resolve("config/settings.json");
    managed = root.resolve("etc/settings.json");
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(Optional.ofNullable(file.getParent()).orElseThrow());
    Files.writeString(file, text.replace('\'', '"'));
  }

  private Environment environment() {
    return new Environment(
        Map.of(), Platform.LINUX, root.resolve("home").toString(), project, root);
  }

  private SettingsReader reader() {
    return new SettingsReader(environment(), managed, user);
  }

  private String explain(String... words) {
    new SettingsCommands(reader(), new Redactor(Map.of()), new PrintWriter(out))
        .explain(Arguments.parse(words));
    return out.toString();
  }

  @Test
  void explainEveryPlaceAndWhichCounts() throws IOException {
    write(user, "{'model':'a/b'}");
    var theirs = project.resolve(".jackdaw/settings.json");
    write(theirs, "{\n  'model':'x/y'}");

    assertThat(explain("settings", "explain", "model", "--settings", "{\"model\":\"c/d\"}").lines())
        .containsExactly(
            "model: The model, as --model.",
            "  Where several places set it, the strongest place that sets it counts. A project may"
                + " not set it by itself.",
            "  * \"c/d\"  (command line: --settings) counts.",
            "  - \"x/y\"  (project: "
                + theirs
                + ", line 2, column 3) has no effect: a project may not set it.",
            "  - \"a/b\"  (user: "
                + user
                + ", line 1, column 2) does not count: --settings comes first.");
  }

  @Test
  void explainThatTheLowestLimitCounts() throws IOException {
    write(managed, "{'maxTurns':50}");
    write(project.resolve(".jackdaw/settings.json"), "{'maxTurns':10}");
    write(user, "{'maxTurns':20}");
    assertThat(explain("settings", "explain", "maxTurns").lines())
        .anyMatch(line -> line.startsWith("  * 10 "))
        .filteredOn(line -> line.startsWith("  - "))
        .hasSize(2);
  }

  @Test
  void explainThatAProjectMayOnlyTighten() throws IOException {
    write(project.resolve(".jackdaw/settings.json"), "{'sandbox':'off'}");
    write(user, "{'sandbox':'auto'}");
    assertThat(explain("settings", "explain", "sandbox"))
        .contains("* \"auto\"", "- \"off\"", "a project may only make it stricter");
  }

  @Test
  void sayTheNearestOfAnUnknownKey() {
    assertThatThrownBy(() -> explain("settings", "explain", "modle"))
        .isInstanceOf(JackdawException.class)
        .hasMessageContaining("did you mean \"model\"");
  }

  private String imported(String... words) {
    new ImportCommand(environment(), reader(), new PrintWriter(out)).run(Arguments.parse(words));
    return out.toString();
  }

  private static final String THEIRS =
      """
      {"$schema":"https://json.example/claude-code-settings.json",
       "model":"claude-opus-5-5[1m]",
       "permissions":{"allow":["Bash(npm run lint)","Read(~/.zshrc)",""],"deny":["Read(./.env)"],
         "defaultMode":"acceptEdits","additionalDirectories":["../docs/"]},
       "env":{"FOO":"bar","ANTHROPIC_API_KEY":"sk","CLAUDE_CODE_X":"1"},
       "hooks":{"PreToolUse":[{"matcher":"Bash","hooks":[
           {"type":"command","command":"check.sh","timeout":5,"async":true},
           {"type":"prompt","prompt":"ok?"}]}],
         "TeammateIdle":[]},
       "cleanupPeriodDays":20, "spinnerTipsEnabled":false, "sandbox":{"enabled":true,"x":1}}
      """;

  @Test
  void importWhatThereIsAWordForAndSayWhatIsLeft() throws IOException {
    write(root.resolve("home/.claude/settings.json"), "");
    Files.writeString(root.resolve("home/.claude/settings.json"), THEIRS);
    write(user, "{'permissions':{'deny':['Bash(rm:*)']},'maxTurns':7}");
    var before = Files.readString(user);

    var text = imported("settings", "import");

    assertThat(Json.parse(Files.readString(user)))
        .isEqualTo(
            Json.parse(
                """
                {"permissions":{"deny":["Bash(rm:*)","Read(./.env)"],
                    "allow":["Bash(npm run lint)","Read(~/.zshrc)"],
                    "defaultMode":"acceptEdits","additionalDirectories":["../docs/"]},
                  "maxTurns":7,"model":"anthropic/claude-opus-5-5","env":{"FOO":"bar"},
                  "hooks":{"PreToolUse":[{"matcher":"Bash","hooks":[
                    {"type":"command","command":"check.sh","timeout":5}]}]},
                  "sandbox":"auto"}
                """));
    assertThat(text.substring(text.indexOf("Not taken over:")))
        .contains(
            "$schema",
            "permissions.allow \"\"",
            "env.ANTHROPIC_API_KEY",
            "env.CLAUDE_CODE_X",
            "hooks.PreToolUse async",
            "only commands are run",
            "hooks.TeammateIdle",
            "cleanupPeriodDays",
            "spinnerTipsEnabled",
            "sandbox.x");
    assertThat(user.resolveSibling("settings.json.before-import")).hasContent(before);
    assertThat(reader().read(Arguments.parse(new String[] {})).warnings()).isEmpty();

    var once = Files.readString(user);
    imported("settings", "import");
    assertThat(user).hasContent(once);
  }

  @Test
  void importNothingInADryRunAndNeverReplaceAValue() throws IOException {
    var file = root.resolve("theirs.json");
    write(file, "{'model':'claude-x','env':{'FOO':'theirs'}}");
    write(user, "{'model':'a/b','env':{'FOO':'own'}}");
    var before = Files.readString(user);

    assertThat(imported("settings", "import", file.toString(), "--dry-run"))
        .contains("Would take over", "model: it is set to \"a/b\" already", "env.FOO");
    imported("settings", "import", file.toString());
    assertThat(user).hasContent(before);
  }
}
