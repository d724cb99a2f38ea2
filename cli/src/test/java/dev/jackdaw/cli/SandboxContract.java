package dev.jackdaw.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The sandbox by the commands a user types, whatever it rests on. */
@Timeout(300)
abstract class SandboxContract {
  @TempDir Path temp;
  private Path project;
  private Program program;

  @BeforeEach
  void prepare() throws IOException {
    project = Files.createDirectory(temp.resolve("project"));
    program = new Program(Files.createDirectory(temp.resolve("home")), project);
    assumeTrue(
        sandbox("--", "true").code() == 0, () -> backend() + " does not work on this machine");
  }

  /** What a machine can use of what there is. */
  abstract String backend();

  private Program.Ended sandbox(String... words) {
    var all = new ArrayList<>(List.of("sandbox", "--backend", backend()));
    all.addAll(List.of(words));
    return program.run(all.toArray(String[]::new));
  }

  @Test
  void endsAsAShellDoesWithoutAProgram() throws IOException {
    assertThat(sandbox("--", "no-such-program").code()).isEqualTo(127);
    assertThat(sandbox("--", "./no/such").err()).contains("./no/such: command not found");
    Files.createFile(project.resolve("plain"));
    assertThat(sandbox("--", "./plain").code()).isEqualTo(126);
    assertThat(sandbox("--", "sh", "-c", "kill -TERM $$").code()).isEqualTo(143);
  }

  @Test
  void commitsAsWhoTheUserIsAndShowsNothingElseOfHisSettings() throws IOException {
    Files.writeString(
        temp.resolve("home/.gitconfig"),
        """
        [user]
          name = Ada \\"A\\" L
          email = ada@example.org
        [http]
          extraHeader = secret
        [alias]
          x = !touch /tmp/x
        """);
    var git = "git commit -q --allow-empty -m one && git log --format='%an <%ae>'";
    sandbox("--backend", "none", "--", "git", "init", "-q", ".");
    var ended = sandbox("--profile", "workspace+git", "--", "sh", "-c", git + "; cat ~/.gitconfig");

    assertThat(ended.out())
        .contains("Ada \"A\" L <ada@example.org>")
        .doesNotContain("secret", "touch");
  }

  @Test
  void aHomeFolderThatIsWorkedInKeepsItsCredentials() throws IOException {
    var home = temp.resolve("home");
    Files.writeString(Files.createDirectories(home.resolve(".ssh")).resolve("id"), "secret");
    Files.writeString(home.resolve(".netrc"), "secret");
    var ended =
        sandbox(
            "--workspace",
            home.toString(),
            "--",
            "sh",
            "-c",
            "cat " + home + "/.ssh/id " + home + "/.netrc; echo x > " + home + "/made");

    assertThat(ended.out()).doesNotContain("secret");
    assertThat(home.resolve("made")).hasContent("x");
  }

  @Test
  void passesOutputAndStatusOn() {
    assertThat(sandbox("--", "sh", "-c", "echo out; echo err >&2; exit 7"))
        .isEqualTo(new Program.Ended(7, "out\n", "err\n"));
    assertThat(sandbox("--", "sh", "-c", "kill -9 $$").code()).isEqualTo(137);
  }

  @Test
  void feedsTheCommand() {
    var lines = "a\nb\n".getBytes(StandardCharsets.UTF_8);
    var fed = program.feed(lines, "sandbox", "--backend", backend(), "--", "wc", "-l");
    assertThat(fed.out().strip()).isEqualTo("2");
  }

  @Test
  void writesTheWorkspaceAndNothingElse() {
    var ended =
        sandbox("--", "sh", "-c", "echo x > in.txt; echo x > ../out.txt; mkdir .vscode; ls -d ~/*");
    assertThat(ended.code()).isNotZero();
    assertThat(project.resolve("in.txt")).hasContent("x");
    assertThat(temp.resolve("out.txt")).doesNotExist();
    assertThat(project.resolve(".vscode")).doesNotExist();
  }

  @Test
  void saysWhatCannotBe() {
    assertThat(sandbox("--backend", "seatbelt", "--", "true").code()).isEqualTo(6);
    assertThat(sandbox("--workspace", "nowhere", "--", "true").code()).isEqualTo(2);
    assertThat(sandbox("--allow-domain", "http://x/", "--", "true").err())
        .contains("is no host to let through");
    assertThat(sandbox().code()).isEqualTo(2);
  }

  @Test
  void reachesTheHostsThatWereGrantedAndNoOthers() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "curl is not installed");
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("hi".getBytes(StandardCharsets.UTF_8));
          }
        });
    server.start();
    var host = "127.0.0.1:" + server.getAddress().getPort();
    try {
      String[] get = {"curl", "-s", "-m", "20", "http://" + host + "/"};

      assertThat(with(get, "--allow-domain", host).out()).isEqualTo("hi");
      assertThat(with(get, "--allow-domain", "127.0.0.1:1").err())
          .contains("kept from " + host, "No grant covers");
      assertThat(with(get, "--profile", "workspace+proxy").out()).isEmpty();
      assertThat(with(get).code()).isNotZero();
    } finally {
      server.stop(0);
    }
  }

  private Program.Ended with(String[] command, String... options) {
    var words = new ArrayList<>(List.of(options));
    words.add("--");
    words.addAll(List.of(command));
    return sandbox(words.toArray(String[]::new));
  }

  @Test
  void confinesTheCommandsOfASession() throws IOException {
    Files.writeString(
        project.resolve("script.json"),
        """
        {"name": "s", "turns": [{"calls": [{"tool": "bash", "input":
          {"command": "echo in > in.txt; echo out > ../out.txt; echo evil > .envrc"}}]}], "final": "Done."}
        """);
    var ended =
        program.run(
            "-p",
            "--require-sandbox",
            backend(),
            "--dangerously-skip-permissions",
            "--model",
            "scripted/script.json",
            "go");

    assertThat(ended.code()).isZero();
    assertThat(project.resolve("in.txt")).hasContent("in");
    assertThat(temp.resolve("out.txt")).doesNotExist();
    assertThat(project.resolve(".envrc")).doesNotExist();
  }

  @Test
  void tellsTheModelOfTheWayOutAndTakesItWhenAllowed() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "curl is not installed");
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("hi".getBytes(StandardCharsets.UTF_8));
          }
        });
    server.start();
    var host = "127.0.0.1:" + server.getAddress().getPort();
    var get = "curl -s -m 20 http://" + host + "/ -o got-";
    Files.writeString(
        project.resolve("script.json"),
        """
        {"name": "s", "turns": [
          {"calls": [{"tool": "bash", "input": {"command":
                       "%sconfined || (echo Could not resolve host; exit 6)"}}]},
          {"calls": [{"tool": "bash", "input": {"command": "touch /etc/there"}}]},
          {"calls": [{"tool": "bash_outside", "input": {"command": "echo x > ../out.txt"}}]},
          {"calls": [{"tool": "bash_outside", "input": {"command": "%shost", "hosts": ["%s"]}}]}],
         "final": "Done."}
        """
            .formatted(get, get, host));
    try {
      var ended =
          program.run(
              "-p",
              "--require-sandbox",
              backend(),
              "--allowedTools",
              "Bash,BashOutside(" + get + "host),BashOutside(echo x > ../out.txt)",
              "--output-format",
              "stream-json",
              "--verbose",
              "--model",
              "scripted/script.json",
              "go");

      assertThat(ended.out())
          .contains(
              "\"bash_outside\",", "have no network", "they write only in the working directory");
      assertThat(Path.of("/etc/there")).doesNotExist();
      assertThat(project.resolve("got-confined")).doesNotExist();
      assertThat(project.resolve("got-host")).hasContent("hi");
      assertThat(temp.resolve("out.txt")).hasContent("x");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void refusesToStartWithoutOneThatIsDemanded() {
    var without = program.with(Map.of("PATH", "/nowhere"));
    var ended = without.run("-p", "--require-sandbox", "bwrap", "--model", "scripted/x.json", "go");
    assertThat(ended.code()).isIn(2, 6);
    var found = without.run("sandbox", "--backend", "bwrap", "--", "/bin/true");
    assertThat(found.code()).isEqualTo(6);
    assertThat(found.err()).contains("There is no sandbox", "Install bubblewrap");
  }
}
