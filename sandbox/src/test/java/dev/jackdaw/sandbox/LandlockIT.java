package dev.jackdaw.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jackdaw.sandbox.landlock.Landlock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Landlock and seccomp hold without namespaces. */
class LandlockIT extends Containment {
  /** Names that are obeyed, as the policy knows them; here those that probes try. */
  private static final Set<String> OBEYED =
      Set.of(".git", ".vscode", ".claude", ".mcp.json", ".envrc");

  private Profile.Git git = Profile.Git.NOTHING;

  static boolean isObeyed(Path path) {
    for (var name : path) if (OBEYED.contains(name.toString())) return true;
    return false;
  }

  @Override
  Sandbox sandbox(Profile.Git of) throws Exception {
    git = of;
    assumeTrue(Landlock.version().orElse(0) >= 6, "no Landlock, or an old one");
    return Landlock.open(profile(of), LandlockIT::isObeyed, Optional.empty());
  }

  /** The ordinary user has a JVM of his own: what is confined cannot become another user. */
  @Override
  Process start(Sandbox sandbox, List<String> command, User user) throws Exception {
    if (user == User.SAME) {
      return sandbox.start(new Launch(command, project, environment(), Launch.Streams.PIPES));
    }
    var line = new ArrayList<String>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-cp"));
    line.add(System.getProperty("java.class.path"));
    line.addAll(List.of(LandlockRun.class.getName(), git.name(), home.toString()));
    line.add(project.toString());
    line.addAll(command);
    return builder(as(user, line)).start();
  }

  /** All processes of a machine are in one list; a filter that notifies forks into namespaces. */
  @Override
  boolean holds(Probe probe) {
    return probe != Probe.PARENT_SEEN;
  }

  private Sandbox opened() throws Exception {
    return sandbox(Profile.Git.NOTHING);
  }

  private Ended run(Sandbox sandbox, String script) throws Exception {
    return ended(start(sandbox, List.of("/bin/bash", "-c", script), User.SAME));
  }

  /** Every way to a protected name, or around the supervisor, that ends with a file changed. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "mkdir a && echo x > a/tasks.json && mv a .vscode",
        "mkdir -p src/.vscode",
        "mkdir -p a/b && echo x > a/b/settings.json && mkdir c && mv a/b c/.claude",
        "echo x > ok && mv ok .envrc",
        "echo x > ok && ln ok .envrc",
        "ln -s ok .envrc",
        "ln AGENTS.md other && echo x >> other",
        "mv AGENTS.md gone",
        "rm AGENTS.md",
        "truncate -s 0 AGENTS.md",
        "chmod 777 AGENTS.md",
        "touch -d 2001-01-01 AGENTS.md",
        "sed -i s/kind/evil/ AGENTS.md",
        "mkdir a && cd a && ln -s ../.git g && echo x > g/config",
        "ln -s .git g && echo x > g/hooks/post-commit",
        "ln -s $OUT/file l && echo x > l && grep -q x $OUT/file",
        "ln -s $OUT d && echo x > d/new",
        "echo x > /proc/self/cwd/.envrc",
        "echo x > /proc/self/root$OUT/new",
        "exec 3<$OUT && echo x > /proc/self/fd/3/new",
        "exec 3<$OUT/file && echo x > /proc/self/fd/3 && grep -q x $OUT/file",
        "exec 3<AGENTS.md && echo x > /dev/fd/3",
        "mv $OUT/file here",
        "ln $OUT/file here",
        "mkdir $OUT/d",
        "mkfifo $OUT/p",
        "rm -r $OUT",
        "chmod 700 $OUT",
        "touch -d 2001-01-01 $OUT/file && [ $(stat -c %Y $OUT/file) -lt 1000000000 ]",
        "chmod 4755 src/A.java && [ -u src/A.java ]",
        "mknod null c 1 3",
        "setfattr -n user.x -v y src/A.java",
        "mv .git gone",
        "perl -e '$p=\".envrc\"; $how=pack(\"QQQ\",0x41,0644,0);"
            + " exit 1 if syscall(437,-100,$p,$how,24) < 0'",
        "python3 -c 'import os; os.open(\".\", os.O_TMPFILE | os.O_RDWR)'",
      })
  void noWayLeadsAround(String script) throws Exception {
    try (var sandbox = opened()) {
      var ended = run(sandbox, script);

      assertThat(ended.code()).as(ended.said()).isNotZero();
    }
    assertThat(outside.resolve("file")).hasContent("content");
    assertThat(outside.resolve("new")).doesNotExist();
    assertThat(project.resolve("AGENTS.md")).hasContent("be kind");
    assertThat(project.resolve(".envrc")).doesNotExist();
    assertThat(project.resolve(".git/hooks/post-commit")).doesNotExist();
  }

  /** A part of the path is a folder and a link out, by turns, while files are made below it. */
  @Test
  void aLinkThatFlipsLeadsNeverOut() throws Exception {
    var flipping =
        """
        mkdir real && ln -s $OUT link
        perl -e 'for (1..1000) { rename "real", "way"; rename "way", "real";
                                 rename "link", "way"; rename "way", "link"; }' &
        perl -e 'my $made = 0;
          for (1..2000) { if (open(my $f, ">", "way/file$_")) { $made++ } mkdir "way/d$_"; unlink "way/file";
            rename "src/A.java", "way/new"; truncate "way/file", 0; chmod 0600, "way/file"; }
          print "made $made\n"; '
        wait; true
        """;
    try (var sandbox = opened()) {
      var ended = run(sandbox, flipping);

      assertThat(ended.code()).as(ended.said()).isZero();
      assertThat(ended.said()).containsPattern("made [1-9]");
    }
    try (var names = Files.list(outside)) {
      assertThat(names.map(path -> path.getFileName().toString())).containsExactly("file");
    }
    assertThat(outside.resolve("file")).hasContent("content");
    assertThat(Files.getPosixFilePermissions(outside.resolve("file"))).hasSizeGreaterThan(2);
  }

  @Test
  void theRestOfThisProcessStaysFree() throws Exception {
    var count = 60;
    var free = new ConcurrentLinkedQueue<Path>();
    try (var sandbox = opened();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var runs = new ArrayList<Future<Ended>>();
      for (var i = 0; i < count; i++) {
        var file = outside.resolve("free" + i);
        runs.add(
            threads.submit(() -> {
              var process =
                  start(sandbox, List.of("/bin/sh", "-c", "echo x > $OUT/bad"), User.SAME);
              process.onExit().thenRunAsync(() -> touch(file, free)).join();
              return ended(process);
            }));
      }
      for (var run : runs) assertThat(run.get().code()).isNotZero();
    }
    assertThat(free).hasSize(count);
    assertThat(outside.resolve("bad")).doesNotExist();
    assertThat(
            new ProcessBuilder("/bin/sh", "-c", "echo x > " + outside + "/free").start().waitFor())
        .isZero();
  }

  private static void touch(Path file, ConcurrentLinkedQueue<Path> made) {
    try {
      made.add(Files.writeString(file, "x"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void noFileOfThisProcessIsHandedOn() throws Exception {
    try (var sandbox = opened();
        var _ = Files.newBufferedWriter(outside.resolve("file"), StandardOpenOption.APPEND)) {
      var ended = run(sandbox, "ls /proc/self/fd | tr '\\n' ' '");

      // Three, and the one that lists them.
      assertThat(ended.said().strip()).isEqualTo("0 1 2 3");
    }
  }

  @Test
  void oneProxyCanBeReachedAndNothingElse() throws Exception {
    try (var proxy = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        var other = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      var address = "http://jackdaw:token@127.0.0.1:" + proxy.getLocalPort();
      var way = new Proxy(proxy.getLocalPort(), address, () -> {});
      try (var sandbox = Landlock.open(profile(git), LandlockIT::isObeyed, Optional.of(way))) {
        var tcp = "exec 3<>/dev/tcp/127.0.0.1/";
        assertThat(run(sandbox, tcp + proxy.getLocalPort()).code()).isZero();
        assertThat(run(sandbox, tcp + other.getLocalPort()).code()).isNotZero();
        assertThat(run(sandbox, "echo $HTTPS_PROXY").said()).isEqualTo(address + "\n");
        var datagram = "perl -e 'use Socket; socket(S,AF_INET,SOCK_DGRAM,0) or exit 1'";
        assertThat(run(sandbox, datagram).code()).isNotZero();
        var door =
            "perl -e 'use Socket; socket(S,AF_INET,SOCK_STREAM,0); bind(S,pack_sockaddr_in(0,INADDR_ANY)) or exit 1'";
        assertThat(run(sandbox, door).code()).isNotZero();
        var multipath = "perl -e 'use Socket; socket(S,AF_INET,SOCK_STREAM,262) or exit 1'";
        assertThat(run(sandbox, multipath).code()).isNotZero();
      }
    }
  }

  @Test
  void modesAndUmasksAreAsTheyWouldBe() throws Exception {
    try (var sandbox = opened()) {
      var script =
          "umask 077 && echo x > private && mkdir own && umask 000 && echo x > all && mkdir open"
              + " && stat -c %a private own all open | tr '\\n' ' '";

      assertThat(run(sandbox, script).said().strip()).isEqualTo("600 700 666 777");
    }
  }
}
