package dev.jackdaw.policy.shell;

import dev.jackdaw.api.Effect;
import dev.jackdaw.policy.shell.Operand.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says what one command does. */
final class Judge {
  /** With one of these alone a program says what it is. */
  private static final Set<String> ASKING = Set.of("--version", "--help");

  /** The checks of programs that may be given any text. */
  private static final Set<String> PRINTING = Set.of("text", "printf", "test", "[[");

  private final String text;
  private final Path start;
  private Path directory;
  private final Surroundings surroundings;
  private final List<String> options = new ArrayList<>();
  private final List<Operand> operands = new ArrayList<>();
  private final List<Effect> effects = new ArrayList<>();
  private Optional<NameList> input = Optional.empty();
  private Optional<NameList> found = Optional.empty();
  private boolean loose;

  Judge(String text, Path directory, Surroundings surroundings) {
    this.text = text;
    this.start = directory;
    this.directory = directory;
    this.surroundings = surroundings;
  }

  /** Tells which file names come in. */
  Judge reading(Optional<NameList> names) {
    input = names;
    return this;
  }

  /** Returns the names that a search for files prints. */
  Optional<NameList> found() {
    return found;
  }

  boolean isIndexTidy() {
    return surroundings.isIndexTidy(directory);
  }

  /** Names are handed on only while none leads anywhere else, and none comes apart. */
  void requireTidy(NameList list, String root) throws Uncertain {
    for (var path : new Places(directory, surroundings).of(Argument.exact(root))) {
      var trouble = list.trouble(path, surroundings);
      if (trouble.isPresent()) throw new Uncertain(trouble.get(), "xargs");
    }
  }

  /** Reading all below a folder takes that nothing there leads anywhere else. */
  void requireTidy(String root, String offending) throws Uncertain {
    for (var path : new Places(directory, surroundings).of(Argument.exact(root))) {
      var trouble = surroundings.untidy(path);
      if (trouble.isPresent()) throw new Uncertain(trouble.get(), offending);
    }
  }

  /** What is not known to be harmless is a command that could do anything. */
  Command judge(List<Argument> arguments) {
    var unknown = "";
    try {
      look(arguments);
    } catch (Uncertain e) {
      unknown = e.offending().isEmpty() ? e.why() : e.why() + ": " + e.offending();
      effects.add(new Effect.Executes(text, start));
    }
    var words = arguments.stream().map(Argument::shown).toList();
    return new Command(text, start, words, options, operands, effects, unknown);
  }

  static Command changingTo(String text, Path directory, List<Argument> arguments, Path target) {
    var operand = new Operand(arguments.getLast().text(), Kind.LISTS, List.of(target));
    return new Command(
        text,
        directory,
        arguments.stream().map(Argument::text).toList(),
        List.of(),
        List.of(operand),
        List.of(new Effect.Reads(target)),
        "");
  }

  /** Returns what a loop over a pattern does: it tells the names that match. */
  static Command looping(Argument pattern, Path directory, Surroundings surroundings)
      throws Uncertain {
    var judge = new Judge("for " + pattern.shown(), directory, surroundings);
    judge.add(pattern, Kind.LISTS);
    var words = List.of("for", pattern.shown());
    return new Command(judge.text, directory, words, List.of(), judge.operands, judge.effects, "");
  }

  /** Returns what a redirection does, unless it does nothing. */
  static Optional<Command> redirected(
      Script.Direction direction, Argument target, Path directory, Surroundings surroundings)
      throws Uncertain {
    var from = direction == Script.Direction.FROM;
    if (!target.isExact() && !(from && target.shape() == Argument.Shape.ONE_NAME)) {
      throw new Uncertain("it redirects to a file that is not known", target.shown());
    }
    var judge = new Judge((from ? "< " : "> ") + target.text(), directory, surroundings);
    judge.add(target, from ? Kind.READS : Kind.WRITES);
    if (judge.effects.isEmpty()) return Optional.empty();
    return Optional.of(
        new Command(
            judge.text,
            directory,
            List.of(from ? "<" : ">", target.text()),
            List.of(),
            judge.operands,
            judge.effects,
            ""));
  }

  private void look(List<Argument> arguments) throws Uncertain {
    var first = arguments.getFirst();
    var name = name(first);
    var program =
        ProgramTables.command(name)
            .orElseThrow(() -> new Uncertain("what this program does is not known", name));
    var rest = arguments.subList(1, arguments.size());
    if (rest.size() == 1 && rest.getFirst().isExact() && ASKING.contains(rest.getFirst().text())) {
      return;
    }
    checkLoose(program, rest);
    switch (program.check()) {
      case "find" -> {
        var find = new FindCheck(this);
        find.check(rest);
        found = find.printed();
      }
      case "git" -> git(rest);
      case "xargs" -> new XargsCheck(this, input).check(rest);
      case "test" -> TestCheck.check(name, rest, this);
      case "[[" -> conditional(rest);
      case "printf" -> PrintfFormat.check(rest, this);
      case "text" -> {
        for (var argument : rest) add(argument, Kind.TEXT);
      }
      case "tar" -> byTable(program, hyphenated(rest));
      default -> byTable(program, rest);
    }
  }

  /**
   * What is not known can only be printed, and what could be an option only where none does harm.
   */
  private void checkLoose(Program program, List<Argument> arguments) throws Uncertain {
    var prints = PRINTING.contains(program.check());
    for (var argument : arguments) {
      if (argument.isUnknown() && !prints) {
        throw new Uncertain("a value is not known", argument.shown());
      }
      if (!argument.loose() || argument.isUnknown()) continue;
      if (!program.looseNames() || new Places(directory, surroundings).holdsOption(argument)) {
        throw Words.looksLikeOption(argument.shown());
      }
      loose = true;
    }
  }

  /** The system's own folders may be spelled out; any other path is a program of somebody else. */
  static String name(Argument first) throws Uncertain {
    var name = first.text();
    for (var folder : List.of("/usr/bin/", "/bin/")) {
      if (name.startsWith(folder)) name = name.substring(folder.length());
    }
    if (!first.isExact() || !name.matches("[A-Za-z0-9_.+:\\[-]+")) {
      throw new Uncertain("what this program does is not known", first.shown());
    }
    return name;
  }

  /** The first word of {@code tar} may be options without their hyphen. */
  private static List<Argument> hyphenated(List<Argument> arguments) {
    if (arguments.isEmpty() || !arguments.getFirst().text().matches("[tvzjJ]+f?")) return arguments;
    var words = new ArrayList<>(arguments);
    words.set(0, Argument.exact("-" + arguments.getFirst().text()));
    return words;
  }

  private void git(List<Argument> arguments) throws Uncertain {
    var sub = GitCheck.subcommand(arguments);
    if (sub.equals("--version") || sub.equals("version")) return;
    var program =
        ProgramTables.git(sub)
            .orElseThrow(() -> new Uncertain("this command of git may change something", sub));
    var folder = GitCheck.folder(arguments);
    if (folder.isPresent()) directory = elsewhere(folder.get());
    var trouble = surroundings.gitTrouble(directory);
    if (trouble.isPresent()) throw new Uncertain(trouble.get(), "git " + sub);
    byTable(program, GitCheck.arguments(arguments));
    add(Argument.exact("."), Kind.READS);
  }

  private Path elsewhere(Argument folder) throws Uncertain {
    var place = new Places(directory, surroundings).of(folder);
    if (place.size() != 1) throw new Uncertain("git is sent elsewhere", folder.shown());
    return place.getFirst();
  }

  /** A test of the shell's own: what it is given is neither taken apart nor matched with names. */
  private void conditional(List<Argument> arguments) throws Uncertain {
    TestCheck.conditional(arguments, this);
  }

  private void byTable(Program program, List<Argument> arguments) throws Uncertain {
    var given = Given.of(program, arguments);
    options.addAll(given.options.stream().sorted().toList());
    if (!program.needs().isEmpty() && !given.hasAny(program.needs())) {
      throw new Uncertain("what it does with these operands is not known", text);
    }
    OptionChecks.check(program, given);
    for (var value : given.values) add(value.argument(), value.kind());
    var kinds = program.operands();
    var skip = given.hasAny(program.unless()) && !kinds.isEmpty() ? 1 : 0;
    var walks = given.hasAny(program.walks());
    for (var i = 0; i < given.operands.size(); i++) {
      var at = i + skip;
      var repeated = at >= kinds.size() - 1 && program.repeats();
      if (at >= kinds.size() && !program.repeats()) {
        throw new Uncertain("it has more operands than are known", given.operands.get(i).shown());
      }
      var operand = given.operands.get(i);
      if (operand.shape() == Argument.Shape.MANY_NAMES && !repeated) {
        throw new Uncertain("a pattern stands where one word is expected", operand.shown());
      }
      add(operand, walking(kinds.get(Math.min(at, kinds.size() - 1)), walks));
    }
    if (program.check().equals("diff")) checkComparesFiles(given);
    if (program.check().equals("grep") && given.options.contains("-R")) {
      if (given.operands.size() < 2) throw new Uncertain("it follows links in folders", "-R");
      for (var operand : given.operands.subList(1, given.operands.size())) tidyBelow(operand);
    }
    if (given.operands.size() + skip < kinds.size()
        && (walks || kinds.getLast() == Kind.WALKS || kinds.getLast() == Kind.WALKS_VISIBLE)) {
      add(Argument.exact("."), walking(kinds.getLast(), walks));
    }
  }

  /** Compared folder by folder, links in them would be followed. */
  private void checkComparesFiles(Given given) throws Uncertain {
    if (given.options.contains("--no-dereference")) return;
    for (var operand : given.operands) tidyBelow(operand);
  }

  private void tidyBelow(Argument operand) throws Uncertain {
    if (operand.isFed()) return;
    if (operand.isPattern()) throw new Uncertain("it follows links in folders", operand.shown());
    for (var path : new Places(directory, surroundings).of(operand)) {
      if (surroundings.isFolder(path)) requireTidy(operand.text(), operand.text());
    }
  }

  private static Kind walking(Kind kind, boolean walks) {
    if (!walks) return kind;
    return kind == Kind.READS || kind == Kind.WALKS_VISIBLE ? Kind.WALKS : kind;
  }

  /** Notes an operand and what it causes. A hyphen alone may be a file too. */
  void add(Argument argument, Kind meant) throws Uncertain {
    var kind = argument.isPattern() && !meant.isPath() ? Kind.LISTS : meant;
    if (argument.isUnknown() && kind != Kind.TEXT) {
      throw new Uncertain("a value is not known", argument.shown());
    }
    if (argument.isFed() && kind != Kind.READS && kind != Kind.TEXT) {
      throw new Uncertain("the output of a command stands where no file is read", "<(…)");
    }
    if (kind == Kind.NUMBER) Given.requireNumber(argument);
    if (kind == Kind.COMMAND) throw new Uncertain("it runs a command", argument.shown());
    if (!kind.isPath() || argument.isFed()) {
      operands.add(new Operand(argument.shown(), kind, List.of()));
      return;
    }
    if (argument.text().startsWith("@")) {
      throw new Uncertain("some programs take such a name for a list", argument.shown());
    }
    var paths = new Places(directory, surroundings).of(argument);
    var whole = kind == Kind.READS && argument.text().endsWith("/") ? Kind.WALKS : kind;
    operands.add(new Operand(argument.shown(), whole, paths));
    for (var path : paths) {
      effects.add(kind == Kind.WRITES ? new Effect.Writes(path) : new Effect.Reads(path));
    }
  }

  /**
   * Returns whether a name was taken for a file that only looking at the folder tells from an
   * option.
   */
  boolean restsOnNames() {
    return loose;
  }

  /** Judges a command that this one runs, and takes its effects over. */
  void nested(List<Argument> arguments) throws Uncertain {
    look(arguments);
  }
}
