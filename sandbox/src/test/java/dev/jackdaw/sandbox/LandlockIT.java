package dev.jackdaw.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.sandbox.landlock.Landlock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What Landlock and seccomp hold without namespaces. */
class LandlockIT extends SupervisedContainment {
  @Override
  String backend() {
    return "landlock";
  }

  /** All processes of a machine are in one list; a filter that notifies forks into namespaces. */
  @Override
  boolean holds(Probe probe) {
    return probe != Probe.PARENT_SEEN;
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
              var process = start(sandbox, List.of("/bin/sh", "-c", "echo x > $OUT/bad"));
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
  void oneProxyCanBeReachedAndNothingElse() throws Exception {
    try (var proxy = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        var other = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      var address = "http://jackdaw:token@127.0.0.1:" + proxy.getLocalPort();
      var way = new Proxy(proxy.getLocalPort(), address, () -> {});
      try (var sandbox = Landlock.open(profile(git), ConfinedRun::isObeyed, Optional.of(way))) {
        var tcp = "exec 3<>/dev/tcp/127.0.0.1/";
        assertThat(run(sandbox, tcp + proxy.getLocalPort()).code()).isZero();
        assertThat(run(sandbox, tcp + other.getLocalPort()).code()).isNotZero();
        assertThat(run(sandbox, "echo $HTTPS_PROXY").said()).isEqualTo(address + "\n");
        var datagram = "perl -e 'use Socket; socket(S,AF_INET,SOCK_DGRAM,0) or exit 1'";
        assertThat(run(sandbox, datagram).code()).isNotZero();
        var multipath = "perl -e 'use Socket; socket(S,AF_INET,SOCK_STREAM,262) or exit 1'";
        assertThat(run(sandbox, multipath).code()).isNotZero();
      }
    }
  }

  @Test
  void aPortIsThatOfThisMachineAndNoneThatServicesHave() throws Exception {
    try (var sandbox = opened()) {
      var tcp = "perl -e 'use Socket; socket(S,AF_INET,SOCK_STREAM,0); bind(S,pack_sockaddr_in(";
      var device = ",INADDR_ANY)) or exit 1; print getsockopt(S,SOL_SOCKET,25)'";
      assertThat(run(sandbox, tcp + "0" + device).said()).startsWith("lo");
      assertThat(run(sandbox, tcp + "80,INADDR_ANY)) or exit 1'").code()).isNotZero();
      assertThat(run(sandbox, tcp + "0,inet_aton(\"192.0.2.1\"))) or exit 1'").code()).isNotZero();
      var abstracts =
          "perl -e 'use Socket; socket(S,AF_UNIX,SOCK_STREAM,0); bind(S,pack_sockaddr_un(\"\\0x\"))"
              + " or exit 1'";
      assertThat(run(sandbox, abstracts).code()).isNotZero();
    }
  }

  /** Who has listened before must not be taken for who listens now. */
  @Test
  void aPortThatAnotherProgramTookOverIsClosed() throws Exception {
    try (var sandbox = opened()) {
      var once =
          "perl -e 'use Socket; socket(S,AF_INET,SOCK_STREAM,0);"
              + " setsockopt(S,SOL_SOCKET,SO_REUSEADDR,1); bind(S,pack_sockaddr_in(0,INADDR_ANY));"
              + " listen(S,1); print((sockaddr_in(getsockname(S)))[0])'";
      var port = Integer.parseInt(run(sandbox, once).said());
      try (var _ = new ServerSocket(port, 5, InetAddress.getLoopbackAddress())) {
        assertThat(run(sandbox, "exec 3<>/dev/tcp/127.0.0.1/" + port).code()).isNotZero();
      }
    }
  }
}
