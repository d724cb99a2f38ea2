package dev.jackdaw.engine.context;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A program that runs tests or builds.
 *
 * @param name the same for all spellings of it
 * @param words how many words of a command name it
 * @param kind what its arguments mean
 */
record Runner(String name, int words, Kind kind) {
  /** What the arguments of a runner that are no options mean. */
  enum Kind {
    /** A part of the tests: without any all are run. */
    FILTERS,
    /** Packages: without any only one is looked at. */
    PACKAGES,
    /** What to do, in an order of its own. */
    GOALS
  }

  /** Each goal includes those before it. */
  private static final List<List<String>> LIFECYCLES =
      List.of(
          List.of(
              "validate", "compile", "test-compile", "test", "package", "verify", "install",
              "deploy"),
          List.of("classes", "testClasses", "test", "check", "build"));

  private static final Set<String> QUIET =
      Set.of(
          "-q", "-v", "-vv", "-B", "-o", "-e", "-X", "-U", "-s", "-x", "--quiet", "--verbose",
          "--offline", "--no-color", "--silent", "--info", "--stacktrace", "--");

  /** Options that choose a part, with a word of their own behind them. */
  private static final Set<String> CHOOSING =
      Set.of(
          "-pl", "--projects", "-rf", "--tests", "-k", "-m", "-run", "-t", "--testNamePattern",
          "--grep", "-p", "--package", "--test", "--bin");

  /** Beginnings of options that choose a part by themselves. */
  private static final List<String> SELECTING =
      List.of("-Dtest=", "-Dit.test=", "-am", "--lib", "--ff", "--lf", "-DfailIf", "-Dsurefire.fail");

  /** Returns the runner that a command begins with. */
  static Optional<Runner> of(List<String> words) {
    if (words.isEmpty()) return Optional.empty();
    var first = words.getFirst();
    var program = first.substring(first.lastIndexOf('/') + 1);
    var second = words.size() > 1 ? words.get(1) : "";
    return switch (program) {
      case "mvn", "mvnw" -> found("mvn", 1, Kind.GOALS);
      case "gradle", "gradlew" -> found("gradle", 1, Kind.GOALS);
      case "pytest", "jest", "vitest", "mocha", "tsc", "eslint", "ctest", "tox", "rspec" ->
          found(program, 1, Kind.FILTERS);
      case "cargo", "dotnet" -> found(program + " " + second, 2, Kind.FILTERS);
      case "go" -> found("go " + second, 2, Kind.PACKAGES);
      case "npx", "bunx" -> of(words.subList(1, words.size())).map(inner -> inner.after(1));
      case "python", "python3" ->
          second.equals("-m")
              ? of(words.subList(2, words.size())).map(inner -> inner.after(2))
              : Optional.empty();
      case "node" -> second.equals("--test") ? found("node", 2, Kind.FILTERS) : Optional.empty();
      case "npm", "yarn", "pnpm", "bun" -> script(program, words);
      default -> Optional.empty();
    };
  }

  private static Optional<Runner> found(String name, int words, Kind kind) {
    return Optional.of(new Runner(name, words, kind));
  }

  private static Optional<Runner> script(String program, List<String> words) {
    var named = words.size() > 2 && words.get(1).equals("run") ? 3 : 2;
    if (words.size() < named) return Optional.empty();
    return found(program + " " + words.get(named - 1), named, Kind.FILTERS);
  }

  private Runner after(int more) {
    return new Runner(name, words + more, kind);
  }

  /** Two spellings of one runner are the same. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Runner runner && runner.name.equals(name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  /** Returns whether these arguments run whatever the others run, and in the same way. */
  boolean covers(List<String> mine, List<String> theirs) {
    var own = joined(mine);
    var others = joined(theirs);
    return own.stream().allMatch(argument -> mayHave(argument, others))
        && others.stream().allMatch(argument -> includes(own, argument));
  }

  /** An option and the word that belongs to it become one argument. */
  private static List<String> joined(List<String> words) {
    var arguments = new ArrayList<String>();
    for (var i = 0; i < words.size(); i++) {
      var takes = CHOOSING.contains(words.get(i)) && i + 1 < words.size();
      arguments.add(takes ? words.get(i) + " " + words.get(++i) : words.get(i));
    }
    return arguments;
  }

  private boolean mayHave(String argument, List<String> others) {
    if (argument.startsWith("-")) return isQuiet(argument) || others.contains(argument);
    return kind != Kind.FILTERS || others.stream().anyMatch(other -> contains(argument, other));
  }

  private boolean includes(List<String> own, String argument) {
    if (own.contains(argument)) return true;
    if (argument.startsWith("-")) return mayMiss(argument);
    return switch (kind) {
      case FILTERS -> true;
      case PACKAGES -> own.stream().anyMatch(mine -> contains(mine, argument));
      case GOALS -> own.stream().anyMatch(mine -> isBeyond(mine, argument));
    };
  }

  private static boolean isQuiet(String option) {
    return QUIET.contains(option) || option.startsWith("--color");
  }

  private static boolean mayMiss(String option) {
    return isQuiet(option)
        || CHOOSING.contains(option.split(" ", 2)[0])
        || SELECTING.stream().anyMatch(option::startsWith);
  }

  private static boolean isBeyond(String mine, String goal) {
    if (goal.startsWith(":") && goal.endsWith(":" + mine)) return true;
    return LIFECYCLES.stream()
        .anyMatch(phases -> phases.contains(goal) && phases.indexOf(mine) > phases.indexOf(goal));
  }

  /** Returns whether a path or pattern stands for another one, too. */
  private static boolean contains(String pattern, String path) {
    if (path.equals(pattern)) return true;
    if (pattern.endsWith("...")) return path.startsWith(pattern.substring(0, pattern.length() - 3));
    var folder = pattern.endsWith("/") ? pattern : pattern + "/";
    return path.startsWith(folder) || path.startsWith(pattern + "::");
  }
}
