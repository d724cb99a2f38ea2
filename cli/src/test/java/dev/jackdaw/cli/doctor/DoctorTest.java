package dev.jackdaw.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.environment.Directories;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.environment.Platform;
import dev.jackdaw.cli.options.Arguments;
import dev.jackdaw.cli.options.ExitCode;
import dev.jackdaw.models.Check;
import dev.jackdaw.models.ExtensionCheck;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DoctorTest {
  private static final String KEY = "sk-ant-very-secret-0123456789";
  private static final Check READY = check(Check.Key.SET, Check.Reach.READY, "answers");

  @TempDir Path folder;
  private final StringWriter printed = new StringWriter();
  private final Map<String, String> variables = new HashMap<>();
  private List<ExtensionCheck> extensions = List.of();

  private static Check check(Check.Key key, Check.Reach reach, String detail) {
    var base = URI.create("https://user:pass@api.example.invalid:8443/v1?token=abc");
    return new Check("anthropic", "ANTHROPIC_API_KEY", key, base, reach, detail);
  }

  private ExitCode run(List<Check> checks, String... options) throws InterruptedException {
    variables.putIfAbsent("HOME", folder.resolve("home").toString());
    var environment = new Environment(variables, Platform.LINUX, "", folder, folder);
    var directories = Directories.of(environment, _ -> {});
    var line = new String[options.length + 1];
    line[0] = "doctor";
    System.arraycopy(options, 0, line, 1, options.length);
    return new Doctor(environment, directories, () -> checks, () -> extensions)
        .run(Arguments.parse(line), new PrintWriter(printed));
  }

  private void program(String name, String script) throws IOException {
    var bin = Files.createDirectories(folder.resolve("bin"));
    var file = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    variables.put("PATH", bin.toString());
  }

  @Test
  void isContentWithAMachineThatHasWhatIsEssential() throws Exception {
    program("bash", "echo GNU bash, version 5.2");
    assertThat(run(List.of(READY))).isEqualTo(ExitCode.DONE);
    assertThat(printed.toString())
        .contains("ok    bash", "GNU bash, version 5.2", "warn  rg", "-> Install ripgrep.")
        .contains(
            "ok    anthropic        ANTHROPIC_API_KEY is set, https://api.example.invalid:8443: answers")
        .contains("Jackdaw works here");
    assertThat(folder.resolve("home")).doesNotExist();
  }

  @Test
  void saysWhatIsMissingAndHowToGetIt() throws Exception {
    variables.put("PATH", "/nonexistent");
    var missing = check(Check.Key.MISSING, Check.Reach.REFUSED, "");
    assertThat(run(List.of(missing))).isEqualTo(ExitCode.FAILED);
    assertThat(printed.toString())
        .contains(
            "fail  bash",
            "fail  model",
            "Set ANTHROPIC_API_KEY",
            "2 essential things are missing.");
  }

  @Test
  void findsBubblewrapThatIsThereAndDoesNotWork() throws Exception {
    program("bash", "exit 0");
    program("bwrap", "echo 'bwrap: No permissions to create new namespace' >&2; exit 1");
    run(List.of(READY));
    assertThat(printed.toString())
        .contains("bwrap does not work: bwrap: No permissions to create new namespace");
  }

  @Test
  void doesNotWaitForAProgramThatHangs() throws Exception {
    program("bash", "exec /bin/sleep 600");
    assertThat(run(List.of(READY))).isEqualTo(ExitCode.FAILED);
    assertThat(printed.toString()).contains("bash does not run");
  }

  @Test
  void givesProgramsNeitherSecretsNorTheWorkingDirectory() throws Exception {
    variables.put("ANTHROPIC_API_KEY", KEY);
    program("bash", "echo key=$ANTHROPIC_API_KEY in $(pwd)");
    run(List.of(READY));
    assertThat(printed.toString()).contains("key= in " + folder.toRealPath());
  }

  @Test
  void printsNoSecretWhateverAProviderAnswers() throws Exception {
    variables.put("ANTHROPIC_API_KEY", KEY);
    variables.put("MY_TOKEN", "token-0123456789");
    program("bash", "exit 0");
    var refused =
        check(Check.Key.SET, Check.Reach.REFUSED, "invalid key " + KEY + " token-0123456789");
    for (var options : List.of(new String[0], new String[] {"--json"}))
      run(List.of(refused), options);
    assertThat(printed.toString())
        .contains("ANTHROPIC_API_KEY is set", "invalid key [secret]")
        .doesNotContain(KEY, "token-0123456789", "user:pass", "token=abc");
  }

  @Test
  void saysWhichExtensionsAreThereAndWhatTheyLack() throws Exception {
    program("bash", "exit 0");
    extensions =
        List.of(
            new ExtensionCheck("bedrock", false, "", "Unpack it."),
            new ExtensionCheck("azure", true, "AZURE_OPENAI_API_KEY", ""),
            new ExtensionCheck("vertex", true, "", "Sign in."));
    assertThat(run(List.of(check(Check.Key.MISSING, Check.Reach.REFUSED, ""))))
        .isEqualTo(ExitCode.DONE);
    assertThat(printed.toString())
        .contains("ok    bedrock          extension not installed. Unpack it.")
        .contains(
            "ok    azure            extension installed, credentials found (AZURE_OPENAI_API_KEY)")
        .contains(
            "warn  vertex           extension installed, no credentials found", "-> Sign in.");
  }

  @Test
  void printsJson() throws Exception {
    program("bash", "exit 0");
    run(List.of(READY), "--json");
    var json = Json.parseObject(printed.toString());
    assertThat(json.bool("usable", false)).isTrue();
    assertThat(json.array("findings"))
        .contains(
            Json.object()
                .put("status", "warn")
                .put("subject", "rg")
                .put(
                    "detail",
                    "not on the PATH; searching still works, several times slower in large"
                        + " repositories")
                .put("remedy", "Install ripgrep.")
                .build());
  }

  @Test
  void warnsOfFoldersOthersCanRead() throws Exception {
    program("bash", "exit 0");
    var state = Files.createDirectories(folder.resolve("home/.local/state/jackdaw"));
    Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwxr-xr-x"));
    run(List.of(READY));
    assertThat(printed.toString())
        .contains("warn  sessions", "(rwxr-xr-x) is open to others", "-> chmod 700 " + state);
  }

  @Test
  void needsNoHome() throws Exception {
    program("bash", "exit 0");
    variables.put("HOME", "");
    assertThat(run(List.of(READY))).isEqualTo(ExitCode.DONE);
  }
}
