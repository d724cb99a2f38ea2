package dev.jackdaw.testkit.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.Effect;
import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.RecordInput;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolSpec;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.testkit.Workspaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ToolContractTest extends ToolContract<ToolContractTest.Input> {
  record Input(String path, int line, List<Part> parts, Optional<Boolean> all) {}

  record Part(String text) {}

  @Override
  protected Tool<Input> tool() {
    return new Sample(
        Map.of("path", "a", "line", "b", "parts", "c", "parts.text", "d", "all", "e"));
  }

  @Override
  protected List<Json.Obj> examples(Workspaces files) {
    files.file("a.txt", "x");
    return List.of(
        Json.parseObject("{\"path\":\"a.txt\",\"line\":3,\"parts\":[{\"text\":\"x\"}]}"));
  }

  @Test
  void noticesAMemberWithoutADescription() {
    var contract = new Broken();
    assertThatThrownBy(contract::describesEveryMemberOfItsInput)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("sample.parts.text");
  }

  @Test
  void noticesEffectsThatHaveAnEffect() throws IOException {
    var contract = new Broken();
    contract.contractFolder = Files.createTempDirectory(contractFolder, "broken");
    assertThatThrownBy(contract::statesEffectsWithoutHavingAny).isInstanceOf(AssertionError.class);
  }

  private static class Sample implements Tool<Input> {
    private final RecordInput<Input> input;

    Sample(Map<String, String> descriptions) {
      input = RecordInput.of(Input.class, descriptions);
    }

    @Override
    public ToolSpec spec() {
      return new ToolSpec("sample", "Does nothing.", input.schema());
    }

    @Override
    public Input decode(Json.Obj given) throws InvalidInputException {
      return input.decode(given);
    }

    @Override
    public List<Effect> effects(Input given, Workspace workspace) throws InvalidInputException {
      return List.of(new Effect.Reads(workspace.resolve(given.path())));
    }

    @Override
    public ToolResult call(Input given, ToolContext context) {
      return ToolResult.ok("done", Label.JACKDAW);
    }
  }

  private static final class Broken extends ToolContractTest {
    @Override
    protected Tool<Input> tool() {
      return new Sample(Map.of("path", "a", "line", "b", "parts", "c", "all", "e")) {
        @Override
        public List<Effect> effects(Input given, Workspace workspace) {
          try {
            Files.writeString(workspace.directory().resolve("oops"), "x");
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return List.of();
        }
      };
    }
  }
}
