package dev.jackdaw.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jackdaw.api.Decision;
import dev.jackdaw.api.text.Glob;
import dev.jackdaw.policy.shell.Command;
import dev.jackdaw.policy.shell.ShellAnalysis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs random lines that would run unasked by the real bash. {@code -Dshell.fuzz.lines=N} sets how
 * many have their words compared, twice as many as are run with real programs; {@code
 * -Dshell.fuzz.seed=N} sets which, 0 leaves it to chance.
 */
class ShellDifferentialIT {
  private static final int LINES = Integer.getInteger("shell.fuzz.lines", 10_000);
  private static final int BATCH = 250;
  private static final String CANARY = "canary-4711";

  private static final String NETWORK_MARK = "network-of-the-lines";

  /** What the kernel counts of the network that these lines have for themselves. */
  private static final String NETWORK_LOG =
      "echo %1$s; cat /proc/self/net/snmp /proc/self/net/netstat; echo; echo %1$s\n"
          .formatted(NETWORK_MARK);

  /** How a value is foreseen that the environment or the input holds. */
  private static final Pattern UNKNOWN =
      Pattern.compile("\\$[A-Za-z_0-9]+|\\(a line\\)|\\$\\(…\\)");

  private static final String STATE_CHANGED = "state-of-the-shell-changed";

  /**
   * Runs a line as it is and compares what the shell would hand on to others before and after: the
   * environment, functions, aliases, options, traps, limits. Where it is, is its own affair.
   */
  private static final String INNER =
      """
      builtin export -n PWD OLDPWD
      __state() {
        builtin declare -xp; builtin declare -F; builtin alias; builtin set +o; builtin shopt
        builtin trap; builtin umask; builtin ulimit -a
      }
      __before=$(__state 2>&1)
      eval LINE
      __after=$(__state 2>&1)
      [ "$__before" = "$__after" ] || builtin printf '%s-changed' state-of-the-shell
      """;

  @TempDir Path temp;
  private Fixture on = Fixture.in(Path.of(""));
  private RulePolicy policy = on.builder().build();
  private final Set<String> tried = new HashSet<>();
  private long seed;

  @BeforeEach
  void layOut() throws IOException, InterruptedException {
    assumeTrue(BashRunner.works(List.of("bash", "--version")), "there is no bash");
    seed = Long.getLong("shell.fuzz.seed", 1);
    if (seed == 0) seed = ThreadLocalRandom.current().nextLong(1, 1_000_000);
    var root = Files.createDirectory(temp.resolve("work"));
    for (var folder : List.of("src/main/java", "docs", "../home", "../outside")) {
      Files.createDirectories(root.resolve(folder));
    }
    for (var file :
        List.of("README.md", "pom.xml", "src/main/java/A.java", "docs/a.md", "docs/b.md")) {
      Files.writeString(root.resolve(file), "foo\nbar 1\n");
    }
    Files.writeString(root.resolve("package.json"), "{\"name\":\"x\"}\n");
    Files.writeString(root.resolve("../secret"), CANARY + "\n");
    Files.writeString(root.resolve("../outside/secret"), CANARY + "\n");
    Files.createSymbolicLink(root.resolve("link"), Path.of("../outside"));
    Files.createSymbolicLink(root.resolve("docs/link.md"), Path.of("../../secret"));
    Files.createFile(root.resolve("docs/-n"));
    Files.createFile(root.resolve("docs/a b.md"));
    temp.toFile().setReadable(true, false);
    temp.toFile().setExecutable(true, false);
    on = Fixture.in(root);
    policy = on.builder().build();
  }

  private boolean isAllowed(String line) {
    return Fixture.decide(policy, on.bash(line)) instanceof Decision.Allow;
  }

  private LineMutations mutations() {
    var seeds = new ArrayList<String>();
    for (var list :
        List.of(
            "plain.txt",
            "everyday.txt",
            "daily.txt",
            "hostile.txt",
            "attacks.txt",
            "manuals.txt")) {
      for (var line : CommandCorpusTest.lines(list)) {
        seeds.add(list.startsWith("p") ? line : CommandCorpusTest.spelledOut(line));
      }
    }
    // What a line does to its own shell's options is meant.
    seeds.removeIf(line -> line.startsWith("set -"));
    seeds.removeIf(line -> line.contains("sleep") || line.indexOf('\0') >= 0);
    return new LineMutations(seed, seeds);
  }

  private List<String> allowed(LineMutations mutations, int count) {
    var lines = new ArrayList<String>();
    while (lines.size() < count) {
      var line = mutations.next();
      if (!line.contains("sleep") && isAllowed(line) && tried.add(line)) lines.add(line);
    }
    return lines;
  }

  /** The words of every command that bash ran, and where, were foreseen. */
  @Test
  void whatWasParsedIsWhatBashRuns() throws IOException, InterruptedException {
    System.out.println("seed of the lines whose words are compared: " + seed);
    var runner = new BashRunner(on.root());
    var mutations = mutations();
    for (var done = 0; done < LINES; done += BATCH) {
      var lines = allowed(mutations, BATCH);
      var script = new StringBuilder(recorders(lines));
      for (var i = 0; i < lines.size(); i++) {
        // What feeds a command may outlive it, so its end is waited for.
        var fed = lines.get(i).contains("<(");
        script
            .append("(eval ")
            .append(quoted(lines.get(i)))
            .append(
                fed
                    ? ") 9>&1 >/dev/null 2>&1 </dev/null | builtin command cat"
                    : ") >/dev/null 2>&1 </dev/null")
            .append("; builtin printf '\\001'\n");
      }
      var file = temp.resolve("script");
      Files.writeString(file, script.toString());
      var output = BashRunner.text(runner.run(". \"$1\"", file.toString())).split("\u0001", -1);
      assertThat(output).as("seed %s", seed).hasSize(lines.size() + 1);
      for (var i = 0; i < lines.size(); i++) compare(lines.get(i), output[i]);
    }
  }

  /**
   * Functions in the place of every program tell their words on descriptor 9. Commands of a
   * pipeline tell theirs at once, and bash writes at the end of each line: so a call is one line.
   */
  private String recorders(List<String> lines) {
    var names = new java.util.TreeSet<String>();
    for (var line : lines) {
      for (var command : commands(line)) names.add(command.words().getFirst());
    }
    names.removeIf(
        name -> name.equals("cd") || name.equals("[[") || name.equals("<") || name.contains("/"));
    var script = new StringBuilder("exec 9>&1\n");
    script.append(
        """
        record() {
          ((++records > 60)) && builtin exit 0
          builtin local told
          builtin printf -v told '\\002%s' "$PWD" "$@"
          told=${told//$'\\n'/$'\\004'}
          builtin printf '%s\\003' "$told" >&9
          builtin return $(( (records + $#) % 2 ))
        }
        """);
    for (var name : names) {
      script
          .append("function ")
          .append(name)
          .append(" { record ")
          .append(name)
          .append(" \"$@\"; }\n");
    }
    return script.toString();
  }

  private List<Command> commands(String line) {
    var view = new FileSystemView(on.workspace());
    return ((ShellAnalysis.Certain) ShellAnalysis.of(line, on.root(), view)).commands();
  }

  private void compare(String line, String recorded) {
    var foreseen = commands(line);
    for (var call : recorded.split("\u0003", -1)) {
      if (call.isEmpty()) continue;
      var parts = List.of(call.substring(1).replace('\4', '\n').split("\u0002", -1));
      var words = parts.subList(1, parts.size());
      assertThat(foreseen)
          .as("seed %s, line <%s>: bash ran %s in %s", seed, line, words, parts.getFirst())
          .anyMatch(command ->
              command.directory().toString().equals(parts.getFirst())
                  && matches(command.words(), words));
    }
  }

  private static boolean matches(List<String> foreseen, List<String> words) {
    if (foreseen.isEmpty()) return words.isEmpty();
    var plain = foreseen.getFirst();
    // Without quotes an empty value is no word.
    if (UNKNOWN.matcher(plain).matches() && matches(foreseen.subList(1, foreseen.size()), words)) {
      return true;
    }
    if (words.isEmpty()) return false;
    var hidden = UNKNOWN.matcher(plain);
    var first = hidden.find() ? hidden.replaceAll("*").replace('[', '?') : plain;
    var rest = foreseen.subList(1, foreseen.size());
    if (sameButDigits(first, words.getFirst()) && matches(rest, words.subList(1, words.size()))) {
      return true;
    }
    if (first.indexOf('*') < 0) return false;
    // A word is a text: a backslash in it was quoted and stands for itself.
    var pattern = first.replace("\\", "\\\\");
    for (var n = 0; n < words.size() && Glob.matches(pattern, words.get(n)); n++) {
      if (matches(rest, words.subList(n + 1, words.size()))) return true;
    }
    return false;
  }

  /** An exit code is not foreseen. */
  private static boolean sameButDigits(String foreseen, String word) {
    return foreseen.equals(word)
        || foreseen.indexOf('0') >= 0
            && foreseen.replaceAll("[0-9]+", "0").equals(word.replaceAll("[0-9]+", "0"));
  }

  private static String quoted(String line) {
    return "'" + line.replace("'", "'\\''") + "'";
  }

  /**
   * Nothing in the tree, in the shell's own state or in what the kernel counts of the network
   * changes, and nothing from outside of the tree is told.
   */
  @Test
  void nothingChangesAndNothingOutsideIsRead() throws IOException, InterruptedException {
    System.out.println("seed of the lines that are run: " + seed);
    if (BashRunner.works(List.of("git", "--version"))) makeRepository();
    var runner = new BashRunner(on.root());
    var mutations = mutations();
    Files.createFile(temp.resolve("script"));
    var before = snapshot();
    for (var done = 0; done < LINES / 2; done += BATCH) {
      var lines = allowed(mutations, BATCH);
      run(runner, lines, before);
    }
  }

  private void makeRepository() throws InterruptedException {
    var root = on.root().toString();
    var git = List.of("git", "-C", root, "-c", "user.name=x", "-c", "user.email=x@example.com");
    for (var arguments :
        List.of(
            List.of("init", "-q"),
            List.of("add", "README.md", "src"),
            List.of("commit", "-qm", "first"),
            List.of("commit", "-qm", "second", "--allow-empty"))) {
      var command = new ArrayList<>(git);
      command.addAll(arguments);
      assertThat(BashRunner.works(command)).isTrue();
    }
  }

  private void run(BashRunner runner, List<String> lines, Map<String, String> before)
      throws IOException, InterruptedException {
    var script = new StringBuilder();
    script.append(NETWORK_LOG);
    for (var line : lines) {
      script
          .append("timeout -s KILL 5 bash --noprofile --norc -c ")
          .append(quoted(INNER.replace("LINE", quoted(line))))
          .append(" </dev/null 2>&1 | head -c 4000\n");
    }
    script.append(NETWORK_LOG);
    var file = temp.resolve("script");
    Files.writeString(file, script.toString());
    var output = BashRunner.text(runner.run(". \"$1\"", file.toString()));
    var after = snapshot();
    var told = output.contains(CANARY) || output.contains(STATE_CHANGED) || !isSilent(output);
    if (!told && after.equals(before)) return;
    if (lines.size() == 1) {
      fail(
          "seed %s: <%s> changed %s and told %s"
              .formatted(seed, lines.getFirst(), changes(before, after), output));
    }
    for (var line : lines) run(runner, List.of(line), snapshot());
    fail(
        "seed %s: one line changed %s, but only once, among%n%s"
            .formatted(seed, changes(before, after), String.join("\n", lines)));
  }

  /** Returns whether the kernel counted the same at the beginning and the end. */
  private static boolean isSilent(String output) {
    var logs = output.split(NETWORK_MARK, -1);
    return logs.length > 2 && logs[1].equals(logs[logs.length - 2]);
  }

  /** Without this control the comparisons could hold because they see nothing. */
  @Test
  void whatLinesDoToTheShellAndTheNetworkIsSeen() throws IOException, InterruptedException {
    var runner = new BashRunner(on.root());
    var before = snapshot();
    Files.createFile(temp.resolve("script"));
    for (var line : List.of("PATH=.:$PATH", "ls() { :; }", "alias ls=rm", "umask 0", "set -f")) {
      assertThatThrownBy(() -> run(runner, List.of(line), before))
          .as(line)
          .hasMessageContaining(STATE_CHANGED);
    }
    assumeTrue(runner.isOffline(), "no network of its own");
    for (var line : List.of("echo x >/dev/udp/127.0.0.1/53", "echo x >/dev/tcp/192.0.2.1/80")) {
      assertThatThrownBy(() -> run(runner, List.of(line), before))
          .as(line)
          .hasMessageContaining("told");
    }
  }

  private static String changes(Map<String, String> before, Map<String, String> after) {
    var changed = new TreeMap<>(after);
    changed.entrySet().removeAll(before.entrySet());
    return changed.toString();
  }

  private Map<String, String> snapshot() throws IOException {
    var found = new TreeMap<String, String>();
    try (var files = Files.walk(temp)) {
      files
          .filter(file -> !file.endsWith("script"))
          .forEach(file -> found.put(file.toString(), state(file)));
    }
    return found;
  }

  private static String state(Path file) {
    try {
      var shown =
          Files.readAttributes(file, "unix:mode,lastModifiedTime,size", LinkOption.NOFOLLOW_LINKS);
      if (file.endsWith("work") || Files.isDirectory(file)) return new TreeMap<>(shown).toString();
      var content =
          Files.isSymbolicLink(file)
              ? ""
              : java.util.HexFormat.of().formatHex(Files.readAllBytes(file));
      return new TreeMap<>(shown) + content;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
