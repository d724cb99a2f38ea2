package dev.jackdaw.dist;

import static dev.jackdaw.dist.Scripts.command;
import static dev.jackdaw.dist.Scripts.environment;
import static dev.jackdaw.dist.Scripts.javaHome;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs {@code jackdaw} of a checkout whose Maven and Java are stubs. */
class CheckoutTest {
  private static final String BUILD =
      """
      #!/bin/sh
      cd "${0%/*}"
      echo "built with $*"
      echo once >>target/builds
      mkdir -p dist/target/quick/app/lib
      echo 1 >dist/target/quick/app/lib/a.jar
      echo 1-1 >dist/target/quick/app/lib/build-id
      """;

  @TempDir Path temp;
  Path checkout;
  Path source;
  Map<String, String> environment;

  static Stream<List<String>> shells() {
    return Scripts.shells();
  }

  @BeforeEach
  void makeCheckout() throws IOException {
    temp = temp.toRealPath();
    checkout = Files.createDirectories(temp.resolve("a check out"));
    Files.copy(Scripts.CHECKOUT.resolve("jackdaw"), checkout.resolve("jackdaw"));
    Files.createDirectories(checkout.resolve("bin"));
    for (var script : List.of("find-java.sh", "launch.sh", "prepare.sh")) {
      Files.copy(
          Scripts.CHECKOUT.resolve("bin").resolve(script), checkout.resolve("bin").resolve(script));
    }
    Scripts.program(checkout.resolve("mvnw"), BUILD);
    Files.writeString(checkout.resolve("pom.xml"), "<project/>");
    source = checkout.resolve("cli/src/main/java/A.java");
    Files.createDirectories(source.getParent());
    Files.writeString(source, "class A {}");
    Files.writeString(checkout.resolve("cli/pom.xml"), "<project/>");
    var java = javaHome(temp.resolve("java"), "25");
    environment =
        environment(
            "PATH", Scripts.tools().toString(),
            "JACKDAW_JAVA_HOME", java.toString(),
            "CI", "no training in the background");
  }

  private Scripts.Result jackdaw(List<String> shell) {
    return Scripts.run(temp, environment, command(shell, checkout.resolve("jackdaw"), "hi"));
  }

  private long builds() throws IOException {
    return Files.readAllLines(checkout.resolve("target/builds")).size();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void buildsOnFirstUseWithOneLineOfProgress(List<String> shell) throws IOException {
    var first = jackdaw(shell);
    var second = jackdaw(shell);

    assertThat(first.err())
        .isEqualTo(
            "jackdaw: building (first use; log in %s)…\n"
                .formatted(checkout.resolve("target/jackdaw-build.log")));
    assertThat(first.lines()).containsSequence("argument: dev.jackdaw.cli.Main", "argument: hi");
    assertThat(checkout.resolve("target/jackdaw-build.log"))
        .content()
        .contains("-Dquick -pl dist -am package");
    assertThat(second.err()).isEmpty();
    assertThat(second.lines()).containsSequence("argument: dev.jackdaw.cli.Main", "argument: hi");
    assertThat(builds()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void buildsAgainWhenASourceIsNewerOrGone(List<String> shell) throws IOException {
    jackdaw(shell);
    var later = FileTime.from(Instant.now().plusSeconds(5));

    Files.setLastModifiedTime(source, later);
    var changed = jackdaw(shell);
    makeOld(source);
    Files.delete(source);
    Files.setLastModifiedTime(source.getParent(), later);
    jackdaw(shell);

    assertThat(changed.err()).startsWith("jackdaw: building (sources changed; log in ");
    assertThat(builds()).isEqualTo(3);
  }

  private static void makeOld(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void showsTheErrorsOfAFailedBuild(List<String> shell) throws IOException {
    Scripts.program(
        checkout.resolve("mvnw"),
        "#!/bin/sh\necho '[INFO] x'\necho '[ERROR] A.java: bad'\necho '[ERROR] -> [Help 1]'\nexit 1\n");

    assertThat(jackdaw(shell).err()).endsWith("jackdaw-build.log:\nA.java: bad\n");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void showsTheEndOfAFailedBuildAndBuildsAgain(List<String> shell) throws IOException {
    Scripts.program(
        checkout.resolve("mvnw"), "#!/bin/sh\nfor i in 1 2 3; do echo line $i; done\nexit 7\n");
    var failed = jackdaw(shell);
    Scripts.program(checkout.resolve("mvnw"), BUILD);
    var repaired = jackdaw(shell);

    assertThat(failed.status()).isEqualTo(1);
    assertThat(failed.out()).isEmpty();
    assertThat(failed.err())
        .contains("jackdaw: the build failed; the whole log is ", "line 1\nline 2\nline 3\n");
    assertThat(repaired.status()).isZero();
    assertThat(repaired.lines()).contains("argument: hi");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void buildsOnceForTwoFirstStarts(List<String> shell) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Scripts.Result> start = () -> jackdaw(shell);
      var results = threads.invokeAll(List.of(start, start));

      for (var result : results) {
        assertThat(result.get().lines()).contains("argument: hi");
      }
    }
    assertThat(builds()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void takesTheLockOfADeadProcess(List<String> shell) throws Exception {
    var dead = new ProcessBuilder("true").start();
    dead.waitFor();
    var lock = Files.createDirectories(checkout.resolve("target/launch/lock"));
    Files.writeString(lock.resolve("holder"), dead.pid() + "\n");

    assertThat(jackdaw(shell).lines()).contains("argument: hi");
    assertThat(lock).doesNotExist();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void survivesBeingMoved(List<String> shell) throws IOException {
    jackdaw(shell);
    var moved = Files.move(checkout, temp.resolve("moved"));

    var result = Scripts.run(temp, environment, command(shell, moved.resolve("jackdaw"), "hi"));

    assertThat(result.err()).isEmpty();
    assertThat(result.out()).contains("argument: hi", moved.toString()).doesNotContain("a check");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void saysThatItCannotBuildWhereItMayNotWrite(List<String> shell) throws IOException {
    Files.writeString(checkout.resolve("target"), "in the way");

    var result = jackdaw(shell);

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).startsWith("jackdaw: cannot build: ").contains("cannot be written");
  }
}
