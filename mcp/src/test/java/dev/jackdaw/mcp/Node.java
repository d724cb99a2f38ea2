package dev.jackdaw.mcp;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is installed by npm for tests. */
final class Node {
  static final Path SCRIPTS = Path.of("src/test/js").toAbsolutePath();

  private Node() {}

  /** Returns the main file of a package of the protocol; without it the test is not run. */
  static Path main(String name) {
    assumeTrue(isThere(), "node is not installed: " + name + " is not tried");
    var file =
        SCRIPTS
            .resolve("node_modules/@modelcontextprotocol")
            .resolve(name)
            .resolve("dist/index.js");
    assumeTrue(
        Files.exists(file), name + " is not installed: run `npm ci` in mcp/src/test/js to try it");
    return file;
  }

  private static boolean isThere() {
    for (var folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
      if (Files.isExecutable(Path.of(folder, "node"))) return true;
    }
    return false;
  }
}
