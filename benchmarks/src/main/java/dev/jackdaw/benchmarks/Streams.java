package dev.jackdaw.benchmarks;

import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/**
 * Hears many replies at once from a {@link PacedServer} and prints how far behind it was, as a line
 * of JSON. {@code benchmarks/streams.sh} brings the server.
 */
public final class Streams {
  /** What a cold JVM hears in its first moments is told apart. */
  private static final long COLD_MICROS = 1_000_000;

  private Streams() {}

  /** Takes the address, the dialect, how many streams, and how many tokens each has. */
  public static void main(String[] words) throws IOException, InterruptedException {
    var model = Dialect.valueOf(words[1].toUpperCase(Locale.ROOT)).model(words[0]);
    var began = System.nanoTime();
    var heard = hear(model, Integer.parseInt(words[2]), Integer.parseInt(words[3]));
    System.out.println(json(heard, Duration.ofNanos(System.nanoTime() - began)).compact());
  }

  /** Hears so many replies at once; a reply with fewer or more tokens is a failure. */
  static Lags[] hear(Model model, int streams, int tokens) throws InterruptedException {
    var jobs = new ArrayList<Callable<Lags>>();
    for (var i = 0; i < streams; i++) jobs.add(() -> hearOne(model, tokens));
    var heard = new ArrayList<Lags>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var job : threads.invokeAll(jobs)) heard.add(job.get());
    } catch (ExecutionException e) {
      throw new IllegalStateException("a stream failed", e.getCause());
    }
    return heard.toArray(Lags[]::new);
  }

  private static Lags hearOne(Model model, int tokens) throws InterruptedException {
    var lags = new Lags(tokens);
    model.reply(Conversation.request(1), lags::hear);
    if (lags.count != tokens) {
      throw new IllegalStateException("heard " + lags.count + " of " + tokens + " tokens");
    }
    return lags;
  }

  private static Json.Obj json(Lags[] heard, Duration wall) throws IOException {
    var cpu = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    var own = Arrays.stream(heard).flatMapToInt(lags -> Arrays.stream(lags.own)).sorted();
    var all = Arrays.stream(heard).flatMapToInt(lags -> Arrays.stream(lags.all)).sorted();
    var cold = Arrays.stream(heard).mapToInt(lags -> lags.cold).max().orElse(0);
    var warm = Arrays.stream(heard).mapToInt(lags -> lags.warm).max().orElse(0);
    var last = Arrays.stream(heard).mapToInt(lags -> lags.own[lags.count - 1]).max().orElse(0);
    return Json.object()
        .put("streams", heard.length)
        .put("tokens", heard.length * (long) heard[0].count)
        .put("wall_ms", wall.toMillis())
        .put("lag_us", percentiles(own.toArray()))
        .put("lag_cold_max_us", cold)
        .put("lag_warm_max_us", warm)
        .put("lag_last_token_max_us", last)
        .put("behind_schedule_us", percentiles(all.toArray()))
        .put("cpu_ms", cpu.toMillis())
        .put("peak_rss_mib", ProcessMemory.peakBytes() >> 20)
        .build();
  }

  private static Json.Obj percentiles(int[] sorted) {
    return Json.object()
        .put("p50", sorted[sorted.length / 2])
        .put("p99", sorted[(int) (sorted.length * 0.99)])
        .put("max", sorted[sorted.length - 1])
        .build();
  }

  /** How late each token of a stream was heard, in microseconds. For one thread. */
  static final class Lags {
    /** Since it was sent. */
    private final int[] own;

    /** Since it was due, the server's own delay included. */
    private final int[] all;

    private int count;
    private int cold;
    private int warm;
    private long first;

    Lags(int tokens) {
      own = new int[tokens];
      all = new int[tokens];
    }

    void hear(Delta delta) {
      if (!(delta instanceof Delta.TextDelta(var text)) || count == own.length) return;
      var now = Stamp.now();
      var stamp = Stamp.of(text);
      if (count == 0) first = stamp.due();
      var lag = (int) (now - stamp.sent());
      if (stamp.due() - first < COLD_MICROS) cold = Math.max(cold, lag);
      else warm = Math.max(warm, lag);
      own[count] = lag;
      all[count++] = (int) (now - stamp.due());
    }

    int count() {
      return count;
    }
  }
}
