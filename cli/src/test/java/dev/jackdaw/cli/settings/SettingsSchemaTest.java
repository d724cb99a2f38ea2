package dev.jackdaw.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of keys, and what derives from it. */
class SettingsSchemaTest {
  private static final Path SCHEMA = Path.of("..", "docs", "settings.schema.json");
  private static final Path DOCUMENT = Path.of("..", "docs", "settings.md");

  @Test
  void isWhatIsPublished() throws IOException {
    var schema = SettingsSchema.of().pretty() + "\n";
    if (Boolean.getBoolean("golden.update")) Files.writeString(SCHEMA, schema);
    assertThat(SCHEMA)
        .as("docs/settings.schema.json is generated; run the tests with -Dgolden.update=true")
        .hasContent(schema);
  }

  @Test
  void everyKeyIsDeclaredOnceAndSaysWhatItIs() {
    var names = new HashSet<String>();
    for (var key : Keys.ALL) {
      assertThat(names.add(key.name())).as(key.name()).isTrue();
      assertThat(key.meaning()).as(key.name()).endsWith(".");
      assertThat(key.choices().isEmpty())
          .as(key.name())
          .isNotEqualTo(List.of(Key.Shape.CHOICE, Key.Shape.CHOICE_OR_TRUTH).contains(key.shape()));
    }
  }

  @Test
  void everyKeyIsInTheDocument() throws IOException {
    var document = Files.readString(DOCUMENT);
    for (var key : Keys.ALL) {
      var dot = key.name().lastIndexOf('.');
      var last = key.name().substring(dot + 1);
      if (key.name().startsWith("undoLimits.")) last = "undoLimits";
      assertThat(document).as(key.name()).containsPattern("`[a-zA-Z.]*\\Q" + last + "\\E`");
    }
  }

  @ParameterizedTest
  @CsvSource({"b, 1", "a.x, 1", "a.y, -1", "a, 1", "nothing, -1"})
  void findsWhereAKeyStands(String key, int offset) {
    var text = "{\"a\": {\"x\":1}, \"b\" : [\"}\", {\"a\\\"\":2}]}";
    var names = List.of(key.split("\\."));
    var found = KeyPlace.find(text, names);
    assertThat(found).isEqualTo(offset < 0 ? -1 : text.indexOf('"' + names.getLast() + '"'));
  }

  @Test
  void aDottedKeyIsAMemberOfAnObject() {
    var permissions = SettingsSchema.of().object("properties").object("permissions");
    assertThat(permissions.string("type")).contains("object");
    assertThat(permissions.object("properties").members()).containsKeys("deny", "allow");
    assertThat(permissions.get("additionalProperties")).contains(Json.of(false));
  }
}
