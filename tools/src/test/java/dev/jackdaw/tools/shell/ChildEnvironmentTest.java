package dev.jackdaw.tools.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChildEnvironmentTest {
  @TempDir Path folder;
  private Path project;
  private Workspace workspace;

  @BeforeEach
  void makeWorkspace() throws Exception {
    project = Files.createDirectory(folder.toRealPath().resolve("project"));
    workspace = Workspace.of(project);
  }

  private Map<String, String> built(Map<String, String> own) {
    return ChildEnvironment.of(own, workspace, ChildEnvironment.Settings.NONE).variables();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ANTHROPIC_API_KEY",
        "OPENAI_API_KEY",
        "GEMINI_API_KEY",
        "GITHUB_TOKEN",
        "GH_TOKEN",
        "NPM_TOKEN",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_PROFILE",
        "SSH_AUTH_SOCK",
        "SSH_AGENT_PID",
        "GPG_AGENT_INFO",
        "DBUS_SESSION_BUS_ADDRESS",
        "XDG_RUNTIME_DIR",
        "DISPLAY",
        "WAYLAND_DISPLAY",
        "JAVA_TOOL_OPTIONS",
        "JDK_JAVA_OPTIONS",
        "_JAVA_OPTIONS",
        "MAVEN_OPTS",
        "GRADLE_OPTS",
        "NODE_OPTIONS",
        "PYTHONSTARTUP",
        "PYTHONPATH",
        "PERL5OPT",
        "RUBYOPT",
        "GOFLAGS",
        "CLASSPATH",
        "BASH_ENV",
        "ENV",
        "SHELLOPTS",
        "BASHOPTS",
        "PS4",
        "CDPATH",
        "IFS",
        "PROMPT_COMMAND",
        "BASH_FUNC_ls%%",
        "BASH_FUNC_git()",
        "LD_PRELOAD",
        "LD_LIBRARY_PATH",
        "DYLD_INSERT_LIBRARIES",
        "GIT_DIR",
        "GIT_SSH_COMMAND",
        "GIT_EXEC_PATH",
        "GIT_CONFIG_COUNT",
        "GIT_EXTERNAL_DIFF",
        "CI",
        "JACKDAW_HOME",
        "JACKDAW_JOB",
        "lc_all",
        "Path",
        ""
      })
  void holdsBackWhatIsNotOnTheList(String name) {
    var value = "value-that-must-not-pass";

    assertThat(built(Map.of(name, value)).values()).doesNotContain(value);
  }

  @Test
  void passesOnWhereTheUserAndTheToolchainsAre() {
    var own =
        Map.of(
            "HOME",
            "/home/u",
            "USER",
            "u",
            "LANG",
            "de_DE.UTF-8",
            "LC_TIME",
            "C",
            "TZ",
            "UTC",
            "JAVA_HOME",
            "/opt/jdk",
            "CARGO_HOME",
            "/home/u/.cargo",
            "TMPDIR",
            "/var/tmp",
            "https_proxy",
            "http://proxy.example:3128");

    assertThat(built(own)).containsAllEntriesOf(own);
  }

  @Test
  void saysThatNobodySitsAtTheTerminal() {
    assertThat(built(Map.of("TERM", "xterm", "EDITOR", "vim", "PAGER", "less")))
        .isEqualTo(
            Map.ofEntries(
                Map.entry("PATH", "/usr/local/bin:/usr/bin:/bin"),
                Map.entry("JACKDAW", "1"),
                Map.entry("TERM", "dumb"),
                Map.entry("NO_COLOR", "1"),
                Map.entry("PAGER", "cat"),
                Map.entry("MANPAGER", "cat"),
                Map.entry("GIT_PAGER", "cat"),
                Map.entry("GIT_TERMINAL_PROMPT", "0"),
                Map.entry("GIT_OPTIONAL_LOCKS", "0"),
                Map.entry("GIT_CONFIG_COUNT", "3"),
                Map.entry("GIT_CONFIG_KEY_0", "core.fsmonitor"),
                Map.entry("GIT_CONFIG_VALUE_0", "false"),
                Map.entry("GIT_CONFIG_KEY_1", "diff.autoRefreshIndex"),
                Map.entry("GIT_CONFIG_VALUE_1", "false"),
                Map.entry("GIT_CONFIG_KEY_2", "log.showSignature"),
                Map.entry("GIT_CONFIG_VALUE_2", "false"),
                Map.entry("GIT_EDITOR", "false"),
                Map.entry("GIT_SEQUENCE_EDITOR", "false"),
                Map.entry("EDITOR", "false"),
                Map.entry("VISUAL", "false"),
                Map.entry("DEBIAN_FRONTEND", "noninteractive")));
  }

  @Test
  void searchesNoProgramInTheWorkspace() throws Exception {
    var bin = Files.createDirectory(project.resolve("bin"));
    var link = Files.createSymbolicLink(folder.resolve("innocent"), bin);
    var sibling = Files.createDirectory(folder.toRealPath().resolve("project-tools"));
    var path =
        String.join(
            ":",
            "/usr/bin",
            "",
            ".",
            "bin",
            "~/bin",
            bin.toString(),
            link.toString(),
            sibling + "/../project/bin",
            project.toString(),
            sibling.toString(),
            "/bin");

    assertThat(built(Map.of("PATH", path))).containsEntry("PATH", "/usr/bin:" + sibling + ":/bin");
  }

  @Test
  void searchesInTheSystemWhenNothingIsLeftOfThePath() {
    assertThat(built(Map.of("PATH", "." + ":" + project)))
        .containsEntry("PATH", "/usr/local/bin:/usr/bin:/bin");
  }

  @Test
  void letsTheWorkspaceChooseNoToolchain() {
    var own =
        Map.of(
            "JAVA_HOME",
            project + "/jdk",
            "CARGO_HOME",
            "cargo",
            "TMPDIR",
            project.toString(),
            "M2_HOME",
            "/opt/maven\0",
            "GOPATH",
            "");

    assertThat(built(own))
        .doesNotContainKeys("JAVA_HOME", "CARGO_HOME", "TMPDIR", "M2_HOME", "GOPATH");
  }

  @Test
  void passesNoProxyWithAPassword() {
    assertThat(built(Map.of("HTTPS_PROXY", "http://me:secret@proxy.example:3128")))
        .doesNotContainKey("HTTPS_PROXY");
  }

  @Test
  void passesWhatTheUserNamed() {
    var own =
        Map.of(
            "GH_TOKEN",
            "t",
            "ACME_MODE",
            "x",
            "ACME_TOKEN",
            "s",
            "ACME_API_KEY",
            "k",
            "OTHER",
            "o");
    var settings =
        new ChildEnvironment.Settings(List.of("GH_TOKEN", "ACME_*"), Map.of("PAGER", "more"));

    var variables = new HashMap<>(ChildEnvironment.of(own, workspace, settings).variables());

    assertThat(variables)
        .containsAllEntriesOf(Map.of("GH_TOKEN", "t", "ACME_MODE", "x", "PAGER", "more"));
    assertThat(variables).doesNotContainKeys("ACME_TOKEN", "ACME_API_KEY", "OTHER");
  }

  @Test
  void aWildcardDoesNotReachWhatNeverPasses() {
    var own = Map.of("BASH_ENV", "/tmp/x", "BASH_FUNC_x%%", "() { id; }", "BASH_X", "fine");
    var settings = new ChildEnvironment.Settings(List.of("BASH_*"), Map.of());

    assertThat(ChildEnvironment.of(own, workspace, settings).variables())
        .doesNotContainKeys("BASH_ENV", "BASH_FUNC_x%%")
        .containsEntry("BASH_X", "fine");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "BASH_ENV",
        "LD_PRELOAD",
        "SSH_AUTH_SOCK",
        "ANTHROPIC_API_KEY",
        "BASH_FUNC_x",
        "a=b",
        "1X",
        "",
        "*",
        "A B",
        "Ä",
        "_JAVA_OPTIONS",
        "JAVA_TOOL_OPTIONS"
      })
  void refusesSettingsThatWouldOpenADoor(String name) {
    assertThatThrownBy(() -> new ChildEnvironment.Settings(List.of(name), Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ChildEnvironment.Settings(List.of(), Map.of(name, "x")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theShellReallySeesNothingElse() throws Exception {
    var own = new HashMap<>(System.getenv());
    var startFile = Files.writeString(project.resolve("evil.sh"), "echo EVIL\n");
    own.putAll(
        Map.of(
            "BASH_ENV",
            startFile.toString(),
            "ENV",
            startFile.toString(),
            "SHELLOPTS",
            "xtrace",
            "BASH_FUNC_ls%%",
            "() { echo EVIL; }",
            "SECRET_TOKEN",
            "EVIL",
            "CDPATH",
            "/"));
    var stage = new Stage(project);
    try (var jobs = new Jobs()) {
      var bash = new Bash(jobs, own, ChildEnvironment.Settings.NONE);

      var result = bash.call(Bash.Input.of("ls; env"), stage);

      assertThat(result.text())
          .startsWith("evil.sh\n")
          .doesNotContain("EVIL")
          .contains("JACKDAW=1");
      assertThat(result.status()).isEqualTo(dev.jackdaw.api.ToolResult.Status.OK);
    }
  }
}
