package dev.jackdaw.cli.hooks;

import dev.jackdaw.models.http.Http;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Sends hooks that are addresses what they are told, by the rules of this machine's network.
 *
 * @param http made when it is needed
 * @param variables what headers may name
 * @param hosts those a project's hooks may reach, as the settings of the sandbox have them
 */
public record Posting(Supplier<Http> http, Map<String, String> variables, List<String> hosts) {
  private static final int MAX_BYTES = 1 << 20;

  public Posting {
    hosts = List.copyOf(hosts);
    variables = Map.copyOf(variables);
  }

  /** What came back. */
  record Answer(int status, String text) {}

  /** Returns whether a project's hook may reach the address. */
  boolean reaches(URI address) {
    var host = address.getHost().toLowerCase(Locale.ROOT);
    var port = address.getPort() < 1 ? "" : ":" + address.getPort();
    for (var each : hosts) {
      var allowed = each.toLowerCase(Locale.ROOT);
      if (allowed.equals(host + port)) return true;
      if (allowed.startsWith("*.") && (host + port).endsWith(allowed.substring(1))) return true;
    }
    return false;
  }

  /**
   * Sends it and waits.
   *
   * @throws TimeoutException when there was no whole answer in time
   */
  Answer send(URI address, Map<String, String> headers, String body, Duration within)
      throws IOException, InterruptedException, TimeoutException {
    var all = new HashMap<String, String>();
    headers.forEach((name, value) -> all.put(name, filled(value)));
    all.put("Content-Type", "application/json");
    var task = new FutureTask<>(() -> send(address, all, body));
    var thread = Thread.ofPlatform().daemon().name("hook-http").start(task);
    try {
      return task.get(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failed) throw failed;
      throw new IOException(String.valueOf(e.getCause()), e);
    } finally {
      thread.interrupt();
    }
  }

  private Answer send(URI address, Map<String, String> headers, String body)
      throws IOException, InterruptedException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    var response = http.get().send("POST", address, headers, bytes);
    try {
      var read = new ByteArrayOutputStream();
      var buffer = new byte[8192];
      for (var count = response.read(buffer, 0, buffer.length);
          count >= 0;
          count = response.read(buffer, 0, buffer.length)) {
        read.write(buffer, 0, count);
        if (read.size() > MAX_BYTES)
          throw new IOException("it said more than " + MAX_BYTES + " bytes");
      }
      return new Answer(response.status(), read.toString(StandardCharsets.UTF_8));
    } finally {
      response.close();
    }
  }

  /** Names of variables stand between zero characters. */
  private String filled(String value) {
    var parts = value.split("\0", -1);
    var text = new StringBuilder();
    for (var i = 0; i < parts.length; i++) {
      text.append(i % 2 == 0 ? parts[i] : variables.getOrDefault(parts[i], ""));
    }
    return text.toString();
  }
}
