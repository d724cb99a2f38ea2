package dev.jackdaw.policy.shell;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is known about programs by name. Unknown ones get nothing. */
public final class Programs {
  /** Write nothing and run nothing, options of {@link HiddenPowers} aside. */
  private static final Set<String> READERS =
      Set.of(
          "cat",
          "head",
          "tail",
          "ls",
          "echo",
          "printf",
          "grep",
          "egrep",
          "fgrep",
          "rg",
          "wc",
          "stat",
          "file",
          "diff",
          "cmp",
          "md5sum",
          "sha256sum",
          "tree",
          "pwd",
          "which",
          "sort",
          "cut",
          "tr",
          "nl",
          "od",
          "jq",
          "basename",
          "dirname",
          "realpath",
          "readlink",
          "du",
          "df",
          "date",
          "true",
          "false",
          "test");

  /** The same for the first operand of git; these change at most the index or the history. */
  private static final Set<String> GIT_READERS =
      Set.of("diff", "status", "log", "show", "blame", "add", "commit", "ls-files", "rev-parse");

  private static final Set<String> SCRIPTS = Set.of("test", "ci");
  private static final Set<String> BUILDS = Set.of("build", "test", "check");
  private static final Set<String> MAVEN =
      Set.of("compile", "test-compile", "test", "package", "verify");

  /** For each program the first operands with which a prefix rule may be proposed. */
  private static final Map<String, Set<String>> SUBCOMMANDS =
      Map.ofEntries(
          Map.entry(
              "git", Set.of("diff", "status", "log", "show", "blame", "add", "commit", "ls-files")),
          Map.entry("npm", SCRIPTS),
          Map.entry("pnpm", SCRIPTS),
          Map.entry("yarn", SCRIPTS),
          Map.entry("mvn", MAVEN),
          Map.entry("./mvnw", MAVEN),
          Map.entry("gradle", BUILDS),
          Map.entry("./gradlew", BUILDS),
          Map.entry("cargo", Set.of("build", "test", "check", "clippy", "fmt")),
          Map.entry("go", Set.of("build", "test", "vet", "fmt")),
          Map.entry("dotnet", Set.of("build", "test")));

  private static final Set<String> SCRIPT_RUNNERS = Set.of("npm", "pnpm", "yarn");

  private Programs() {}

  /** Returns whether no operand of the command is written to or run. */
  public static boolean onlyReads(ShellLine.Simple command) {
    if (HiddenPowers.usedBy(command)) return false;
    var words = command.words();
    if (!command.program().equals("git")) return READERS.contains(command.program());
    return words.size() > 1 && GIT_READERS.contains(words.get(1));
  }

  /** Returns the first words a lasting rule may rest on, or none when only all of them will do. */
  static List<String> prefixOf(ShellLine.Simple command) {
    var words = command.words();
    if (words.size() < 2 || HiddenPowers.usedBy(command)) return List.of();
    var second = words.get(1);
    if (SCRIPT_RUNNERS.contains(command.program()) && second.equals("run")) {
      return words.size() > 2 && !words.get(2).startsWith("-") ? words.subList(0, 3) : List.of();
    }
    var known = SUBCOMMANDS.getOrDefault(command.program(), Set.of());
    return known.contains(second) ? words.subList(0, 2) : List.of();
  }
}
