package dev.jackdaw.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.TurnId;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.files.IgnoreRules;
import dev.jackdaw.journal.checkpoint.CheckpointFolder;
import dev.jackdaw.journal.checkpoint.Limits;
import dev.jackdaw.journal.checkpoint.Overlooked;
import dev.jackdaw.journal.checkpoint.Step;
import dev.jackdaw.journal.checkpoint.Undo;
import dev.jackdaw.journal.checkpoint.WorkspaceCheckpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is kept for undo is let go when its time is up, and never under a session. */
@Timeout(120)
class CheckpointPruningTest {
  private static final int BIG = 900_000;
  private static final Keeping TWO_BIG = new Keeping(Duration.ofDays(30), 2_400_000);

  @TempDir Path temp;
  private Path root;
  private Path state;
  private Sessions sessions;
  private int calls;

  @BeforeEach
  void prepare() throws IOException {
    root = Files.createDirectory(temp.toRealPath().resolve("work"));
    state = temp.resolve("state");
    sessions = new Sessions(state, InstantSource.system());
  }

  /** A session in which a big file is replaced by another one. */
  private SessionId session(String name, int daysAgo) throws Exception {
    var id = new SessionId(name);
    try (var journal = sessions.create(id, root)) {
      journal.append(AgentId.MAIN, Some.opened(id, root));
      replace(journal);
    }
    try (var files = Files.walk(state.resolve("sessions"))) {
      for (var each : files.filter(path -> path.endsWith(name + ".jsonl")).toList()) {
        age(each, daysAgo);
      }
    }
    return id;
  }

  private static void age(Path file, int days) throws IOException {
    var time = Instant.now().minus(Duration.ofDays(days));
    Files.setLastModifiedTime(file, FileTime.from(time));
  }

  private void replace(FileJournal journal) throws Exception {
    try (var checkpoints = checkpoints(journal.session())) {
      var call = new CallId("c" + ++calls);
      var before = checkpoints.before(call, List.of(new Effect.Executes("?", root)));
      var bytes = new byte[BIG];
      new Random(calls).nextBytes(bytes);
      Files.write(root.resolve("big"), bytes);
      var found = before.after().orElseThrow();
      journal.append(AgentId.MAIN, new Event.FilesChanged(new TurnId(1), call, found));
    }
  }

  private WorkspaceCheckpoints checkpoints(SessionId session) throws IOException {
    return new WorkspaceCheckpoints(
        new CheckpointFolder(sessions.checkpoints(root)),
        session,
        Workspace.of(root),
        Limits.DEFAULT,
        Overlooked.NOTHING,
        _ -> IgnoreRules.NONE,
        InstantSource.system());
  }

  private Undo.Report undo(SessionId id) throws IOException {
    try (var journal = sessions.open(id);
        var store = new CheckpointFolder(sessions.checkpoints(root))) {
      return new Undo(store, Workspace.of(root), event -> journal.append(AgentId.MAIN, event))
          .go(Undo.Direction.UNDO, Step.of(journal), Undo.Earnest.PERFORMANCE, Undo.Conflicts.KEEP);
    }
  }

  private long size() throws IOException {
    return CheckpointFolder.size(sessions.checkpoints(root));
  }

  @Test
  void oldSessionsAreLetGoAndYoungOnesStay() throws Exception {
    var old = session("old", 40);
    session("between", 35);
    var young = session("young", 2);
    var before = size();

    var pruned = sessions.pruneCheckpoints(Keeping.USUAL);

    assertThat(pruned.skipped()).isZero();
    assertThat(pruned.bytes()).isBetween((long) BIG, BIG + 10_000L);
    assertThat(size()).isEqualTo(before - pruned.bytes());
    assertThat(undo(young).paths()).containsExactly("~ big");
    assertThatThrownBy(() -> undo(old))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("what step 1 changed is not kept any more; undoLimits says");
  }

  @Test
  void theOldestGoWhenThereIsTooMuch() throws Exception {
    session("one", 5);
    session("two", 4);
    session("three", 3);
    var last = session("four", 2);
    assertThat(size()).isGreaterThan(4L * BIG);

    sessions.pruneCheckpoints(TWO_BIG);

    assertThat(size()).isLessThan(TWO_BIG.bytes());
    assertThat(undo(last).paths()).containsExactly("~ big");
  }

  @Test
  void theNewestSessionStaysHoweverLarge() throws Exception {
    var only = session("only", 0);
    sessions.pruneCheckpoints(new Keeping(Duration.ofDays(1), 0));
    assertThat(undo(only).paths()).hasSize(1);
  }

  @Test
  void tidyingComesOnceADayAndOnlyWithReason() throws Exception {
    session("old", 40);
    session("young", 2);
    var packs = sessions.checkpoints(root).resolve("packs");
    var before = size();
    sessions.tidy(root, Keeping.USUAL);
    assertThat(size()).as("nothing was old").isEqualTo(before);

    sessions.tidy(root, new Keeping(Duration.ofDays(30), 0));
    assertThat(size()).as("it was looked at today").isEqualTo(before);

    age(sessions.checkpoints(root).resolve("pruned"), 2);
    try (var files = Files.list(packs)) {
      for (var file : files.toList()) age(file, 50);
    }
    sessions.tidy(root, new Keeping(Duration.ofDays(30), 0));
    assertThat(size()).isLessThan(before);
  }

  @Test
  void aDeletedSessionTakesWhatItKeptAlong() throws Exception {
    var gone = session("gone", 0);
    var stays = session("stays", 0);
    var job = Files.createDirectories(sessions.jobs(gone)).resolve("1.job");
    Files.writeString(job, "secret");
    Files.createDirectories(sessions.layers(gone).resolve("1/1/work/work"));
    var before = size();

    sessions.delete(gone);

    assertThat(job.getParent()).doesNotExist();
    assertThat(sessions.layers(gone)).doesNotExist();
    assertThat(size()).isLessThan(before);
    assertThat(undo(stays).paths()).hasSize(1);

    sessions.delete(stays);
    assertThat(sessions.checkpoints(root)).as("nobody needs the rest").doesNotExist();
  }

  @Test
  void layersOfSessionsThatAreNotOpenAreRemoved() throws Exception {
    var open = new SessionId("open");
    try (var journal = sessions.create(open, root)) {
      journal.append(AgentId.MAIN, Some.opened(open, root));
      var held = Files.createDirectories(sessions.layers(open).resolve("1"));
      var left = Files.createDirectories(sessions.layers(new SessionId("left")).resolve("1"));

      sessions.tidy(root, Keeping.USUAL);

      assertThat(held).exists();
      assertThat(left.getParent()).doesNotExist();
    }
  }

  /** The other process knows by heart what is kept, and would not keep it again. */
  @Test
  void nothingIsLetGoWhileAnotherProcessHasASessionOpen() throws Exception {
    session("old", 40);
    session("second", 40);
    var third = session("third", 0);
    var before = size();
    var child = Child.start("hold", state, third);
    try (var output = Child.output(child)) {
      assertThat(output.readLine()).isEqualTo("open");

      var pruned = sessions.pruneCheckpoints(TWO_BIG);
      sessions.delete(new SessionId("old"));

      assertThat(pruned).isEqualTo(new Sessions.Pruned(0, 1));
      assertThat(size()).isEqualTo(before);
    } finally {
      child.destroyForcibly().waitFor();
    }
    sessions.tidy(root, Keeping.USUAL);
    assertThat(size()).as("what was deleted goes as soon as it can").isLessThan(before);
    assertThat(undo(third).paths()).hasSize(1);
  }

  @Test
  void whoBeginsWhileOthersLetGoWaitsForThem() throws Exception {
    session("one", 0);
    var project = sessions.checkpoints(root);
    try (var checkpoints = checkpoints(new SessionId("two"))) {
      Thread looking;
      try (var _ = PruningLock.take(project, InstantSource.system()).orElseThrow()) {
        looking =
            Thread.ofPlatform()
                .start(() -> {
                  try {
                    var _ = checkpoints.gap();
                    Files.createFile(temp.resolve("looked"));
                  } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                });
        while (!isSleepingOnTheLock()) Thread.onSpinWait();
        assertThat(temp.resolve("looked")).doesNotExist();
      }
      looking.join();
      assertThat(temp.resolve("looked")).exists();
    }
  }

  private static boolean isSleepingOnTheLock() {
    return Thread.getAllStackTraces().values().stream()
        .anyMatch(trace ->
            List.of(trace).stream()
                .anyMatch(frame -> frame.getClassName().equals(PruningLock.class.getName())));
  }
}
