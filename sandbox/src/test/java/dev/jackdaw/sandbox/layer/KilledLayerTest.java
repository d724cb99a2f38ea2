package dev.jackdaw.sandbox.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jackdaw.api.files.Removal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Jackdaw is killed before each single change while a layer is applied, and again while the next
 * one does the rest. {@code -Dlayer.kills=N} tries N programs.
 */
@Timeout(300)
class KilledLayerTest {
  private static final int PROGRAMS = Integer.getInteger("layer.kills", 3);
  private static final long SEED = Long.getLong("layer.seed", 1);

  /** What ends a process is caught by nobody. */
  private static final class Kill extends Error {
    private static final long serialVersionUID = 1;
  }

  @TempDir Path temp;
  private Path place;

  @BeforeEach
  void prepare() throws Exception {
    place = temp.toRealPath().resolve("layers");
    var root = Files.createDirectory(temp.toRealPath().resolve("probe"));
    try (var layers = Layers.open(List.of(place), List.of(root), Set.of())) {
      assertThat(layers).isNotNull();
    } catch (IOException e) {
      assumeTrue(false, () -> "no layers here: " + e.getMessage());
    }
  }

  private static Runnable killingAt(int change, AtomicInteger count) {
    return () -> {
      if (count.incrementAndGet() == change) throw new Kill();
    };
  }

  /** Returns a folder in which these lines were run. */
  private Path made(String name, String script) throws Exception {
    var root = temp.toRealPath().resolve(name);
    if (Files.exists(root)) {
      LayerTest.plain(root, "chmod -R u+rwX .");
      Removal.remove(root);
    }
    LayerTest.plain(Files.createDirectory(root), script);
    return root;
  }

  private Layers layersOver(Path root) throws Exception {
    return Layers.open(List.of(place), List.of(root), Set.of());
  }

  /** Returns how many changes there are, or fewer: the one of the kill. */
  private int killedAt(int change, Path root, String script) throws Exception {
    var count = new AtomicInteger();
    var layer = layersOver(root).begin(List.of(root));
    LayerTest.held(layer, root, script);
    layer.between(killingAt(change, count));
    try {
      assertThat(layer.apply().conflicts()).isEmpty();
    } catch (IOException | Kill e) {
      assertThat(e)
          .satisfiesAnyOf(
              one -> assertThat(one).isInstanceOf(Kill.class),
              one -> assertThat(one).hasCauseInstanceOf(Kill.class));
    }
    return count.get();
  }

  @Test
  void whatWasBegunIsDoneToTheEnd() throws Exception {
    for (var program = 0; program < PROGRAMS; program++) {
      var random = new Random(SEED + program);
      var first = LayerTest.script(random, random.nextInt(10));
      var then = LayerTest.script(random, 1 + random.nextInt(8));
      var before = LayerTest.tree(made("before", first));
      var after = LayerTest.tree(made("after", first + then));
      var kill = 1;
      while (true) {
        var as = "seed %d, kill %d\n%s--\n%s".formatted(SEED + program, kill, first, then);
        var root = made("work", first);
        var reached = killedAt(kill, root, then);

        // Killed again, at each change in turn, before somebody gets through.
        for (var again = 1; !finished(again); again++) assertThat(again).isLessThan(1000);

        var begun = kill > 1 || reached < kill;
        assertThat(LayerTest.tree(root)).as(as).isEqualTo(begun ? after : before);
        assertThat(place).as(as).doesNotExist();
        if (reached < kill) break;
        kill++;
      }
    }
  }

  private boolean finished(int kill) throws IOException {
    try (var layers = Files.newDirectoryStream(place)) {
      for (var layer : layers) {
        var done = Layer.finish(layer, killingAt(kill, new AtomicInteger()));
        done.ifPresent(held -> assertThat(held.conflicts()).isEmpty());
      }
    } catch (IOException | Kill e) {
      return false;
    }
    Layers.finish(place);
    return true;
  }

  @Test
  void whatSomebodyChangedSinceStays() throws Exception {
    var root = made("work", "echo 1 > a; echo 1 > b; echo 1 > c");
    killedAt(5, root, "for n in a b c; do echo 2 > $n; done");
    LayerTest.plain(root, "for n in b c; do echo mine > $n; done");

    var finished = Layers.finish(place);

    assertThat(finished).hasSize(1);
    assertThat(finished.getFirst().roots()).containsExactly(root);
    assertThat(finished.getFirst().done().conflicts()).isNotEmpty();
    assertThat(root.resolve("a")).hasContent("2");
    assertThat(root.resolve("b")).hasContent("mine");
    assertThat(root.resolve("c")).hasContent("mine");
  }

  @Test
  void namesOfAnyBytesSurvive() throws Exception {
    var root = made("w\u00f6rk a%20b", "mkdir $'\\xff'; echo 1 > $'\\xff/\\xfe'; echo 1 > b");
    killedAt(4, root, "echo 2 > $'\\xff/\\xfe'; echo 2 > b");

    assertThat(Layers.finish(place)).hasSize(1);

    LayerTest.plain(root, "[ $(cat $'\\xff/\\xfe' b | tr -d '\\n') = 22 ]");
  }

  @Test
  void refusesWhatALaterVersionPutDown() throws Exception {
    var root = made("work", "echo 1 > a");
    killedAt(3, root, "echo 2 > a");
    Files.writeString(place.resolve("2/applying"), "process 1\nnovelty 2\n");

    assertThatThrownBy(() -> Layers.finish(place)).isInstanceOf(IOException.class);
    assertThat(place.resolve("2")).exists();
  }
}
