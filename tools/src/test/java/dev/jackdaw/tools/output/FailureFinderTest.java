package dev.jackdaw.tools.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.testkit.Golden;
import dev.jackdaw.testkit.Properties;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FailureFinderTest {
  private static final Path OUTPUTS = Path.of("src", "test", "resources", "output");
  private static final int ENOUGH = 4_500;

  static Stream<String> outputs() throws IOException {
    try (var files = Files.list(OUTPUTS)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("outputs")
  void findsWhatRunnersAndCompilersReport(String name) throws IOException {
    var output = Files.readString(OUTPUTS.resolve(name));
    var found = FailureFinder.in(output);
    var chosen = found.choose(0, "", ENOUGH);
    var report = String.join("\n", chosen.lines()) + "\n\nIn short: " + found.inShort(120) + "\n";
    Golden.check("output/" + name, report);
  }

  @ParameterizedTest
  @MethodSource("outputs")
  void inventsNothing(String name) throws IOException {
    var output = Files.readString(OUTPUTS.resolve(name));
    var lines = PlainText.of(output).lines().map(String::stripTrailing).toList();
    assertThat(lines).containsAll(FailureFinder.in(output).choose(0, "", ENOUGH).lines());
  }

  @Test
  void findsTheSameHoweverTheOutputIsCut() {
    Properties.forAll(
        (random, size) -> new Pieces(anyOutput(random, size), random.nextLong()),
        pieces -> {
          var finder = new FailureFinder();
          var random = Properties.random(pieces.seed());
          for (var at = 0; at < pieces.bytes().length; ) {
            var count = Math.min(1 + random.nextInt(300), pieces.bytes().length - at);
            finder.accept(Arrays.copyOfRange(pieces.bytes(), at, at + count), count);
            at += count;
          }
          var whole = new FailureFinder();
          whole.accept(pieces.bytes(), pieces.bytes().length);
          var chosen = whole.found().choose(0, "", ENOUGH);
          assertThat(finder.found().choose(0, "", ENOUGH)).isEqualTo(chosen);
          assertThat(chosen.bytes()).isLessThanOrEqualTo(ENOUGH);
          assertThat(whole.found().inShort(120)).doesNotContain("\n");
        });
  }

  private record Pieces(byte[] bytes, long seed) {}

  /** Lines of real outputs in any order, damaged here and there, and plain noise. */
  private static byte[] anyOutput(RandomGenerator random, int size) throws IOException {
    var known = new ArrayList<String>();
    for (var name : outputs().toList()) known.addAll(Files.readAllLines(OUTPUTS.resolve(name)));
    var out = new StringBuilder();
    for (var i = 0; i < size * 2; i++) {
      out.append(known.get(random.nextInt(known.size())));
      if (random.nextInt(30) == 0) out.append("x \u001b[".repeat(random.nextInt(400)));
      if (random.nextInt(9) > 0) out.append(random.nextInt(9) == 0 ? "\r\n" : "\n");
    }
    var bytes = out.toString().getBytes(StandardCharsets.UTF_8);
    for (var i = 0; i < bytes.length / 200; i++) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    return bytes;
  }

  @Test
  void everyRuleIsReachedByItsMark() {
    for (var rules : List.of(JvmRules.ALL, ScriptRules.ALL, NativeRules.ALL)) {
      for (var rule : rules) {
        var line = ("some text before " + rule.mark() + "!").getBytes(StandardCharsets.UTF_8);
        assertThat(new Marks(rules).mayMatter(line, 0, line.length)).as(rule.mark()).isTrue();
      }
    }
  }

  @Test
  void aLineOfAnyLengthIsLookedAtInPart() {
    var finder = new FailureFinder();
    var part = "error: é".repeat(1_000).getBytes(StandardCharsets.UTF_8);
    for (var i = 0; i < 100; i++) finder.accept(part, part.length);
    var lines = finder.found().choose(0, "", ENOUGH).lines();
    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst()).startsWith("error: éerror").hasSizeLessThan(501);
  }

  @Test
  void whatWasSeenIsNotSaidAgain() {
    var found = FailureFinder.in("a.c:1:2: error: one\na.c:2:2: error: two\n2 errors\n");
    assertThat(found.choose(0, "a.c:1:2: error: one\n", ENOUGH).lines())
        .containsExactly("a.c:2:2: error: two", "2 errors");
    assertThat(found.choose(20, "", ENOUGH).lines())
        .containsExactly("a.c:2:2: error: two", "2 errors");
  }

  @Test
  void tellsHowManyMoreThereAre() {
    var out = new StringBuilder();
    for (var i = 0; i < 1_000; i++) out.append("a.c:").append(i).append(":2: error: wrong\n");
    out.append("1000 errors generated.\n");
    var chosen = FailureFinder.in(out.toString()).choose(0, "", ENOUGH);
    assertThat(chosen.lines()).startsWith("a.c:0:2: error: wrong").endsWith("1000 errors generated.");
    assertThat(chosen.lines().size() - 1 + chosen.omitted()).isEqualTo(1_000);
  }
}
