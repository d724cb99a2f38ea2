package dev.jackdaw.tools.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jackdaw.api.files.Folder;
import dev.jackdaw.tools.FakeContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The oracle is {@code git check-ignore}. Two differences are meant: git compares bytes, so that
 * its {@code ?} is half a letter beyond ASCII, where ours, as ripgrep's, is a whole one; and git
 * takes {@code **} after plain letters ({@code a**}) for more than its manual says.
 */
class IgnoreTest {
  private static final String LONG_NAME = FakeContext.nameOr("éé", "long");
  private static final String[] NAMES = {
    "a", "b", "ab", "a.o", "b.txt", ".h", "a b", "x[1]", LONG_NAME
  };
  private static final String[] PARTS = {
    "a",
    "b",
    "ab",
    "*",
    "?",
    "*.o",
    "a*",
    "*b*",
    "**",
    "[ab]",
    "[!a]",
    "[a-b]*",
    "\\a",
    "x\\[1]",
    "x[[]1[]]",
    ".h",
    ".*",
    "[[:alpha:]]",
    "a\\ b",
    LONG_NAME,
    "b.???",
    "[]a]",
    "[a"
  };

  private static final String MISSING = "no git";

  @TempDir Path temporary;
  private Path root;

  @BeforeEach
  void startRepository() throws Exception {
    root = temporary.toRealPath().resolve("repository");
    Files.createDirectory(root);
    assumeTrue(!git(List.of("init", "-q"), "").equals(MISSING), "git is not installed");
  }

  private String git(List<String> arguments, String input) throws Exception {
    try {
      var command = new ArrayList<>(List.of("git", "-c", "core.quotePath=false"));
      command.addAll(arguments);
      var builder = new ProcessBuilder(command).directory(root.toFile());
      builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
      var process = builder.start();
      try (var out = process.getOutputStream()) {
        out.write(input.getBytes(StandardCharsets.UTF_8));
      }
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return output;
    } catch (IOException _) {
      return MISSING;
    }
  }

  private Set<String> leftOutByGit(List<String> paths) throws Exception {
    var output = git(List.of("check-ignore", "--no-index", "-z", "--stdin"), joined(paths));
    var ignored = new TreeSet<>(List.of(output.split("\0")));
    ignored.remove("");
    return ignored;
  }

  private static String joined(List<String> paths) {
    return String.join("\0", paths) + "\0";
  }

  /** Goes down from the root, as a walk does. */
  private boolean ignored(String path) throws IOException {
    var rules = Ignore.in(root);
    var at = root;
    var names = Path.of(path);
    for (var i = 0; i < names.getNameCount(); i++) {
      at = at.resolve(names.getName(i));
      var isFolder = Files.isDirectory(at);
      if (rules.ignores(at, isFolder)) return true;
      if (!isFolder) continue;
      try (var folder = Folder.open(at, root)) {
        rules = rules.below(folder);
      }
    }
    return false;
  }

  private List<String> paths() throws IOException {
    try (var files = Files.walk(root)) {
      return files
          .filter(path -> !path.equals(root) && !path.startsWith(root.resolve(".git")))
          .map(path -> root.relativize(path).toString())
          .sorted()
          .toList();
    }
  }

  private void assertAgrees(Object what) throws Exception {
    var paths = paths();
    var ours = new TreeSet<String>();
    for (var path : paths) if (ignored(path)) ours.add(path);
    var theirs = leftOutByGit(paths);
    var wrong = new TreeSet<>(ours);
    wrong.removeAll(theirs);
    var missed = new TreeSet<>(theirs);
    missed.removeAll(ours);
    assertThat(List.of(wrong, missed))
        .as("ignored by us alone, by git alone: %s", what)
        .containsExactly(new TreeSet<>(), new TreeSet<>());
  }

  private void plant(Random random, Path folder, int depth) throws IOException {
    for (var name : NAMES) {
      if (random.nextInt(3) == 0) continue;
      var path = folder.resolve(name);
      if (depth > 0 && random.nextInt(3) == 0) {
        Files.createDirectory(path);
        plant(random, path, depth - 1);
      } else {
        Files.createFile(path);
      }
    }
  }

  private static String randomRules(Random random) {
    var rules = new StringBuilder();
    for (var i = random.nextInt(6); i >= 0; i--) {
      if (random.nextInt(4) == 0) rules.append('!');
      if (random.nextInt(4) == 0) rules.append('/');
      for (var j = random.nextInt(3); j >= 0; j--) {
        rules.append(PARTS[random.nextInt(PARTS.length)]);
        if (j > 0) rules.append('/');
      }
      if (random.nextInt(4) == 0) rules.append('/');
      if (random.nextInt(8) == 0) rules.append("  ");
      rules.append(random.nextInt(8) == 0 ? "\r\n" : "\n");
    }
    return rules.toString();
  }

  @Test
  void agreesWithGitOnAnyRules() throws Exception {
    for (var seed = 0; seed < 150; seed++) {
      var random = new Random(seed);
      var folder = Files.createDirectory(root.resolve("t"));
      plant(random, folder, 2);
      var rules = randomRules(random);
      var nested = randomRules(random);
      Files.writeString(root.resolve(".gitignore"), rules);
      Files.writeString(folder.resolve(".gitignore"), nested);
      var excluded = randomRules(random);
      Files.writeString(root.resolve(".git/info/exclude"), excluded);
      assertAgrees("seed " + seed + "\n" + rules + "-- t/\n" + nested + "-- exclude\n" + excluded);
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var path : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  @Test
  void agreesWithGitOnTheExamplesOfItsManual() throws Exception {
    for (var path :
        List.of(
            "hello.c",
            "foo/hello.c",
            "foo/bar/x",
            "foo/x",
            "doc/frotz/x",
            "a/doc/frotz/x",
            "abc/x",
            "x/abc",
            "build/out",
            "src/build",
            "Documentation/foo.html",
            "Documentation/ppc/foo.html",
            "a/b",
            "a/x/b",
            "a/x/y/b",
            "#hash",
            "!bang",
            "tail ",
            "node_modules/p/index.js",
            "keep/.env",
            "log/a.log",
            "log/important.log")) {
      var file = root.resolve(path);
      Files.createDirectories(file.getParent());
      Files.createFile(file);
    }
    Files.writeString(
        root.resolve(".gitignore"),
        """
        # comment
        \\#hash
        \\!bang
        tail\\
        /*.c
        foo/*
        !foo/bar
        doc/frotz/
        abc/**
        **/build/
        Documentation/*.html
        a/**/b
        node_modules
        .env
        *.log
        !important.log
        """);
    assertAgrees("the manual");
    assertThat(ignored("log/a.log")).isTrue();
    assertThat(ignored("log/important.log")).isFalse();
  }

  @Test
  void knowsTheExcludeFileOfALinkedWorktree() throws Exception {
    var main = Files.createDirectories(temporary.toRealPath().resolve("main/.git"));
    Files.createDirectories(main.resolve("info"));
    Files.writeString(main.resolve("info/exclude"), "secret\n");
    Files.createDirectories(main.resolve("worktrees/w"));
    Files.writeString(main.resolve("worktrees/w/commondir"), "../..\n");
    var tree = Files.createDirectory(temporary.toRealPath().resolve("tree"));
    Files.writeString(tree.resolve(".git"), "gitdir: " + main.resolve("worktrees/w") + "\n");
    assertThat(Ignore.in(tree).ignores(tree.resolve("secret"), false)).isTrue();
  }

  @Test
  void survivesRulesThatAreNotText() throws Exception {
    var random = new Random(7);
    var bytes = new byte[100_000];
    random.nextBytes(bytes);
    Files.write(root.resolve(".gitignore"), bytes);
    Files.createFile(root.resolve("file"));
    Ignore.in(root).ignores(root.resolve("file"), false);
    Files.delete(root.resolve(".gitignore"));
    Files.createDirectory(root.resolve(".gitignore"));
    assertThat(Ignore.in(root).ignores(root.resolve("file"), false)).isFalse();
  }
}
