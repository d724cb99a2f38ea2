package dev.jackdaw.sandbox;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every probe is run twice: confined, where it must fail, and without, where it must succeed, so
 * that a probe that proves nothing is noticed. As root the confined one runs as root and as an
 * ordinary user, who has a JVM of his own.
 */
@Timeout(120)
abstract class Containment {
  static final int NOBODY = 65_534;

  @TempDir Path temp;
  Path home;
  Path project;
  Path outside;
  private final Map<String, String> variables = new HashMap<>();
  Sandbox sandbox;

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
    DEEP_HOOK("mkdir -p x/y/.git/hooks && echo x > x/y/.git/hooks/pre-commit"),
    DEEP_SETTINGS("mkdir -p a/b && mv a/b a/.vscode"),
    PARENT_ENVIRONMENT("tr '\\0' '\\n' < /proc/$JVM/environ | grep -q PROBE_SECRET"),
    PARENT_SEEN("[ -d /proc/$JVM ]"),
    SIGNAL_OUT("kill -0 $JVM"),
    TCP("exec 3<>/dev/tcp/127.0.0.1/$PORT"),
    UNIX_SOCKET(
        "perl -e 'use Socket; socket(S,AF_UNIX,SOCK_STREAM,0);"
            + " connect(S,pack_sockaddr_un($ARGV[0])) or exit 1' $SOCKET"),
    ABSTRACT_SOCKET(
        "perl -e 'use Socket; socket(S,AF_UNIX,SOCK_STREAM,0);"
            + " connect(S,pack_sockaddr_un(\"\\0jackdaw-probe-$ENV{VICTIM}\")) or exit 1'"),
    UDP(
        "perl -e 'use Socket; socket(S,AF_INET,SOCK_DGRAM,0);"
            + " send(S,\"x\",0,pack_sockaddr_in(9,inet_aton(\"192.0.2.1\"))) or exit 1'"),
    UDP_ANSWERED(
        "perl -e 'use Socket; socket(S,AF_INET,SOCK_DGRAM,0) or exit 1;"
            + " send(S,\"x\",0,pack_sockaddr_in($ENV{UDP_PORT},INADDR_LOOPBACK)) or exit 1; my"
            + " $r=\"\"; vec($r,fileno(S),1)=1; select($r,undef,undef,1) or exit 1'"),
    SERVICE_SOCKET(
        "perl -e 'use Socket; socket(S,AF_UNIX,SOCK_STREAM,0);"
            + " connect(S,pack_sockaddr_un($ENV{SERVICE})) or exit 1'"),
    AGENT_SOCKET(
        "perl -e 'use Socket; socket(S,AF_UNIX,SOCK_STREAM,0);"
            + " connect(S,pack_sockaddr_un(\"$ENV{REAL}/.ssh/agent\")) or exit 1'"),
    VIRTUAL_SOCKET("perl -e 'use Socket; socket(S,40,SOCK_STREAM,0) or exit 1'"),
    PACKET_SOCKET("perl -e 'use Socket; socket(S,17,SOCK_RAW,3) or exit 1'"),
    CRYPTO_SOCKET("perl -e 'use Socket; socket(S,38,5,0) or exit 1'"),
    NAMESPACE("unshare -U true"),
    MOUNTS("unshare -m true"),
    ANOTHERS_NAMESPACE("nsenter -t $VICTIM -i true"),
    ANOTHERS_MEMORY("cat /proc/$VICTIM/maps > /dev/null"),
    ANOTHERS_ROOT("ls -H /proc/$VICTIM/root > /dev/null"),
    ANOTHERS_FILES("readlink /proc/$VICTIM/fd/0"),
    ANOTHERS_FOLDER("ls /proc/$VICTIM/cwd/ > /dev/null"),
    ANOTHERS_END("kill -CONT $VICTIM"),
    TRACE("perl -e 'exit(syscall(101, 0x4206, $ENV{VICTIM}+0, 0, 0) == 0 ? 0 : 1)'"),
    IO_RING("perl -e '$b = chr(0) x 120; exit(syscall(425, 8, $b) >= 0 ? 0 : 1)'"),
    FILE_SYSTEM("perl -e '$b = \"tmpfs\"; exit(syscall(430, $b, 0) >= 0 ? 0 : 1)'"),
    KEYS("perl -e 'exit(syscall(250, 0, -3, 1) >= 0 ? 0 : 1)'"),
    FAULTS("perl -e 'exit(syscall(323, 1) >= 0 ? 0 : 1)'"),
    KERNEL_PROGRAM(
        "perl -e '$b = pack(\"LLLL\", 2, 4, 4, 1) . chr(0) x 60; exit(syscall(321, 0, $b, 72) >= 0"
            + " ? 0 : 1)'"),
    EVENTS(
        "perl -e '$b = pack(\"LLQ\", 1, 112, 0) . chr(0) x 96; exit(syscall(298, $b, 0, -1, -1, 0)"
            + " >= 0 ? 0 : 1)'"),
    HANDLE(
        "perl -e '$b = pack(\"LL\", 0, 0); exit(syscall(304, -100, $b, 0) < 0 && $! == 22 ? 0 :"
            + " 1)'"),
    CORE_PATTERN("cat /proc/sys/kernel/core_pattern > /proc/sys/kernel/core_pattern"),
    KERNEL_PARAMETER("cat /sys/module/printk/parameters/time > /sys/module/printk/parameters/time"),
    NEW_PRIVILEGES("grep -q 'NoNewPrivs:.0' /proc/self/status"),
    CAPABILITIES("! grep -q 'CapEff:.0000000000000000' /proc/self/status"),
    SHARED_MEMORY("echo x > /dev/shm/jackdaw-probe-$VICTIM"),
    SHARED_TEMPORARY("echo x > /tmp/jackdaw-probe-$VICTIM"),
    FROM_MEMORY(
        "perl -e '$n = \"x\"; $f = syscall(319, $n, 0); $t = \"#!/bin/sh\\necho x >"
            + " \\$OUT/new\\n\"; syscall(1, $f, $t, length $t); exec(\"/proc/self/fd/$f\")'"),
    SHADOW("cat /etc/shadow > /dev/null");

    /** Succeed in what is the command's own; what counts is what is seen of it outside. */
    private static final Set<Probe> OWN = EnumSet.of(SHARED_MEMORY, SHARED_TEMPORARY);

    private static final Set<Probe> FOR_ROOT =
        EnumSet.of(
            SHADOW,
            PACKET_SOCKET,
            MOUNTS,
            ANOTHERS_NAMESPACE,
            FILE_SYSTEM,
            KERNEL_PROGRAM,
            HANDLE,
            CORE_PATTERN,
            KERNEL_PARAMETER,
            CAPABILITIES);

    /** What a kernel may have been built without, or a container forbid. */
    private static final Set<Probe> NOT_EVERYWHERE =
        EnumSet.of(VIRTUAL_SOCKET, CRYPTO_SOCKET, IO_RING, FAULTS, EVENTS, KERNEL_PARAMETER);

    private final String script;

    Probe(String script) {
      this.script = script;
    }

    /** These fail for an ordinary user, confined or not. */
    boolean needsRoot() {
      return FOR_ROOT.contains(this);
    }

    /** Returns whether it is about names further down than a cover reaches. */
    boolean isDeep() {
      return this == DEEP_HOOK || this == DEEP_SETTINGS;
    }

    /** The numbers of its system calls are those of one kind of machine. */
    boolean isThere() {
      return !script.contains("syscall") || System.getProperty("os.arch", "").equals("amd64");
    }
  }

  private static @Nullable ConfinedRun ordinary;

  @BeforeAll
  static void startOrdinaryUser() throws IOException {
    if (users().size() > 1) ordinary = ConfinedRun.as(as(User.ORDINARY, List.of()));
  }

  @AfterAll
  static void endOrdinaryUser() throws IOException {
    if (ordinary != null) ordinary.close();
  }

  @BeforeEach
  void prepare() throws Exception {
    var base = temp.toRealPath();
    home = Files.createDirectories(base.resolve("home"));
    project = Files.createDirectories(home.resolve("project"));
    outside = Files.createDirectories(base.resolve("outside"));
    var own = Files.createDirectories(base.resolve("own"));
    Files.createDirectories(base.resolve("other"));
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

  /** Returns what is tested. */
  abstract String backend();

  Profile.Git git = Profile.Git.NOTHING;

  /** Makes the sandbox, in place of the one before; skips the test where it cannot be. */
  Sandbox sandbox(Profile.Git of) throws Exception {
    git = of;
    var made = ConfinedRun.sandbox(backend(), profile(of), home.resolveSibling("other"));
    assumeTrue(made != null, () -> backend() + " does not work here");
    open(home.resolveSibling("other"));
    return requireNonNull(made);
  }

  /** Starts a command confined. */
  Process start(Sandbox of, List<String> command) throws Exception {
    return of.start(new Launch(command, project, environment(), Launch.Streams.PIPES));
  }

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

  Profile profile(Profile.Git of) {
    return ConfinedRun.profile(home, of);
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** How a script ended. */
  record Ended(int code, String said) {}

  Ended plain(String script) throws Exception {
    return ended(builder(List.of("/bin/bash", "-c", script)).start());
  }

  static List<User> users() throws IOException {
    var root = Files.getOwner(Path.of("/proc/self")).getName().equals("root");
    var both = root && Files.isExecutable(Path.of("/usr/bin/setpriv"));
    return both ? List.of(User.values()) : List.of(User.SAME);
  }

  Ended confined(String script, User user) throws Exception {
    var command = List.of("/bin/bash", "-c", script);
    if (user == User.SAME) return ended(start(sandbox, command));
    return requireNonNull(ordinary)
        .run(backend(), git, home, home.resolveSibling("other"), command, environment());
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
    var all = new HashMap<>(variables);
    all.put("REAL", home.toString());
    all.putAll(
        Map.of(
            "PATH",
            "/usr/local/bin:/usr/bin:/bin",
            "HOME",
            home.toString(),
            "OUT",
            outside.toString(),
            "OWN",
            home.resolveSibling("own").toString(),
            "JVM",
            Long.toString(ProcessHandle.current().pid()),
            // The repository is another user's.
            "GIT_CONFIG_COUNT",
            "1",
            "GIT_CONFIG_KEY_0",
            "safe.directory",
            "GIT_CONFIG_VALUE_0",
            "*"));
    return all;
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
    assumeTrue(probe.isThere(), "not on this machine");
    var root = Files.getOwner(Path.of("/proc/self")).getName().equals("root");
    try (var world = World.open(outside, home, root)) {
      variables.putAll(world.variables());
      for (var user : users()) {
        var ended = confined(probe.script, user);
        if (!Probe.OWN.contains(probe)) {
          assertThat(ended.code()).as("%s as %s: %s", probe, user, ended.said()).isNotZero();
        }
        assertThat(outside.resolve("file")).hasContent("content");
        assertThat(outside.resolve("new")).doesNotExist();
        assertThat(world.isMarked()).as("%s as %s: %s", probe, user, ended.said()).isFalse();
      }
      if (probe == Probe.PARENT_ENVIRONMENT || probe == Probe.UDP) return;
      if (probe.needsRoot() && !root) return;
      close();
      var control = plain(probe.script);
      if (Probe.NOT_EVERYWHERE.contains(probe)) return;
      assertThat(control.code()).as("%s without: %s", probe, control.said()).isZero();
      if (Probe.OWN.contains(probe)) assertThat(world.isMarked()).isTrue();
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

  /** Development servers and tests listen on this machine, by a port or by a name. */
  @Test
  void commandsReachEachOther() throws Exception {
    var serve =
        """
        use Socket; my ($kind, $place) = @ARGV; my $name;
        if ($kind eq 'tcp') { socket(S, AF_INET, SOCK_STREAM, 0) or die "socket $!"; $name = sockaddr_in(0, INADDR_ANY); }
        elsif ($kind eq 'unbound') { socket(S, AF_INET, SOCK_STREAM, 0) or die "socket $!"; }
        else { socket(S, AF_UNIX, SOCK_STREAM, 0) or die "socket $!"; $name = pack_sockaddr_un($place); }
        if ($name) { bind(S, $name) or die "bind $!"; }
        listen(S, 5) or die "listen $!";
        my $to = getsockname(S); $to = sockaddr_in((sockaddr_in($to))[0], INADDR_LOOPBACK) if $kind ne 'unix';
        if (!fork()) { close S; socket(C, $kind eq 'unix' ? AF_UNIX : AF_INET, SOCK_STREAM, 0); connect(C, $to) or die "connect $!";
          syswrite C, "hello by $kind"; exit 0; }
        accept(A, S) or die "accept $!"; sysread A, my $said, 100; print "$said\n"; wait; exit $?;
        """;
    Files.writeString(project.resolve("serve.pl"), serve);
    for (var user : users()) {
      open(project);
      for (var kind : List.of("tcp", "unbound", "unix")) {
        var ended = confined("perl serve.pl " + kind + " door-" + user + "; ls -l door*", user);
        assertThat(ended.said()).as("%s", user).contains("hello by " + kind);
      }
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
            List.of("/bin/bash", "-c", "(trap '' TERM; setsid sleep 300) & echo up; sleep 300"));
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
