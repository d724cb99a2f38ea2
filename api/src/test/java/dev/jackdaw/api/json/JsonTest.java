package dev.jackdaw.api.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  private static final int INPUTS = 2_000;
  private static final JsonFactory OTHER =
      new JsonFactoryBuilder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(JsonReader.MAX_DEPTH)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          .build();

  /** After the cases of JSONTestSuite, which are public; ours are written anew. */
  private static final List<String> CORPUS =
      List.of(
          "",
          " ",
          "{}",
          "[]",
          "[ ]",
          "{ }",
          "null",
          "true",
          "false",
          "nul",
          "True",
          "nulll",
          "tru",
          "[true1]",
          "0",
          "-0",
          "-",
          "+1",
          "01",
          "-01",
          "1.",
          ".1",
          "1.0",
          "1.e1",
          "1e",
          "1e+",
          "1E+2",
          "1e-2",
          "1e1.5",
          "0x1",
          "0e0",
          "00",
          "1_0",
          "Infinity",
          "NaN",
          "-NaN",
          "1e999999999",
          "1e-999999999",
          "123456789012345678901234567890",
          "-1.5e+3",
          "[-]",
          "1 2",
          "[1",
          "[1,",
          "[1,]",
          "[,1]",
          "[,]",
          "[1 2]",
          "[1;2]",
          "]",
          "[]]",
          "[[]",
          "[}",
          "{]",
          "{\"a\"}",
          "{\"a\":}",
          "{\"a\":1,}",
          "{,\"a\":1}",
          "{\"a\":1 \"b\":2}",
          "{a:1}",
          "{'a':1}",
          "{1:1}",
          "{\"a\":1,\"a\":2}",
          "{\"a\":{\"a\":1}}",
          "{\"\":0}",
          "{\"a\":1}}",
          "{\"a\" :1}",
          "{\"a\": 1 , \"b\" : [ 2 ] }",
          "\"\"",
          "\"a\"",
          "\"",
          "\"a",
          "'a'",
          "\"\\\"\"",
          "\"\\\"",
          "\"\\\\\"",
          "\"\\/\"",
          "\"\\b\\f\\n\\r\\t\"",
          "\"\\x\"",
          "\"\\'\"",
          "\"\\u\"",
          "\"\\u12\"",
          "\"\\u12G4\"",
          "\"\\u00e9\"",
          "\"\\u00E9\"",
          "\"\\U00e9\"",
          "\"\\ud83d\"",
          "\"\\ud83d\\udc26\"",
          "\"\\udc26\\ud83d\"",
          "\"\n\"",
          "\"\t\"",
          "\"\u0000\"",
          "\"\u001f\"",
          "\"\u007f\"",
          "\"\u00e9\"",
          "\"\u2028\"",
          "\uFEFF{}",
          "\u00a0[]",
          "\u000c[]",
          "\u000b[]",
          "\r\n\t []",
          "[] \r\n\t",
          "[]\u0000",
          "/* */[]",
          "//x\n[]",
          "#\n[]",
          "[1]//x",
          "[1,\n2]",
          "[\"a\",\n4\n,1,1",
          "\\u0020[]",
          "\"\\u\uFF11\uFF12\uFF13\uFF14\"",
          "\uFF11",
          "[1\u0661]",
          "[1e\u0661]",
          "{\"a\"\u0000:1}",
          "[\"\\a\"]",
          "[\"\\\u0000\"]",
          "[\"a\\",
          "[0.3e+]",
          "[0E]",
          "[1.0e",
          "[2.e+3]",
          "[-2.]",
          "[1,,2]",
          "[[[[]]]]",
          "{\"a\":[{\"b\":[{}]}]}",
          "<null>",
          "*",
          "[*]",
          "{\"a\":a}",
          "[\"\": 1]",
          "[null,]",
          "{\"a\":\"b\",,}",
          "{\"a\":\"b\"}/**/",
          "[\u2060]",
          "@",
          "abc");

  @Test
  void agreesWithAnotherReaderOnWhatIsJson() {
    for (var text : CORPUS) {
      assertThat(accepts(text)).as("whether %s is JSON", text).isEqualTo(otherAccepts(text));
    }
  }

  @Test
  void agreesWithAnotherReaderOnChangedText() {
    for (var seed = 0; seed < INPUTS; seed++) {
      var random = new SplittableRandom(seed);
      var text = new StringBuilder(RandomJson.value(random, seed / 40, 0).compact());
      for (var left = random.nextInt(3); left >= 0; left--) {
        var at = random.nextInt(text.length() + 1);
        switch (random.nextInt(4)) {
          case 0 -> text.insert(at, (char) random.nextInt(128));
          case 1 -> text.setLength(at);
          case 2 -> text.insert(at, "{}[]\",:\\ue0-.+\n".charAt(random.nextInt(15)));
          default -> {
            if (at < text.length()) text.deleteCharAt(at);
          }
        }
      }
      // RFC 8259 leaves half characters to the reader: the other one refuses some of them.
      if (text.indexOf("\\ud") >= 0) continue;
      assertThat(accepts(text.toString()))
          .as("whether this is JSON, seed %s: %s", seed, text)
          .isEqualTo(otherAccepts(text.toString()));
    }
  }

  private static boolean accepts(String text) {
    try {
      assertThat(Json.parse(text)).isNotNull();
      return true;
    } catch (JsonException e) {
      assertThat(e.offset()).isBetween(0, text.length());
      return false;
    }
  }

  private static boolean otherAccepts(String text) {
    try (var parser = OTHER.createParser(text)) {
      if (parser.nextToken() == null) return false;
      parser.skipChildren();
      // A number or word directly before other text is only then read to its end.
      parser.getText();
      return parser.nextToken() == null;
    } catch (JsonParseException | StreamConstraintsException _) {
      return false;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void readsWhatItWrote() {
    for (var seed = 0; seed < INPUTS; seed++) {
      var value = RandomJson.value(new SplittableRandom(seed), seed / 20, 0);
      assertThat(Json.parse(value.compact())).as("seed %s", seed).isEqualTo(value);
      assertThat(Json.parse(value.pretty())).as("seed %s", seed).isEqualTo(value);
      assertThat(Json.parse(value.canonical())).as("seed %s", seed).isEqualTo(value);
    }
  }

  @Test
  void writesOneLineThatAnyTerminalOrLogCanTake() {
    for (var seed = 0; seed < INPUTS; seed++) {
      var text = RandomJson.value(new SplittableRandom(seed), seed / 20, 0).compact();
      assertThat(text.chars().filter(Character::isISOControl).count()).as("seed %s", seed).isZero();
      assertThat(text).doesNotContain("\u2028", "\u2029");
      assertThat(text.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF)).isTrue();
    }
  }

  @Test
  void givesEqualTextForEqualValues() {
    var one = Json.parse("{\"b\":[1,{\"y\":0,\"x\":0}],\"a\":\"\\u0041\"}");
    var other = Json.parse("{ \"a\" : \"A\", \"b\" : [1, {\"x\":0, \"y\":0}] }");
    assertThat(one).isEqualTo(other);
    assertThat(one.canonical())
        .isEqualTo(other.canonical())
        .isEqualTo("{\"a\":\"A\",\"b\":[1,{\"x\":0,\"y\":0}]}");
    assertThat(one.compact()).isEqualTo("{\"b\":[1,{\"y\":0,\"x\":0}],\"a\":\"A\"}");
    assertThat(Json.parse(one.canonical()).canonical()).isEqualTo(one.canonical());
  }

  @Test
  void writesForPeopleToo() {
    assertThat(Json.parse("{\"a\":[1,{}],\"b\":[]}").pretty())
        .isEqualTo("{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": []\n}");
  }

  @Test
  void refusesToGoTooDeep() {
    var deepest = "[".repeat(JsonReader.MAX_DEPTH) + "]".repeat(JsonReader.MAX_DEPTH);
    assertThat(Json.parse(deepest).compact()).isEqualTo(deepest);
    for (var open : List.of("[", "{\"a\":", "[{\"a\":")) {
      assertThatThrownBy(() -> Json.parse(open.repeat(1_000_000)))
          .isInstanceOf(JsonException.class)
          .hasMessageContaining("nested deeper than 200 levels");
    }
  }

  @Test
  void namesADuplicateMemberAndItsPlace() {
    assertThatThrownBy(() -> Json.parse("{\"a\":1,\"\\u0061\":2}"))
        .hasMessage("duplicate member \"a\" at character 7");
  }

  @Test
  void keepsHalfCharactersThroughAnEscape() {
    assertThat(Json.parse("\"\\ud83d\"")).isEqualTo(Json.of("\uD83D"));
    assertThat(Json.of("a\uD83D").compact()).isEqualTo("\"a\\ud83d\"");
    assertThat(Json.of("\uDC26\uD83D").compact()).isEqualTo("\"\\udc26\\ud83d\"");
    assertThat(Json.of("\uD83D\uDC26").compact()).isEqualTo("\"\uD83D\uDC26\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e999999999",
        "-1e999999999",
        "1e-999999999",
        "1e99999999999999999999",
        "1e-99999999999999999999",
        "9223372036854775808",
        "1.5",
        "1e19",
        "0.1e0"
      })
  void takesNoNumberForAnIntegerThatIsNone(String literal) {
    assertThat(new Json.Num(literal).integer()).isEmpty();
    assertThat(Json.parse(literal).compact()).isEqualTo(literal);
  }

  @Test
  void readsIntegersHoweverTheyAreSpelled() {
    assertThat(new Json.Num("12e2").integer()).contains(1_200L);
    assertThat(new Json.Num("3.0").integer()).contains(3L);
    assertThat(new Json.Num("-0").integer()).contains(0L);
    assertThat(new Json.Num("0e999999999").integer()).contains(0L);
    assertThat(new Json.Num("-9223372036854775808").integer()).contains(Long.MIN_VALUE);
    assertThat(new Json.Num("1" + "0".repeat(1_000_000)).integer()).isEmpty();
    assertThat(new Json.Num("1e999").asDouble()).isInfinite();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "1x", " 1", "1 ", "+1", "01", "NaN", "1e", "--1"})
  void refusesNumbersThatAreNone(String literal) {
    assertThatThrownBy(() -> new Json.Num(literal))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not a JSON number");
    assertThatThrownBy(() -> Json.of(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void readsMembersByTheirType() {
    var object =
        Json.parseObject(
            "{\"s\":\"x\",\"i\":3,\"d\":1.5,\"b\":true,\"n\":null,\"o\":{\"a\":1},\"a\":[1]}");
    assertThat(object.string("s")).contains("x");
    assertThat(object.string("i")).isEmpty();
    assertThat(object.string("i", "y")).isEqualTo("y");
    assertThat(object.integer("i")).contains(3L);
    assertThat(object.integer("d")).isEmpty();
    assertThat(object.integer("d", 7)).isEqualTo(7);
    assertThat(object.number("d")).contains(1.5);
    assertThat(object.bool("b", false)).isTrue();
    assertThat(object.bool("s", true)).isTrue();
    assertThat(object.get("n")).isEmpty();
    assertThat(object.has("n")).isTrue();
    assertThat(object.object("o")).isEqualTo(Json.object().put("a", 1).build());
    assertThat(object.object("s")).isEqualTo(Json.Obj.EMPTY);
    assertThat(object.array("a")).containsExactly(Json.of(1));
    assertThat(object.array("o")).isEmpty();
  }

  @Test
  void keepsItsMembersWhatEverHappensToTheMap() {
    var object = Json.parseObject("{\"a\":1,\"b\":2}");
    assertThat(object.with("a", Json.of(3)).compact()).isEqualTo("{\"a\":3,\"b\":2}");
    assertThat(object.without("a").compact()).isEqualTo("{\"b\":2}");
    assertThat(object.without("x")).isSameAs(object);
    assertThat(object.compact()).isEqualTo("{\"a\":1,\"b\":2}");
    assertThatThrownBy(() -> object.members().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void saysWhatIsNoObject() {
    assertThatThrownBy(() -> Json.parseObject("[]")).hasMessageContaining("expected an object");
  }
}
