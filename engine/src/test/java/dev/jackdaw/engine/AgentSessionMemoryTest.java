package dev.jackdaw.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Idempotency;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.testkit.Script.Turn;
import dev.jackdaw.testkit.ScriptedModel;
import dev.jackdaw.testkit.Workspaces;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a session tells its model of memory files while it runs. */
class AgentSessionMemoryTest extends SessionFixture {
  private LambdaTool writing(String name, String text) {
    return new LambdaTool(
        "write",
        (_, workspace) -> List.of(new Effect.Writes(workspace.resolve("src/a.ts"))),
        Idempotency.PURE,
        (_, _) -> {
          try {
            if (text.isEmpty()) Files.delete(folder.resolve(name));
            else Files.writeString(folder.resolve(name), text);
            return ToolResult.ok("written", Label.JACKDAW);
          } catch (IOException e) {
            return ToolResult.failed(e.toString());
          }
        });
  }

  private ScriptedModel after(LambdaTool tool) throws InterruptedException {
    var model = ScriptedModel.of(Turn.call("write", "{}"), Turn.text("Done."));
    try (var session = builder(model, tool).policy(OpenPolicy.allowingTools("write")).open()) {
      session.run("do it");
    }
    return model;
  }

  private static List<String> tail(ModelRequest request) {
    return request.messages().getLast() instanceof Message.User(var blocks)
        ? blocks.stream()
            .filter(Block.Text.class::isInstance)
            .map(block -> ((Block.Text) block).text())
            .toList()
        : List.of();
  }

  @Test
  void tellsOfAChangeAtTheTailAndLeavesThePrefixAlone() throws InterruptedException {
    Workspaces.in(folder).file("AGENTS.md", "Be kind.");
    var model = after(writing("AGENTS.md", "Be brief."));

    assertThat(tail(model.requests().getLast()))
        .containsExactly("Instructions from AGENTS.md changed. They are now:\n\nBe brief.");
    assertThat(model.requests().getLast().system()).isEqualTo(model.requests().getFirst().system());
    assertThat(journal.events(Event.MemoryLoaded.class))
        .singleElement()
        .matches(Event.MemoryLoaded::isChange);
  }

  @Test
  void tellsThatAFileIsGone() throws InterruptedException {
    Workspaces.in(folder).file("AGENTS.md", "Be kind.");

    assertThat(tail(after(writing("AGENTS.md", "")).requests().getLast()))
        .containsExactly(
            "AGENTS.md was removed or emptied: the instructions from it no longer hold.");
  }

  @Test
  void rulesOfAPathComeWithTheFirstCallThatTouchesIt() throws InterruptedException {
    Workspaces.in(folder).file(".claude/rules/ts.md", "---\npaths: '**/*.ts'\n---\nUse types.");

    assertThat(tail(after(writing("src.txt", "x")).requests().getLast()))
        .containsExactly("Instructions from .claude/rules/ts.md:\n\nUse types.");
    assertThat(journal.events(Event.MemoryLoaded.class)).noneMatch(Event.MemoryLoaded::isChange);
  }

  @Test
  void saysWhatHasNoRoom() throws InterruptedException {
    Workspaces.in(folder).file("AGENTS.md", "# A\nkeep\n# B\n" + "many words\n".repeat(3_000));
    var model = ScriptedModel.of(Turn.text("Done."));
    run(model);

    assertThat(journal.events(Event.NoticeGiven.class))
        .singleElement()
        .extracting(Event.NoticeGiven::text)
        .asString()
        .contains("memoryTokens", "\"B\" (AGENTS.md)");
    assertThat(model.requests().getFirst().system())
        .extracting(Block.Text::text)
        .anyMatch(text -> text.contains("[Not shown: the rest of \"B\""));
  }
}
