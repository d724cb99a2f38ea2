package dev.jackdaw.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The official conformance suite's scenarios for clients, all of them. */
@Timeout(300)
class ConformanceIT {
  private static final int MOST_EXCEPTIONS = 3;
  private static final int SCENARIOS = 26;

  @TempDir Path temp;

  @Test
  void passesWhateverApplies() throws Exception {
    var suite = Node.main("conformance");
    var baseline = Node.SCRIPTS.resolve("conformance-baseline.yml");
    var exceptions = Files.readString(baseline).lines().filter(line -> line.startsWith("  - "));
    assertThat(exceptions.count()).isLessThanOrEqualTo(MOST_EXCEPTIONS);
    var log = temp.resolve("log").toFile();
    var builder =
        new ProcessBuilder(
            "node",
            "--import",
            Node.SCRIPTS.resolve("old-node.mjs").toString(),
            suite.toString(),
            "client",
            "--command",
            client().toString(),
            "--suite",
            "all",
            "--timeout",
            "60000",
            "--expected-failures",
            baseline.toString());
    builder.environment().keySet().retainAll(Set.of("PATH"));
    var process =
        builder.directory(temp.toFile()).redirectErrorStream(true).redirectOutput(log).start();
    try {
      assertThat(process.waitFor(280, TimeUnit.SECONDS)).as("ends by itself").isTrue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    var said = Files.readString(log.toPath());
    assertThat(process.exitValue()).as(said).isZero();
    // A suite that ran nothing would pass as well.
    assertThat(Pattern.compile("(?m)^[✓✗~] ").matcher(said).results().count())
        .as(said)
        .isGreaterThanOrEqualTo(SCENARIOS);
  }

  private Path client() throws IOException {
    var line =
        "#!/bin/sh\nexec '"
            + Path.of(System.getProperty("java.home"), "bin", "java")
            + "' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '"
            + System.getProperty("java.class.path")
            + "' "
            + ConformanceClient.class.getName()
            + " \"$@\"\n";
    var file = Files.writeString(temp.resolve("client.sh"), line);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    return file;
  }
}
