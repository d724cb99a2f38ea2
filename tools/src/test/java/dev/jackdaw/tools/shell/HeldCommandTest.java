package dev.jackdaw.tools.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Question;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolResult.Status;
import dev.jackdaw.api.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands that work in a copy of their folder, to stand for what a layer holds. */
@Timeout(120)
class HeldCommandTest {
  @TempDir Path temp;
  private Path root;
  private Stage stage;
  private final Copies copies = new Copies();
  private final Jobs jobs =
      new Jobs(
          JobOptions.STANDARD.withPatience(new Patience(Duration.ZERO, Duration.ofMillis(50))));

  /** Holds new and changed files in a copy. */
  private final class Copies implements Holding {
    final List<String> conflicts = new ArrayList<>();
    boolean broken;
    int open;

    @Override
    public Hold begin(Workspace workspace) throws IOException {
      if (broken) throw new IOException("no layers");
      open++;
      var copy = Files.createTempDirectory(temp, "copy");
      copy(root, copy);
      return new Hold() {
        @Override
        public Launcher.Cover cover(Path directory) {
          var into = List.of("/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", copy.toString());
          return new Launcher.Cover(into, List.of());
        }

        @Override
        public Written written() throws IOException {
          var changes = new ArrayList<Change>();
          for (var file : files(copy)) {
            var original = root.resolve(file.getFileName());
            var isNew = !Files.exists(original);
            if (!isNew && Files.mismatch(file, original) < 0) continue;
            changes.add(new Change(isNew ? '+' : '~', original, Optional.of(file)));
          }
          return new Written(changes, conflicts, List.of());
        }

        @Override
        public Written apply() throws IOException {
          var written = written();
          if (conflicts.isEmpty()) copy(copy, root);
          return written;
        }

        @Override
        public void close() {
          open--;
        }
      };
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    for (var file : files(from)) {
      Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @BeforeEach
  void prepare() throws IOException {
    root = Files.createDirectory(temp.toRealPath().resolve("work"));
    Files.writeString(root.resolve("a"), "one\n");
    stage = new Stage(root);
  }

  @AfterEach
  void nothingIsHeldAnyMore() {
    jobs.close();
    assertThat(copies.open).isZero();
  }

  private ToolResult run(String command) throws Exception {
    return run(new Bash.Input(command, Optional.of(60), Optional.empty(), Optional.empty()), false);
  }

  private ToolResult run(Bash.Input input, boolean keepsFailed) throws Exception {
    var starting = Starting.PLAIN.with(new Starting.Transactions(copies, keepsFailed));
    return new Bash(jobs, System.getenv(), ChildEnvironment.Settings.NONE, starting)
        .call(input, stage);
  }

  private static Bash.Input background(String command) {
    return new Bash.Input(command, Optional.empty(), Optional.of(true), Optional.empty());
  }

  @Test
  void countsWhenItSucceeded() throws Exception {
    var result = run("echo two > a; echo new > b");

    assertThat(result.status()).isEqualTo(Status.OK);
    assertThat(result.text()).isEqualTo("(no output)");
    assertThat(root.resolve("a")).hasContent("two");
    assertThat(root.resolve("b")).hasContent("new");
    assertThat(stage.questions).isEmpty();
  }

  @Test
  void isDiscardedWhenItFailedAndNobodyIsThere() throws Exception {
    var result = run("echo two > a; echo new > b; exit 3");

    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.text())
        .endsWith(
            "What it wrote was discarded, because it did not succeed: ~ a, + b. The workspace is as"
                + " it was before.");
    assertThat(root.resolve("a")).hasContent("one");
    assertThat(root.resolve("b")).doesNotExist();
  }

  @Test
  void thePersonSeesWhatWouldChangeAndMayKeepIt() throws Exception {
    stage.person =
        question -> new Answer.Chosen(List.of(stage.questions.size() == 1 ? "show" : "keep"));

    var result = run("echo two > a; exit 1");

    assertThat(stage.questions)
        .extracting(question -> ((Question.Choice) question).text())
        .containsExactly(
            "The command failed. It wrote: ~ a. Does that count?",
            """
            The command failed. It wrote: ~ a. Does that count?
            --- a
            +++ a
            @@ -1 +1 @@
            -one
            +two
            """);
    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.text()).endsWith("What it wrote was kept all the same: ~ a.");
    assertThat(root.resolve("a")).hasContent("two");
  }

  @Test
  void anyOtherAnswerDiscards() throws Exception {
    stage.person = _ -> new Answer.Chosen(List.of("what?"));
    run("echo two > a; exit 1");
    assertThat(root.resolve("a")).hasContent("one");
  }

  @Test
  void nobodyIsAskedAboutNothing() throws Exception {
    var result = run("exit 1");
    assertThat(stage.questions).isEmpty();
    assertThat(result.text()).doesNotContain("What it wrote");
  }

  @Test
  void isKeptWhereThatIsWanted() throws Exception {
    var input =
        new Bash.Input("echo two > a; exit 1", Optional.of(60), Optional.empty(), Optional.empty());
    assertThat(run(input, true).text()).endsWith("kept all the same: ~ a.");
    assertThat(stage.questions).isEmpty();
    assertThat(root.resolve("a")).hasContent("two");
  }

  @Test
  void aConflictIsAFailure() throws Exception {
    copies.conflicts.add("a: it was changed meanwhile");
    var result = run("echo two > a");
    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.text())
        .contains("Nothing of what it wrote counts", "a: it was changed meanwhile");
    assertThat(root.resolve("a")).hasContent("one");
  }

  @Test
  void doesNotRunWhereItCannotBeHeld() {
    copies.broken = true;
    assertThatThrownBy(() -> run("echo two > ../out"))
        .isInstanceOf(IOException.class)
        .hasMessage("no layers");
    assertThat(temp.resolve("out")).doesNotExist();
  }

  @Test
  void aCommandThatRanOutOfTimeIsAskedAbout() throws Exception {
    var input =
        new Bash.Input(
            "echo two > a; sleep 60", Optional.of(1), Optional.empty(), Optional.empty());
    assertThat(run(input, false).status()).isEqualTo(Status.TIMED_OUT);
    assertThat(stage.questions).hasSize(1);
    assertThat(root.resolve("a")).hasContent("one");
  }

  @Test
  void whatItLeftRunningEndsBeforeItCounts() throws Exception {
    run("(setsid sh -c 'sleep 60; echo late > a' >/dev/null 2>&1 &) ; echo two > a");
    assertThat(root.resolve("a")).hasContent("two");
    assertThat(Survivors.mentioning("sleep 60; echo late")).isEmpty();
  }

  @Test
  void whatGoesOnInTheBackgroundCountsAtItsEnd() throws Exception {
    var result =
        run(
            new Bash.Input(
                "until [ -e ../go ]; do sleep 0.05; done; echo two > a",
                Optional.empty(),
                Optional.empty(),
                Optional.empty()),
            false);
    assertThat(result.text())
        .contains("goes on in the background as bg1", "counts once all of it has ended");
    assertThat(root.resolve("a")).hasContent("one");

    Files.createFile(temp.resolve("go"));

    assertThat(look("bg1")).endsWith("What it wrote counts now: ~ a.");
    assertThat(root.resolve("a")).hasContent("two");
    assertThat(jobs.notices()).isEmpty();
  }

  @Test
  void whatFailedInTheBackgroundIsDiscardedUnasked() throws Exception {
    run(background("echo two > a; exit 4"), false);
    assertThat(look("bg1")).contains("exited with code 4", "What it wrote was discarded", "~ a");
    run(background("echo two > a; sleep 60"), false);
    jobs.close();
    assertThat(root.resolve("a")).hasContent("one");
    assertThat(stage.questions).isEmpty();
  }

  @Test
  void theNoticeOfTheEndSaysWhatCounts() throws Exception {
    run(background("echo two > a"), false);
    jobs.named("bg1").orElseThrow().awaitOver(System.nanoTime() + 10_000_000_000L);
    jobs.named("bg1").orElseThrow().awaitSettlement();
    assertThat(jobs.notices())
        .singleElement()
        .asString()
        .contains("exited with code 0", "What it wrote counts now: ~ a.");
  }

  private String look(String id) throws Exception {
    return new BashOutput(jobs)
        .call(new BashOutput.Input(Optional.of(id), Optional.of(30)), stage)
        .text();
  }
}
