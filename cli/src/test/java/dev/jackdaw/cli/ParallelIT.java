package dev.jackdaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How much runs at once is set by the settings. */
@Timeout(120)
class ParallelIT {
  private static final String TURNS =
      """
      [{"delayMs":700,"calls":[{"tool":"list","input":{"path":"."}}]},{"delayMs":700,"text":"seen"}]\
      """;
  private static final String SCRIPT =
      """
      {"turns":[{"calls":[
         {"tool":"task","input":{"description":"a","prompt":"look here"}},
         {"tool":"task","input":{"description":"b","prompt":"look there"}}]}],
       "final":"Done.",
       "agents":[
         {"whenPromptContains":"look here","turns":%1$s},
         {"whenPromptContains":"look there","turns":%1$s}]}
      """
          .formatted(TURNS);

  @TempDir Path temp;

  @Test
  void oneSubAgentAtATimeWhereTheSettingsSaySo() throws IOException {
    var program =
        new Program(
            Files.createDirectory(temp.resolve("home")),
            Files.createDirectory(temp.resolve("project")));
    var script = Files.writeString(temp.resolve("script.json"), SCRIPT);

    var ended =
        program.run(
            "-p",
            "--model",
            "scripted/" + script,
            "--output-format",
            "stream-json",
            "--settings",
            "{\"parallel\":{\"agents\":1}}",
            "go");

    assertThat(ended.code()).as(ended.err()).isZero();
    var replies = repliesOfAgents(ended.out());
    assertThat(replies).hasSize(4);
    assertThat(replies.get(0)).isEqualTo(replies.get(1));
    assertThat(replies.get(2)).isEqualTo(replies.get(3)).isNotEqualTo(replies.get(0));
  }

  /** Returns which sub-agent each of their replies is from, in order. */
  private static List<String> repliesOfAgents(String out) {
    return out.lines()
        .map(line -> Json.parseObject(line).object("message").string("id", ""))
        .filter(id -> id.startsWith("msg_a"))
        .map(id -> id.substring(0, id.lastIndexOf('_')))
        .toList();
  }
}
