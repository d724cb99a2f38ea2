package dev.jackdaw.benchmarks;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Decision;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.policy.PolicyBuilder;
import dev.jackdaw.policy.RulePolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
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

/** Deciding whether a shell line may run, in the working directory, with what it looks up there. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecideSpeed {
  @Param({
    "git log --oneline -5",
    "grep -rn TODO src | cut -d: -f1 | sort | uniq -c | sort -rn | head -20",
    "for f in ./*.md; do echo \"$f\"; sed -n '1,5p' \"$f\"; done",
    "make all",
    "wc -l *.md; for f in *.xml; do grep -c artifactId $f; done",
    "find docs -name '*.md' | grep -v decisions | xargs grep -n JMH",
    "echo $(id) > x; cd / && rm -rf ${HOME:?}",
    LONG
  })
  private String line = "";

  /** Stands for a line of nearly 16 KiB with 60 commands. */
  private static final String LONG = "(16 KiB)";

  private Block.Call call;
  private List<Effect> effects;
  private RulePolicy policy;

  @Setup
  public void open() throws IOException {
    var workspace = Workspace.of(Path.of(""));
    policy = new PolicyBuilder(workspace).build();
    call = new Block.Call(new CallId("c"), "bash", Json.Obj.EMPTY);
    var command = line.equals(LONG) ? ("echo '" + "x".repeat(510) + "' | wc; ").repeat(30) : line;
    effects = List.of(new Effect.Executes(command, workspace.directory()));
  }

  @Benchmark
  public Decision decide() {
    return policy.decide(call, effects, Set.of(), dev.jackdaw.api.Mode.DEFAULT);
  }
}
