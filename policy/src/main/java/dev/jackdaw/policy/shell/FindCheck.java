package dev.jackdaw.policy.shell;

import dev.jackdaw.policy.shell.Operand.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code find}: starting points, then an expression of tests that only look. It may run a command
 * on each file it found if that only reads, and the files are known not to be links.
 */
final class FindCheck {
  private static final Set<String> FLAGS =
      Set.of(
          "-empty",
          "-print",
          "-print0",
          "-prune",
          "-depth",
          "-d",
          "-mount",
          "-xdev",
          "-not",
          "-and",
          "-a",
          "-or",
          "-o",
          "!",
          "(",
          ")",
          ",",
          "-true",
          "-false",
          "-readable",
          "-writable",
          "-executable",
          "-ls",
          "-quit",
          "-nouser",
          "-nogroup",
          "-daystart",
          "-noleaf",
          "-ignore_readdir_race",
          "-P");

  private static final Map<String, Kind> VALUES =
      Map.ofEntries(
          Map.entry("-name", Kind.PATTERN),
          Map.entry("-iname", Kind.PATTERN),
          Map.entry("-path", Kind.PATTERN),
          Map.entry("-ipath", Kind.PATTERN),
          Map.entry("-wholename", Kind.PATTERN),
          Map.entry("-iwholename", Kind.PATTERN),
          Map.entry("-regex", Kind.PATTERN),
          Map.entry("-iregex", Kind.PATTERN),
          Map.entry("-lname", Kind.PATTERN),
          Map.entry("-regextype", Kind.TEXT),
          Map.entry("-type", Kind.TEXT),
          Map.entry("-perm", Kind.TEXT),
          Map.entry("-size", Kind.TEXT),
          Map.entry("-user", Kind.TEXT),
          Map.entry("-group", Kind.TEXT),
          Map.entry("-printf", Kind.TEXT),
          Map.entry("-newermt", Kind.TEXT),
          Map.entry("-maxdepth", Kind.NUMBER),
          Map.entry("-mindepth", Kind.NUMBER),
          Map.entry("-mtime", Kind.NUMBER),
          Map.entry("-mmin", Kind.NUMBER),
          Map.entry("-atime", Kind.NUMBER),
          Map.entry("-amin", Kind.NUMBER),
          Map.entry("-ctime", Kind.NUMBER),
          Map.entry("-cmin", Kind.NUMBER),
          Map.entry("-links", Kind.NUMBER),
          Map.entry("-inum", Kind.NUMBER),
          Map.entry("-newer", Kind.LISTS),
          Map.entry("-anewer", Kind.LISTS),
          Map.entry("-cnewer", Kind.LISTS),
          Map.entry("-samefile", Kind.LISTS));

  private final Judge judge;
  private final List<String> roots = new ArrayList<>();
  private boolean onlyFiles;
  private boolean branches;
  private boolean patterns;
  private boolean ended;
  private boolean lines;
  private boolean plain;
  private boolean printsMore;
  private boolean links;

  FindCheck(Judge judge) {
    this.judge = judge;
  }

  void check(List<Argument> arguments) throws Uncertain {
    var at = 0;
    if (!arguments.isEmpty() && arguments.getFirst().text().equals("-P")) at++;
    while (at < arguments.size() && isRoot(arguments.get(at))) {
      roots.add(arguments.get(at).text());
      patterns |= arguments.get(at).isPattern();
      judge.add(arguments.get(at++), Kind.LISTS);
    }
    if (roots.isEmpty()) {
      roots.add(".");
      judge.add(Argument.exact("."), Kind.LISTS);
    }
    while (at < arguments.size()) at = test(arguments, at);
  }

  private static boolean isRoot(Argument argument) {
    return argument.isPattern()
        || !argument.text().startsWith("-")
            && !Set.of("!", "(", ")", ",").contains(argument.text());
  }

  private int test(List<Argument> arguments, int at) throws Uncertain {
    var name = arguments.get(at);
    if (!name.isExact()) throw new Uncertain("an expression is not known", name.shown());
    if (FLAGS.contains(name.text())) {
      switch (name.text()) {
        case "-print0" -> {
          plain = ended ? plain : onlyFiles && !branches;
          ended = true;
        }
        case "-print" -> lines = true;
        case "-ls" -> printsMore = true;
        default -> {}
      }
      branches |= Set.of("!", "-not", "-o", "-or", "(", ",").contains(name.text());
      return at + 1;
    }
    if (name.text().equals("-exec") || name.text().equals("-execdir")) return exec(arguments, at);
    var kind = VALUES.get(name.text());
    if (kind == null) {
      throw new Uncertain("it has an option that is not known to be harmless", name.text());
    }
    if (at + 1 == arguments.size() || !arguments.get(at + 1).isExact()) {
      throw new Uncertain("an option lacks its value", name.text());
    }
    var value = arguments.get(at + 1);
    printsMore |= name.text().equals("-printf");
    links |=
        name.text().equals("-lname")
            || name.text().equals("-type") && value.text().indexOf('l') >= 0;
    onlyFiles |= name.text().equals("-type") && value.text().equals("f") && !branches;
    judge.add(value, kind);
    return at + 2;
  }

  private int exec(List<Argument> arguments, int at) throws Uncertain {
    if (patterns || links || !arguments.get(at).text().equals("-exec")) {
      throw new Uncertain("it runs a command on what may be a link (say -type f first)", "-exec");
    }
    printsMore = true;
    var end = at + 1;
    while (end < arguments.size() && !isEnd(arguments, end)) end++;
    if (end == arguments.size()) throw new Uncertain("a command does not end", "-exec");
    var many = arguments.get(end).text().equals("+");
    for (var root : roots) {
      if (!onlyFiles || branches) judge.requireTidy(root, "-exec");
      var inner = new ArrayList<Argument>();
      for (var argument : arguments.subList(at + 1, end)) {
        if (argument.text().equals("{}")) inner.add(NameList.below(root, many, false));
        else if (argument.text().contains("{}")) {
          throw new Uncertain("it builds a name from another", argument.text());
        } else inner.add(argument);
      }
      if (inner.isEmpty()) throw new Uncertain("a command is missing", "-exec");
      judge.nested(inner);
    }
    return end + 1;
  }

  /** Returns what the names are that it prints, if they are all it prints. */
  Optional<NameList> printed() {
    if (printsMore || patterns || links || lines && ended) return Optional.empty();
    return Optional.of(new NameList(List.copyOf(roots), ended, ended && plain && !branches, false));
  }

  private static boolean isEnd(List<Argument> arguments, int at) {
    var text = arguments.get(at).text();
    return text.equals(";") || text.equals("+") && arguments.get(at - 1).text().equals("{}");
  }
}
