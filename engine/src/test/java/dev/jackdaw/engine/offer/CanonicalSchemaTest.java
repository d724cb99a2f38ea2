package dev.jackdaw.engine.offer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.ToolSpec;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.testkit.Generators;
import dev.jackdaw.testkit.Properties;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CanonicalSchemaTest {
  private static final List<String> MEMBERS =
      List.of("type", "properties", "required", "items", "anyOf", "default", "$defs", "a", "Z");

  @Test
  void putsWhatIsRequiredFirst() {
    var schema =
        Json.parseObject(
            """
            {"required":["z","b"],"additionalProperties":false,"type":"object","properties":{
             "a":{"type":"integer"},"b":{"enum":["y","x"],"description":"B","type":"string"},
             "z":{"properties":{"d":{},"c":{}},"type":"object"}}}
            """);
    assertThat(canonical(schema))
        .isEqualTo(
            "{\"type\":\"object\",\"properties\":{"
                + "\"z\":{\"type\":\"object\",\"properties\":{\"c\":{},\"d\":{}}},"
                + "\"b\":{\"type\":\"string\",\"description\":\"B\",\"enum\":[\"y\",\"x\"]},"
                + "\"a\":{\"type\":\"integer\"}},"
                + "\"additionalProperties\":false,\"required\":[\"z\",\"b\"]}");
  }

  /** Equal schemas give equal bytes, and nothing is lost. */
  @Test
  void isTheSameWhateverOrderMembersCameIn() {
    Properties.forAll(
        (random, size) -> schema(new Random(random.nextLong()), 1 + size / 25),
        schema -> {
          var shuffled = (Json.Obj) shuffled(schema, new Random(schema.hashCode()));
          assertThat(canonical(shuffled)).isEqualTo(canonical(schema));
          assertThat(Json.parse(canonical(schema))).isEqualTo(schema);
        });
  }

  private static String canonical(Json.Obj schema) {
    return CanonicalSchema.of(new ToolSpec("t", "", schema)).inputSchema().compact();
  }

  private static Json.Obj schema(Random random, int depth) {
    var out = Json.object();
    for (var name : MEMBERS) if (random.nextBoolean()) out.put(name, value(random, depth));
    var text = Generators.text(random, 5);
    return out.put(text, value(random, depth)).build();
  }

  private static Json value(Random random, int depth) {
    if (depth == 0) return Json.of(random.nextInt(9));
    return switch (random.nextInt(4)) {
      case 0 -> Json.array(List.of(value(random, depth - 1), Json.of("a"), Json.of("Z")));
      case 1 -> Json.Null.INSTANCE;
      default -> schema(random, depth - 1);
    };
  }

  private static Json shuffled(Json value, Random random) {
    return switch (value) {
      case Json.Obj(var members) -> {
        var names = new ArrayList<>(members.keySet());
        Collections.shuffle(names, random);
        var out = Json.object();
        for (var name : names) {
          var member = members.get(name);
          if (member != null) out.put(name, shuffled(member, random));
        }
        yield out.build();
      }
      case Json.Arr(var elements) ->
          Json.array(elements.stream().map(element -> shuffled(element, random)).toList());
      case Json.Str _, Json.Num _, Json.Bool _, Json.Null _ -> value;
    };
  }
}
