package dev.jackdaw.engine;

import static dev.jackdaw.engine.LambdaTool.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.Event;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.ToolResult.Status;
import dev.jackdaw.testkit.MemoryJournal;
import dev.jackdaw.testkit.Script.Turn;
import dev.jackdaw.testkit.ScriptedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LeasesTest extends SessionFixture {
  private static final Path A = Path.of("/w/a");
  private static final Leases.Waiting UNEXPECTED =
      (path, holder) -> {
        throw new AssertionError("waits for " + path + ", held by " + holder);
      };

  private static Hold take(Leases leases, Path path) throws InterruptedException {
    return leases.take(List.of(path), "agent 1", "edit", UNEXPECTED);
  }

  @Test
  void leasesDifferentFilesToDifferentAgents() throws InterruptedException {
    var leases = Leases.inProcess();
    var first = take(leases, A);
    var second = take(leases, Path.of("/w/b"));
    var third = take(leases, Path.of("/w/ab"));
    second.close();
    first.close();
    third.close();
    take(leases, Path.of("/w")).close();
  }

  @Test
  void letsAgentsHaveAFileInTheOrderInWhichTheyCame() throws InterruptedException {
    var leases = Leases.inProcess();
    var order = new CopyOnWriteArrayList<String>();
    var waits = new CopyOnWriteArrayList<String>();
    var first = take(leases, A);
    var whole = new CountDownLatch(1);
    var second = Thread.ofVirtual().start(() -> enter(leases, "/w", waits, whole, order));
    whole.await();
    var part = new CountDownLatch(1);
    var third = Thread.ofVirtual().start(() -> enter(leases, "/w/b", waits, part, order));
    part.await();
    order.add("/w/a");
    first.close();
    second.join();
    third.join();

    assertThat(order).containsExactly("/w/a", "/w", "/w/b");
    assertThat(waits)
        .containsExactly("/w waits for agent 1 (edit)", "/w/b waits for agent /w (edit)");
  }

  private static void enter(
      Leases leases, String path, List<String> waits, CountDownLatch waiting, List<String> order) {
    Leases.Waiting hears =
        (wanted, holder) -> {
          waits.add(wanted + " waits for " + holder);
          waiting.countDown();
        };
    try (var _ = leases.take(List.of(Path.of(path)), "agent " + path, "edit", hears)) {
      order.add(path);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void keepsTwoSessionsFromWritingAFileAtOnce() throws InterruptedException {
    var leases = Leases.inProcess();
    var writing = new CountDownLatch(1);
    var waiting = new CountDownLatch(1);
    var order = new CopyOnWriteArrayList<String>();
    var slow =
        LambdaTool.writer(
            "write",
            (_, _) -> {
              order.add("first begins");
              writing.countDown();
              waiting.await();
              order.add("first ends");
              return ok("");
            });
    var quick =
        LambdaTool.writer(
            "write",
            (_, _) -> {
              order.add("second");
              return ok("");
            });
    var turn = Turn.call("write", "{\"path\":\"a\"}");
    var other = new MemoryJournal();
    try (var one = writing(leases, turn, slow).open();
        var two = writing(leases, turn, quick).journal(other).open()) {
      var heard = new CopyOnWriteArrayList<String>();
      two.listen(occurrence -> {
        if (occurrence.event() instanceof Event.CallProgressed(_, _, var text)) {
          heard.add(text);
          waiting.countDown();
        }
      });
      one.submit("do it");
      writing.await();
      two.submit("do it");
      assertThat(one.await()).isEqualTo(new Outcome.Finished("Done."));
      assertThat(two.await()).isEqualTo(new Outcome.Finished("Done."));
      assertThat(heard)
          .containsExactly(
              "waits for " + real().resolve("a") + ", held by the main agent (write)\n");
    }
    assertThat(order).containsExactly("first begins", "first ends", "second");
  }

  @Test
  void endsTheWaitForALeaseByAnInterruption() throws InterruptedException {
    var leases = Leases.inProcess();
    try (var _ = take(leases, real().resolve("a"));
        var session =
            writing(
                    leases,
                    Turn.call("write", "{\"path\":\"a\"}"),
                    LambdaTool.writer("write", (_, _) -> ok("")))
                .open()) {
      session.listen(occurrence -> {
        if (occurrence.event() instanceof Event.CallProgressed) session.interrupt();
      });
      assertThat(session.run("do it")).isEqualTo(new Outcome.Interrupted());
    }
    assertThat(statuses()).containsExactly(Status.CANCELLED);
    assertThat(onlyResult()).isEqualTo("Interrupted by the user. It was not run.");
    assertThat(journal.events(Event.CallStarted.class)).isEmpty();
    take(leases, real().resolve("a")).close();
  }

  private Path real() {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private SessionBuilder writing(Leases leases, Turn turn, LambdaTool tool) {
    return builder(ScriptedModel.of(turn, Turn.text("Done.")), tool)
        .policy(OpenPolicy.allowingTools("write"))
        .leases(leases);
  }

  @Test
  void keepsTwoProcessesFromWritingAFileAtOnce() throws IOException, InterruptedException {
    var mark = folder.resolve("mark");
    var leases = Leases.across(folder.resolve("leases"));
    var me = ProcessHandle.current().pid();
    try (var other =
        LeaseProcess.start(folder.resolve("leases"), A, mark, pid -> pid % 16 == me % 16)) {
      other.awaitLease();
      take(leases, Path.of("/w/b")).close();

      var heard = new CopyOnWriteArrayList<String>();
      Leases.Waiting hears =
          (path, holder) -> {
            heard.add(path + ", held by " + holder);
            giveBack(other);
          };
      try (var _ = leases.take(List.of(Path.of("/w")), "agent", "make", hears)) {
        assertThat(mark).hasContent("before the lease was given back");
      }
      assertThat(heard).containsExactly("/w, held by process " + other.pid() + " (edit a)");
    }
  }

  private static void giveBack(LeaseProcess process) {
    try {
      process.giveBack();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void hasALeaseBackFromAProcessThatWasKilled() throws IOException, InterruptedException {
    var leases = Leases.across(folder.resolve("leases"));
    try (var other = LeaseProcess.start(folder.resolve("leases"), A, folder.resolve("mark"))) {
      other.awaitLease();
      try (var _ = leases.take(List.of(A), "agent", "edit", (_, _) -> other.kill())) {
        assertThat(folder.resolve("mark")).doesNotExist();
      }
    }
  }

  @Test
  void doesNotLetAJackdawWaitForTheOneWhoseCommandItIs() throws IOException, InterruptedException {
    var leases = Leases.across(folder.resolve("leases"));
    try (var _ = take(leases, Path.of("/w"));
        var other = LeaseProcess.start(folder.resolve("leases"), A, folder.resolve("mark"))) {
      other.awaitLease();
    }
  }

  @Test
  void goesOnWithoutLocksWhereThereAreNone() throws IOException, InterruptedException {
    var file = Files.writeString(folder.resolve("file"), "");
    take(Leases.across(file.resolve("leases")), A).close();
  }

  @Test
  void givesBackWhatItHadWhenTheWaitIsInterrupted() throws IOException, InterruptedException {
    var leases = Leases.across(folder.resolve("leases"));
    try (var other = LeaseProcess.start(folder.resolve("leases"), A, folder.resolve("mark"))) {
      other.awaitLease();
      var paths = List.of(Path.of("/w/z"), A);
      assertThatThrownBy(() ->
              leases.take(paths, "agent", "edit", (_, _) -> Thread.currentThread().interrupt()))
          .isInstanceOf(InterruptedException.class);
      take(leases, Path.of("/w/z")).close();
    }
  }
}
