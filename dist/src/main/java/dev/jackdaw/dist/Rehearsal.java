package dev.jackdaw.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The run in which a JVM records what a session needs at its start: a whole headless session, in a
 * folder with a memory file and nothing else, with a home of its own that has one MCP server whose
 * tool is known, against a model server on loopback. The launcher calls it with the command of the
 * recording JVM, up to the class path; it appends what to run.
 */
public final class Rehearsal {
  private static final int MAX_SECONDS = 60;
  private static final String MAIN = "dev.jackdaw.cli.Main";

  /** A server with one tool; it is asked what it has once, and never again. */
  private static final String SERVER =
      """
      while read -r line; do
        id=${line##*'"id":'} id=${id%%[!0-9]*}
        case $line in
          *'"method":"initialize"'*) r='{"protocolVersion":"2025-11-25","capabilities":{"tools":{}}}' ;;
          *'"method":"tools/list"'*) r='{"tools":[{"name":"greet","inputSchema":{"type":"object"}}]}' ;;
          *) r='{}' ;;
        esac
        [ -n "$id" ] && printf '{"jsonrpc":"2.0","id":%s,"result":%s}\n' "$id" "$r"
      done
      """;

  private Rehearsal() {}

  /**
   * Rehearses and exits with 0 when the program asked the model, 1 when it did not, so that a
   * program that fails early leaves no cache that would serve no one.
   */
  public static void main(String[] command) throws IOException, InterruptedException {
    System.exit(rehearse(List.of(command)) ? 0 : 1);
  }

  private static boolean rehearse(List<String> command) throws IOException, InterruptedException {
    var home = Files.createTempDirectory("jackdaw-rehearsal");
    try (var server = new RehearsalServer()) {
      int status = perform(command, server, home);
      System.out.println("rehearsal: status " + status + ", requests " + server.requests());
      return server.requests() > 0;
    } finally {
      delete(home);
    }
  }

  private static int perform(List<String> command, RehearsalServer server, Path home)
      throws IOException, InterruptedException {
    approveServer(command, server, home);
    var whole = new ArrayList<>(command);
    whole.addAll(
        List.of(
            Performance.class.getName(),
            "-p",
            "List this folder, then stop.",
            "--allowedTools",
            "Bash(ls)"));
    var builder = new ProcessBuilder(whole).redirectErrorStream(true).inheritIO();
    var work = Files.createDirectory(home.resolve("work"));
    Files.writeString(work.resolve("AGENTS.md"), "Be brief.\n");
    builder.directory(work.toFile());
    isolate(builder.environment(), home, server);
    var process = builder.start();
    if (!process.waitFor(MAX_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return process.waitFor();
  }

  /** What a start does where servers are configured is recorded, too. */
  private static void approveServer(List<String> command, RehearsalServer server, Path home)
      throws IOException, InterruptedException {
    var script = Files.writeString(home.resolve("server.sh"), SERVER);
    var config = Files.createDirectories(home.resolve("jackdaw/config"));
    Files.writeString(
        config.resolve("settings.json"),
        "{\"mcpServers\": {\"s\": {\"command\": \"/bin/sh\", \"args\": [\"%s\"]}}}"
            .formatted(script));
    var whole = new ArrayList<String>();
    for (var word : command) if (!word.startsWith("-XX:AOT")) whole.add(word);
    whole.addAll(List.of(MAIN, "mcp", "approve", "s"));
    var builder = new ProcessBuilder(whole).redirectErrorStream(true).inheritIO();
    isolate(builder.environment(), home, server);
    var process = builder.directory(home.toFile()).start();
    if (!process.waitFor(MAX_SECONDS, TimeUnit.SECONDS)) process.destroyForcibly();
  }

  /** Makes an environment that leads to the server, with a home of its own and no real keys. */
  static void isolate(Map<String, String> environment, Path home, RehearsalServer server) {
    environment.keySet().removeIf(name -> name.endsWith("_API_KEY") || name.endsWith("_BASE_URL"));
    environment.put("HOME", home.toString());
    environment.put("JACKDAW_HOME", home.resolve("jackdaw").toString());
    environment.put("ANTHROPIC_API_KEY", "rehearsal");
    environment.put("ANTHROPIC_BASE_URL", "http://127.0.0.1:" + server.port());
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (var file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
