package dev.jackdaw.policy.shell;

import dev.jackdaw.policy.shell.Operand.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What tables cannot say: small languages, and options that are harmless only together. */
final class OptionChecks {
  private static final int MAX_SECONDS = 60;

  /** With one of these, operands name what is listed and nothing that is made. */
  private static final Set<String> LISTING =
      Set.of(
          "-l", "--list", "--contains", "--merged", "--no-merged", "--no-contains", "--points-at");

  private OptionChecks() {}

  static void check(Program program, Given given) throws Uncertain {
    var operands = texts(given.operands);
    switch (program.check()) {
      case "sed" -> {
        for (var script : scripts(given, "-e", "--expression")) SedScript.check(script);
      }
      case "awk" -> AwkScript.check(exactFirst(given));
      case "jq" -> JqScript.check(exactFirst(given));
      case "nothing" -> require(operands.isEmpty(), "it runs a program", first(operands));
      case "grep" ->
          require(!given.options.contains("-R"), "it follows links while it walks folders", "-R");
      case "file" -> require(!given.options.contains("-s"), "it reads devices", "-s");
      case "diff" ->
          require(
              !given.hasAny(Set.of("-r", "--recursive"))
                  || given.options.contains("--no-dereference"),
              "it follows links while it walks folders (say --no-dereference)",
              "-r");
      case "sleep" -> seconds(operands);
      case "date" -> {
        for (var operand : operands) require(operand.startsWith("+"), "it sets the clock", operand);
      }
      case "tar" -> archive(given);
      case "ps" -> {
        for (var operand : operands) {
          require(operand.matches("a?u?x?u?w*|[0-9]+"), "it may show environments", operand);
        }
      }
      case "zip" ->
          require(!first(operands).matches(".*[*?\\[].*"), "it expands a pattern", first(operands));
      case "config" ->
          require(
              first(operands)
                  .matches("(?i)(user|core|init|branch|remote|pull|push|merge|diff)\\..+"),
              "the setting may be a secret",
              first(operands));
      case "revisions" -> revisions(given, operands);
      case "worktree" -> revisions(given, operands);
      case "shortlog" -> {
        require(!operands.isEmpty(), "it waits for input", "shortlog");
        revisions(given, operands);
      }
      case "branch" -> listing(given, operands);
      case "tag" -> listing(given, operands, "-n");
      case "remote" ->
          require(
              operands.isEmpty() || operands.size() == 2 && operands.getFirst().equals("get-url"),
              "it may change or ask a remote",
              first(operands));
      case "stash" ->
          require(
              first(operands).equals("list") && operands.size() == 1,
              "it may change the stash",
              first(operands));
      case "reflog" -> {
        require(
            operands.isEmpty()
                || !Set.of("expire", "delete", "drop", "write").contains(operands.getFirst()),
            "it may change the reflog",
            first(operands));
        revisions(given, operands);
      }
      case "list" ->
          require(first(operands).equals("list"), "it may change the repository", first(operands));
      default -> {}
    }
  }

  private static void require(boolean holds, String why, String offending) throws Uncertain {
    if (!holds) throw new Uncertain(why, offending);
  }

  private static String first(List<String> texts) {
    return texts.isEmpty() ? "" : texts.getFirst();
  }

  private static List<String> texts(List<Argument> arguments) {
    return arguments.stream().map(Argument::shown).toList();
  }

  private static String exactFirst(Given given) throws Uncertain {
    if (given.operands.isEmpty() || !given.operands.getFirst().isExact()) {
      throw new Uncertain("its script is not known", "");
    }
    return given.operands.getFirst().text();
  }

  private static List<String> scripts(Given given, String... options) throws Uncertain {
    var scripts = new ArrayList<String>();
    if (!given.hasAny(Set.of(options))) scripts.add(exactFirst(given));
    for (var value : given.values) {
      if (value.kind() != Kind.PATTERN) continue;
      require(value.argument().isExact(), "its script is not known", value.argument().shown());
      scripts.add(value.argument().text());
    }
    return scripts;
  }

  private static void seconds(List<String> operands) throws Uncertain {
    require(operands.size() == 1, "it waits longer than a minute", String.join(" ", operands));
    var text = operands.getFirst();
    require(
        text.matches("[0-9]{1,2}(\\.[0-9]{1,3})?s?")
            && Double.parseDouble(text.replace("s", "")) <= MAX_SECONDS,
        "it waits longer than a minute",
        text);
  }

  /** A colon makes another machine of the name. */
  private static void archive(Given given) throws Uncertain {
    require(given.hasAny(Set.of("-f", "--file")), "it reads a tape", "tar");
    for (var value : given.values) {
      var name = value.argument().text();
      require(name.indexOf(':') < 0, "it reads from another machine", name);
    }
  }

  private static void listing(Given given, List<String> operands, String... further)
      throws Uncertain {
    var lists = given.hasAny(LISTING) || given.hasAny(Set.of(further));
    require(operands.isEmpty() || lists, "it makes something new", first(operands));
    formats(given);
  }

  /** Two dots alone or a path above would leave the repository for some commands. */
  private static void revisions(Given given, List<String> operands) throws Uncertain {
    for (var operand : operands) {
      var path = operand.substring(operand.indexOf(':') + 1);
      require(
          !path.startsWith("/") && !operand.matches("(.*[:/])?\\.\\.(/.*)?"),
          "it may name a file outside the repository",
          operand);
    }
    for (var argument : given.operands) {
      require(argument.isExact(), "it names a revision that is not known", argument.shown());
    }
    formats(given);
  }

  /**
   * A placeholder that checks a signature runs a program: its options hold a percent sign and G.
   */
  private static void formats(Given given) throws Uncertain {
    for (var text : given.raw) {
      require(
          !text.contains("%G") && !text.contains("(signature") && !text.contains("%(trailers:"),
          "its format checks signatures",
          text);
    }
  }
}
