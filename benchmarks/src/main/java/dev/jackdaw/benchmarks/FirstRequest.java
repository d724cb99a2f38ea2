package dev.jackdaw.benchmarks;

import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whether configured MCP servers hold up the first request: whole processes, from their start to
 * the first request at a model on loopback, in turns without servers and with five whose tools are
 * known. Beside both medians it prints that of the differences of neighbours, with the range in
 * which it lies at 95 in 100 (bootstrap), because a machine that others use too drifts.
 *
 * <pre>FirstRequest PROGRAM [ROUNDS [SERVERS]]</pre>
 */
public final class FirstRequest {
  /** A silent pipe would be waited for. */
  private static final File NOTHING = new File("/dev/null");

  private static final int RESAMPLES = 10_000;
  private static final int WARM_UP = 3;
  private static final String KEY = "sk-ant-test-key";

  /** A server that says what it has and waits; the same for all. */
  private static final String SERVER =
      """
      while read -r line; do
        id=${line##*'"id":'} id=${id%%[!0-9]*}
        case $line in
          *'"method":"initialize"'*) r='{"protocolVersion":"2025-11-25","capabilities":{"tools":{}},"serverInfo":{"name":"sh","version":"1"}}' ;;
          *'"method":"tools/list"'*) r='{"tools":[{"name":"greet","description":"Greets.","inputSchema":{"type":"object"}}]}' ;;
          *) r='{}' ;;
        esac
        [ -n "$id" ] && printf '{"jsonrpc":"2.0","id":%s,"result":%s}\\n' "$id" "$r"
      done
      """;

  private final Path program;
  private final Path folder;
  private final String model;
  private final AtomicLong heard = new AtomicLong();

  private FirstRequest(Path program, Path folder, HttpServer server) {
    this.program = program;
    this.folder = folder;
    this.model = "http://127.0.0.1:" + server.getAddress().getPort();
    var answer = CannedServer.stream(200).getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/",
        exchange -> {
          heard.compareAndSet(0, System.nanoTime());
          try (exchange) {
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            exchange.getResponseHeaders().set("content-type", "text/event-stream");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
          }
        });
  }

  public static void main(String[] words) throws IOException, InterruptedException {
    var program = Path.of(words[0]).toAbsolutePath();
    var rounds = words.length > 1 ? Integer.parseInt(words[1]) : 41;
    var servers = words.length > 2 ? Integer.parseInt(words[2]) : 5;
    var folder = Files.createTempDirectory("first-request");
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      server.setExecutor(threads);
      var measurement = new FirstRequest(program, folder, server);
      server.start();
      measurement.run(rounds, servers);
      server.stop(0);
    } finally {
      TemporaryFolder.delete(folder);
    }
  }

  private void run(int rounds, int servers) throws IOException, InterruptedException {
    Files.writeString(folder.resolve("server.sh"), SERVER);
    var project = Files.createDirectories(folder.resolve("project"));
    var without = home("without", 0);
    var with = home("with", servers);
    for (var i = 0; i < servers; i++) approve(with, project, "server" + i);
    for (var i = 0; i < WARM_UP; i++) {
      var _ = once(without, project);
      var _ = once(with, project);
    }
    var plain = new double[rounds];
    var loaded = new double[rounds];
    var differences = new double[rounds];
    for (var i = 0; i < rounds; i++) {
      // Who is first in a pair changes, so that neither always follows the other.
      if (i % 2 == 0) plain[i] = once(without, project);
      loaded[i] = once(with, project);
      if (i % 2 == 1) plain[i] = once(without, project);
      differences[i] = loaded[i] - plain[i];
    }
    print(rounds, servers, plain, loaded, differences);
  }

  private Path home(String name, int servers) throws IOException {
    var config = Files.createDirectories(folder.resolve(name).resolve(".config/jackdaw"));
    var entries = new ArrayList<String>();
    for (var i = 0; i < servers; i++) {
      entries.add(
          "\"server%d\": {\"command\": \"/bin/sh\", \"args\": [\"%s\"]}"
              .formatted(i, folder.resolve("server.sh")));
    }
    Files.writeString(
        config.resolve("settings.json"), "{\"mcpServers\": {" + String.join(", ", entries) + "}}");
    return folder.resolve(name);
  }

  /** Its tools are known from then on. */
  private void approve(Path home, Path project, String server)
      throws IOException, InterruptedException {
    var _ = started(home, project, List.of("mcp", "approve", server)).waitFor();
  }

  private Process started(Path home, Path project, List<String> words) throws IOException {
    var line = new ArrayList<>(List.of(program.toString()));
    line.addAll(words);
    var builder =
        new ProcessBuilder(line)
            .directory(project.toFile())
            .redirectInput(NOTHING)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("XDG_"));
    builder.environment().put("HOME", home.toString());
    builder.environment().put("ANTHROPIC_API_KEY", KEY);
    builder.environment().put("ANTHROPIC_BASE_URL", model);
    return builder.start();
  }

  /** Returns the milliseconds from the start of a process to its first request. */
  private double once(Path home, Path project) throws IOException, InterruptedException {
    heard.set(0);
    var start = System.nanoTime();
    var words = List.of("-p", "--model", "anthropic/claude-test-1", "say hello");
    var code = started(home, project, words).waitFor();
    if (heard.get() == 0) {
      throw new IOException(
          "no request, status " + code + ": " + Files.readString(folder.resolve("output")));
    }
    return (heard.get() - start) / 1e6;
  }

  private static void print(
      int rounds, int servers, double[] plain, double[] loaded, double[] differences) {
    System.out.printf(
        Locale.ROOT,
        "%d rounds, start to first request, ms: without servers median %.1f (least %.1f), with %d"
            + " servers median %.1f (least %.1f)%n",
        rounds,
        median(plain),
        least(plain),
        servers,
        median(loaded),
        least(loaded));
    var random = new Random(1);
    var medians = new double[RESAMPLES];
    for (var i = 0; i < RESAMPLES; i++) {
      var sample = new double[differences.length];
      for (var j = 0; j < sample.length; j++) {
        sample[j] = differences[random.nextInt(differences.length)];
      }
      medians[i] = median(sample);
    }
    Arrays.sort(medians);
    System.out.printf(
        Locale.ROOT,
        "difference of neighbours, ms: median %.1f, 95 in 100 between %.1f and %.1f%n",
        median(differences),
        medians[RESAMPLES / 40],
        medians[RESAMPLES - 1 - RESAMPLES / 40]);
  }

  private static double median(double[] values) {
    var sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static double least(double[] values) {
    return Arrays.stream(values).min().orElse(0);
  }
}
