package dev.jackdaw.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordInputTest {
  enum Kind {
    PLAIN_FILE,
    FOLDER
  }

  record Edit(String oldText, String newText, Optional<Boolean> all) {
    Edit {
      if (oldText.equals(newText)) throw new IllegalArgumentException("old_text is new_text");
    }
  }

  record Everything(
      String path,
      int line,
      long size,
      double ratio,
      boolean deep,
      Kind kind,
      List<Edit> edits,
      Optional<List<String>> names,
      Optional<Integer> limit,
      Optional<Json> any,
      Optional<Json.Obj> object) {}

  record Nothing() {}

  record Wrong(Map<String, String> map) {}

  record Nested(List<Optional<String>> names) {}

  private static final String GOOD =
      "{\"path\":\"a\",\"line\":1,\"size\":2,\"ratio\":0.5,\"deep\":true,\"kind\":\"plain_file\","
          + "\"edits\":[{\"old_text\":\"x\",\"new_text\":\"y\"}]}";

  private final RecordInput<Everything> input =
      RecordInput.of(
          Everything.class,
          Map.of("path", "Where.", "edits", "What.", "edits.old_text", "Before."));

  @Test
  void describesTheRecord() {
    assertThat(input.schema())
        .isEqualTo(
            Json.parse(
                """
                {"type":"object","properties":{
                  "path":{"type":"string","description":"Where."},
                  "line":{"type":"integer"},
                  "size":{"type":"integer"},
                  "ratio":{"type":"number"},
                  "deep":{"type":"boolean"},
                  "kind":{"type":"string","enum":["plain_file","folder"]},
                  "edits":{"type":"array","items":{"type":"object","properties":{
                      "old_text":{"type":"string","description":"Before."},
                      "new_text":{"type":"string"},
                      "all":{"type":"boolean"}},
                    "required":["old_text","new_text"],"additionalProperties":false},
                    "description":"What."},
                  "names":{"type":"array","items":{"type":"string"}},
                  "limit":{"type":"integer"},
                  "any":{},
                  "object":{"type":"object"}},
                 "required":["path","line","size","ratio","deep","kind","edits"],
                 "additionalProperties":false}
                """));
  }

  @Test
  void keepsTheOrderOfTheComponents() {
    assertThat(input.schema().object("properties").members().keySet())
        .containsExactly(
            "path", "line", "size", "ratio", "deep", "kind", "edits", "names", "limit", "any",
            "object");
  }

  @Test
  void readsEveryKindOfMember() throws Exception {
    var more = ",\"names\":[\"a\"],\"limit\":\"7\",\"any\":[1],\"object\":{\"x\":1}}";
    assertThat(input.decode(Json.parseObject(GOOD.substring(0, GOOD.length() - 1) + more)))
        .isEqualTo(
            new Everything(
                "a",
                1,
                2,
                0.5,
                true,
                Kind.PLAIN_FILE,
                List.of(new Edit("x", "y", Optional.empty())),
                Optional.of(List.of("a")),
                Optional.of(7),
                Optional.of(Json.parse("[1]")),
                Optional.of(Json.parseObject("{\"x\":1}"))));
  }

  @Test
  void takesNullForMissing() throws Exception {
    var given = Json.parseObject(GOOD).with("limit", Json.Null.INSTANCE);
    assertThat(input.decode(given).limit()).isEmpty();
    assertRefused(
        Json.parseObject(GOOD).with("path", Json.Null.INSTANCE),
        "\"path\" is missing; expected a string");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "path | 7 | \"path\" must be a string, was 7",
        "line | \"one\" | \"line\" must be an integer, was \"one\"",
        "line | 1.5 | \"line\" must be an integer, was 1.5",
        "line | 2147483648 | \"line\" must be an integer, was 2147483648",
        "line | 1e99999999999999999999 | \"line\" must be an integer, was 1e99999999999999999999",
        "line | \"0x1\" | \"line\" must be an integer, was \"0x1\"",
        "line | \" 1\" | \"line\" must be an integer, was \" 1\"",
        "ratio | \"1\" | \"ratio\" must be a number, was \"1\"",
        "ratio | 1e999 | \"ratio\" must be a number, was 1e999",
        "deep | \"true\" | \"deep\" must be true or false, was \"true\"",
        "kind | \"file\" | \"kind\" must be one of plain_file, folder, was \"file\"",
        "kind | \"PLAIN_FILE\" | \"kind\" must be one of plain_file, folder, was \"PLAIN_FILE\"",
        "edits | {} | \"edits\" must be an array, was {}",
        "edits | [3] | \"edits[0]\" must be an object, was 3",
        "edits | [{\"old_text\":\"a\"}] | \"edits[0].new_text\" is missing; expected a string",
        "edits | [{\"old_txt\":\"a\"}] | there is no \"edits[0].old_txt\", did you mean \"old_text\"?; expected old_text, new_text, all",
        "edits | [{\"old_text\":\"a\",\"new_text\":\"a\"}] | old_text is new_text",
        "names | [\"a\",1] | \"names[1]\" must be a string, was 1",
        "limit | [] | \"limit\" must be an integer, was []",
        "object | [] | \"object\" must be an object, was []",
        "pth | 1 | there is no \"pth\", did you mean \"path\"?; expected path, line"
      })
  void saysWhatIsWrongAndWhatWasExpected(String member, String value, String message) {
    assertRefused(Json.parseObject(GOOD).with(member, Json.parse(value)), message);
  }

  @Test
  void takesQuotedIntegers() throws Exception {
    var given = Json.parseObject(GOOD).with("line", Json.of("12")).with("size", Json.of("-3"));
    assertThat(input.decode(given).line()).isEqualTo(12);
    assertThat(input.decode(given).size()).isEqualTo(-3);
  }

  @Test
  void keepsMessagesShortAndCharactersWhole() {
    for (var length = 50; length < 64; length++) {
      var long_ = "x".repeat(length) + "\uD83D\uDC26".repeat(1_000);
      assertThatThrownBy(() -> input.decode(Json.parseObject(GOOD).with("line", Json.of(long_))))
          .message()
          .hasSizeLessThan(200)
          .satisfies(RecordInputTest::assertWhole);
      assertThatThrownBy(() -> input.decode(Json.object().put(long_, 1).build()))
          .message()
          .hasSizeLessThan(250)
          .satisfies(RecordInputTest::assertWhole);
    }
  }

  private static void assertWhole(String text) {
    assertThat(text.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF)).isTrue();
  }

  @Test
  void readsARecordWithoutMembers() throws Exception {
    var nothing = RecordInput.of(Nothing.class, Map.of());
    assertThat(nothing.decode(Json.Obj.EMPTY)).isEqualTo(new Nothing());
    assertThatThrownBy(() -> nothing.decode(Json.object().put("x", 1).build()))
        .hasMessage("there is no \"x\"; expected no members");
  }

  @Test
  void refusesTypesItCannotRead() {
    assertThatThrownBy(() -> RecordInput.of(Wrong.class, Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RecordInput.of(Nested.class, Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void spellsNamesAsModelsExpectThem() {
    assertThat(RecordInput.jsonName("oldText")).isEqualTo("old_text");
    assertThat(RecordInput.jsonName("path")).isEqualTo("path");
  }

  private void assertRefused(Json.Obj given, String message) {
    assertThatThrownBy(() -> input.decode(given))
        .isInstanceOf(InvalidInputException.class)
        .message()
        .startsWith(message);
  }
}
