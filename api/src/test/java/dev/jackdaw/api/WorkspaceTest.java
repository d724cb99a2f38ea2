package dev.jackdaw.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkspaceTest {
  @TempDir Path temp;

  private Path top;
  private Path work;
  private Workspace workspace;

  @BeforeEach
  void create() throws IOException {
    top = temp.toRealPath();
    work = Files.createDirectory(top.resolve("work"));
    Files.createDirectory(top.resolve("work-x"));
    Files.createDirectories(work.resolve("a/b"));
    Files.writeString(work.resolve("a/b/file"), "");
    Files.writeString(top.resolve("outside"), "");
    workspace = Workspace.of(work);
  }

  @Test
  void resolvesAgainstTheWorkingDirectory() throws Exception {
    assertThat(workspace.resolve("a/b/file")).isEqualTo(work.resolve("a/b/file"));
    assertThat(workspace.resolve("./a//b/../b/./file")).isEqualTo(work.resolve("a/b/file"));
    assertThat(workspace.resolve(".")).isEqualTo(work);
    assertThat(workspace.resolve("new/file")).isEqualTo(work.resolve("new/file"));
    assertThat(workspace.resolve(" a")).isEqualTo(work.resolve(" a"));
    assertThat(workspace.resolve(work.resolve("a").toString())).isEqualTo(work.resolve("a"));
    assertThat(workspace.resolve("/")).isEqualTo(work.getRoot());
    assertThat(workspace.resolve("../".repeat(200))).isEqualTo(work.getRoot());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..",
        "../outside",
        "../work-x",
        "../work-x/y",
        "a/../../outside",
        "new/../../outside",
        "/",
        "/etc/passwd",
        "~",
        "~/x"
      })
  void seesWhatIsOutside(String spelled) throws Exception {
    assertThat(workspace.contains(workspace.resolve(spelled))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "a", "a/b/file", "new", "a/../new", "../work/a", "~x", "a~", "..."})
  void seesWhatIsInside(String spelled) throws Exception {
    assertThat(workspace.contains(workspace.resolve(spelled))).isTrue();
  }

  @Test
  void followsLinksToTheirEnd() throws Exception {
    link("out", "../outside");
    link("chain", "hop");
    link("hop", "out");
    link("up", "..");
    link("etc", "/etc");
    link("dangling", "../none");
    link("home", "a/b");
    assertResolves("out", "../outside");
    assertResolves("chain", "../outside");
    assertResolves("up/outside", "../outside");
    assertResolves("up/work/a/b/file", "a/b/file");
    assertResolves("home/file", "a/b/file");
    assertResolves("home/../b/file", "a/b/file");
    assertThat(workspace.resolve("dangling")).isEqualTo(top.resolve("none"));
    assertThat(workspace.resolve("dangling/x/../y")).isEqualTo(top.resolve("none/y"));
    assertThat(workspace.resolve("etc/none"))
        .isEqualTo(Path.of("/etc").toRealPath().resolve("none"));
    assertThat(workspace.contains(workspace.resolve("chain"))).isFalse();
    assertThat(workspace.contains(workspace.resolve("home/new"))).isTrue();
  }

  @Test
  void leavesALoopOfLinksAlone() throws Exception {
    link("one", "two");
    link("two", "one");
    link("self", "self/x");
    for (var spelled : List.of("one", "two/x", "self", "self/y")) {
      assertThatThrownBy(() -> workspace.resolve(spelled))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("\"" + spelled + "\" is not a usable path");
    }
  }

  @Test
  void followsAsManyLinksAsTheSystemDoes() throws Exception {
    link("link1", "a");
    for (var i = 2; i <= 41; i++) link("link" + i, "link" + (i - 1));
    assertThat(workspace.resolve("link40")).isEqualTo(work.resolve("a"));
    assertThatThrownBy(() -> workspace.resolve("link41")).isInstanceOf(InvalidInputException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\u0000", "a\u0000b", "a\nb", "\u001B[31m", "a\u007F", "\u0085", "\uD83D"})
  void refusesNamesThatNoFileShouldHave(String spelled) {
    assertThatThrownBy(() -> workspace.resolve(spelled))
        .isInstanceOf(InvalidInputException.class)
        .message()
        .isNotBlank();
  }

  @Test
  void refusesPathsWithoutEnd() {
    assertThatThrownBy(() -> workspace.resolve("a/".repeat(3_000)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("a path has at most 4096 characters");
  }

  @Test
  void hasSeveralRoots() throws Exception {
    var both = Workspace.of(work, top.resolve("work-x"));
    assertThat(both.contains(both.resolve("../work-x/y"))).isTrue();
    assertThat(both.contains(both.resolve("../outside"))).isFalse();
    assertThat(both.roots()).containsExactly(work, top.resolve("work-x"));
    assertThat(both.directory()).isEqualTo(work);
  }

  @Test
  void takesAFolderThroughALink() throws Exception {
    Files.createSymbolicLink(top.resolve("alias"), work);
    assertThat(Workspace.of(top.resolve("alias")).directory()).isEqualTo(work);
    assertThatThrownBy(() -> Workspace.of(top.resolve("outside"))).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> Workspace.of(top.resolve("none"))).isInstanceOf(IOException.class);
  }

  @Test
  void showsPathsAsPeopleReadThem() {
    assertThat(workspace.display(work)).isEqualTo(".");
    assertThat(workspace.display(work.resolve("a/b"))).isEqualTo(Path.of("a", "b").toString());
    assertThat(workspace.display(top.resolve("work-x")))
        .isEqualTo(top.resolve("work-x").toString());
  }

  @Test
  void agreesWithTheSystemOnExistingPaths() throws Exception {
    for (var seed = 0; seed < 60; seed++) {
      var random = new SplittableRandom(seed);
      var tree = Files.createDirectory(top.resolve("tree" + seed));
      var root = Files.createDirectories(tree.resolve("in"));
      grow(tree, random);
      var grown = Workspace.of(root);
      for (var i = 0; i < 40; i++) {
        var spelled = spelled(random);
        compare(grown, root, spelled, seed);
      }
    }
  }

  private static void compare(Workspace grown, Path root, String spelled, int seed)
      throws IOException {
    var given = root.resolve(spelled);
    Path ours;
    try {
      ours = grown.resolve(spelled);
    } catch (InvalidInputException _) {
      assertThat(Files.exists(given)).as("%s exists, seed %s", spelled, seed).isFalse();
      return;
    }
    if (!Files.exists(given)) return;
    var real = given.toRealPath();
    assertThat(ours).as("%s, seed %s", spelled, seed).isEqualTo(real);
    assertThat(grown.contains(ours)).isEqualTo(real.startsWith(root.toRealPath()));
  }

  /** Fills a folder with files, folders and links, all of them named by one letter. */
  private static void grow(Path tree, SplittableRandom random) throws IOException {
    var folders = new ArrayList<>(List.of(tree, tree.resolve("in")));
    for (var left = 14; left > 0; left--) {
      var place = folders.get(random.nextInt(folders.size())).resolve(letter(random));
      if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) continue;
      switch (random.nextInt(4)) {
        case 0 -> Files.writeString(place, "");
        case 1, 2 -> {
          Files.createDirectory(place);
          folders.add(place);
        }
        default -> Files.createSymbolicLink(place, Path.of(spelled(random)));
      }
    }
  }

  private static String spelled(SplittableRandom random) {
    var parts = new ArrayList<String>();
    for (var left = 1 + random.nextInt(5); left > 0; left--) {
      parts.add(
          switch (random.nextInt(6)) {
            case 0 -> "..";
            case 1 -> ".";
            case 2 -> "in";
            default -> letter(random);
          });
    }
    return String.join("/", parts);
  }

  private static String letter(SplittableRandom random) {
    return Character.toString('a' + random.nextInt(4));
  }

  private void link(String name, String target) throws IOException {
    Files.createSymbolicLink(work.resolve(name), Path.of(target));
  }

  private void assertResolves(String spelled, String real) throws Exception {
    assertThat(workspace.resolve(spelled))
        .isEqualTo(work.resolve(real).normalize())
        .isEqualTo(work.resolve(spelled).toRealPath());
  }
}
