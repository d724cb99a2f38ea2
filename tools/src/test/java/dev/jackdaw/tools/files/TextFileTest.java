package dev.jackdaw.tools.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextFileTest {
  private static final String[] PIECES = {
    "a", "line", "\t", "  ", "é", "ß", "漢字", "🐦", "\n", "\n", "\r\n", "\r\n", "\r", "\"", "\\n"
  };

  private static TextFile file(byte[] bytes) {
    return TextFile.of(bytes).orElseThrow();
  }

  private static TextFile file(String text) {
    return file(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(TextFile file) throws FileProblem {
    return new String(file.bytes(), StandardCharsets.UTF_8);
  }

  static String randomText(Random random, int pieces) {
    var text = new StringBuilder();
    for (var i = 0; i < pieces; i++) text.append(PIECES[random.nextInt(PIECES.length)]);
    return text.toString();
  }

  private static byte[] joined(byte[] mark, byte[] rest) {
    var all = new byte[mark.length + rest.length];
    System.arraycopy(mark, 0, all, 0, mark.length);
    System.arraycopy(rest, 0, all, mark.length, rest.length);
    return all;
  }

  @Test
  void givesBackTheBytesOfAnyText() throws Exception {
    for (var seed = 0; seed < 2_000; seed++) {
      var random = new Random(seed);
      var text = randomText(random, random.nextInt(seed / 20 + 2));
      var little = joined(new byte[] {-1, -2}, text.getBytes(StandardCharsets.UTF_16LE));
      var big = joined(new byte[] {-2, -1}, text.getBytes(StandardCharsets.UTF_16BE));
      var marked = joined(new byte[] {-17, -69, -65}, text.getBytes(StandardCharsets.UTF_8));
      for (var bytes : List.of(text.getBytes(StandardCharsets.UTF_8), little, big, marked)) {
        assertThat(file(bytes).bytes()).as("seed %d", seed).isEqualTo(bytes);
        assertThat(file(bytes).text()).as("seed %d", seed).isEqualTo(file(text).text());
      }
    }
  }

  @Test
  void givesBackAnyBytesThatItTakesForText() throws Exception {
    for (var seed = 0; seed < 3_000; seed++) {
      var random = new Random(seed);
      var bytes = randomText(random, 1 + random.nextInt(40)).getBytes(StandardCharsets.UTF_8);
      for (var i = random.nextInt(4); i > 0; i--) {
        bytes[random.nextInt(bytes.length)] = (byte) (0x80 + random.nextInt(0x80));
      }
      var file = TextFile.of(bytes);
      if (file.isPresent()) assertThat(file.get().bytes()).as("seed %d", seed).isEqualTo(bytes);
    }
  }

  @Test
  void agreesWithTheStandardDecoderOnWhatIsUtf8() {
    for (var seed = 0; seed < 3_000; seed++) {
      var random = new Random(seed);
      var bytes = new byte[1 + random.nextInt(8)];
      for (var i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (random.nextBoolean() ? 0x80 + random.nextInt(128) : 'a');
      }
      var probe = new EncodingProbe();
      probe.feed(bytes, bytes.length);
      var isUtf8 = !new String(bytes, StandardCharsets.UTF_8).contains("\ufffd");
      if (bytes.length > 2 && bytes[0] == -2 && bytes[1] == -1) continue;
      if (bytes.length > 2 && bytes[0] == -1 && bytes[1] == -2) continue;
      var found = probe.encoding();
      assertThat(found.isPresent() && found.get() == Encoding.UTF_8)
          .as("seed %d", seed)
          .isEqualTo(isUtf8);
    }
  }

  @Test
  void tellsEncodingsApart() {
    assertThat(file(new byte[] {'c', 'a', 'f', (byte) 0xE9}).encoding())
        .isEqualTo(Encoding.WINDOWS_1252);
    assertThat(file(new byte[] {'x', (byte) 0x81, (byte) 0xE9}).encoding())
        .isEqualTo(Encoding.LATIN_1);
    var damaged = "äöü 漢字 \u00ff".getBytes(StandardCharsets.UTF_8);
    damaged[damaged.length - 1] = (byte) 0xFF;
    assertThat(file(damaged).encoding()).isEqualTo(Encoding.DAMAGED_UTF_8);
    assertThat(TextFile.of(new byte[] {'a', 0, 'b'})).isEmpty();
    assertThat(TextFile.of(new byte[] {-1, -2, 'a'})).isEmpty();
    assertThat(file(new byte[0]).text()).isEmpty();
  }

  @Test
  void editThenInverseEditIsTheIdentityOnBytes() throws Exception {
    for (var seed = 0; seed < 3_000; seed++) {
      var random = new Random(seed);
      var ending = List.of("\n", "\r\n", "\r").get(random.nextInt(3));
      var body = randomText(random, random.nextInt(40)).replace("\r\n", "\n").replace('\r', ' ');
      var original = file((body + "\nkept\n").replace("\n", ending));
      var from = random.nextInt(body.length() + 1);
      var to = from + random.nextInt(body.length() - from + 1);
      var fresh = randomText(random, random.nextInt(6)).replace("\r\n", "\n").replace('\r', ' ');
      var old = original.text().substring(from, to);
      var edited = original.with(List.of(new TextFile.Splice(from, to, fresh)));
      var back = edited.with(List.of(new TextFile.Splice(from, from + fresh.length(), old)));
      assertThat(edited.text())
          .as("seed %d", seed)
          .isEqualTo(original.text().substring(0, from) + fresh + original.text().substring(to));
      assertThat(text(back)).as("seed %d", seed).isEqualTo(text(original));
    }
  }

  @Test
  void leavesTheBytesAroundAnEditAlone() throws Exception {
    for (var seed = 0; seed < 2_000; seed++) {
      var random = new Random(seed);
      var head = randomText(random, random.nextInt(20)).replace("\r", "") + "\r\n";
      var tail = "\n" + randomText(random, random.nextInt(20)) + "\n";
      var original = file(head + "TARGET" + tail);
      var at = original.text().indexOf("TARGET");
      var edited = original.with(List.of(new TextFile.Splice(at, at + 6, "x\ny")));
      assertThat(text(edited)).as("seed %d", seed).isEqualTo(head + "x\r\ny" + tail);
    }
  }

  @Test
  void linesThatStayKeepTheirEndings() throws Exception {
    var mixed = file("one\r\ntwo\nthree\r\nfour");
    var edited = mixed.with(List.of(new TextFile.Splice(0, 13, "one\nTWO\nthree")));
    assertThat(text(edited)).isEqualTo("one\r\nTWO\nthree\r\nfour");
    var longer = mixed.with(List.of(new TextFile.Splice(4, 14, "new\ntwo\nthree\n")));
    assertThat(text(longer)).isEqualTo("one\r\nnew\r\ntwo\nthree\r\nfour");
  }

  @Test
  void newLinesTakeTheEndingOfTheLineBefore() throws Exception {
    var file = file("one\r\ntwo\nthree\n");
    assertThat(text(file.with(List.of(new TextFile.Splice(4, 4, "a\nb\n")))))
        .isEqualTo("one\r\na\r\nb\r\ntwo\nthree\n");
    assertThat(text(file("x\r\ny").with(List.of(new TextFile.Splice(0, 0, "a\n")))))
        .isEqualTo("a\r\nx\r\ny");
  }

  @Test
  void appliesSeveralSplicesAtOnce() throws Exception {
    var file = file("a\r\nb\r\nc\r\n");
    var edited =
        file.with(
            List.of(
                new TextFile.Splice(0, 1, "A\nA"),
                new TextFile.Splice(2, 4, ""),
                new TextFile.Splice(5, 5, "C")));
    assertThat(text(edited)).isEqualTo("A\r\nA\r\ncC\r\n");
  }

  @Test
  void refusesCharactersTheEncodingLacks() {
    var latin = file(new byte[] {'c', 'a', 'f', (byte) 0xE9});
    var edited = latin.with(List.of(new TextFile.Splice(0, 0, "→")));
    assertThatThrownBy(edited::bytes)
        .isInstanceOf(FileProblem.class)
        .hasMessageContaining("windows-1252, which has no → (U+2192)");
    assertThatThrownBy(() -> TextFile.created("half \ud83d").bytes())
        .hasMessageContaining("half a surrogate pair (U+D83D)");
  }

  @Test
  void wholeNewTextKeepsEncodingAndUniformEndings() throws Exception {
    assertThat(text(file("a\r\nb\r\n").withText("x\ny\n"))).isEqualTo("x\r\ny\r\n");
    assertThat(text(file("a\r\nb\n").withText("x\ny\n"))).isEqualTo("x\ny\n");
    var latin = file(new byte[] {(byte) 0xE9});
    assertThat(latin.withText("è").bytes()).isEqualTo(new byte[] {(byte) 0xE8});
    assertThat(text(latin.withText("→"))).isEqualTo("→");
  }

  @Test
  void countsLines() {
    assertThat(file("a\nb\n").lines()).containsExactly("a", "b");
    assertThat(file("a\n\nb").lines()).containsExactly("a", "", "b");
    assertThat(file("").lines()).isEmpty();
    assertThat(file("\n").lines()).containsExactly("");
    assertThat(file("a\nb\n").lineAt(2)).isEqualTo(2);
  }
}
