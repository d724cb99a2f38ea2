package dev.jackdaw.engine;

import static dev.jackdaw.engine.LambdaTool.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Decision;
import dev.jackdaw.api.Delegation;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Policy;
import dev.jackdaw.api.Question;
import dev.jackdaw.api.Rule;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.testkit.MemoryJournal;
import dev.jackdaw.testkit.Script;
import dev.jackdaw.testkit.Script.Turn;
import dev.jackdaw.testkit.ScriptedModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sub-agents that work apart, and how their work comes back. */
@Timeout(60)
class IsolationTest extends SessionFixture {
  private static final Tool<?> TASK =
      LambdaTool.pure(
          "task",
          (input, context) ->
              context.delegate(
                  new Delegation(
                      "a task", input.string("prompt", ""), "", false, !input.has("together"))));

  private static final Tool<?> EDIT =
      LambdaTool.writer(
          "edit",
          (input, context) -> {
            var path = context.workspace().directory().resolve(input.string("path", ""));
            Files.writeString(path, "written");
            return ok("edited");
          });

  private static final Script SCRIPT =
      Script.of(Turn.call("task", "{\"prompt\":\"go there\"}"), Turn.text("Thanks."))
          .agent("go there", Turn.call("edit", "{\"path\":\"a\"}"), Turn.text("Edited a."));

  @TempDir Path apart;
  private final List<String> ends = new ArrayList<>();
  private final List<String> conflicts = new ArrayList<>();

  /** A plain folder; whatever is in it comes back. */
  private final class Folder implements Isolation {
    @Override
    public Place open(AgentId agent) throws IOException {
      var workspace = Workspace.of(apart);
      return new Place() {
        @Override
        public Workspace workspace() {
          return workspace;
        }

        @Override
        public MemoryFiles memory() {
          return new MemoryFiles(List.of(), workspace.directory());
        }

        @Override
        public Policy policy() {
          return OpenPolicy.allowingTools("edit");
        }

        @Override
        public Toolset toolset() {
          return (_, _) -> List.of(EDIT);
        }

        @Override
        public Isolation.Merge merge() {
          return new Copy();
        }

        @Override
        public Path keep() {
          ends.add("kept");
          return apart;
        }

        @Override
        public void close() {
          ends.add("closed");
        }
      };
    }

    @Override
    public Optional<Path> leftBy(AgentId agent) {
      return Optional.empty();
    }
  }

  private final class Copy implements Isolation.Merge {
    @Override
    public List<Path> writes() {
      return Files.exists(apart.resolve("a")) ? List.of(here("a")) : List.of();
    }

    @Override
    public List<String> conflicts() {
      return conflicts;
    }

    @Override
    public List<Path> apply() {
      try {
        Files.copy(apart.resolve("a"), here("a"));
        return List.of(here("a"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private Path here(String name) {
    try {
      return folder.toRealPath().resolve(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String result() {
    return journal.events(Event.CallFinished.class).getLast().result().text();
  }

  private Outcome run(OpenPolicy policy) throws InterruptedException {
    var model = ScriptedModel.of(SCRIPT, folder);
    try (var session = builder(model, TASK, EDIT).isolation(new Folder()).policy(policy).open()) {
      return session.run("do it");
    }
  }

  @Test
  void bringsTheWorkBackWhereItsParentMayWrite() throws InterruptedException {
    run(OpenPolicy.allowingTools("edit"));

    assertThat(result()).isEqualTo("Edited a.\n\nMerged: a.");
    assertThat(here("a")).hasContent("written");
    assertThat(ends).containsExactly("closed");
    var merge = journal.events(Event.CallDecided.class).getLast();
    assertThat(merge.decision()).isInstanceOf(Decision.Allow.class);
    assertThat(merge.effects()).hasSize(1);
  }

  @Test
  void leavesItWhereItIsWhenNobodyMayWrite() throws InterruptedException {
    run(OpenPolicy.ASKING);

    assertThat(result())
        .startsWith("Edited a.\n\nNothing was merged: edit has effects. Nobody is here to approve")
        .contains("The worktree is kept: " + apart);
    assertThat(here("a")).doesNotExist();
    assertThat(ends).containsExactly("kept");
  }

  @Test
  void asksThePersonForTheMerge() throws InterruptedException {
    var asked = new CopyOnWriteArrayList<String>();
    var model = ScriptedModel.of(SCRIPT, folder);
    try (var session =
        builder(model, TASK, EDIT).isolation(new Folder()).attendance(Attendance.ATTENDED).open()) {
      session.listen(occurrence -> {
        if (occurrence.event() instanceof Event.QuestionAsked(var number, var question)) {
          asked.add(((Question.Approval) question).summary());
          session.answer(number, new Answer.AllowForSession(new Rule("edit", "")));
        }
      });
      session.run("do it");
    }

    assertThat(asked).containsExactly("merge 1 file from the worktree of agent1");
    assertThat(here("a")).hasContent("written");
  }

  @Test
  void namesConflictsAndKeepsTheWork() throws InterruptedException {
    conflicts.add("b");

    run(OpenPolicy.allowingTools("edit"));

    assertThat(result())
        .startsWith(
            "Edited a.\n\nMerged: a.\nNot merged, because they were changed here meanwhile, too:"
                + " b. The worktree is kept: ");
    assertThat(ends).containsExactly("kept");
  }

  @Test
  void saysWhenThereIsNoPlace() throws InterruptedException {
    var model = ScriptedModel.of(SCRIPT, folder);
    try (var session = builder(model, TASK, EDIT).open()) {
      assertThat(session.run("do it")).isEqualTo(new Outcome.Finished("Thanks."));
    }
    assertThat(result()).isEqualTo("There are no worktrees here. Leave isolation out.");

    var failing =
        new Isolation() {
          @Override
          public Place open(AgentId agent) {
            throw new JackdawException(
                JackdawException.Kind.ENVIRONMENT, "x", "no room; make some");
          }

          @Override
          public Optional<Path> leftBy(AgentId agent) {
            return Optional.empty();
          }
        };
    try (var session =
        builder(ScriptedModel.of(SCRIPT, folder), TASK, EDIT)
            .journal(new MemoryJournal())
            .isolation(failing)
            .open()) {
      assertThat(session.run("do it")).isEqualTo(new Outcome.Finished("Thanks."));
    }
  }
}
