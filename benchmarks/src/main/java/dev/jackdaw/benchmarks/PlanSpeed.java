package dev.jackdaw.benchmarks;

import dev.jackdaw.engine.context.Advice;
import dev.jackdaw.engine.context.Load;
import dev.jackdaw.engine.context.Planner;
import dev.jackdaw.engine.context.Profile;
import dev.jackdaw.engine.context.Terms;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Deciding whether to fold before a request, with so many turns since the last fold. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PlanSpeed {
  private static final Terms TERMS = new Terms(1_000_000, 16_000, 0.1, 1.25, 5);

  @Param({"100", "5000"})
  private int turns;

  /** With 5,000 turns, 150 leave room in the window and 300 do not. */
  @Param({"150", "300"})
  private int tokens;

  private Load load;

  @Setup
  public void open() {
    var all = new ArrayList<Load.Turn>();
    for (var i = 0; i < turns; i++) all.add(new Load.Turn(i, tokens, 50, i % 7 == 0));
    load = new Load(8_000, 4_000, 4_000, 0, all, 100);
  }

  @Benchmark
  public Advice advise() {
    var planner = new Planner(Profile.BALANCED);
    planner.requested(load, TERMS);
    return planner.advise(load, TERMS, false, 0);
  }
}
