package dev.jackdaw.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordToolTest {
  record Input(String path, List<Part> parts) {}

  record Part(String oldText) {}

  static class SampleTool extends RecordTool<Input> {
    SampleTool() {
      super("sample", Input.class);
    }

    @Override
    public List<Effect> effects(Input input, Workspace workspace) throws InvalidInputException {
      return List.of(new Effect.Reads(workspace.resolve(input.path())));
    }

    @Override
    public ToolResult call(Input input, ToolContext context) {
      return ToolResult.ok(input.path(), Label.JACKDAW);
    }
  }

  static final class TextlessTool extends SampleTool {}

  @Test
  void tellsTheModelWhatStandsBesideIt() {
    var spec = new SampleTool().spec();
    assertThat(spec.name()).isEqualTo("sample");
    assertThat(spec.description())
        .isEqualTo("Does a thing.\n\n### A heading that stays\nWith a second paragraph.");
    var properties = spec.inputSchema().object("properties");
    assertThat(properties.object("path").string("description")).contains("Where.\n\nAnd why.");
    assertThat(properties.object("parts").string("description")).contains("What.");
    assertThat(
            properties
                .object("parts")
                .object("items")
                .object("properties")
                .object("old_text")
                .string("description"))
        .contains("Before.");
  }

  @Test
  void decodesItsInput() throws Exception {
    var given = Json.parseObject("{\"path\":\"a\",\"parts\":[{\"old_text\":\"x\"}]}");
    assertThat(new SampleTool().decode(given)).isEqualTo(new Input("a", List.of(new Part("x"))));
  }

  @Test
  void hasNoToolWithoutAText() {
    assertThatThrownBy(TextlessTool::new)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no TextlessTool.md beside");
  }
}
