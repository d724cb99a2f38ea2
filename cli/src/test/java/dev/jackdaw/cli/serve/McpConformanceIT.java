package dev.jackdaw.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The official conformance suite against the server, the same that the client is tried with. What
 * does not apply is in {@code baseline.yml}, each with its reason; an entry that passes fails the
 * suite, so that the list only shrinks.
 */
@Timeout(120)
class McpConformanceIT {
  private static final Path SCRIPTS = Path.of("../mcp/src/test/js").toAbsolutePath().normalize();
  private static final Path SUITE =
      SCRIPTS.resolve("node_modules/@modelcontextprotocol/conformance/dist/index.js");
  private static final Path BASELINE =
      Path.of("src/test/resources/mcp/baseline.yml").toAbsolutePath();

  @TempDir Path temp;

  @Test
  void theOfficialSuitePasses() throws Exception {
    assumeTrue(hasNode(), "node is not installed: the conformance suite is not run");
    assumeTrue(
        Files.exists(SUITE),
        "the conformance suite is not installed: run `npm ci` in mcp/src/test/js to run it");
    var out = temp.resolve("out");
    try (var server = new LoopbackHttpServer("1", "", _ -> new ConformanceTools(), 0, "")) {
      var process =
          new ProcessBuilder(
                  "node",
                  "--import",
                  SCRIPTS.resolve("old-node.mjs").toString(),
                  SUITE.toString(),
                  "server",
                  "--url",
                  server.address(),
                  "--suite",
                  "all",
                  "--expected-failures",
                  BASELINE.toString())
              .directory(temp.toFile())
              .redirectErrorStream(true)
              .redirectOutput(out.toFile())
              .start();
      try {
        assertThat(process.waitFor(100, TimeUnit.SECONDS)).as("ends by itself").isTrue();
      } finally {
        process.destroyForcibly();
      }
      assertThat(process.exitValue()).as("%s", Files.readString(out)).isZero();
    }
    assertThat(Files.readString(out)).contains("tools-call-with-progress");
  }

  private static boolean hasNode() {
    for (var folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
      if (Files.isExecutable(Path.of(folder, "node"))) return true;
    }
    return false;
  }
}
