package dev.jackdaw.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.models.JsonRepair.Extent;
import dev.jackdaw.models.JsonRepair.Repaired;
import dev.jackdaw.testkit.Generators;
import dev.jackdaw.testkit.Properties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class JsonRepairTest {
  @TestFactory
  List<DynamicTest> readsTheCorpusOfBadCalls() {
    var tests = new ArrayList<DynamicTest>();
    for (var entry : corpus()) {
      var name = entry.string("name", "");
      tests.add(DynamicTest.dynamicTest(name, () -> check(entry)));
    }
    assertThat(tests).hasSizeGreaterThanOrEqualTo(60);
    return tests;
  }

  private static void check(Json.Obj entry) {
    var text = entry.string("text", "");
    var repaired = JsonRepair.object(text, Extent.WHOLE);
    var expected = entry.get("expected").orElseThrow();
    if (expected instanceof Json.Str) {
      assertThat(repaired).isEmpty();
      assertThat(called(text, Extent.WHOLE).malformed()).isEqualTo(text);
    } else {
      assertThat(repaired.map(Repaired::value)).contains((Json.Obj) expected);
      assertThat(repaired.orElseThrow().repairs()).isNotEmpty();
      assertThat(called(text, Extent.WHOLE).input()).isEqualTo(expected);
    }
  }

  @Test
  void addsNothingToAReplyThatWasCut() {
    for (var text : List.of("{\"a\": {\"b\": \"c\"}", "{\"a\": [\"b\"", "{\"a\": true")) {
      assertThat(JsonRepair.object(text, Extent.CUT)).as(text).isEmpty();
      assertThat(called(text, Extent.CUT).malformed()).isEqualTo(text);
    }
    assertThat(JsonRepair.object("{'a': 1,}", Extent.CUT)).isPresent();
  }

  @Test
  void saysWhatItForgave() {
    assertThat(JsonRepair.object("Well: {'a': 1,}}", Extent.WHOLE).orElseThrow().repairs())
        .containsExactly(
            "words before the object",
            "single quotes",
            "a comma before the end",
            "a closing brace too many");
    assertThat(JsonRepair.object("{\"a\":1}", Extent.WHOLE).orElseThrow().repairs()).isEmpty();
  }

  @Test
  void survivesDeepNesting() {
    var deep = "{\"a\":".repeat(5000) + "1" + "}".repeat(5000) + ",";
    assertThat(JsonRepair.object(deep, Extent.WHOLE)).isEmpty();
    var arrays = "{\"a\":" + "[".repeat(100_000);
    assertThat(JsonRepair.object(arrays, Extent.WHOLE)).isEmpty();
  }

  @Test
  void neverChangesValidJson() {
    Properties.forAll(
        Generators::object,
        object -> {
          for (var text : List.of(object.compact(), object.pretty())) {
            assertThat(JsonRepair.object(text, Extent.WHOLE))
                .contains(new Repaired(object, List.of()));
          }
        });
  }

  @Test
  void isIdempotent() {
    Properties.forAll(
        2000,
        (random, size) -> Generators.mutated(Generators.object(random, size / 2).compact(), random),
        text -> {
          var once = JsonRepair.object(text, Extent.WHOLE);
          if (once.isEmpty()) return;
          var value = once.get().value();
          assertThat(JsonRepair.object(value.compact(), Extent.WHOLE))
              .contains(new Repaired(value, List.of()));
        });
  }

  /** A valid object and where it is cut. */
  private record Cut(Json.Obj whole, int length) {
    static Cut generate(RandomGenerator random, int size) {
      var whole = Generators.object(random, size);
      return new Cut(whole, random.nextInt(whole.compact().length() + 1));
    }

    String text() {
      return whole.compact().substring(0, length);
    }
  }

  @Test
  void makesNoValueOutOfATruncatedOne() {
    Properties.forAll(
        5000,
        Cut::generate,
        cut -> {
          for (var extent : Extent.values()) {
            JsonRepair.object(cut.text(), extent)
                .ifPresent(repaired ->
                    assertThat(leaves(cut.whole())).containsAll(leaves(repaired.value())));
          }
          if (cut.length() < cut.whole().compact().length()) {
            assertThat(JsonRepair.object(cut.text(), Extent.CUT)).isEmpty();
          }
        });
  }

  @Test
  void takesEveryTextAndNumberFromTheOriginal() {
    Properties.forAll(
        5000,
        (random, size) -> Generators.mutated(Generators.object(random, size / 2).compact(), random),
        text ->
            JsonRepair.object(text, Extent.WHOLE)
                .ifPresent(repaired -> assertStandsIn(text, repaired.value())));
  }

  /** Escapes hide what a text says, so plain texts only; numbers and texts as they are written. */
  private static void assertStandsIn(String text, Json value) {
    for (var leaf : leaves(value)) {
      if (leaf.startsWith("n:") || leaf.chars().allMatch(c -> c >= ' ' && c < 0x7f && c != '"')) {
        var shown = leaf.substring(2);
        if (!shown.contains("\\")) assertThat(plain(text)).contains(shown);
      }
    }
  }

  private static String plain(String text) {
    return text.replace("\\/", "/");
  }

  /** Every scalar in the value, with its kind. */
  private static Set<String> leaves(Json value) {
    var leaves = new HashSet<String>();
    collect(value, leaves);
    return leaves;
  }

  private static void collect(Json value, Set<String> leaves) {
    switch (value) {
      case Json.Obj(var members) -> members.values().forEach(member -> collect(member, leaves));
      case Json.Arr(var elements) -> elements.forEach(element -> collect(element, leaves));
      case Json.Str(var text) -> leaves.add("t:" + text);
      case Json.Num(var literal) -> leaves.add("n:" + literal);
      case Json.Bool _, Json.Null _ -> leaves.add("w:" + value);
    }
  }

  private static Block.Call called(String text, Extent extent) {
    var call = new ReplyBuilder(delta -> {}).new CallPart("c1", "bash");
    call.add(text);
    var block = call.call(extent);
    assertThat(block.id()).isEqualTo(new CallId("c1"));
    return block;
  }

  private static List<Json.Obj> corpus() {
    try (var in = JsonRepairTest.class.getResourceAsStream("malformed-calls.json")) {
      var text =
          new String(Optional.ofNullable(in).orElseThrow().readAllBytes(), StandardCharsets.UTF_8);
      var cases = new ArrayList<Json.Obj>();
      if (Json.parse(text) instanceof Json.Arr(var elements)) {
        for (var element : elements) cases.add((Json.Obj) element);
      }
      return cases;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
