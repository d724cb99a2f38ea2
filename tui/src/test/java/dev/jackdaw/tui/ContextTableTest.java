package dev.jackdaw.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.ContextReport;
import dev.jackdaw.api.ContextReport.Kind;
import dev.jackdaw.api.ContextReport.Share;
import dev.jackdaw.testkit.Golden;
import dev.jackdaw.testkit.Properties;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContextTableTest {
  private static final List<String> PINS = List.of("#214", "keep the \u202eAPI stable");

  private static List<String> lines(ContextReport report, int width, Look look, Signs signs) {
    return new ContextTable(report, width, look, signs).lines();
  }

  private static ContextReport report() {
    return Reports.usual(PINS, List.of(Reports.fold(1), Reports.fold(2)));
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 80, 220})
  void fitsTheScreen(int width) {
    var lines = lines(report(), width, Look.LINEAR, Signs.in(StandardCharsets.UTF_8));

    assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(width));
    Golden.check("context-" + width + ".txt", String.join("\n", lines) + "\n");
  }

  @Test
  void needsNoMoreThanAscii() {
    var lines = lines(report(), 80, Look.LINEAR, Signs.in(StandardCharsets.US_ASCII));

    assertThat(String.join("\n", lines)).matches("[ -~\n]*").contains("98.0k -> 34.1k");
  }

  @Test
  void saysTheSameInColour() {
    var plain = lines(report(), 80, Look.LINEAR, Signs.in(StandardCharsets.UTF_8));
    var lively = lines(report(), 80, Look.LIVELY, Signs.in(StandardCharsets.UTF_8));

    assertThat(lively).isNotEqualTo(plain);
    assertThat(lively.stream().map(line -> line.replaceAll("\u001b\\[\\d+m", "")).toList())
        .isEqualTo(plain);
  }

  @Test
  void doesWithoutAWindowAPriceOrAnything() {
    var report =
        new ContextReport(
            Reports.MODEL,
            0,
            List.of(new Share(Kind.USER, 1, 300, Optional.empty())),
            Optional.empty(),
            List.of(),
            List.of(),
            "");

    assertThat(lines(report, 80, Look.LINEAR, Signs.in(StandardCharsets.UTF_8)))
        .isEqualTo(
            List.of(
                "context of fake/small: 300 tokens; its window is not known",
                "[" + "U".repeat(78) + "]",
                "                             tokens share  pieces       cost",
                "U user messages                 300 100 %       1          ?"));
  }

  @Test
  void tellsOfToolsThatAreHeldBack() {
    var plain = report();
    var report =
        new ContextReport(
            plain.model(),
            plain.limit(),
            plain.shares(),
            plain.cached(),
            plain.folds(),
            plain.pins(),
            plain.forecast(),
            new ContextReport.HeldBack(143, 61_200));

    assertThat(lines(report, 80, Look.LINEAR, Signs.in(StandardCharsets.UTF_8)))
        .contains(
            "tools  143 more are found by tool_search: about 61.2k tokens that no request",
            "       holds");
  }

  private record Case(ContextReport report, int width) {}

  @Test
  void itsBarIsAlwaysAsWideAsItShouldBe() {
    Properties.forAll(
        (random, size) -> {
          var shares = new ArrayList<Share>();
          for (var kind : Kind.values()) {
            var tokens = random.nextInt(1 + size * size * 10);
            shares.add(new Share(kind, 1, tokens, Optional.empty()));
          }
          var report =
              new ContextReport(
                  Reports.MODEL,
                  random.nextInt(100_000),
                  shares,
                  Optional.empty(),
                  List.of(),
                  List.of(),
                  "");
          return new Case(report, 20 + random.nextInt(200));
        },
        input -> {
          var signs = Signs.in(StandardCharsets.UTF_8);
          var lines = lines(input.report(), input.width(), Look.LINEAR, signs);
          var bar = lines.stream().filter(line -> line.startsWith("[")).findFirst().orElseThrow();
          assertThat(bar).hasSize(Math.min(input.width(), 100));
        });
  }
}
