package dev.jackdaw.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every probe is run twice: confined, where it must fail, and without, where it must succeed, so
 * that a probe that proves nothing is noticed. As root the confined one runs as root and as an
 * ordinary user.
 */
@Timeout(300)
abstract class Containment {
  static final int NOBODY = 65_534;

  @TempDir Path temp;
  Path home;
  Path project;
  Path outside;
  private Sandbox sandbox;

  /** Who runs the confined command. */
  enum User {
    SAME,
    ORDINARY
  }

  /** What is tried; {@code $OUT} is a folder outside, {@code $REAL} the user's home folder. */
  enum Probe {
    WRITE_OUTSIDE("echo x > $OUT/new"),
    OVERWRITE_OUTSIDE("echo x > $OUT/file"),
    CHANGE_MODE_OUTSIDE("chmod 777 $OUT/file && [ -x $OUT/file ]"),
    REMOVE_OUTSIDE("rm $OUT/file"),
    LINK_OUT("ln -sf $OUT/file link && echo x >> link && grep -q x $OUT/file"),
    HARD_LINK("ln $OUT/file hard && echo x >> hard"),
    READ_KEY("grep -q secret $REAL/.ssh/id_rsa"),
    READ_TOKEN("grep -q secret $REAL/.config/gh/hosts.yml"),
    WRITE_START_FILE("echo x >> $REAL/.bashrc && grep -q rc $REAL/.bashrc"),
    POISON_CACHE("echo x > $REAL/.m2/repository/evil.jar"),
    OWN_STATE("grep -q secret $OWN/keys.json"),
    GIT_HOOK("echo x > .git/hooks/post-commit"),
    GIT_CONFIG("git config core.pager evil"),
    GIT_FOLDER_MOVED("mv .git gone"),
    EDITOR_SETTINGS("mkdir -p .vscode && echo x > .vscode/tasks.json"),
    AGENT_SETTINGS("mkdir -p .claude && echo x > .claude/settings.json"),
    SERVERS("echo x > .mcp.json"),
    DIRENV("echo x > .envrc"),
    INSTRUCTIONS("echo x >> AGENTS.md"),
    WRAPPER("echo x >> mvnw"),
    PARENT_ENVIRONMENT("tr '\\0' '\\n' < /proc/$JVM/environ | grep -q PROBE_SECRET"),
    PARENT_SEEN("[ -d /proc/$JVM ]"),
    SIGNAL_OUT("kill -0 $JVM"),
    TCP("exec 3<>/dev/tcp/127.0.0.1/$PORT"),
    UNIX_SOCKET(
        "perl -e 'use Socket; socket(S,AF_UNIX,SOCK_STREAM,0); connect(S,pack_sockaddr_un($ARGV[0])) or exit 1' $SOCKET"),
    ABSTRACT_SOCKET(
        "perl -e 'use Socket; socket(S,AF_UNIX,SOCK_STREAM,0); connect(S,pack_sockaddr_un(\"\\0jackdaw-probe\")) or exit 1'"),
    UDP(
        "perl -e 'use Socket; socket(S,AF_INET,SOCK_DGRAM,0); send(S,\"x\",0,pack_sockaddr_in(9,inet_aton(\"192.0.2.1\"))) or exit 1'"),
    NAMESPACE("unshare -U true"),
    SHADOW("cat /etc/shadow > /dev/null");

    private final String script;

    Probe(String script) {
      this.script = script;
    }

    /** These fail for an ordinary user, confined or not. */
    boolean needsRoot() {
      return this == SHADOW;
    }
  }

  @BeforeEach
  void prepare() throws Exception {
    var base = temp.toRealPath();
    home = Files.createDirectories(base.resolve("home"));
    project = Files.createDirectories(home.resolve("project"));
    outside = Files.createDirectories(base.resolve("outside"));
    var own = Files.createDirectories(base.resolve("own"));
    write(outside.resolve("file"), "content\n");
    write(home.resolve(".ssh/id_rsa"), "secret\n");
    write(home.resolve(".config/gh/hosts.yml"), "secret\n");
    write(home.resolve(".bashrc"), "rc\n");
    write(home.resolve(".m2/repository/lib.jar"), "jar\n");
    write(own.resolve("keys.json"), "secret\n");
    write(project.resolve("AGENTS.md"), "be kind\n");
    write(project.resolve("mvnw"), "run\n");
    write(project.resolve("src/A.java"), "class A {}\n");
    assertThat(plain("git init -q && mkdir -p .git/hooks").code()).isZero();
    open(base);
    sandbox = sandbox(Profile.Git.NOTHING);
  }

  /** Makes the sandbox, in place of the one before; skips the test where it cannot be. */
  abstract Sandbox sandbox(Profile.Git git) throws Exception;

  /** Starts a command confined. */
  abstract Process start(Sandbox sandbox, List<String> command, User user) throws Exception;

  /** Returns whether the probe must fail; a sandbox says in its documentation why one need not. */
  boolean holds(Probe probe) {
    return true;
  }

  /** An ordinary user must be able to get at everything, so that only the sandbox holds it back. */
  static void open(Path base) throws Exception {
    // What a command before made may vanish meanwhile, which chmod takes for a failure.
    var code = 1;
    for (var tries = 0; code != 0 && tries < 10; tries++) {
      var command = List.of("/bin/chmod", "-R", "a+rwX", base.toString());
      code = new ProcessBuilder(command).inheritIO().start().waitFor();
    }
    assertThat(code).isZero();
    for (var folder = base.getParent(); folder != null && folder.getNameCount() > 1; ) {
      new ProcessBuilder("/bin/chmod", "a+rx", folder.toString()).start().waitFor();
      folder = folder.getParent();
    }
  }

  @AfterEach
  void close() {
    if (sandbox != null) sandbox.close();
  }

  Profile profile(Profile.Git git) {
    return new Profile(
        List.of(project),
        home,
        List.of(home.resolveSibling("own")),
        List.of("AGENTS.md", "mvnw"),
        git,
        Optional.empty());
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** How a script ended. */
  record Ended(int code, String said) {}

  private Ended plain(String script) throws Exception {
    return ended(builder(List.of("/bin/bash", "-c", script)).start());
  }

  static List<User> users() throws IOException {
    var root = Files.getOwner(Path.of("/proc/self")).getName().equals("root");
    var both = root && Files.isExecutable(Path.of("/usr/bin/setpriv"));
    return both ? List.of(User.values()) : List.of(User.SAME);
  }

  Ended confined(String script, User user) throws Exception {
    return ended(start(sandbox, List.of("/bin/bash", "-c", script), user));
  }

  static List<String> as(User user, List<String> line) {
    if (user == User.SAME) return line;
    var id = Integer.toString(NOBODY);
    var whole = new ArrayList<String>();
    whole.addAll(List.of("/usr/bin/setpriv", "--reuid", id, "--regid", id, "--clear-groups"));
    whole.addAll(line);
    return whole;
  }

  ProcessBuilder builder(List<String> line) {
    var builder = new ProcessBuilder(line).directory(project.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment());
    return builder;
  }

  Map<String, String> environment() {
    var variables = new HashMap<String, String>();
    variables.put("REAL", home.toString());
    variables.putAll(
        Map.of(
            "PATH", "/usr/local/bin:/usr/bin:/bin",
            "HOME", home.toString(),
            "OUT", outside.toString(),
            "OWN", home.resolveSibling("own").toString(),
            "JVM", Long.toString(ProcessHandle.current().pid()),
            "PORT", System.getProperty("probe.port", "1"),
            "SOCKET", System.getProperty("probe.socket", "/nowhere"),
            // The repository is another user's.
            "GIT_CONFIG_COUNT", "1",
            "GIT_CONFIG_KEY_0", "safe.directory",
            "GIT_CONFIG_VALUE_0", "*"));
    return variables;
  }

  static Ended ended(Process process) throws Exception {
    process.getOutputStream().close();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), said);
  }

  @ParameterizedTest
  @EnumSource(Probe.class)
  void holdsEveryProbe(Probe probe) throws Exception {
    assumeTrue(holds(probe), "not among what it promises");
    var root = Files.getOwner(Path.of("/proc/self")).getName().equals("root");
    try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      var address = outside.resolve("socket");
      socket.bind(UnixDomainSocketAddress.of(address));
      System.setProperty("probe.port", Integer.toString(server.getLocalPort()));
      System.setProperty("probe.socket", address.toString());
      open(address);
      for (var user : users()) {
        var ended = confined(probe.script, user);
        assertThat(ended.code()).as("%s as %s: %s", probe, user, ended.said()).isNotZero();
        assertThat(outside.resolve("file")).hasContent("content");
        assertThat(outside.resolve("new")).doesNotExist();
      }
      if (probe == Probe.PARENT_ENVIRONMENT || probe == Probe.ABSTRACT_SOCKET) return;
      if (probe == Probe.UDP || probe == Probe.NAMESPACE) return;
      if (probe.needsRoot() && !root) return;
      close();
      var control = plain(probe.script);
      assertThat(control.code()).as("%s without: %s", probe, control.said()).isZero();
    }
  }

  @Test
  void theRestOfWorkGoesOn() throws Exception {
    var work =
        """
        set -e
        echo 'class B {}' > src/B.java
        mkdir -p target/classes && echo out > target/classes/x
        cat src/A.java | grep class | wc -l
        git status --short
        [ -f $HOME/.m2/repository/lib.jar ]
        chown $(id -u) target && tar cf a.tar src && mkdir t && tar xf a.tar -C t && rm -r t a.tar
        echo err > /dev/stderr && echo home > $HOME/.x && cat $HOME/.x
        sed -i s/A/AA/ src/A.java && chmod +x src/A.java && touch -d 2020-01-01 src/A.java
        echo t > ${TMPDIR:-/tmp}/scratch && cat ${TMPDIR:-/tmp}/scratch
        (sleep 0.05; echo later > later.txt) & wait
        [ -f later.txt ]
        mkfifo pipe && (echo through > pipe &) && cat pipe
        test -c /dev/null && head -c 4 /dev/urandom | wc -c
        """;
    for (var user : users()) {
      open(project);
      var ended = confined(work, user);
      assertThat(ended.code()).as(user + ": " + ended.said()).isZero();
      assertThat(ended.said()).contains("through", "?? src/");
      assertThat(project.resolve("src/B.java")).hasContent("class B {}");
      Files.delete(project.resolve("pipe"));
      Files.delete(project.resolve("src/B.java"));
    }
  }

  @Test
  void aCommitNeedsToBeGranted() throws Exception {
    var commit = "git add -A && git -c user.name=a -c user.email=b commit -q -m x";
    assertThat(confined(commit, User.SAME).code()).isNotZero();

    close();
    sandbox = sandbox(Profile.Git.HISTORY);
    var granted = confined(commit, User.SAME);
    assertThat(granted.code()).as(granted.said()).isZero();
    assertThat(confined("echo x > .git/hooks/post-commit", User.SAME).code()).isNotZero();
    assertThat(confined("git config core.pager evil", User.SAME).code()).isNotZero();
  }

  @Test
  void nothingIsLeftBehind() throws Exception {
    confined("true", User.SAME);
    close();

    try (var names = Files.list(project)) {
      assertThat(names.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder(".git", "AGENTS.md", "mvnw", "src");
    }
  }

  @Test
  void everythingEndsWithTheSandbox() throws Exception {
    var process =
        start(
            sandbox,
            List.of("/bin/bash", "-c", "(trap '' TERM; setsid sleep 300) & echo up; sleep 300"),
            User.SAME);
    assertThat(process.getInputStream().read()).isEqualTo('u');
    var handle = process.toHandle();
    close();

    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(handle.isAlive()).isFalse();
  }

  @Test
  void passesTheExitStatusOn() throws Exception {
    assertThat(confined("exit 7", User.SAME).code()).isEqualTo(7);
  }
}
