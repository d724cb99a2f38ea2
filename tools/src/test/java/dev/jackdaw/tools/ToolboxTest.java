package dev.jackdaw.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ToolboxTest {
  private static ModelInfo model(ModelInfo.Feature... features) {
    return new ModelInfo("test", "model", 0, 0, Set.of(features), Optional.empty());
  }

  private static List<Tool<?>> tools(ModelInfo.Feature... features) {
    try (var toolbox = Toolbox.create(ToolboxOptions.defaults())) {
      return toolbox.tools(model(features));
    }
  }

  private static int bytes(Tool<?> tool) {
    var spec = tool.spec();
    var json =
        Json.object()
            .put("name", spec.name())
            .put("description", spec.description())
            .put("input_schema", spec.inputSchema())
            .build()
            .compact();
    return json.getBytes(StandardCharsets.UTF_8).length;
  }

  @Test
  void offersEditingByReplacementToMostModels() {
    assertThat(tools())
        .extracting(tool -> tool.spec().name())
        .containsExactly(
            "read",
            "write",
            "edit",
            "glob",
            "grep",
            "list",
            "bash",
            "bash_output",
            "bash_kill",
            "web_fetch",
            "todo",
            "ask_user",
            "task",
            "workflow",
            "recall",
            "present_plan");
  }

  /** However many tools there are, none of these has to be searched for. */
  @Test
  void holdsNothingBack() {
    assertThat(tools()).allMatch(Tool::isEssential);
    assertThat(tools(ModelInfo.Feature.PATCH)).allMatch(Tool::isEssential);
  }

  @Test
  void offersPatchesToModelsTrainedOnThem() {
    assertThat(tools(ModelInfo.Feature.PATCH))
        .extracting(tool -> tool.spec().name())
        .startsWith("read", "write", "apply_patch", "glob")
        .doesNotContain("edit");
  }

  @Test
  void tellsEveryModelTheSameEveryTime() {
    assertThat(tools()).extracting(Tool::spec).isEqualTo(tools().stream().map(Tool::spec).toList());
  }

  @Test
  void definitionsStayWithinTheirBudget() {
    var sizes = tools().stream().map(ToolboxTest::bytes).toList();
    assertThat(sizes.stream().mapToInt(Integer::intValue).sum()).as("%s", sizes).isLessThan(10_540);
    var patch = tools(ModelInfo.Feature.PATCH).get(2);
    assertThat(bytes(patch)).isLessThan(1_228);
  }

  @Test
  void everyDescribedMemberExists() {
    for (var tool : tools()) {
      var described =
          tool.spec().inputSchema().object("properties").members().values().stream()
              .filter(member -> ((Json.Obj) member).has("description"))
              .count();
      assertThat(described).as(tool.spec().name()).isEqualTo(headings(tool));
    }
  }

  private static long headings(Tool<?> tool) {
    var name = tool.getClass().getSimpleName() + ".md";
    try (var in = tool.getClass().getResourceAsStream(name)) {
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> line.startsWith("## ")).count();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
