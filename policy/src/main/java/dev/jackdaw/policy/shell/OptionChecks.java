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
      case "yq" -> yq(exactFirst(given));
      case "fd" -> links(given, Set.of("-L", "--follow"));
      case "gzip" ->
          require(
              given.hasAny(Set.of("-l", "--list", "-t", "--test", "-c", "--stdout")),
              "it replaces files",
              first(operands));
      case "df" -> {
        for (var operand : given.operands) {
          if (!operand.text().equals("/")) given.values.add(new Given.Value(operand, Kind.LISTS));
        }
      }
      case "set" -> {
        for (var value : given.values) {
          require(
              Set.of("pipefail", "errexit", "nounset", "xtrace").contains(value.argument().text()),
              "it changes how the shell reads",
              value.argument().shown());
        }
      }
      case "jar" -> {
        require(first(operands).matches("tv?f|vtf"), "it unpacks or makes files", first(operands));
        require(operands.size() == 2, "it waits for input", "jar");
      }
      case "javap" -> {
        for (var operand : operands) {
          require(operand.matches("[A-Za-z0-9_.$/-]+\\.class"), "it may be an address", operand);
        }
      }
      case "less" -> {
        for (var operand : operands) {
          require(!operand.startsWith("+"), "it runs commands of its own", operand);
        }
      }
      case "variable" ->
          require(
              first(operands).matches("GIT_(EDITOR|PAGER|DEFAULT_BRANCH|SEQUENCE_EDITOR)"),
              "it may tell who commits",
              first(operands));
      case "nothing" -> require(operands.isEmpty(), "it runs a program", first(operands));
      case "file" -> require(!given.options.contains("-s"), "it reads devices", "-s");
      case "sleep" -> seconds(operands);
      case "date" -> {
        for (var operand : operands) require(operand.startsWith("+"), "it sets the clock", operand);
      }
      case "tar" -> archive(given);
      case "ps" -> {
        for (var operand : operands) {
          require(operand.matches("a?u?x?u?f?w*|[0-9]+"), "it may show environments", operand);
        }
        for (var value : given.values) columns(value.argument().text());
      }
      case "zip" ->
          require(!first(operands).matches(".*[*?\\[].*"), "it expands a pattern", first(operands));
      case "config" -> {
        require(operands.size() == 1, "it may change a setting", String.join(" ", operands));
        require(
            first(operands).matches("(?i)(user|core|init|branch|remote|pull|push|merge|diff)\\..+"),
            "the setting may be a secret",
            first(operands));
      }
      case "revisions" -> revisions(given, operands);
      case "worktree" -> revisions(given, operands);
      case "shortlog" -> {
        require(
            !operands.isEmpty() || given.options.contains("--all"),
            "it waits for input",
            "shortlog");
        revisions(given, operands);
      }
      case "branch" -> listing(given, operands);
      case "tag" -> listing(given, operands, "-n");
      case "remote" ->
          require(
              operands.isEmpty()
                  || operands.equals(List.of("show"))
                  || operands.size() == 2 && operands.getFirst().equals("get-url"),
              "it may change or ask a remote",
              first(operands));
      case "stash" -> {
        require(
            first(operands).equals("list") && operands.size() == 1
                || first(operands).equals("show") && operands.size() <= 2,
            "it may change the stash",
            first(operands));
        revisions(given, operands);
      }
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

  private static void links(Given given, Set<String> following) throws Uncertain {
    require(!given.hasAny(following), "it follows links while it walks folders", "-L");
  }

  /** Names of columns; one of other systems shows environments. */
  private static void columns(String text) throws Uncertain {
    require(
        !text.contains("environ") && text.matches("[-+A-Za-z0-9%_,.: =]*"),
        "it may show environments",
        text);
  }

  /** Paths, without the operators that read files or the environment or run something. */
  private static void yq(String script) throws Uncertain {
    require(
        script.matches("[A-Za-z0-9_.\\[\\]\"|, -]*")
            && !script.matches(".*(load|env|system|eval|split|input|file).*"),
        "its yq program may do more than print",
        script);
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
    for (var value : given.values) {
      var text = value.argument().text();
      require(
          value.kind() != Kind.PATTERN || !text.matches("(?s).*:(/.*|(.*/)?\\.\\.(/.*)?)"),
          "it may name a file outside the repository",
          text);
    }
    for (var i = 0; i < given.operands.size() && i < given.dashed; i++) {
      var argument = given.operands.get(i);
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
