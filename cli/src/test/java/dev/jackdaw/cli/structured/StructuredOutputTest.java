package dev.jackdaw.cli.structured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.structured.StructuredOutput.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class StructuredOutputTest {
  private static final String BUG =
      """
      {"type":"object","required":["file","line"],"additionalProperties":false,
       "properties":{"file":{"type":"string","minLength":1},"line":{"type":"integer","minimum":1},
                     "kind":{"enum":["bug","smell"]},"tags":{"type":"array","uniqueItems":true},
                     "next":{"$ref":"#"}}}
      """;

  @TempDir Path folder;

  private static StructuredOutput bug() {
    return StructuredOutput.of(Json.parseObject(BUG));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"file\":\"A.java\",\"line\":3}",
        "{\"file\":\"A.java\",\"line\":3.0,\"kind\":\"bug\",\"tags\":[1,\"1\"]}",
        "{\"file\":\"A\",\"line\":1,\"next\":{\"file\":\"B\",\"line\":2}}",
        " ```json\n{\"file\":\"A\",\"line\":1}\n``` ",
      })
  void acceptsWhatSatisfiesTheSchema(String text) {
    assertThat(bug().checkText(text)).isInstanceOf(Verdict.Satisfied.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'file':'','line':1}|At /file",
        "{'file':'A','line':1.5}|At /line",
        "{'file':'A','line':0}|At /line",
        "{'file':'A'}|line",
        "{'file':'A','line':1,'kind':'x'}|At /kind",
        "{'file':'A','line':1,'tags':[1,1.0]}|At /tags",
        "{'file':'A','line':1,'next':{'file':'B'}}|At /next",
        "{'file':'A','line':1,'more':1}|more",
        "[]|The result: ",
        "{'file':'A','line':1e999999}|A number in it is too large",
        "{'file':'A','line':1e99999999999}|A number in it is too large",
        "Here it is: {}|The result must be JSON and nothing else",
        "{'file':|must be JSON",
      })
  void tellsTheModelWhereItIsWrong(String text, String problem) {
    var verdict = bug().checkText(text.replace('\'', '"'));
    assertThat(verdict).isInstanceOf(Verdict.Unsatisfied.class);
    var problems = ((Verdict.Unsatisfied) verdict).problems();
    assertThat(problems).anyMatch(sentence -> sentence.contains(problem));
    assertThat(((Verdict.Unsatisfied) verdict).message()).contains(problems.getFirst());
  }

  @Test
  void boundsWhatTheModelIsTold() {
    var schema = Json.parseObject("{\"items\":{\"type\":\"string\"}}");
    var value = Json.array(java.util.Collections.nCopies(1_000, Json.of(1)));
    var verdict = StructuredOutput.of(schema).check(value);
    assertThat(((Verdict.Unsatisfied) verdict).problems())
        .hasSize(21)
        .last()
        .isEqualTo("And 980 more.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"objekt\"}",
        "{\"type\":1}",
        "{\"properties\":[]}",
        "{\"minimum\":1e999999}",
        "{\"$ref\":\"#\"}",
        "{\"$ref\":\"#/nowhere\"}",
        "{\"$ref\":\"https://example.invalid/schema\"}",
        "{\"$schema\":\"https://example.invalid/schema\"}",
        "{\"$id\":\"::not a uri::\"}",
        "{\"pattern\":\"(\"}",
      })
  void refusesWhatIsNoSchema(String schema) {
    assertThatThrownBy(() -> StructuredOutput.of(schema, folder).check(Json.of("x")))
        .isInstanceOfSatisfying(
            JackdawException.class, e -> assertThat(e.code()).isEqualTo("schema-invalid"))
        .hasMessageContaining("--json-schema");
  }

  @Test
  void readsTheSchemaFromAFile() throws IOException {
    Files.writeString(folder.resolve("bug.json"), BUG);
    assertThat(StructuredOutput.of("bug.json", folder).schema()).isEqualTo(Json.parseObject(BUG));
    Files.writeString(folder.resolve("broken.json"), "{\n'");
    for (var name : List.of("broken.json", "missing.json", "a\0b", ".")) {
      assertThatThrownBy(() -> StructuredOutput.of(name, folder))
          .isInstanceOfSatisfying(
              JackdawException.class, e -> assertThat(e.code()).isEqualTo("schema-invalid"));
    }
  }
}
