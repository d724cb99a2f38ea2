package dev.jackdaw.sandbox.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real overlay, where this machine allows one. {@code -Dlayer.programs=N} tries more programs.
 */
@Timeout(300)
class LayerTest {
  private static final int PROGRAMS = Integer.getInteger("layer.programs", 15);
  private static final long SEED = Long.getLong("layer.seed", 1);

  @TempDir Path temp;
  private Path root;
  private @Nullable Layers layers;

  @BeforeEach
  void prepare() throws Exception {
    root = Files.createDirectories(temp.toRealPath().resolve("work: a,b\\c"));
    try {
      layers = Layers.open(List.of(temp.toRealPath().resolve("layers")), List.of(root), Set.of());
    } catch (IOException e) {
      assumeTrue(false, () -> "no layers here: " + e.getMessage());
    }
  }

  private Layers layers() {
    return Objects.requireNonNull(layers);
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    if (layers == null) return;
    layers().close();
    assertThat(temp.resolve("layers")).doesNotExist();
  }

  static void plain(Path folder, String script) throws Exception {
    assertThat(run(List.of("/bin/bash", "-c", script), folder)).isZero();
  }

  private static int run(List<String> line, Path folder) throws Exception {
    var process =
        new ProcessBuilder(line).directory(folder.toFile()).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(said).doesNotContain("layer:");
    return process.exitValue();
  }

  private int held(Layer layer, String script) throws Exception {
    return held(layer, root, script);
  }

  static int held(Layer layer, Path root, String script) throws Exception {
    var line = new ArrayList<>(layer.around(root));
    line.addAll(layer.back());
    line.addAll(List.of("/bin/bash", "-c", script));
    return run(line, root);
  }

  private static List<String> shown(Held held, Path root) {
    return held.changes().stream()
        .map(change -> change.sign() + " " + root.relativize(change.path()))
        .toList();
  }

  @Test
  void nothingCountsBeforeItIsApplied() throws Exception {
    plain(root, "mkdir d; echo 1 > d/a; echo 2 > f; ln -s f l; echo x > g; chmod 640 g");
    var before = tree(root);
    try (var layer = layers().begin(List.of(root))) {
      held(layer, "rm -r d; echo new > f; mv g h; ln -sfn g l; mkdir -p z/y; echo 0 > z/y/0");

      assertThat(tree(root)).isEqualTo(before);
      assertThat(shown(layer.held(), root))
          .containsExactly("- d", "- d/a", "~ f", "- g", "+ h", "~ l", "+ z", "+ z/y", "+ z/y/0");
    }
    assertThat(tree(root)).isEqualTo(before);
  }

  @Test
  void theCommandSeesWhatItWroteAndWhoItIs() throws Exception {
    try (var layer = layers().begin(List.of(root))) {
      var script =
          "echo 1 > f; [ $(cat f) = 1 ] && [ $(cat \"$PWD/f\") = 1 ] && [ $(id -u) = "
              + Files.getAttribute(Path.of("/proc/self"), "unix:uid")
              + " ]";
      assertThat(held(layer, script)).isZero();
    }
  }

  @Test
  void itCannotGetBelow() throws Exception {
    try (var layer = layers().begin(List.of(root))) {
      held(
          layer,
          "umount -l \"$PWD\"; mount -t tmpfs none .; unshare -rm umount -l \"$PWD\"; cd /; cd"
              + " \"$OLDPWD\";echo 1 > f; echo 2 > /proc/"
              + ProcessHandle.current().pid()
              + "/root"
              + "/\"$PWD\"/g; exit 0");
      assertThat(tree(root)).hasSize(1);
    }
  }

  @Test
  void timesAndPermissionsAreApplied() throws Exception {
    plain(root, "echo 1 > kept; mkdir closed; echo 2 > closed/a; chmod 500 closed");
    try (var layer = layers().begin(List.of(root))) {
      held(
          layer,
          "touch -d 2001-02-03T04:05:06Z kept new; chmod 000 new; chmod u+w closed; rm closed/a;"
              + " echo 3 > closed/b; chmod 500 closed; chmod 711 .");
      assertThat(layer.apply().conflicts()).isEmpty();
    }
    assertThat(Files.getLastModifiedTime(root.resolve("kept")))
        .isEqualTo(FileTime.from(Instant.parse("2001-02-03T04:05:06Z")));
    assertThat(tree(root))
        .containsEntry("", "folder rwx--x--x")
        .containsEntry("closed", "folder r-x------")
        .containsEntry("closed/b", "file rw-r--r-- 3\n")
        .doesNotContainKey("closed/a");
    assertThat(tree(root).get("new")).startsWith("file ---------");
    plain(root, "chmod -R u+rwX .");
  }

  @Test
  void whatSomebodyElseChangedMeanwhileKeepsAllOfItOut() throws Exception {
    plain(root, "mkdir d; for n in a b c d/e; do echo 1 > $n; done");
    try (var layer = layers().begin(List.of(root))) {
      held(layer, "echo 2 > a; rm b; rm -r d; echo 2 > new; echo 2 > c; echo 2 > free");
      plain(root, "echo mine > a; echo mine > b; echo mine > d/mine; echo mine > new; rm c");
      var mine = tree(root);

      var held = layer.apply();

      assertThat(held.conflicts())
          .extracting(conflict -> root.relativize(conflict.path()) + ": " + conflict.why())
          .containsExactlyInAnyOrder(
              "a: it was changed meanwhile",
              "b: it was changed meanwhile",
              "c: it was deleted meanwhile",
              "d/mine: it was changed meanwhile",
              "new: it was changed meanwhile");
      assertThat(tree(root)).isEqualTo(mine);
    }
  }

  @Test
  void whatSomebodyElseChangedElsewhereStays() throws Exception {
    plain(root, "mkdir d; echo 1 > d/a; echo 1 > d/b");
    try (var layer = layers().begin(List.of(root))) {
      held(layer, "echo 2 > d/a; cat d/b; echo x >> d/b; echo 1 > d/b");
      plain(root, "echo mine > d/c; chmod 700 d");
      assertThat(layer.apply().conflicts()).isEmpty();
    }
    assertThat(tree(root))
        .containsEntry("d", "folder rwx------")
        .containsEntry("d/a", "file rw-r--r-- 2\n")
        .containsEntry("d/c", "file rw-r--r-- mine\n");
  }

  @Test
  void aLinkThatTookThePlaceOfAFolderLeadsNobodyOut() throws Exception {
    var outside = Files.createDirectory(temp.resolve("outside"));
    Files.writeString(outside.resolve("a"), "theirs");
    plain(root, "mkdir d; echo 1 > d/a");
    try (var layer = layers().begin(List.of(root))) {
      held(layer, "echo 2 > d/a");
      plain(root, "rm -r d; ln -s ../outside d");
      assertThat(layer.apply().conflicts()).isNotEmpty();
    }
    assertThat(outside.resolve("a")).hasContent("theirs");
  }

  @Test
  void masksOfTheSandboxAndPipesAreLeftOut() throws Exception {
    try (var others =
            Layers.open(
                List.of(temp.toRealPath().resolve("more")),
                List.of(root),
                Set.of(".zed", ".idea"));
        var layer = others.begin(List.of(root))) {
      held(layer, "mkdir .zed .idea; echo 1 > .idea/a; mkfifo pipe");
      assertThat(shown(layer.held(), root)).containsExactly("+ .idea", "+ .idea/a");
      assertThat(layer.held().notes()).hasSize(1).first().asString().contains("pipe");
    }
  }

  @Test
  void severalFoldersAreHeldAtOnce() throws Exception {
    var other = Files.createDirectory(temp.toRealPath().resolve("other"));
    try (var layer =
        layers().begin(List.of(root, other, Files.createDirectory(root.resolve("in"))))) {
      held(layer, "echo 1 > in/a; echo 2 > ../other/b");
      assertThat(other).isEmptyDirectory();
      assertThat(layer.apply().changes()).hasSize(2);
    }
    assertThat(other.resolve("b")).hasContent("2");
    assertThat(root.resolve("in/a")).hasContent("1");
  }

  @Test
  void saysWhyThereIsNone() {
    assertThatThrownBy(() -> Layers.open(List.of(root.resolve("layers")), List.of(root), Set.of()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is in the workspace");
    assertThatThrownBy(() -> Layers.open(List.of(temp), List.of(Path.of("/proc")), Set.of()))
        .hasMessageContaining("(proc)");
  }

  /** What is applied is what the command would have done by itself. */
  @Test
  void aLayerDoesWhatTheCommandDoes() throws Exception {
    var twin = Files.createDirectory(temp.resolve("twin"));
    for (var i = 0; i < PROGRAMS; i++) {
      var random = new Random(SEED + i);
      plain(root, "chmod -R u+rwX .; find . -mindepth 1 -delete");
      plain(twin, "chmod -R u+rwX .; find . -mindepth 1 -delete");
      var said = new StringBuilder("seed " + (SEED + i) + "\n");
      for (var n = random.nextInt(10); n > 0; n--) {
        var line = line(random);
        said.append(line).append('\n');
        plain(root, line);
        plain(twin, line);
      }
      var script = new StringBuilder();
      for (var n = 1 + random.nextInt(8); n > 0; n--) script.append(line(random)).append('\n');
      said.append("--\n").append(script);

      plain(twin, script.toString());
      try (var layer = layers().begin(List.of(root))) {
        held(layer, script.toString());
        assertThat(layer.apply().conflicts()).as(said.toString()).isEmpty();
      }

      assertThat(tree(root)).as(said.toString()).isEqualTo(tree(twin));
    }
    plain(root, "chmod -R u+rwX .");
    plain(twin, "chmod -R u+rwX .");
  }

  /** Returns that many random lines. */
  static String script(Random random, int lines) {
    var script = new StringBuilder();
    for (var n = lines; n > 0; n--) script.append(line(random)).append('\n');
    return script.toString();
  }

  private static String line(Random random) {
    var names = List.of("a", "b", "'d e'", "$'\\xff'", "a/x", "a/y/z", "s/t/u", "s/v", "-q");
    var one = "./" + names.get(random.nextInt(names.size()));
    var two = "./" + names.get(random.nextInt(names.size()));
    var mode = List.of("644", "600", "755", "444", "700").get(random.nextInt(5));
    var line =
        switch (random.nextInt(13)) {
          case 0, 1, 2 ->
              "mkdir -p \"$(dirname %s)\" && echo %d > %s".formatted(one, random.nextInt(99), one);
          case 3 -> "echo more >> %s".formatted(one);
          case 4 -> "rm -rf %s".formatted(one);
          case 5, 6 -> "mv -f %s %s".formatted(one, two);
          case 7 -> "cp -a %s %s".formatted(one, two);
          case 8 -> "chmod %s %s; [ -d %s ] && chmod u+rwx %s".formatted(mode, one, one, one);
          case 9 -> "ln -sfn %s %s".formatted(two, one);
          case 10 -> "rm -rf %s; mkdir -p %s; echo 1 > %s/new".formatted(one, one, one);
          case 11 -> "cp %s %s && touch -d 2001-01-01 %s".formatted(one, two, two);
          default -> "rm -rf ./a ./s; mkdir -p a/y s/t";
        };
    return "{ " + line + "; } 2>/dev/null || true";
  }

  /** Everything a person could see of a folder. */
  static Map<String, String> tree(Path folder) throws IOException {
    var seen = new TreeMap<String, String>();
    try (var paths = Files.walk(folder)) {
      for (var path : (Iterable<Path>) paths::iterator) {
        seen.put(folder.relativize(path).toString(), described(path));
      }
    }
    return seen;
  }

  private static String described(Path path) throws IOException {
    var stat = Stat.of(path).orElseThrow();
    if (stat.isLink()) return "link " + Files.readSymbolicLink(path);
    var mode = java.nio.file.attribute.PosixFilePermissions.toString(stat.permissions());
    if (stat.isFolder()) return "folder " + mode;
    if (!stat.isFile()) return "special";
    if (!Files.isReadable(path)) return "file " + mode;
    return "file " + mode + " " + Files.readString(path, StandardCharsets.ISO_8859_1);
  }
}
