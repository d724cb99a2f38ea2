package dev.jackdaw.tools.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputTest {
  @Test
  void holdsTheBeginningAndTheEndOfAnything() {
    for (var seed = 0L; seed < 300; seed++) {
      var random = new Random(seed);
      var output = new Output();
      var all = new ByteArrayOutputStream();
      for (var i = random.nextInt(12); i >= 0; i--) {
        var chunk = new byte[random.nextInt(1 << random.nextInt(1, 19))];
        random.nextBytes(chunk);
        output.append(chunk, chunk.length);
        all.writeBytes(chunk);
      }
      var from = random.nextInt(2) == 0 ? 0 : random.nextInt(all.size() + 1);
      assertPiece(all.toByteArray(), output, from, "seed " + seed);
    }
  }

  private static void assertPiece(byte[] all, Output output, int from, String seed) {
    var piece = output.since(from);
    var firstEnd = Math.max(from, Math.min(all.length, Output.HEAD_BYTES));
    var lastStart = Math.max(firstEnd, all.length - Output.TAIL_BYTES);
    assertThat(output.total()).as(seed).isEqualTo(all.length);
    assertThat(piece.end()).as(seed).isEqualTo(all.length);
    assertThat(piece.first()).as(seed).isEqualTo(Arrays.copyOfRange(all, from, firstEnd));
    assertThat(piece.omitted()).as(seed).isEqualTo(lastStart - firstEnd);
    assertThat(piece.last()).as(seed).isEqualTo(Arrays.copyOfRange(all, lastStart, all.length));
  }

  @Test
  void anExcerptIsWithinItsLimitAndFromTheText() {
    for (var seed = 0L; seed < 300; seed++) {
      var random = new Random(seed);
      var text = new StringBuilder();
      var alphabet = "abc é漢🦅\n".codePoints().toArray();
      for (var i = random.nextInt(3_000); i > 0; i--) {
        text.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
      }
      var bytes = text.toString().getBytes(UTF_8);
      var output = new Output();
      output.append(bytes, bytes.length);
      var excerpt = Excerpt.of(output.since(0), new Room(1_000));

      assertThat((excerpt.head() + excerpt.tail()).getBytes(UTF_8).length)
          .as("seed " + seed)
          .isLessThanOrEqualTo(1_000);
      assertThat(text.toString())
          .as("seed " + seed)
          .startsWith(excerpt.head())
          .endsWith(excerpt.tail());
      var shown = (excerpt.head() + excerpt.tail()).getBytes(UTF_8).length;
      assertThat(shown + excerpt.omittedBytes()).as("seed " + seed).isEqualTo(bytes.length);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'',0",
    "61,0",
    "c3,1",
    "c3a9,0",
    "e6,1",
    "e6bc,2",
    "e6bca2,0",
    "f0,1",
    "f09f,2",
    "f09fa6,3",
    "f09fa685,0",
    "61c3,1",
    "80,0",
    "8080,0",
    "808080,0",
    "80808080,0",
    "ff,0",
    "c361,0"
  })
  void knowsHowMuchOfACharacterHasCome(String hex, int missing) {
    assertThat(Utf8.incompleteSuffix(java.util.HexFormat.of().parseHex(hex))).isEqualTo(missing);
  }
}
