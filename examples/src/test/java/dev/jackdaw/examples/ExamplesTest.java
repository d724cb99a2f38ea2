package dev.jackdaw.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.engine.AgentSession;
import dev.jackdaw.policy.PolicyBuilder;
import dev.jackdaw.testkit.MemoryJournal;
import dev.jackdaw.testkit.Script.Turn;
import dev.jackdaw.testkit.ScriptedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ExamplesTest {
  @TempDir Path temp;

  @Test
  void embedsTheEngineAndEditsAFile() throws IOException, InterruptedException {
    var folder = Files.createDirectory(temp.resolve("project"));
    Files.writeString(folder.resolve("a.txt"), "one two\n");
    var model =
        ScriptedModel.of(
            Turn.call("read", "{\"path\":\"a.txt\"}"),
            Turn.call(
                "edit", "{\"path\":\"a.txt\",\"old_string\":\"two\",\"new_string\":\"three\"}"),
            Turn.text("Changed."));

    var outcome = EmbeddedAgent.run(folder, temp.resolve("state"), model, "Edit", "change it");

    assertThat(outcome).isEqualTo(new Outcome.Finished("Changed."));
    assertThat(folder.resolve("a.txt")).hasContent("one three\n");
  }

  @Test
  void offersAToolOfOnesOwn() throws IOException, InterruptedException {
    Files.writeString(temp.resolve("a.txt"), "one two three\n");
    var workspace = Workspace.of(temp);
    var model =
        ScriptedModel.of(
            Turn.call("word_count", "{\"path\":\"a.txt\"}"), Turn.text("Three words."));
    var journal = new MemoryJournal();
    try (var session =
        AgentSession.builder()
            .journal(journal)
            .workspace(workspace)
            .model(model)
            .tools(List.of(new WordCount()))
            .policy(new PolicyBuilder(workspace).build())
            .open()) {
      assertThat(session.run("count")).isEqualTo(new Outcome.Finished("Three words."));
    }

    assertThat(model.requests().getLast().messages().getLast().toString()).contains("3 words");
  }
}
