package dev.jackdaw.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.testkit.server.AnthropicServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Everything that can be wrong around the program: a clear message, the right exit code. */
@Timeout(300)
class BadInputIT {
  @TempDir Path temp;
  private Path project;
  private Path home;
  private Path script;

  @BeforeEach
  void setUp() throws IOException {
    project = Files.createDirectory(temp.resolve("project"));
    home = temp.resolve("home");
    script = script("{\"text\":\"Fine.\"}");
  }

  private Path script(String... turns) throws IOException {
    var file = temp.resolve("script.json");
    return Files.writeString(
        file, "{\"turns\":[" + String.join(",", turns) + "],\"final\":\"Done.\"}");
  }

  private Program program() {
    return new Program(home, project);
  }

  private Program.Ended print(String... more) {
    return print(program(), more);
  }

  private Program.Ended print(Program program, String... more) {
    var words = new String[more.length + 3];
    words[0] = "-p";
    words[1] = "--model";
    words[2] = "scripted/" + script;
    System.arraycopy(more, 0, words, 3, more.length);
    return program.run(words);
  }

  private static void check(Program.Ended ended, int code, String... words) {
    assertThat(ended.err()).contains(words).doesNotContain("Exception", "\tat ");
    assertThat(ended.code()).isEqualTo(code);
    assertThat(ended.out()).isEmpty();
  }

  @Test
  void anUnknownFlag() {
    check(program().run("--modle", "x"), 2, "--modle", "--model");
  }

  @Test
  void noPrompt() {
    check(print(), 2, "no prompt");
  }

  @Test
  void anUnreadableConfiguration() throws IOException {
    Files.createDirectories(home.resolve("config"));
    Files.writeString(home.resolve("config/settings.json"), "{\"model\": \"x\",,}");

    check(print("hi"), 2, "settings.json", "line 1");
  }

  @Test
  void aConfigurationThatIsAFolder() throws IOException {
    Files.createDirectories(home.resolve("config/settings.json"));

    check(print("hi"), 2, "settings.json");
  }

  @Test
  void aWrongKey() {
    try (var server = AnthropicServer.open()) {
      var ended =
          program()
              .with(
                  Map.of(
                      "ANTHROPIC_BASE_URL", server.uri().toString(), "ANTHROPIC_API_KEY", "wrong"))
              .run("-p", "--model", "anthropic/" + AnthropicServer.MODEL, "hi");

      check(ended, 5, "ANTHROPIC_API_KEY");
      assertThat(ended.err()).doesNotContain("wrong");
    }
  }

  @Test
  void anUnknownModelOfAProvider() {
    try (var server = AnthropicServer.open()) {
      var ended =
          program()
              .with(
                  Map.of(
                      "ANTHROPIC_BASE_URL",
                      server.uri().toString(),
                      "ANTHROPIC_API_KEY",
                      AnthropicServer.KEY))
              .run("-p", "--model", "anthropic/claude-tset-1", "hi");

      check(ended, 2, "claude-tset-1");
    }
  }

  @Test
  void anUnknownProvider() {
    check(program().run("-p", "--model", "antropic/x", "hi"), 2, "antropic", "anthropic");
  }

  @Test
  void noModelAtAll() {
    check(program().run("-p", "hi"), 2, "ANTHROPIC_API_KEY", "jackdaw demo");
  }

  @Test
  void aProviderThatIsNotThere() {
    var ended =
        program()
            .with(Map.of("ANTHROPIC_BASE_URL", "http://127.0.0.1:1", "ANTHROPIC_API_KEY", "key"))
            .run("-p", "--max-time", "2s", "--model", "anthropic/claude-opus-4-6", "hi");

    assertThat(ended.code()).isIn(4, 5);
    assertThat(ended.err()).contains("the connection failed").doesNotContain("\tat ");
  }

  @Test
  void aScriptThatIsNotThere() {
    check(program().run("-p", "--model", "scripted/none.json", "hi"), 2, "none.json");
  }

  @Test
  void aHomeThatIsAFile() throws IOException {
    Files.writeString(home, "not a folder");

    check(print("hi"), 2, "JACKDAW_HOME");
  }

  @Test
  void noHomeAtAll() {
    var ended = print(program().with(Map.of("JACKDAW_HOME", "", "HOME", "")), "hi");

    assertThat(ended.out()).isEqualTo("Fine.\n");
    assertThat(ended.code()).isZero();
  }

  @Test
  void aSystemWithoutGitOrAnythingElse() {
    var ended = print(program().with(Map.of("PATH", "/nonexistent")), "hi");

    assertThat(ended).isEqualTo(new Program.Ended(0, "Fine.\n", ""));
  }

  @Test
  void aPromptOfFiveMegabytes() throws IOException {
    var prompt = "word ".repeat(1_000_000);

    var ended = program().feed(prompt.getBytes(UTF_8), "-p", "--model", "scripted/" + script);

    check(ended, 2, "5000000 characters", "200000 tokens");

    Files.writeString(
        script, "{\"window\": 8000000, \"turns\":[{\"text\":\"Long.\"}],\"final\":\"Done.\"}");
    ended = program().feed(prompt.getBytes(UTF_8), "-p", "--model", "scripted/" + script);
    assertThat(ended).isEqualTo(new Program.Ended(0, "Long.\n", ""));
    var exported = program().run("sessions", "export", latest(), "--format", "json").out();
    assertThat(exported).contains(prompt.strip().substring(0, 1_000_000));
  }

  private String latest() {
    var list = (Json.Arr) Json.parse(program().run("sessions", "list", "--json").out());
    return ((Json.Obj) list.elements().getFirst()).string("id", "");
  }

  @Test
  void standardInputThatIsNotText() {
    var ended =
        program().feed(new byte[] {'a', (byte) 0xff, 'b'}, "-p", "--model", "scripted/" + script);

    check(ended, 2, "UTF-8");
  }

  @Test
  void aBinaryFileAndAFolderNamedLikeAFile() throws IOException {
    Files.write(project.resolve("image.bin"), new byte[] {0, 1, 2, 3, 0, 0});
    Files.createDirectory(project.resolve("Main.java"));
    script =
        script(
            "{\"calls\":[{\"tool\":\"read\",\"input\":{\"path\":\"image.bin\"}},"
                + "{\"tool\":\"read\",\"input\":{\"path\":\"Main.java\"}}]}",
            "{\"text\":\"I see.\"}");

    var ended = print("--verbose", "look");

    assertThat(ended.out()).isEqualTo("I see.\n");
    assertThat(ended.err()).contains("FAILED").doesNotContain("Exception");
    assertThat(ended.code()).isZero();
  }

  @Test
  void aFullDeviceBehindStandardOutput() throws IOException, InterruptedException {
    var full = Path.of("/dev/full");
    org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(full));
    var err = temp.resolve("err.txt");
    var process = program().startInto(full, err, "-p", "--model", "scripted/" + script, "hi");

    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(Files.readString(err)).contains("standard output").doesNotContain("\tat ");
  }

  @Test
  void aReaderThatGoesAway() throws IOException, InterruptedException {
    script = script("{\"calls\":[{\"tool\":\"list\",\"input\":{}}],\"repeat\":200}");
    var err = temp.resolve("err.txt");
    var process =
        program()
            .start(
                err,
                "-p",
                "--loop-detection",
                "off",
                "--output-format",
                "stream-json",
                "--model",
                "scripted/" + script,
                "hi");
    process.getInputStream().read();
    process.getInputStream().close();

    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(Files.readString(err))
        .contains("standard output", "session")
        .doesNotContain("\tat ");
    assertThat(print("-c", "--loop-detection", "off", "go on").code()).isZero();
  }

  @Test
  void aSlowReaderGetsEverything() throws IOException, InterruptedException {
    var text = "0123456789".repeat(40_000);
    script = script("{\"text\":\"" + text + "\"}");
    var process =
        program().start(temp.resolve("err.txt"), "-p", "--model", "scripted/" + script, "hi");
    var read = 0;
    var buffer = new byte[997];
    try (var in = process.getInputStream()) {
      for (var n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        read += n;
        Thread.onSpinWait();
      }
    }

    assertThat(process.waitFor()).isZero();
    assertThat(read).isEqualTo(text.length() + 1);
  }

  @Test
  void aRefusedApprovalSaysWhatWouldAllowIt() throws IOException {
    script =
        script(
            "{\"calls\":[{\"tool\":\"bash\",\"input\":{\"command\":\"make\"}}]}",
            "{\"text\":\"I could not build it.\"}");

    var ended = print("build it");

    assertThat(ended.out()).isEqualTo("I could not build it.\n");
    assertThat(ended.err()).contains("--allowedTools", "Bash(make");
    assertThat(ended.code()).isEqualTo(3);
  }

  @Test
  void aLimitOnTurns() throws IOException {
    script = script("{\"calls\":[{\"tool\":\"list\",\"input\":{}}],\"repeat\":9}");

    check(print("--max-turns", "3", "look around"), 4, "--max-turns");
  }

  @Test
  void nothingToContinue() {
    check(print("-c", "go on"), 2, "no session");
  }

  @Test
  void aSessionThatIsNotThere() {
    check(print("-r", "nosuchsession", "go on"), 2, "nosuchsession");
  }

  @Test
  void noPathLeavesTheWorkspace() throws IOException {
    Files.writeString(temp.resolve("secret.txt"), "the secret");
    Files.createDirectory(temp.resolve("project-sibling"));
    Files.writeString(temp.resolve("project-sibling/secret.txt"), "the secret");
    Files.createSymbolicLink(project.resolve("link.txt"), temp.resolve("secret.txt"));
    Files.createSymbolicLink(project.resolve("folder"), temp);
    script =
        script(
            "{\"calls\":["
                + "{\"tool\":\"read\",\"input\":{\"path\":\"../secret.txt\"}},"
                + "{\"tool\":\"read\",\"input\":{\"path\":\"../project-sibling/secret.txt\"}},"
                + "{\"tool\":\"read\",\"input\":{\"path\":\"link.txt\"}},"
                + "{\"tool\":\"read\",\"input\":{\"path\":\"folder/secret.txt\"}},"
                + "{\"tool\":\"grep\",\"input\":{\"pattern\":\"secret\"}},"
                + "{\"tool\":\"write\",\"input\":{\"path\":\"link.txt\",\"content\":\"x\"}}]}",
            "{\"text\":\"Nothing.\"}");

    var ended =
        print("--permission-mode", "acceptEdits", "--output-format", "stream-json", "find it");

    assertThat(ended.out()).doesNotContain("the secret");
    assertThat(Files.readString(temp.resolve("secret.txt"))).isEqualTo("the secret");
  }
}
