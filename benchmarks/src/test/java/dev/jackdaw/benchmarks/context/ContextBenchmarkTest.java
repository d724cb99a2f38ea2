package dev.jackdaw.benchmarks.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.engine.context.Profile;
import dev.jackdaw.engine.context.Thresholds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class ContextBenchmarkTest {
  private static final String SESSIONS = "src/test/resources/sessions";
  private static final String TRAJECTORIES = "src/test/resources/trajectories";

  /** Enough for every policy to take something away in a small window. */
  private static final int TASKS = 50;

  @Test
  void theSameArgumentsGiveTheSameBytes() throws IOException {
    var arguments = new String[] {"--seeds", "1-2", "--tasks", "20", "--window", "64k", "--json"};

    assertThat(run(arguments)).isEqualTo(run(arguments)).contains("\"policy\":\"P9\"");
  }

  @ParameterizedTest
  @EnumSource
  void everyPolicyKeepsPromptsInOrderAndBelowTheLimit(Rule rule) {
    for (var profile : Synthetic.Profile.values()) {
      var outcome = replay(Synthetic.sitting(3, profile, TASKS), rule, 64_000);

      assertThat(outcome.folds()).isPositive();
      assertThat(outcome.fact(Fact.Kind.INSTRUCTION)).isEqualTo(1);
      if (!rule.isPeer()) assertThat(outcome.overflows()).isZero();
    }
  }

  @Test
  void whatCodeCarriesIsNotForgotten() {
    for (var rule : List.of(Rule.FRUGAL, Rule.BALANCED, Rule.VERBATIM)) {
      for (var sitting : sittings(4)) {
        var outcome = replay(sitting, rule, 64_000);

        assertThat(outcome.fact(Fact.Kind.CONSTRAINT)).isEqualTo(1);
        assertThat(outcome.fact(Fact.Kind.PATH)).isEqualTo(1);
        assertThat(outcome.fact(Fact.Kind.FAILURE)).isEqualTo(1);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"64000,1.05,1.05", "128000,0.9,1", "200000,0.75,0.9", "1000000,0.65,0.8"})
  void foldingByPriceIsCheaperThanWhatOthersDo(int window, double frugal, double balanced) {
    var options = Options.of("--window", String.valueOf(window));
    var sittings = sittings(6);
    var outcomes =
        sittings.stream()
            .flatMap(sitting -> options.rules().stream().map(rule -> replay(sitting, rule, window)))
            .toList();
    var rows = new Table(outcomes).rows(window);

    assertThat(relative(rows, Rule.FRUGAL)).isLessThan(frugal);
    assertThat(relative(rows, Rule.BALANCED)).isLessThan(balanced);
  }

  private static double relative(List<Table.Row> rows, Rule rule) {
    var own = rows.stream().filter(row -> row.rule() == rule).findFirst().orElseThrow();
    return own.dollars() / Table.bestPeer(rows);
  }

  @Test
  void theOptimumCostsWhatItsScheduleCosts() {
    for (var sitting : sittings(3)) {
      var seen = sitting.in(200_000);
      var cache = Caches.cache("anthropic");
      var schedule = Optimum.of(seen, Profile.FRUGAL, 200_000, cache);
      var replayed = replay(sitting, Rule.OPTIMUM_FRUGAL, 200_000);

      assertThat(replayed.folds()).isEqualTo(schedule.folds().size()).isPositive();
      assertThat(replayed.units()).isCloseTo(schedule.units(), within(1.0));
    }
  }

  @Test
  void theScheduleIsNotFarFromTheOptimum() {
    for (var sitting : sittings(3)) {
      var optimum = replay(sitting, Rule.OPTIMUM_FRUGAL, 200_000).units();

      assertThat(replay(sitting, Rule.FRUGAL, 200_000).units()).isBetween(optimum, 1.25 * optimum);
    }
  }

  @Test
  void aRecordedSessionCostsWhatItsBillSays() throws IOException {
    var sitting = RecordedSession.all(Path.of(SESSIONS), _ -> {}).getFirst();
    var outcome = replay(sitting, Rule.P0, 200_000);

    assertThat(sitting.name()).isEqualTo("parser");
    assertThat(sitting.steps()).hasSize(15);
    assertThat(sitting.dollarsPerMillion()).isCloseTo(5, within(0.01));
    assertThat(sitting.steps().stream().filter(step -> !step.said().isEmpty())).hasSize(3);
    assertThat(outcome.dollars())
        .isCloseTo(sitting.recordedDollars().orElseThrow(), within(0.02 * outcome.dollars()));
  }

  @Test
  void jsonHasARowForEachPolicyAndWindow() throws IOException {
    var text = run("--sessions", SESSIONS, "--json", "--window", "64k,200k");
    var rows = Json.parse(text) instanceof Json.Arr(var elements) ? elements : List.<Json>of();

    assertThat(rows).hasSize(2 * 13);
    assertThat((Json.Obj) rows.getFirst())
        .satisfies(row -> {
          assertThat(row.string("session")).contains("parser");
          assertThat(row.string("policy")).contains("P0");
          assertThat(row.integer("window")).contains(64_000L);
          assertThat(row.number("cost")).isPresent();
          assertThat(row.number("recorded_cost")).isPresent();
        });
  }

  @Test
  void sessionsAreReadWhateverElseIsInThem() {
    var lines =
        """
        not json
        [1,2]
        {"role":"user","content":"one"}
        {"role":"assistant","content":"two","usage":{"input_tokens":10,"output_tokens":2}}
        {"type":"message","message":{"role":"toolResult","toolCallId":"nobody","content":[]}}
        {"message":{"role":"user","content":[{"type":"text","text":"three"},7,null]},"timestamp":"never"}
        {"message":{"role":"assistant","content":[{"type":"toolCall","id":"a","name":"bash","arguments":{}}]}}
        {"message":{"role":"assistant","content":null}}
        """;

    var sitting = RecordedSession.read("odd", lines, _ -> {}).orElseThrow();

    assertThat(sitting.steps()).hasSize(2);
    assertThat(sitting.steps().get(1).calls()).isZero();
    assertThat(RecordedSession.read("none", "{}\n", _ -> {})).isEmpty();
  }

  @Test
  void trajectoriesArePutOneBehindAnother() throws IOException {
    var sittings = Trajectory.draws(Path.of(TRAJECTORIES), 1, 2, _ -> {});

    assertThat(sittings).hasSize(6);
    assertThat(sittings.getLast().steps()).hasSize(32 * 4);
    assertThat(sittings.getFirst().facts().stream().map(Fact::kind))
        .contains(Fact.Kind.FAILURE, Fact.Kind.PATH, Fact.Kind.CONSTRAINT);
    assertThat(replay(sittings.getLast(), Rule.FRUGAL, 16_000).overflows()).isZero();
  }

  @Test
  void aPlotIsWritten(@TempDir Path folder) throws IOException {
    var file = folder.resolve("cost.svg");
    run("--seeds", "1", "--tasks", "10", "--plot", file.toString());

    assertThat(Files.readString(file))
        .startsWith("<svg")
        .contains(">balanced</text>", ">P8</text>");
  }

  @ParameterizedTest
  @CsvSource({
    "--seed 3,no option --seed; --help tells what there is",
    "now,nothing is expected at now; --help tells what there is",
    "--seeds,--seeds needs a value",
    "--seeds 5-1,--seeds 5-1: the first is after the last",
    "--seeds a-b,--seeds a: a whole number is needed",
    "--window 3,--window 3: must be 2000 to 100000000",
    "--cache some,'no cache some; there are anthropic, anthropic-1h, openai, none'",
    "--json=1,--json takes no value",
    "--sessions /no/such,--sessions /no/such: no such folder",
  })
  void aBadOptionIsNamed(String words, String message) {
    assertThatThrownBy(() -> Options.of(words.split(" ")))
        .isInstanceOf(Options.Misfit.class)
        .hasMessage(message);
  }

  @Test
  void helpNamesEveryPolicy() throws IOException {
    var help = run("--help");

    for (var rule : Rule.values()) assertThat(help).contains("\n  " + rule.id() + " ");
  }

  private static List<Sitting> sittings(int count) {
    return IntStream.range(0, count)
        .mapToObj(seed -> {
          var profiles = Synthetic.Profile.values();
          return Synthetic.sitting(seed, profiles[seed % profiles.length], TASKS);
        })
        .toList();
  }

  private static Outcome replay(Sitting sitting, Rule rule, int window) {
    return Replay.of(sitting, rule, window, Caches.cache("anthropic"), Thresholds.USUAL);
  }

  private static String run(String... words) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
      ContextBenchmark.run(Options.of(words), out);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
