package dev.jackdaw.journal.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Workspace;
import dev.jackdaw.testkit.Exchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Files are put back while another program exchanges folders on their way for links outside. */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class UndoRaceIT {
  /** Each puts back four things. */
  private static final int CALLS = Integer.getInteger("race.calls", 2_500);

  private static final byte[] TEXT = "of the workspace\n".getBytes(StandardCharsets.UTF_8);

  @TempDir Path temp;
  private final Random random = new Random(4_711);

  /** What is put back, at any of these places. */
  private Node anything() {
    var digest = ContentId.digest();
    digest.update(TEXT);
    var stamp = new Node.Stamp(TEXT.length, Node.Stamp.RECENT, 0);
    return switch (random.nextInt(4)) {
      case 0 -> new Node.RegularFile(0644, stamp, ContentId.of(digest));
      case 1 -> new Node.Link("a");
      case 2 -> new Node.Directory(0755, Map.of());
      default -> Node.Absent.INSTANCE;
    };
  }

  @Test
  void nothingIsEverPutBackOutside() throws Exception {
    var real = temp.toRealPath();
    var work = real.resolve("work");
    var outside = real.resolve("outside");
    Files.createDirectories(work.resolve("flip/deep"));
    Files.createDirectories(outside.resolve("deep"));
    for (var name : List.of("a", "b", "deep/a"))
      Files.writeString(outside.resolve(name), "OUTSIDE");
    Files.createDirectories(real.resolve("stage"));
    var link = Files.createSymbolicLink(real.resolve("stage/flip"), outside);
    var deep = Files.createSymbolicLink(real.resolve("stage/deep"), outside.resolve("deep"));
    Files.createDirectories(work.resolve("top/deep"));
    var before = Tree.of(outside);
    var contents = new Contents(new Packs(real.resolve("packs")));
    contents.hold(TEXT);
    var look = new Look(Workspace.of(work), contents);
    var pairs =
        List.of(
            new Exchange.Pair(work.resolve("flip"), link),
            new Exchange.Pair(work.resolve("top/deep"), deep));
    var done = 0;
    try (var attacker = Exchange.start(pairs)) {
      for (var i = 0; i < CALLS; i++) if (putBack(look, work)) done++;
      assertThat(attacker.done()).isPositive();
    }
    assertThat(Tree.of(outside)).isEqualTo(before);
    assertThat(done).isPositive();
  }

  private boolean putBack(Look look, Path work) {
    var targets = new ArrayList<Look.Target>();
    try {
      for (var place : List.of("flip/a", "flip/deep/a", "top/deep/b", "flip/new/x")) {
        var path = work.resolve(place);
        targets.add(new Look.Target(path, look.at(path), anything()));
      }
      return look.apply(targets).isEmpty();
    } catch (FileSystemException _) {
      return false; // it was seen, and nothing more was done
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
