package dev.jackdaw.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Effect;
import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.testkit.Generators;
import dev.jackdaw.testkit.Properties;
import dev.jackdaw.testkit.Workspaces;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every tool holds to.
 *
 * @param <I> the decoded input
 */
public abstract class ToolContract<I> {
  @TempDir Path contractFolder;

  /** Returns the tool. */
  protected abstract Tool<I> tool();

  /** Returns inputs that the tool takes, after adding the files they name. */
  protected abstract List<Json.Obj> examples(Workspaces files);

  @Test
  void tellsTheModelTheSameEveryTime() {
    assertThat(tool().spec()).isEqualTo(tool().spec());
  }

  @Test
  void hasANameEveryProviderTakes() {
    assertThat(tool().spec().name()).matches("[a-zA-Z0-9_-]{1,64}");
    assertThat(tool().spec().description()).isNotBlank();
  }

  @Test
  void describesEveryMemberOfItsInput() {
    var schema = tool().spec().inputSchema();
    assertThat(schema.string("type")).contains("object");
    assertDescribed(schema, tool().spec().name());
    for (var name : schema.array("required")) {
      assertThat(schema.object("properties").members()).containsKey(((Json.Str) name).value());
    }
  }

  private static void assertDescribed(Json.Obj schema, String place) {
    var properties = schema.object("properties");
    for (var name : properties.members().keySet()) {
      var property = properties.object(name);
      assertThat(property.string("description", ""))
          .as("description of %s.%s", place, name)
          .isNotBlank();
      assertDescribed(property, place + "." + name);
      assertDescribed(property.object("items"), place + "." + name);
    }
  }

  @Test
  void takesItsExamples() throws Exception {
    var files = files();
    for (var example : examples(files)) assertThat(tool().decode(example)).isNotNull();
  }

  @Test
  void refusesJunkInWordsForTheModel() {
    var files = files();
    var examples = examples(files);
    var tool = tool();
    Properties.forAll(
        (random, size) -> junk(examples, tool, random, size), input -> decode(tool, input));
  }

  @Test
  void statesEffectsWithoutHavingAny() {
    var files = files();
    var examples = examples(files);
    var tool = tool();
    var workspace = files.workspace();
    var before = files.tree();
    Properties.forAll(
        (random, size) ->
            size < 5 && !examples.isEmpty()
                ? Generators.of(examples, random)
                : junk(examples, tool, random, size),
        input -> {
          for (var decoded : decode(tool, input)) {
            var effects = effects(tool, decoded, files);
            assertThat(effects(tool, decoded, files)).isEqualTo(effects);
            assertThat(tool.summary(decoded, workspace)).doesNotContain("\n", "\r", "\u001B");
            assertThat(tool.idempotency(decoded)).isNotNull();
          }
        });
    assertThat(files.tree()).isEqualTo(before);
  }

  private static <I> List<Effect> effects(Tool<I> tool, I input, Workspaces files) {
    try {
      var effects = tool.effects(input, files.workspace());
      for (var effect : effects) assertCanonical(effect);
      return effects;
    } catch (InvalidInputException e) {
      assertThat(e.getMessage()).isNotBlank();
      return List.of();
    }
  }

  private static void assertCanonical(Effect effect) {
    switch (effect) {
      case Effect.Reads(var path) -> assertCanonical(path);
      case Effect.Writes(var path) -> assertCanonical(path);
      case Effect.Executes(_, var directory) -> assertCanonical(directory);
      case Effect.Persists(var path, _) -> assertCanonical(path);
      case Effect.Connects(var host, var port) -> {
        assertThat(host).isNotEmpty();
        assertThat(port).isBetween(1, 65_535);
      }
    }
  }

  private static void assertCanonical(Path path) {
    assertThat(path).isAbsolute();
    assertThat(path.normalize()).isEqualTo(path);
  }

  /** Returns the decoded input, or nothing when it was refused as it should be. */
  private static <I> List<I> decode(Tool<I> tool, Json.Obj input) {
    try {
      return List.of(tool.decode(input));
    } catch (InvalidInputException e) {
      assertThat(e.getMessage()).isNotBlank();
      return List.of();
    }
  }

  private static Json.Obj junk(
      List<Json.Obj> examples, Tool<?> tool, RandomGenerator random, int size) {
    if (examples.isEmpty() || random.nextInt(4) == 0) return Generators.object(random, size);
    var input = Generators.of(examples, random);
    var names = new ArrayList<>(tool.spec().inputSchema().object("properties").members().keySet());
    for (var left = 1 + random.nextInt(2); left > 0; left--) {
      var name =
          names.isEmpty() || random.nextInt(8) == 0
              ? Generators.text(random, 6)
              : Generators.of(names, random);
      input =
          switch (random.nextInt(3)) {
            case 0 -> input.without(name);
            case 1 -> input.with(name, Json.of(Generators.text(random, size)));
            default -> input.with(name, Generators.json(random, size));
          };
    }
    return input;
  }

  private Workspaces files() {
    return Workspaces.in(contractFolder.resolve("workspace"));
  }
}
