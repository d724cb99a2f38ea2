package dev.jackdaw.journal.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Checkpoints.Found;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.TurnId;
import dev.jackdaw.api.files.Folder;
import dev.jackdaw.api.files.IgnoreRules;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is given back and what stands in the way, case by case: one list, so one class. */
class UndoTest {
  private static final int HEAD = 40;

  @TempDir Path temp;

  @Test
  void aDeletedUntrackedTreeComesBack() throws Exception {
    try (var bench = new Bench(temp)) {
      bench.run(
          "mkdir -p home/.config docs && echo a > home/.config/a && ln -s a home/l && :> docs/e");
      var before = Tree.of(bench.root);

      bench.bash("rm -rf home docs");

      assertThat(Files.exists(bench.root.resolve("home"))).isFalse();
      assertThat(bench.undoAll().conflicts()).isEmpty();
      assertThat(Tree.of(bench.root)).isEqualTo(before);
    }
  }

  @Test
  void aToolThatNamesItsFilesHasJustTheseKept() throws Exception {
    try (var bench = new Bench(temp)) {
      var file = bench.root.resolve("new/deep/a.txt");
      bench.step(
          List.of(new Effect.Writes(file)),
          () -> {
            Files.createDirectories(file.getParent());
            Files.writeString(file, "a");
            Files.writeString(bench.root.resolve("other"), "not of the step");
          });

      assertThat(bench.steps().getFirst().found().paths())
          .containsExactly("+ new", "+ new/deep", "+ new/deep/a.txt");
      bench.undoAll();
      assertThat(Tree.of(bench.root).keySet())
          .containsExactly(bench.root.toString(), bench.root + "/other");
    }
  }

  @Test
  void whatTheUserChangedSinceIsNotOverwrittenAndStopsTheStep() throws Exception {
    try (var bench = new Bench(temp)) {
      Files.writeString(bench.root.resolve("a"), "one");
      Files.writeString(bench.root.resolve("b"), "one");
      bench.bash("printf two > a; printf two > b");
      Files.writeString(bench.root.resolve("a"), "mine");

      var report = bench.undoAll();

      var lines = List.of("now, line 1: mine", "expected: two", "wanted: one");
      var conflict = new Undo.Conflict("a: it was changed since", lines);
      assertThat(report)
          .isEqualTo(new Undo.Report(List.of(), List.of(), List.of(conflict), 1, List.of()));
      assertThat(bench.root.resolve("a")).hasContent("mine");
      assertThat(bench.root.resolve("b")).hasContent("two");
      assertThat(bench.steps().getFirst().isUndone()).isFalse();
    }
  }

  @Test
  void theRestOfAStepIsUndoneWhenConflictsAreSkipped() throws Exception {
    try (var bench = new Bench(temp)) {
      bench.run("printf one > a; printf one > b; printf one > c");
      bench.bash("printf two > a; printf two > b; rm c");
      bench.run("printf mine > a; printf mine > c");

      var report =
          bench.go(
              Undo.Direction.UNDO, bench.steps(), Undo.Earnest.PERFORMANCE, Undo.Conflicts.KEEP);

      assertThat(report.conflicts())
          .extracting(Undo.Conflict::text)
          .containsExactly("a: it was changed since", "c: it came into being since");
      assertThat(bench.root.resolve("a")).hasContent("mine");
      assertThat(bench.root.resolve("b")).hasContent("one");
      assertThat(bench.root.resolve("c")).hasContent("mine");
    }
  }

  @Test
  void linesOfTheStepGoAndLinesOfTheUserStay() throws Exception {
    try (var bench = new Bench(temp)) {
      var file = bench.root.resolve("a");
      Files.writeString(file, "1\r\n2\r\n3\r\n4\r\n5\r\nend");
      bench.bash("sed -i 's/^2/step/' a; chmod 755 a");
      bench.run("sed -i 's/^4/mine/' a; printf ' of mine' >> a");

      var undone = bench.undoAll();

      assertThat(undone.conflicts()).isEmpty();
      assertThat(undone.paths()).containsExactly("~ a (what you changed in it stays)");
      assertThat(file).content().isEqualTo("1\r\n2\r\n3\r\nmine\r\n5\r\nend of mine");
      assertThat(Files.isExecutable(file)).isFalse();

      assertThat(bench.redoAll().conflicts()).isEmpty();
      assertThat(file).content().isEqualTo("1\r\nstep\r\n3\r\nmine\r\n5\r\nend of mine");
      assertThat(Files.isExecutable(file)).isTrue();
    }
  }

  @Test
  void severalStepsInOneTextAreTakenBackAroundWhatTheUserWrote() throws Exception {
    try (var bench = new Bench(temp)) {
      var file = bench.root.resolve("a");
      Files.writeString(file, "1\n2\n3\n4\n5\n6\n7\n");
      bench.bash("sed -i 's/^1/one/' a");
      bench.bash("sed -i 's/^3/three/' a");
      bench.bash("sed -i 's/^5/five/' a");
      bench.run("sed -i 's/^7/mine/' a");

      assertThat(bench.undoAll().conflicts()).isEmpty();

      assertThat(file).content().isEqualTo("1\n2\n3\n4\n5\n6\nmine\n");
    }
  }

  @Test
  void aMergeThatWasCutShortGoesOn() throws Exception {
    try (var bench = new Bench(temp)) {
      bench.run("seq 9 > a; seq 9 > b");
      bench.bash("sed -i 's/^2/step/' a b");
      bench.run("sed -i 's/^8/mine/' a b");
      bench.run("sed -i 's/^step/2/' a"); // as far as it came

      assertThat(bench.undoAll().conflicts()).isEmpty();

      bench.run("cmp a b; grep -qx mine a; grep -qx 2 b");
    }
  }

  @Test
  void whatIsNoTextIsNotMerged() throws Exception {
    try (var bench = new Bench(temp)) {
      bench.run("printf '1\\n\\0\\n3\\n4\\n5\\n' > a");
      bench.bash("sed -i 's/^1/one/' a");
      bench.run("sed -i 's/^5/mine/' a");

      assertThat(bench.undoAll().conflicts())
          .containsExactly(new Undo.Conflict("a: it was changed since"));
    }
  }

  @Test
  void aFileOfTheStepThatTheUserWentOnWithIsNotDeleted() throws Exception {
    try (var bench = new Bench(temp)) {
      bench.bash("seq 9 > a");
      bench.run("echo mine >> a");
      assertThat(bench.undoAll().conflicts())
          .containsExactly(new Undo.Conflict("a: it was changed since"));
      assertThat(bench.root.resolve("a")).content().endsWith("mine\n");
    }
  }

  @Test
  void aRehearsalChangesNothing() throws Exception {
    try (var bench = new Bench(temp)) {
      bench.bash("printf two > a");
      var before = Tree.of(bench.root);

      var report =
          bench.go(Undo.Direction.UNDO, bench.steps(), Undo.Earnest.REHEARSAL, Undo.Conflicts.STOP);

      assertThat(report.paths()).containsExactly("- a");
      assertThat(Tree.of(bench.root)).isEqualTo(before);
      assertThat(bench.steps().getFirst().isUndone()).isFalse();
    }
  }

  @Test
  void oneStepInTheMiddleIsUndoneByItself() throws Exception {
    try (var bench = new Bench(temp)) {
      bench.bash("printf 1 > a");
      bench.bash("printf 2 > b");
      bench.bash("printf 3 > c");

      bench.go(Undo.Direction.UNDO, List.of(bench.steps().get(1)));

      assertThat(bench.root.resolve("a")).exists();
      assertThat(bench.root.resolve("b")).doesNotExist();
      assertThat(bench.root.resolve("c")).exists();
    }
  }

  @Test
  void aFolderWithFilesOfTheUserStays() throws Exception {
    try (var bench = new Bench(temp)) {
      bench.bash("mkdir made; echo 1 > made/a");
      bench.run("echo mine > made/mine");

      assertThat(bench.undoAll().conflicts()).isEmpty();

      assertThat(bench.root.resolve("made/a")).doesNotExist();
      assertThat(bench.root.resolve("made/mine")).exists();
    }
  }

  @Test
  void aLinkThatTakesThePlaceOfAFolderLeadsNobodyOut() throws Exception {
    try (var bench = new Bench(temp)) {
      var outside = Files.createDirectory(temp.resolve("outside"));
      Files.writeString(outside.resolve("a"), "of somebody else");
      bench.run("mkdir d; echo one > d/a");
      bench.bash("echo two > d/a");
      bench.run("rm -r d; ln -s ../outside d");

      var report = bench.undoAll();

      assertThat(report.conflicts())
          .containsExactly(new Undo.Conflict("d/a: it was deleted since"));
      assertThat(outside.resolve("a")).hasContent("of somebody else");
    }
  }

  @Test
  void gitIsLeftAlone() throws Exception {
    try (var bench = new Bench(temp)) {
      bench.run(
          "git init -q . && git config user.name x && git config user.email x@x && echo 1 > a");
      bench.run("git add a && git commit -qm one && cp -a .git ../git-before");
      bench.bash("echo 2 > a && git add a && git commit -qm two");
      bench.run("cp -a .git ../git-after");

      var report = bench.undoAll();

      assertThat(bench.root.resolve("a")).hasContent("1\n");
      assertThat(report.notes())
          .containsExactly(
              "step 1: the history in "
                  + bench.root.resolve(".git")
                  + " moved, which only git can undo");
      bench.run("diff -r .git ../git-after");
    }
  }

  /** The folder of a submodule holds a file that says where its repository is. */
  @Test
  void aDeletedSubmoduleIsOneAgain() throws Exception {
    try (var bench = new Bench(temp)) {
      bench.run(
          "git init -q of && cd of && git -c user.name=a -c user.email=a@b commit -q --allow-empty"
              + " -m 1 && cd .. && git init -q . && git -c protocol.file.allow=always submodule"
              + " --quiet add ./of sub && echo 1 > sub/new");
      bench.bash("rm -rf sub");

      var report = bench.undoAll();

      assertThat(report.notes()).isEmpty();
      bench.run("test \"$(git -C sub status --porcelain)\" = '?? new'");
    }
  }

  @Test
  void aRepositoryInAFolderIsNamedBeforeItCanBeDeleted() throws Exception {
    try (var bench = new Bench(temp)) {
      var commit = "git -c user.name=a -c user.email=a@b commit -q --allow-empty -m 1";
      bench.run("git init -q . && " + commit);
      assertThat(bench.checkpoints.gap()).isEmpty();

      bench.run("git init -q clone && cd clone && " + commit);

      assertThat(bench.checkpoints.gap()).contains("1 repository of git");
    }
  }

  @Test
  void aDeletedPipeIsSaidToBeGone() throws Exception {
    try (var bench = new Bench(temp)) {
      bench.run("mkfifo pipe; echo 1 > file");
      bench.bash("rm pipe file");

      assertThat(bench.steps().getFirst().irreversible())
          .containsExactly(
              bench.root.resolve("pipe")
                  + " was a pipe, a socket or a device, and cannot be given back");
      bench.undoAll();
      assertThat(bench.root.resolve("file")).exists();
    }
  }

  @Test
  void aLargeSparseFileComesBack() throws Exception {
    try (var bench = new Bench(temp)) {
      var file = bench.root.resolve("image");
      try (var out = new RandomAccessFile(file.toFile(), "rw")) {
        out.seek(100 << 20);
        out.write(7);
      }
      var before = Tree.of(bench.root);
      bench.bash("rm image");
      bench.undoAll();
      assertThat(Tree.of(bench.root)).isEqualTo(before);
    }
  }

  @Test
  void whatIsTooMuchToKeepIsSaid() throws Exception {
    var limits = new Limits(1 << 20, 100, 1000, 1 << 20, 10);
    try (var bench = new Bench(temp, limits, _ -> IgnoreRules.NONE)) {
      bench.run("head -c 2000 /dev/zero > big; echo 1 > small");
      bench.bash("rm big small");

      var report = bench.undoAll();

      assertThat(bench.root.resolve("small")).exists();
      assertThat(report.notes())
          .containsExactly(
              "step 1: "
                  + bench.root.resolve("big")
                  + " was not kept (it is too large) and cannot be given back");
    }
  }

  @Test
  void whatIsTooLargeToKeepIsTakenBackAllTheSame() throws Exception {
    var limits = new Limits(1 << 20, 100, 1000, 1 << 20, 10);
    try (var bench = new Bench(temp, limits, _ -> IgnoreRules.NONE)) {
      bench.run("echo 1 > grows");
      var before = Tree.of(bench.root);
      bench.bash("head -c 2000 /dev/zero >> grows; head -c 3000 /dev/zero > new");

      assertThat(bench.undoAll().conflicts()).isEmpty();

      assertThat(Tree.of(bench.root)).isEqualTo(before);
    }
  }

  @Test
  void whatIsTooLargeToKeepAndWasChangedSinceStays() throws Exception {
    var limits = new Limits(1 << 20, 100, 1000, 1 << 20, 10);
    try (var bench = new Bench(temp, limits, _ -> IgnoreRules.NONE)) {
      bench.bash("head -c 3000 /dev/zero > new");
      bench.run("echo mine >> new");

      assertThat(bench.undoAll().conflicts()).hasSize(1);

      assertThat(bench.root.resolve("new")).hasSize(3005);
    }
  }

  /** Root may do everything; anybody else must be let in first. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "chmod 755 closed; rm closed/f; chmod 555 closed",
        "mkdir new && echo 1 > new/f && chmod 555 new",
        "chmod 000 open",
        "echo 2 > open/f; chmod 000 open",
        "echo 2 > open/f; chmod 000 open/f",
        "chmod 700 closed; mkdir -p closed/x/y; echo 1 > closed/x/y/z; chmod 100 closed/x closed",
        "chmod 755 closed; rm -r closed open",
        "chmod 755 closed; mv closed open/closed; chmod 500 open",
        "chmod 755 closed; rm -r closed; echo 1 > closed",
        "chmod 555 .",
        "chmod 755 closed; rm closed/f; mkfifo closed/f; chmod 555 closed",
      })
  void foldersThatAreClosedToTheirOwnerAreOpenedForIt(String line) throws Exception {
    try (var bench = new Bench(temp)) {
      bench.run("mkdir open closed && echo 1 > open/f && echo 1 > closed/f && chmod 555 closed");
      var before = Tree.of(bench.root);
      bench.bash(line);

      assertThat(bench.undoAll().conflicts()).isEmpty();
      assertThat(Tree.of(bench.root)).isEqualTo(before);
      assertThat(bench.redoAll().conflicts()).isEmpty();
      assertThat(bench.undoAll().conflicts()).isEmpty();
      assertThat(Tree.of(bench.root)).isEqualTo(before);
      bench.run("chmod -R u+rwx .");
    }
  }

  /** Everything whose name starts with {@code build} is ignored. */
  private record Builds() implements IgnoreRules {
    @Override
    public IgnoreRules below(Folder child) {
      return this;
    }

    @Override
    public boolean ignores(Path entry, boolean isFolder) {
      return String.valueOf(entry.getFileName()).startsWith("build");
    }
  }

  @Test
  void ofIgnoredFilesOnlySoMuchIsKept() throws Exception {
    var limits = new Limits(1 << 20, 100, 1 << 20, 1000, 10);
    try (var bench = new Bench(temp, limits, _ -> new Builds())) {
      bench.run("mkdir build; head -c 600 /dev/zero > build/a; head -c 600 /dev/zero > build/b");
      bench.run("head -c 5000 /dev/zero > source");
      bench.bash("rm -r build source");

      var report = bench.undoAll();

      assertThat(bench.root.resolve("source")).exists();
      try (var kept = Files.list(bench.root.resolve("build"))) {
        assertThat(kept).hasSize(1);
      }
      assertThat(report.notes()).hasSize(1).first().asString().contains("git ignores it");
    }
  }

  @Test
  void aChangeOfTheSameSizeWithinATickIsSeen() throws Exception {
    try (var bench = new Bench(temp)) {
      var file = bench.root.resolve("a");
      for (var i = 0; i < 20; i++) {
        var content = String.valueOf((char) ('a' + i));
        bench.command(() -> Files.writeString(file, content));
      }
      assertThat(bench.steps()).hasSize(20);
      bench.go(Undo.Direction.UNDO, bench.steps().reversed().subList(0, 10));
      assertThat(file).hasContent("j");
    }
  }

  @Test
  void aDamagedContentIsNotGivenBack() throws Exception {
    try (var bench = new Bench(temp)) {
      Files.writeString(bench.root.resolve("a"), "precious");
      bench.bash("rm a");
      bench.checkpoints.close();
      var packs = bench.sessions.checkpoints(bench.root).resolve("packs");
      try (var files = Files.newDirectoryStream(packs, "*.pack")) {
        for (var pack : files) {
          var bytes = Files.readAllBytes(pack);
          bytes[HEAD + 3] ^= 1;
          Files.write(pack, bytes);
        }
      }

      assertThatThrownBy(bench::undoAll)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("is damaged");
      try (var left = Files.list(bench.root)) {
        assertThat(left).isEmpty();
      }
      assertThat(bench.steps().getFirst().isUndone()).isFalse();
    }
  }

  @Test
  void anUndoThatWasCutShortGoesOn() throws Exception {
    try (var bench = new Bench(temp)) {
      bench.run("for i in 1 2 3; do echo $i > f$i; done");
      var before = Tree.of(bench.root);
      bench.bash("for i in 1 2 3; do echo new > f$i; done");
      Files.writeString(bench.root.resolve("f2"), "2\n"); // as far as it came

      assertThat(bench.undoAll().conflicts()).isEmpty();
      assertThat(Tree.of(bench.root)).isEqualTo(before);
    }
  }

  @Test
  void tellsWhatChangedSinceACallWhoseEndNobodySaw() throws Exception {
    try (var bench = new Bench(temp)) {
      bench.run("echo 1 > a");
      var _ =
          bench.checkpoints.before(
              new CallId("cut"), List.of(new Effect.Executes("?", bench.root)));
      bench.run("echo 2 > a; echo 3 > b");

      var found = bench.checkpoints.since(new CallId("cut"));

      assertThat(found).map(Found::paths).contains(List.of("~ a", "+ b"));
      assertThat(bench.checkpoints.since(new CallId("another"))).isEmpty();
    }
  }

  /** The process was killed before the journal had it; later calls are not mixed in. */
  @Test
  void tellsWhatACallChangedWhoseEndWasNotRecorded() throws Exception {
    try (var bench = new Bench(temp)) {
      var command = List.<Effect>of(new Effect.Executes("?", bench.root));
      var ended = bench.checkpoints.before(new CallId("ended"), command);
      bench.run("echo 1 > a");
      var seen = ended.after();
      var later = bench.checkpoints.before(new CallId("later"), command);
      bench.run("echo 2 > b");

      assertThat(bench.checkpoints.since(new CallId("ended"))).isPresent().isEqualTo(seen);
      var _ = later.after();
      bench.checkpoints.close();
      assertThat(bench.checkpoints.since(new CallId("ended"))).isEmpty();
      assertThat(bench.checkpoints.since(new CallId("later"))).isEmpty();
    }
  }

  @Test
  void tellsWhatChangedBetweenCalls() throws Exception {
    try (var bench = new Bench(temp)) {
      assertThat(bench.checkpoints.meanwhile()).as("never looked").isEmpty();
      bench.bash("echo 1 > a");
      assertThat(bench.checkpoints.meanwhile()).isEmpty();
      bench.run("echo 2 > a; echo 3 > b");
      var found = bench.checkpoints.meanwhile();
      bench.journal.append(
          AgentId.MAIN,
          new Event.FilesChanged(new TurnId(1), new CallId("c1"), found.orElseThrow().asShared()));
      bench.bash("echo 4 > b");

      assertThat(bench.steps())
          .extracting(step -> step.found().paths() + " " + step.found().shared())
          .containsExactly("[+ a] false", "[~ a, + b] true", "[~ b] false");
      assertThat(bench.undoAll().conflicts()).isEmpty();
      assertThat(bench.root).isEmptyDirectory();
    }
  }

  /** Ignores nothing, and looks at nothing until somebody was told. */
  private record Patient(CountDownLatch told) implements IgnoreRules {
    @Override
    public IgnoreRules below(Folder child) {
      return this;
    }

    @Override
    public boolean ignores(Path entry, boolean isFolder) {
      try {
        told.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return false;
    }
  }

  @Test
  void aLongFirstLookSaysHowFarItIs() throws Exception {
    var told = new CountDownLatch(1);
    var heard = new ArrayList<String>();
    try (var bench = new Bench(temp, Limits.DEFAULT, _ -> new Patient(told))) {
      bench.run("touch a b c");
      var command = List.<Effect>of(new Effect.Executes("?", bench.root));
      var before =
          bench.checkpoints.before(
              new CallId("c"),
              command,
              text -> {
                heard.add(text);
                told.countDown();
              });
      assertThat(before.after()).isEmpty();
    }
    assertThat(heard)
        .containsExactly("keeps a first picture of the folder for undo: 3 files so far\n");
  }

  @Test
  void masksOfTheSandboxAreNotThere() throws Exception {
    var store = new CheckpointFolder(temp.resolve("store"));
    try (var bench = new Bench(temp);
        var checkpoints =
            new WorkspaceCheckpoints(
                store,
                bench.journal.session(),
                bench.workspace,
                Limits.DEFAULT,
                new Overlooked(
                    java.util.Set.of(bench.root.resolve("own")), java.util.Set.of(".zed", ".git")),
                _ -> IgnoreRules.NONE,
                Instant::now)) {
      var before =
          checkpoints.before(new CallId("c"), List.of(new Effect.Executes("?", bench.root)));
      bench.run("mkdir .zed .git own; echo 1 > own/a; echo 2 > b");

      assertThat(before.after()).map(Found::paths).contains(List.of("+ b"));
    }
  }
}
