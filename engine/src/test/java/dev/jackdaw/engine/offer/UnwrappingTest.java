package dev.jackdaw.engine.offer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Delta;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.testkit.Properties;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnwrappingTest {
  private final List<Delta> seen = new ArrayList<>();
  private final Unwrapping unwrapping = new Unwrapping(seen::add, tool -> tool.startsWith("mail_"));

  private void stream(int index, String tool, String... pieces) {
    unwrapping.accept(new Delta.CallBegun(index, tool));
    for (var piece : pieces) unwrapping.accept(new Delta.CallInputDelta(index, piece));
  }

  private String input(int index) {
    var input = new StringBuilder();
    for (var delta : seen) {
      if (delta instanceof Delta.CallInputDelta(var of, var json) && of == index) {
        input.append(json);
      }
    }
    return input.toString();
  }

  private List<Delta> begun() {
    return seen.stream().filter(Delta.CallBegun.class::isInstance).toList();
  }

  @Test
  void showsTheToolAsSoonAsItIsNamedAndItsInputAsItComes() {
    stream(0, "call_tool", "{\"na", "me\": \"mail_", "list\"");
    assertThat(seen).containsExactly(new Delta.CallBegun(0, "mail_list"));

    unwrapping.accept(new Delta.CallInputDelta(0, ", \"input\": {\"title\": \"a"));
    assertThat(input(0)).isEqualTo("{\"title\": \"a");
    unwrapping.accept(new Delta.CallInputDelta(0, "}\\\"\"}}"));
    assertThat(input(0)).isEqualTo("{\"title\": \"a}\\\"\"}");
  }

  @Test
  void readsTheInputWhereverAndHoweverItStands() {
    stream(0, "call_tool", "{\"input\":{\"name\":\"x\",\"n\":[1,{}]},\"name\":\"mail_a\"}");
    stream(1, "call_tool", "{\"name\":\"mail_b\",\"input\":\"{\\\"title\\\":", "\\\"t\\\"}\"}");
    stream(2, "call_tool", "{\"name\":\"mail_c\"}");
    unwrapping.end();

    assertThat(begun())
        .containsExactly(
            new Delta.CallBegun(0, "mail_a"),
            new Delta.CallBegun(1, "mail_b"),
            new Delta.CallBegun(2, "mail_c"));
    assertThat(input(0)).isEqualTo("{\"name\":\"x\",\"n\":[1,{}]}");
    assertThat(input(1)).isEqualTo("{\"title\":\"t\"}");
    assertThat(input(2)).isEmpty();
  }

  @Test
  void whatNamesNoToolIsShownAsItCame() {
    stream(0, "call_tool", "{\"name\":\"nothing\",", "\"input\":{}}");
    stream(1, "call_tool", "{\"inp");
    unwrapping.accept(new Delta.TextDelta("so"));
    stream(2, "read", "{\"path\":\"call_tool\"}");
    stream(3, "call_tool", "{\"in");
    unwrapping.accept(new Delta.Restarted());
    unwrapping.end();

    assertThat(begun())
        .containsExactly(
            new Delta.CallBegun(0, "call_tool"),
            new Delta.CallBegun(1, "call_tool"),
            new Delta.CallBegun(2, "read"));
    assertThat(input(0)).isEqualTo("{\"name\":\"nothing\",\"input\":{}}");
    assertThat(input(1)).isEqualTo("{\"inp");
    assertThat(input(2)).isEqualTo("{\"path\":\"call_tool\"}");
  }

  @Test
  void howItIsCutMakesNoDifference() {
    Properties.forAll(
        (random, size) -> {
          var input = Json.object();
          for (var i = 0; i < size % 5; i++) {
            input.put("k" + i, "{\"}],:" + "\\".repeat(random.nextInt(4)) + random.nextInt(9));
          }
          return input.build();
        },
        input -> {
          var random = Properties.random(input.hashCode());
          var all = new ArrayList<Delta>();
          var each = new Unwrapping(all::add, "mail_x"::equals);
          var text = Json.object().put("name", "mail_x").put("input", input).build().compact();
          each.accept(new Delta.CallBegun(0, "call_tool"));
          for (var at = 0; at < text.length(); ) {
            var to = Math.min(text.length(), at + 1 + random.nextInt(7));
            each.accept(new Delta.CallInputDelta(0, text.substring(at, to)));
            at = to;
          }
          each.end();
          var read = new StringBuilder();
          for (var delta : all) {
            if (delta instanceof Delta.CallInputDelta(_, var json)) read.append(json);
          }
          assertThat(read.toString()).isEqualTo(input.compact());
        });
  }
}
