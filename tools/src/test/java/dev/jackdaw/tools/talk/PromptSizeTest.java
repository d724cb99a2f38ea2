package dev.jackdaw.tools.talk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.tools.shell.ChildEnvironment;
import dev.jackdaw.tools.shell.Jobs;
import dev.jackdaw.tools.shell.ShellTools;
import dev.jackdaw.tools.web.WebTools;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every request carries these texts, so they are held short. */
class PromptSizeTest {
  private static final int MAX_BYTES = 5_330;

  @Test
  void definitionsOfTheseToolsStaySmall() {
    var tools = new ArrayList<Tool<?>>();
    try (var jobs = new Jobs()) {
      tools.addAll(new ShellTools(jobs, ChildEnvironment.Settings.NONE).tools());
    }
    for (var tool : TalkTools.tools(List.of(), false))
      if (tool.isOffered(Mode.DEFAULT)) tools.add(tool);
    tools.addAll(WebTools.tools(WebTools.Reach.PUBLIC));
    var bytes = 0;
    var report = new StringBuilder();
    for (var tool : tools) {
      var size = definition(tool).getBytes(StandardCharsets.UTF_8).length;
      report.append(tool.spec().name()).append(' ').append(size).append("; ");
      bytes += size;
    }

    assertThat(tools.stream().map(tool -> tool.spec().name()).toList())
        .isEqualTo(
            List.of(
                "bash",
                "bash_output",
                "bash_kill",
                "todo",
                "ask_user",
                "task",
                "workflow",
                "recall",
                "web_fetch"));
    assertThat(bytes).as(report.toString()).isLessThanOrEqualTo(MAX_BYTES);
  }

  private static String definition(Tool<?> tool) {
    var spec = tool.spec();
    return Json.object()
        .put("name", spec.name())
        .put("description", spec.description())
        .put("input_schema", spec.inputSchema())
        .build()
        .compact();
  }
}
