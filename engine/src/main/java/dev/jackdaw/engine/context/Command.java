package dev.jackdaw.engine.context;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A shell command, as far as it takes to know whether the success of one says that what failed
 * with another is mended. Only runners of tests and builds are understood, and only where nothing
 * but filters of their output comes after them; any other command is settled by itself alone.
 */
final class Command {
  private static final Pattern SPACES = Pattern.compile("\\s+");

  /** What only shortens the output. */
  private static final Pattern FILTERS =
      Pattern.compile(
          "(\\s*(2>&1|>\\s*/dev/null|2>\\s*/dev/null"
              + "|\\|&?\\s*(tail|head|grep|egrep|rg|cat|tee|less|sed|awk|wc|sort|uniq)\\b[^|;&]*))+$");

  /** Commands whose exit code 1 is an answer. */
  private static final Set<String> ASKING =
      Set.of("grep", "egrep", "fgrep", "rg", "ag", "diff", "cmp", "test", "[", "which", "pgrep");

  private final String text;
  private final Optional<Run> run;

  /**
   * A call of a runner.
   *
   * @param before what comes first, such as changing the folder
   */
  private record Run(String before, Runner runner, List<String> words) {}

  private Command(String text) {
    this.text = text;
    this.run = run(text);
  }

  static Command of(String given) {
    return new Command(SPACES.matcher(given.strip()).replaceAll(" "));
  }

  /** Returns the command itself, spaces made even. */
  String text() {
    return text;
  }

  /** Returns whether it runs tests or builds. */
  boolean isRunner() {
    return run.isPresent();
  }

  /** Returns whether it ended with an answer rather than with a failure. */
  boolean isAnswer(long exit) {
    return exit == 1 && ASKING.contains(text.split(" ", 2)[0]);
  }

  /** Returns whether its success means that the other one would succeed, too. */
  boolean covers(Command other) {
    if (text.equals(other.text)) return true;
    if (run.isEmpty() || other.run.isEmpty()) return false;
    var mine = run.get();
    var theirs = other.run.get();
    return mine.before.equals(theirs.before)
        && mine.runner.equals(theirs.runner)
        && mine.runner.covers(mine.words, theirs.words);
  }

  private static Optional<Run> run(String text) {
    var plain = FILTERS.matcher(text.length() > 2_000 ? "" : text).replaceFirst("");
    var last = plain.lastIndexOf("&& ");
    var before = last < 0 ? "" : plain.substring(0, last);
    var words = new ArrayList<>(List.of(plain.substring(last < 0 ? 0 : last + 3).split(" ")));
    if (plain.isBlank() || hasMore(plain.replace("&& ", ""))) return Optional.empty();
    while (!words.isEmpty() && words.getFirst().matches("\\w+=\\S*")) {
      before += " " + words.removeFirst();
    }
    var prefix = before;
    return Runner.of(words)
        .map(runner -> new Run(prefix, runner, words.subList(runner.words(), words.size())));
  }

  private static boolean hasMore(String text) {
    for (var i = 0; i < text.length(); i++) if (";|&<>`$\\(".indexOf(text.charAt(i)) >= 0) return true;
    return false;
  }
}
