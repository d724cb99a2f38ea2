package dev.jackdaw.benchmarks;

import dev.jackdaw.api.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * From the bytes of a stream to deltas and the reply, on one thread, from memory. An operation is a
 * delta, so that {@code -prof gc} tells the bytes allocated for each; {@code megabytes} is MB (1e6
 * bytes) of the stream a second.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class StreamSpeed {
  private static final int DELTAS = 8000;

  @Param public Dialect dialect = Dialect.ANTHROPIC;

  /** A token, and what a fast service packs together. */
  @Param({"4", "64"})
  public int chars;

  private byte[] stream;

  /** How much of the stream was read. */
  @AuxCounters
  @State(Scope.Thread)
  public static class Read {
    public double megabytes;
  }

  @Setup
  public void write() {
    stream = dialect.reply(DELTAS, chars).getBytes(StandardCharsets.UTF_8);
  }

  @Benchmark
  @OperationsPerInvocation(DELTAS)
  public Reply deltas(Read read, Blackhole sink) throws IOException, InterruptedException {
    read.megabytes += stream.length / 1e6;
    return dialect.read(stream, sink::consume);
  }
}
