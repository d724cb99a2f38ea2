package dev.jackdaw.cli.undo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Decision;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Policy;
import dev.jackdaw.api.Rule;
import dev.jackdaw.api.Session;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.files.IgnoreRules;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.engine.AgentSession;
import dev.jackdaw.journal.Sessions;
import dev.jackdaw.journal.checkpoint.CheckpointFolder;
import dev.jackdaw.journal.checkpoint.Limits;
import dev.jackdaw.journal.checkpoint.Overlooked;
import dev.jackdaw.journal.checkpoint.Undo.Direction;
import dev.jackdaw.journal.checkpoint.WorkspaceCheckpoints;
import dev.jackdaw.testkit.Script.Turn;
import dev.jackdaw.testkit.ScriptedModel;
import dev.jackdaw.tools.Toolbox;
import dev.jackdaw.tools.ToolboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RewindingTest {
  /** Allows everything. */
  private enum Open implements Policy {
    POLICY;

    @Override
    public Decision decide(Block.Call call, List<Effect> effects, Set<Label> labels, Mode mode) {
      return new Decision.Allow("for a test");
    }

    @Override
    public Policy allowing(Rule rule, Set<Label> labels) {
      return this;
    }

    @Override
    public boolean forbids(String tool) {
      return false;
    }
  }

  @TempDir Path temp;
  private final ScriptedModel model =
      ScriptedModel.of(
          writing("a.txt"), Turn.text("first done"), writing("b.txt"), Turn.text("second done"));
  private Path project = Path.of("");
  private Session session;
  private Rewinding rewinding;

  private static Turn writing(String file) {
    return Turn.call(
        "write", Json.object().put("path", file).put("content", "made by " + file).build());
  }

  @BeforeEach
  void open() throws IOException, InterruptedException {
    project = Files.createDirectory(temp.resolve("project")).toRealPath();
    var workspace = Workspace.of(project);
    var sessions = new Sessions(temp.resolve("state"), InstantSource.system());
    var id = new SessionId("s");
    var toolbox = Toolbox.create(ToolboxOptions.defaults());
    session =
        AgentSession.builder()
            .journal(sessions.create(id, project))
            .workspace(workspace)
            .model(model)
            .tools((info, _) -> toolbox.tools(info))
            .policy(Open.POLICY)
            .checkpoints(
                new WorkspaceCheckpoints(
                    new CheckpointFolder(sessions.checkpoints(project)),
                    id,
                    workspace,
                    Limits.DEFAULT,
                    Overlooked.NOTHING,
                    _ -> IgnoreRules.NONE,
                    InstantSource.system()))
            .closing(toolbox)
            .open();
    rewinding = new Rewinding(sessions, workspace, session);
    session.run("make a");
    session.run("make b");
  }

  @AfterEach
  void close() {
    session.close();
  }

  private String lastRequest() {
    return model.requests().getLast().messages().toString();
  }

  @Test
  void undoesTheLastStepAndTellsTheModel() throws InterruptedException {
    assertThat(rewinding.go(Direction.UNDO, List.of()))
        .containsExactly("Step 2 is undone.", "  - b.txt");
    assertThat(project.resolve("b.txt")).doesNotExist();
    assertThat(project.resolve("a.txt")).exists();
    assertThat(rewinding.go(Direction.REDO, List.of("2")))
        .containsExactly("Step 2 is done again.", "  + b.txt");
    session.run("and now?");
    assertThat(lastRequest()).contains("The user took back step 2", "did step 2 again");
  }

  @Test
  void listsThePromptsWithTheStepsSince() {
    assertThat(rewinding.rewind("", ""))
        .containsExactly(
            "  1  make a  (2 steps since)",
            "  2  make b  (1 steps since)",
            "/rewind NUMBER goes back to before it: files and conversation, or one of them.");
  }

  @Test
  void goesBackWithFilesAndConversation() throws InterruptedException {
    assertThat(rewinding.rewind("2", ""))
        .containsExactly(
            "Step 2 is undone.", "  - b.txt", "The conversation is as it was before prompt 2.");
    assertThat(project.resolve("b.txt")).doesNotExist();
    assertThat(rewinding.rewind("", "")).first().isEqualTo("  1  make a  (1 steps since)");

    session.run("make it otherwise");

    assertThat(lastRequest())
        .contains("make a", "first done", "make it otherwise")
        .doesNotContain("make b");
  }

  @Test
  void takesNothingBackWhereAFileWasChangedSince() throws Exception {
    Files.writeString(project.resolve("b.txt"), "mine");

    assertThat(rewinding.rewind("1", ""))
        .anyMatch(line -> line.contains("b.txt: it was changed since"))
        .last()
        .asString()
        .contains("/rewind 1 both --skip-conflicts", "/rewind 1 conversation");
    assertThat(project.resolve("a.txt")).exists();
    assertThat(rewinding.rewind("", "")).hasSize(3);

    rewinding.rewind("1", "both --skip-conflicts");

    assertThat(project.resolve("a.txt")).doesNotExist();
    assertThat(project.resolve("b.txt")).hasContent("mine");
    session.run("anew");
    assertThat(lastRequest()).doesNotContain("make a");
  }

  @Test
  void undoesTheRestWhereConflictsAreSkipped() throws Exception {
    Files.writeString(project.resolve("b.txt"), "mine");

    assertThat(rewinding.go(Direction.UNDO, List.of("2", "--skip-conflicts")))
        .contains("Left as they are:");

    assertThat(project.resolve("b.txt")).hasContent("mine");
  }

  @Test
  void goesBackToTheVeryBeginning() throws InterruptedException {
    rewinding.rewind("1", "both");
    assertThat(project).isEmptyDirectory();
    session.run("anew");
    assertThat(lastRequest()).contains("anew").doesNotContain("make a");
    assertThat(project.resolve("a.txt")).exists();
  }

  @Test
  void leavesTheFilesOrTheConversationAloneWhenAsked() throws InterruptedException {
    rewinding.rewind("2", "conversation");
    assertThat(project.resolve("b.txt")).exists();
    rewinding.rewind("1", "files");
    assertThat(project).isEmptyDirectory();
    session.run("what is there?");
    assertThat(lastRequest()).contains("make a").doesNotContain("make b");
  }

  @Test
  void leavesARunningTaskItsFiles() throws InterruptedException {
    var refused = new ArrayList<String>();
    session.listen(occurrence -> {
      if (!(occurrence.event() instanceof Event.TurnStarted)) return;
      try {
        rewinding.go(Direction.UNDO, List.of());
      } catch (JackdawException e) {
        refused.add(String.valueOf(e.getMessage()));
      }
    });
    session.run("more");
    assertThat(refused).isNotEmpty().allMatch(text -> text.startsWith("a task is running."));
    assertThat(project.resolve("b.txt")).exists();
  }

  @Test
  void saysWhatIsWrong() {
    assertThatThrownBy(() -> rewinding.rewind("7", ""))
        .isInstanceOf(JackdawException.class)
        .hasMessageContaining("there is no prompt \"7\"");
    assertThatThrownBy(() -> rewinding.rewind("1", "all"))
        .hasMessageContaining("takes files, conversation or both");
    assertThatThrownBy(() -> rewinding.go(Direction.REDO, List.of()))
        .hasMessageContaining("no step is undone");
  }
}
