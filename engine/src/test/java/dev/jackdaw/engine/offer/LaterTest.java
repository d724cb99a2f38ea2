package dev.jackdaw.engine.offer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolSpec;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a model is told of tools that come while a session runs. */
class LaterTest {
  private static final ModelInfo MODEL =
      new ModelInfo(
          "test", "m", 100_000, 1_000, EnumSet.noneOf(ModelInfo.Feature.class), Optional.empty());

  private final List<Tool<?>> there = new ArrayList<>();

  private final Later later =
      new Later() {
        @Override
        public List<Tool<?>> arrived() {
          return List.copyOf(there);
        }

        @Override
        public List<Tool<?>> awaited() {
          return arrived();
        }

        @Override
        public boolean mayBring(String tool) {
          return tool.startsWith("mcp__");
        }

        @Override
        public String description() {
          return "More may come from x.";
        }
      };

  private final Offer offer =
      Offer.of(Map.of("read", tool("read")), MODEL, 0.1, Optional.of(later));

  private static Tool<Json.Obj> tool(String name) {
    return new Tool<>() {
      @Override
      public ToolSpec spec() {
        return new ToolSpec(name, "It does.", Json.parseObject("{\"type\":\"object\"}"));
      }

      @Override
      public Json.Obj decode(Json.Obj input) {
        return input;
      }

      @Override
      public List<Effect> effects(Json.Obj input, Workspace workspace) {
        return List.of();
      }

      @Override
      public ToolResult call(Json.Obj input, ToolContext context) {
        return ToolResult.failed("no");
      }
    };
  }

  private static Message.Assistant said(String tool, String input) {
    return new Message.Assistant(
        List.of(new Block.Call(new CallId("1"), tool, Json.parseObject(input))));
  }

  @Test
  void whatAModelIsToldAtTheBeginningStaysAsItIs() {
    var before = offer.shown();
    there.add(tool("mcp__x__y"));
    assertThat(offer.shown()).isEqualTo(before);
    assertThat(before.stream().map(ToolSpec::name))
        .containsExactly("call_tool", "read", "tool_search");
    assertThat(before.getLast().description()).endsWith("More may come from x.");
  }

  @Test
  void whatArrivedCanBeCalledAndReplacesNothing() {
    assertThat(offer.tools()).doesNotContainKey("mcp__x__y");
    there.add(tool("mcp__x__y"));
    there.add(tool("read"));
    assertThat(offer.tools()).containsKeys("mcp__x__y", "read");
    assertThat(offer.tools().get("read")).isNotSameAs(there.getLast());
  }

  @Test
  void itsCallsAreOfTheToolForEverybodyButTheModel() {
    var wrapped = said("call_tool", "{\"name\":\"mcp__x__y\",\"input\":{\"a\":1}}");
    assertThat(offer.unwrapped(wrapped)).isEqualTo(wrapped);
    there.add(tool("mcp__x__y"));
    var plain = said("mcp__x__y", "{\"a\":1}");
    assertThat(offer.unwrapped(wrapped)).isEqualTo(plain);
    assertThat(offer.wrapped(List.of(plain))).isEqualTo(List.of(wrapped));
  }

  @Test
  void anOldCallIsToldAlikeWhetherItsServerIsThereOrNot() {
    var plain = said("mcp__x__y", "{\"a\":1}");
    var before = offer.wrapped(List.of(plain));
    there.add(tool("mcp__x__y"));
    assertThat(offer.wrapped(List.of(plain))).isEqualTo(before);
  }
}
