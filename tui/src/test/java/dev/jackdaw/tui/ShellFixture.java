package dev.jackdaw.tui;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Question;
import dev.jackdaw.api.Rule;
import dev.jackdaw.api.json.Json;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** What the tests of the shell share: a folder, and a session that asks for approval. */
abstract class ShellFixture {
  static final Label COMMAND = new Label(Label.Source.COMMAND, "");

  static final Rule PUSH = new Rule("Bash", "git push");

  @TempDir Path folder;

  static Block.Call bash(String id, String command) {
    return new Block.Call(new CallId(id), "bash", Json.object().put("command", command).build());
  }

  static Question.Approval approval(String command) {
    return new Question.Approval(
        bash("c", command),
        command,
        List.of(new Effect.Executes(command, Path.of("/project"))),
        "Running a command asks unless a rule allows it.",
        PUSH);
  }

  FakeSession asking(Question question) {
    return new FakeSession(
        "s",
        session -> {
          session.ask(question);
          session.finish();
        });
  }
}
