package dev.jackdaw.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.CacheMiss;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.ToolResult.Status;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.testkit.MemoryJournal;
import dev.jackdaw.testkit.Script;
import dev.jackdaw.testkit.ScriptedModel;
import dev.jackdaw.testkit.Workspaces;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** What the tests of a session share: one over a journal in memory, in a folder of its own. */
abstract class SessionFixture {
  @TempDir Path folder;

  final MemoryJournal journal = new MemoryJournal();

  /** Whatever a test does: what was sent does not change by itself. */
  @AfterEach
  void neverChangesWhatWasSent() {
    assertThat(journal.events(Event.ReplyReceived.class))
        .noneMatch(reply -> reply.cacheMiss().filter(CacheMiss::isOurs).isPresent());
  }

  SessionBuilder builder(Model model, Tool<?>... tools) {
    return AgentSession.builder()
        .journal(journal)
        .workspace(Workspaces.in(folder).workspace())
        .model(model)
        .tools(List.of(tools))
        .policy(OpenPolicy.ASKING);
  }

  Outcome run(ScriptedModel model, Tool<?>... tools) throws InterruptedException {
    try (var session = builder(model, tools).open()) {
      return session.run("do it");
    }
  }

  List<Status> statuses() {
    return journal.events(Event.CallFinished.class).stream()
        .map(finished -> finished.result().status())
        .toList();
  }

  String onlyResult() {
    var finished = journal.events(Event.CallFinished.class);
    assertThat(finished).hasSize(1);
    return finished.getFirst().result().text();
  }

  static Script.Call call(String tool, String input) {
    return new Script.Call(tool, Json.parseObject(input));
  }
}
