package dev.jackdaw.tui.input;

import static dev.jackdaw.testkit.Properties.forAll;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecoderTest {
  private static final String ESC = "\u001b";

  /** What a terminal sent, as it was taken. */
  private static final class Taken {
    final List<Input> inputs = new ArrayList<>();
    final List<Report> reports = new ArrayList<>();
    final Decoder decoder = new Decoder(inputs::add, reports::add);

    static Taken of(String sent) {
      var taken = new Taken();
      taken.decoder.accept(sent);
      if (taken.decoder.isWaiting()) taken.decoder.rest();
      return taken;
    }

    String keys() {
      var keys = new ArrayList<String>();
      for (var input : inputs) {
        if (input instanceof Input.Pressed(var key)) keys.add(key.toString());
        else keys.add(input.toString());
      }
      return String.join(" ", keys);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a|a",
        "A|A",
        "ab c|a b space c",
        "^[|escape",
        "^[^[|escape escape",
        "^[b|alt+b",
        "^[^M|alt+enter",
        "^[^?|alt+backspace",
        "^A^Z|ctrl+a ctrl+z",
        "^I^M^J^?|tab enter ctrl+j backspace",
        "^@|ctrl+space",
        "^_|ctrl+_",
        "^[[A^[OA|up up",
        "^[[1;5D|ctrl+left",
        "^[[1;2A|shift+up",
        "^[^[[A|alt+up",
        "^[[Z|shift+tab",
        "^[[3~^[[5~^[[6;5~|delete pageup ctrl+pagedown",
        "^[[H^[[F^[[1~^[[4~|home end home end",
        "^[OP^[[15~^[[24~^[[[B|f1 f5 f12 f2",
        "^[[27;2;13~|shift+enter",
        "^[[13;2u|shift+enter",
        "^[[27u|escape",
        "^[[99;5u|ctrl+c",
        "^[[97;3u|alt+a",
        "^[[97;1:3u|''",
        "^[[1;1:3A|''",
        "^[[57441u|''",
        "^[[32;2u|space",
        "^[[228u|ä",
        "^[OM|enter",
        "^[[|alt+[",
        "^[O|alt+O",
        "^[[?1;2z|''",
        "^[[200z|''",
        "^[]0;title^G|''",
        "^[]0;title^[\\x|x",
        "^[P1$r0m^[\\|''",
        "漢字|漢 字",
        "é|é",
      })
  void readsKeys(String sent, String keys) {
    assertThat(Taken.of(sent(sent)).keys()).isEqualTo(keys);
  }

  private static String sent(String written) {
    var text = new StringBuilder();
    for (var i = 0; i < written.length(); i++) {
      var c = written.charAt(i);
      if (c != '^') text.append(c);
      else text.append((char) (written.charAt(++i) ^ 0x40));
    }
    return text.toString();
  }

  @Test
  void takesAGraphemeForOneKey() {
    assertThat(Taken.of("e\u0301\uD83D\uDC68\u200D\uD83D\uDC69\uD83C\uDDE9\uD83C\uDDEA").inputs)
        .hasSize(3);
  }

  @Test
  void waitsForTheOtherHalfOfACharacter() {
    var taken = new Taken();
    taken.decoder.accept("\uD83D");
    assertThat(taken.inputs).isEmpty();
    assertThat(taken.decoder.isWaiting()).isTrue();
    taken.decoder.accept("\uDC26");
    assertThat(taken.keys()).isEqualTo("\uD83D\uDC26");
  }

  @Test
  void takesAPasteWhole() {
    var taken = Taken.of(ESC + "[200~one\r\ntwo\rthree" + ESC + "[A" + ESC + "[201~x");
    assertThat(taken.inputs)
        .containsExactly(
            new Input.Pasted("one\ntwo\nthree" + ESC + "[A"), new Input.Pressed(Key.of("x")));
  }

  @Test
  void takesALargePasteInPiecesOfAnySize() {
    var text = "0123456789abcde\n".repeat(1 << 18);
    var taken = new Taken();
    var sent = ESC + "[200~" + text + ESC + "[201~";
    for (var at = 0; at < sent.length(); at += 4_099) {
      taken.decoder.accept(sent.substring(at, Math.min(sent.length(), at + 4_099)));
    }
    assertThat(taken.inputs).containsExactly(new Input.Pasted(text));
  }

  @Test
  void endsAPasteWhoseMarkWasLost() {
    var taken = Taken.of(ESC + "[200~abc\u0003d");
    assertThat(taken.keys()).isEqualTo("Pasted[text=abc] ctrl+c d");
  }

  @Test
  void keepsAnswersApartFromKeys() {
    var taken =
        Taken.of(
            "a"
                + ESC
                + "[?2026;2$y"
                + ESC
                + "[?1u"
                + ESC
                + "]11;rgb:ffff/8080/0000"
                + ESC
                + "\\"
                + ESC
                + "P>|XTerm(390)"
                + ESC
                + "\\"
                + ESC
                + "[?65;1;9c"
                + ESC
                + "[0n"
                + "b");
    assertThat(taken.keys()).isEqualTo("a b");
    assertThat(taken.reports)
        .containsExactly(
            new Report.Mode(2026, 2),
            new Report.Keyboard(1),
            new Report.Background(255, 128, 0),
            new Report.Name("XTerm(390)"),
            new Report.Attributes(),
            new Report.Ready());
  }

  @Test
  void hearsTheFocus() {
    assertThat(Taken.of(ESC + "[I" + ESC + "[O").inputs)
        .containsExactly(new Input.Focused(true), new Input.Focused(false));
  }

  /** However it is cut, the same comes of it: nothing is lost, nothing is typed by a sequence. */
  @Test
  void takesTheSameHoweverItIsCut() {
    forAll(
        DecoderTest::noise,
        sent -> {
          var whole = new Taken();
          whole.decoder.accept(sent);
          whole.decoder.rest();
          var cut = new Taken();
          for (var i = 0; i < sent.length(); i++) cut.decoder.accept(sent.substring(i, i + 1));
          cut.decoder.rest();
          assertThat(cut.reports).isEqualTo(whole.reports);
          assertThat(typed(cut)).isEqualTo(typed(whole));
        });
  }

  /** A grapheme that arrives in pieces is several keys, which type the same. */
  private static String typed(Taken taken) {
    var typed = new StringBuilder();
    for (var input : taken.inputs) {
      switch (input) {
        case Input.Pressed(var key) -> typed.append(key.isText() ? key.text() : "<" + key + ">");
        case Input.Pasted(var text) -> typed.append("{").append(text).append("}");
        case Input.Focused _, Input.Resized _, Input.Ended _ -> typed.append(input);
      }
    }
    return typed.toString();
  }

  @Test
  void typesNoControlCharacter() {
    forAll(
        DecoderTest::noise,
        sent -> {
          for (var input : Taken.of(sent).inputs) {
            if (!(input instanceof Input.Pressed(var key))) continue;
            assertThat(key.name().chars()).noneMatch(c -> c < ' ' || c >= 0x7f && c < 0xa0);
          }
        });
  }

  private static String noise(RandomGenerator random, int size) {
    var pieces =
        List.of(
            ESC, "[", "O", "]", "P", "?", ";", ":", "~", "u", "200~", "201~", "A", "1", "9", "m",
            "\\", "\u0007", "\u0003", "\r", "\n", " ", "x", "é", "\u0301", "\uD83D", "\uDC26", "$y",
            "\u009b", "\u0000", "\u007f", "漢", "27");
    var text = new StringBuilder();
    for (var n = random.nextInt(size + 1); n >= 0; n--) {
      if (random.nextInt(4) == 0) text.append((char) random.nextInt(0x100));
      else text.append(pieces.get(random.nextInt(pieces.size())));
    }
    return text.toString();
  }
}
