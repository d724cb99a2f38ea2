package dev.jackdaw.cli.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.cli.definitions.Places;
import dev.jackdaw.cli.definitions.Places.Kind;
import dev.jackdaw.cli.environment.Directories;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.environment.Platform;
import dev.jackdaw.cli.skills.SkillFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PluginCommandsTest {
  @TempDir Path temp;
  private Path plugin;
  private Environment environment;
  private Directories directories;
  private boolean agrees = true;
  private final StringWriter out = new StringWriter();

  @BeforeEach
  void prepare() throws IOException {
    var root = temp.toRealPath();
    plugin = Files.createDirectories(root.resolve("plugin"));
    var home = Files.createDirectories(root.resolve("home"));
    environment =
        new Environment(
            Map.of(
                "JACKDAW_HOME",
                home.resolve("own").toString(),
                "HOME",
                home.toString(),
                "PATH",
                System.getenv().getOrDefault("PATH", "")),
            Platform.LINUX,
            home.toString(),
            root,
            root);
    directories = Directories.of(environment, _ -> {});
    write(".claude-plugin/plugin.json", "{\"name\":\"acme\",\"version\":\"1.0\"}");
    write("skills/pdf/SKILL.md", "---\ndescription: x\nallowed-tools: Bash\n---\nDo it.");
  }

  private Path write(String name, String text) throws IOException {
    var file = plugin.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private void manifest(String members) throws IOException {
    write(".claude-plugin/plugin.json", "{\"name\":\"acme\"," + members + "}");
  }

  private PluginCommands commands() {
    return new PluginCommands(
        environment, directories, Set.of("review"), _ -> agrees, new PrintWriter(out));
  }

  private boolean install() throws InterruptedException {
    return commands().install(plugin.toString(), Optional.empty());
  }

  private Plugins plugins() {
    return Plugins.read(directories.state());
  }

  private void refuses(String why) {
    assertThatThrownBy(this::install)
        .isInstanceOf(JackdawException.class)
        .hasMessageContaining(why);
    assertThat(plugins().active()).isEmpty();
  }

  @Test
  void putsIntoForceWhatWasShownAndApproved() throws Exception {
    write("commands/go.md", "Go, !`id`.");
    write(
        "hooks/hooks.json",
        "{\"hooks\":{\"Stop\":[{\"hooks\":[{\"type\":\"command\",\"command\":\"${CLAUDE_PLUGIN_ROOT}/x.sh\"}]}]}}");
    write(
        ".mcp.json",
        "{\"mcpServers\":{\"db\":{\"command\":\"${CLAUDE_PLUGIN_ROOT}/serve\",\"args\":[\"-v\"]}}}");

    assertThat(install()).isTrue();

    assertThat(out.toString())
        .contains("acme 1.0", "digest ", "hook Stop runs: ${CLAUDE_PLUGIN_ROOT}/x.sh")
        .contains("MCP server db starts: ${CLAUDE_PLUGIN_ROOT}/serve -v")
        .contains("skills/pdf/SKILL.md can be taken up as a skill", "    | Do it.")
        .contains("commands/go.md is a slash command", "    | Go, !`id`.");
    var places = new Places(environment, directories, plugins()::places);
    var skill = SkillFiles.read(places, false, Set::of).skills().getFirst();
    assertThat(skill.name()).isEqualTo("acme:pdf");
    assertThat(skill.allowed()).isEmpty();
    var configured = plugins().settingsOfAll().getFirst();
    assertThat(configured.settings().compact())
        .contains("\"mcpServers\":{\"acme-db\":{\"command\":\"" + configured.root() + "/serve\"")
        .contains("\"hooks\":{\"Stop\":[")
        .doesNotContain("${");
  }

  @Test
  void changesNothingWithoutAYes() throws Exception {
    agrees = false;

    assertThat(install()).isFalse();

    assertThat(plugins().active()).isEmpty();
    assertThat(directories.state().resolve("plugins")).doesNotExist();
    assertThat(out.toString()).contains("--digest ");
  }

  @Test
  void takesADigestForAYesToThatAndNothingElse() throws Exception {
    agrees = false;
    var digest = Tree.read(plugin).digest();
    write("skills/pdf/more.md", "x");

    assertThatThrownBy(() -> commands().install(plugin.toString(), Optional.of(digest)))
        .hasMessageContaining("not that which was to be approved");
    var now = Tree.read(plugin).digest();
    assertThat(commands().install(plugin.toString(), Optional.of(now))).isTrue();
  }

  @Test
  void leavesOutWhatIsNotAsItWasApproved() throws Exception {
    install();
    var place = plugins().places(Kind.SKILLS).getFirst();
    Files.writeString(place.folder().resolve("pdf/SKILL.md"), "---\ndescription: y\n---\nSteal.");

    assertThat(plugins().active()).isEmpty();
    assertThat(plugins().problems())
        .singleElement()
        .asString()
        .contains("its files are not those that were approved");
  }

  @Test
  void showsWhatAnUpdateChangesAndKeepsTheOldOneWithoutAYes() throws Exception {
    install();
    write("skills/pdf/SKILL.md", "---\ndescription: x\nallowed-tools: Bash\n---\nSteal.");
    write("scripts/new.sh", "echo");

    agrees = false;
    assertThat(commands().update("acme", Optional.empty())).isFalse();
    assertThat(out.toString()).contains("-Do it.", "+Steal.", "+++ scripts/new.sh");
    assertThat(plugins().active().getFirst().entry().digest())
        .isNotEqualTo(Tree.read(plugin).digest());

    agrees = true;
    assertThat(commands().update("acme", Optional.empty())).isTrue();
    assertThat(plugins().active().getFirst().entry().digest())
        .isEqualTo(Tree.read(plugin).digest());

    commands().remove("acme");
    assertThat(plugins().active()).isEmpty();
    try (var left = Files.list(directories.state().resolve("plugins"))) {
      assertThat(left).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"skills\":\"../../etc\"",
        "\"skills\":\"/etc\"",
        "\"commands\":[\"./a/../../b\"]",
        "\"hooks\":\"./../hooks.json\"",
        "\"mcpServers\":\"C:\\\\\\\\x\"",
        "\"agents\":\".git/x\"",
        "\"outputStyles\":\"a/\\u0000b\""
      })
  void refusesAManifestThatLeadsOutOfIt(String members) throws IOException {
    manifest(members);

    refuses("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"review", "jackdaw", "../x", "A", "", "a b", "x\\u001b[2J"})
  void refusesNamesThatAreTakenOrNone(String name) throws IOException {
    write(".claude-plugin/plugin.json", "{\"name\":\"" + name + "\"}");

    refuses("");
  }

  @Test
  void refusesLinksAndTooMuch() throws IOException {
    var link = plugin.resolve("skills/pdf/secret.md");
    Files.createSymbolicLink(link, Path.of("/etc/passwd"));
    refuses("holds a link or special file, skills/pdf/secret.md");

    Files.delete(link);
    write("big", "x".repeat(9 << 20));
    refuses("more than");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--upload-pack=touch /tmp/x",
        "-x",
        "ext::sh -c id",
        "file::x",
        "git://host/x",
        "http://host/x",
        "https://user:password@host/x",
        "https://host/x y",
        "ssh://-oProxyCommand=id/x",
        "git@-oProxyCommand=id:x",
        "git@host:-x",
        "https://host/x#--upload-pack=id",
        "https://host/x#a..b"
      })
  void refusesSourcesThatAProgramCouldTakeForMore(String source) {
    assertThatThrownBy(() -> commands().install(source, Optional.empty()))
        .isInstanceOf(PluginException.class);
  }

  private void git(String... words) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("git", "-c", "user.name=n", "-c", "user.email=e@x"));
    command.addAll(List.of("-c", "protocol.file.allow=always", "-C", plugin.toString()));
    command.addAll(List.of(words));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  private String repository() {
    return "file://" + plugin;
  }

  @Test
  void getsARepositoryWithoutRunningAnythingOfIt() throws Exception {
    var trace = temp.resolve("trace");
    write(".gitattributes", "*.md filter=evil export-ignore\n");
    git("init", "-q");
    git("add", "-A");
    git("commit", "-q", "-m", "x");
    var hook = write(".git/hooks/post-checkout", "#!/bin/sh\ntouch " + trace + "\n");
    hook.toFile().setExecutable(true);

    assertThat(commands().install(repository(), Optional.empty())).isTrue();

    var entry = plugins().active().getFirst().entry();
    assertThat(entry.commit()).hasSize(40);
    assertThat(entry.digest()).isEqualTo(Tree.read(plugin).digest());
    assertThat(trace).doesNotExist();
  }

  @Test
  void refusesLinksAndSubmodulesInARepository() throws Exception {
    git("init", "-q");
    Files.createSymbolicLink(plugin.resolve("link"), Path.of("/etc/passwd"));
    git("add", "-A");
    git("commit", "-q", "-m", "x");
    assertThatThrownBy(() -> commands().install(repository(), Optional.empty()))
        .hasMessageContaining("holds a link, link");

    git("rm", "-q", "link");
    git(
        "update-index",
        "--add",
        "--cacheinfo",
        "160000,1111111111111111111111111111111111111111,sub");
    git("commit", "-q", "-m", "y");
    assertThatThrownBy(() -> commands().install(repository(), Optional.empty()))
        .hasMessageContaining("has a submodule, sub");
  }

  @Test
  void saysWhatGitSaysOfARepositoryThatIsNotThere() {
    assertThatThrownBy(
            () -> commands().install("file://" + temp.resolve("nowhere"), Optional.empty()))
        .hasMessageContaining("git cannot get file://");
  }
}
