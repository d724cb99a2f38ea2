package dev.jackdaw.policy.shell;

import dev.jackdaw.api.Effect;
import dev.jackdaw.policy.shell.Script.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Follows a script through every way it could take, with the folders it could then be in, and
 * collects the commands.
 */
final class Walk {
  static final int MAX_COMMANDS = 64;

  /**
   * The folders after success and after failure.
   *
   * @param failed those after a failure that can happen: to change to a folder that is there cannot
   *     fail, but what is to be done then is judged all the same
   */
  private record Folders(Set<Path> success, Set<Path> failure, Set<Path> failed) {
    Folders(Set<Path> success, Set<Path> failure) {
      this(success, failure, failure);
    }

    static Folders same(Set<Path> folders) {
      return new Folders(folders, folders);
    }

    Set<Path> either() {
      return union(success, failed);
    }
  }

  private final Surroundings surroundings;
  private final Words words;
  private final Map<String, Argument> variables = new HashMap<>();
  private final Set<String> tidy = new HashSet<>();
  private final List<Command> commands = new ArrayList<>();
  private boolean restsOnNames;

  /** Whether what is followed now runs in every case, once, and in the shell itself. */
  private boolean certain = true;

  Walk(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.words = new Words(variables, tidy);
  }

  List<Command> commands(Script script, Path directory) throws Uncertain {
    follow(script, Set.of(directory));
    if (restsOnNames && writes()) {
      throw new Uncertain("it makes files whose names it then takes from a folder", "");
    }
    return commands;
  }

  private boolean writes() {
    for (var command : commands) {
      if (command.effects().stream().anyMatch(Effect.Writes.class::isInstance)) return true;
    }
    return false;
  }

  /** Variables are set only where it is certain that the command runs. */
  private Folders follow(Script script, Set<Path> at) throws Uncertain {
    var before = certain;
    try {
      if (!(script instanceof Script.Sequence
          || script instanceof Script.And
          || script instanceof Script.Fed
          || script instanceof Script.Simple)) {
        certain = false;
      }
      return followed(script, at);
    } finally {
      certain = before;
    }
  }

  private Folders followed(Script script, Set<Path> at) throws Uncertain {
    return switch (script) {
      case Script.Simple simple -> simple(simple, at);
      case Script.Not(var body) -> {
        var after = follow(body, at);
        yield new Folders(/* success= */ after.failure(), /* failure= */ after.success());
      }
      case Script.And(var left, var right) -> {
        var before = follow(left, at);
        // To set a variable cannot fail, so what follows runs.
        certain &= Assignment.in(left).isPresent();
        var after = follow(right, before.success());
        yield new Folders(
            after.success(),
            union(before.failure(), after.failure()),
            union(before.failed(), after.failed()));
      }
      case Script.Or(var left, var right) -> {
        var before = follow(left, at);
        var after = follow(right, before.failure());
        yield new Folders(
            union(before.success(), after.success()), after.failure(), after.failed());
      }
      case Script.Sequence(var parts) -> {
        var after = Folders.same(at);
        for (var part : parts) after = follow(part, after.either());
        yield after;
      }
      case Script.Pipeline(var parts) -> {
        pipeline(parts, at);
        yield Folders.same(at);
      }
      case Script.Subshell(var body, var redirects) -> {
        redirected(redirects, at);
        follow(body, at);
        yield Folders.same(at);
      }
      case Script.Group(var body, var redirects) -> {
        redirected(redirects, at);
        yield follow(body, at);
      }
      case Script.If branch -> branch(branch, at);
      case Script.Case choice -> choice(choice, at);
      case Script.Fed(var by, var taker) -> {
        for (var feeding : by) follow(feeding, at);
        yield follow(taker, at);
      }
      case Script.While loop -> repeat(loop, at, Optional.empty());
      case Script.For loop -> loop(loop, at);
    };
  }

  /** Each part gets what the one before it printed; some of that are names of files. */
  private void pipeline(List<Script> parts, Set<Path> at) throws Uncertain {
    Optional<NameList> names = Optional.empty();
    for (var part : parts) {
      if (part instanceof Script.Simple simple && at.size() == 1) {
        names = simple(simple, at.iterator().next(), names);
      } else if (part instanceof Script.While loop) {
        repeat(loop, at, names);
        names = Optional.empty();
      } else {
        follow(part, at);
        names = Optional.empty();
      }
    }
  }

  private Optional<NameList> simple(Script.Simple simple, Path at, Optional<NameList> names)
      throws Uncertain {
    if (!simple.redirects().isEmpty()) redirected(simple.redirects(), Set.of(at));
    var arguments = words.command(simple.words());
    if (arguments.getFirst().text().equals("cd")) {
      changeFolder(simple, arguments, Set.of(at));
      return Optional.empty();
    }
    var judge = new Judge(simple.text(), at, surroundings).reading(names);
    add(judge, arguments);
    return NameSources.printedBy(arguments, names, judge);
  }

  /** A loop that reads lines, or any other. */
  private Folders repeat(Script.While loop, Set<Path> at, Optional<NameList> printed)
      throws Uncertain {
    redirected(loop.redirects(), at);
    var names = LineLoop.takesApart(loop.condition()) ? Optional.<NameList>empty() : printed;
    var read = LineLoop.variables(loop.condition());
    if (read.isEmpty()) staysIn(at, follow(loop.condition(), at));
    for (var value : LineLoop.values(names, read.size(), at, surroundings)) {
      for (var name : read) bind(name, value);
      if (value.loose()) tidy.addAll(read);
      staysIn(at, follow(loop.body(), at));
      for (var name : read) variables.remove(name);
      tidy.removeAll(read);
    }
    return Folders.same(at);
  }

  private void set(Assignment assignment) throws Uncertain {
    if (!certain) throw new Uncertain("it sets a variable in some cases only", assignment.name());
    bind(assignment.name(), words.expand(assignment.value()));
  }

  private void bind(String variable, Argument value) throws Uncertain {
    if (variables.put(variable, value) != null) {
      throw new Uncertain("a variable is set twice", variable);
    }
  }

  private Folders branch(Script.If branch, Set<Path> at) throws Uncertain {
    redirected(branch.redirects(), at);
    var condition = follow(branch.condition(), at);
    var then = follow(branch.then(), condition.success());
    var otherwise =
        branch.otherwise() == null
            ? Folders.same(condition.failure())
            : follow(branch.otherwise(), condition.failure());
    return Folders.same(union(then.either(), otherwise.either()));
  }

  private Folders choice(Script.Case choice, Set<Path> at) throws Uncertain {
    redirected(choice.redirects(), at);
    words.resolve(List.of(choice.subject()));
    var after = at;
    for (var branch : choice.branches()) after = union(after, follow(branch, at).either());
    return Folders.same(after);
  }

  private Folders loop(Script.For loop, Set<Path> at) throws Uncertain {
    redirected(loop.redirects(), at);
    var values = words.resolve(loop.values());
    if (values.isEmpty()) throw new Uncertain("the loop has nothing to do", loop.variable());
    for (var value : values) {
      var name = loop.variable();
      if (value.isPattern() && areTidy(value, at)) tidy.add(name);
      bind(
          name,
          value.shape() == Argument.Shape.MANY_NAMES
              ? new Argument(value.text(), Argument.Shape.ONE_NAME, value.loose())
              : value);
      staysIn(at, follow(loop.body(), at));
      variables.remove(name);
      tidy.remove(name);
    }
    return Folders.same(at);
  }

  private boolean areTidy(Argument pattern, Set<Path> at) throws Uncertain {
    var all = true;
    for (var folder : at) {
      add(Judge.looping(pattern, folder, surroundings));
      all &= new Places(folder, surroundings).isTidy(pattern);
    }
    return all;
  }

  private static void staysIn(Set<Path> before, Folders after) throws Uncertain {
    if (!before.containsAll(after.either())) {
      throw new Uncertain("it changes the folder inside a loop", "cd");
    }
  }

  private Folders simple(Script.Simple simple, Set<Path> at) throws Uncertain {
    var assignment = Assignment.in(simple);
    if (assignment.isPresent()) {
      set(assignment.get());
      return Folders.same(at);
    }
    redirected(simple.redirects(), at);
    var arguments = words.command(simple.words());
    if (arguments.getFirst().text().equals("cd")) return changeFolder(simple, arguments, at);
    for (var directory : at) add(new Judge(simple.text(), directory, surroundings), arguments);
    return Folders.same(at);
  }

  private void add(Judge judge, List<Argument> arguments) throws Uncertain {
    add(judge.judge(arguments));
    restsOnNames |= judge.restsOnNames();
  }

  private void add(Command command) throws Uncertain {
    if (commands.size() == MAX_COMMANDS) throw tooMany();
    commands.add(command);
  }

  static Uncertain tooMany() {
    return new Uncertain("it runs more than " + MAX_COMMANDS + " commands", "");
  }

  /** The shell resolves dots by name, the system by links: only where both agree it is followed. */
  private Folders changeFolder(Script.Simple simple, List<Argument> arguments, Set<Path> at)
      throws Uncertain {
    var target = arguments.getLast();
    if (arguments.size() != 2 || !target.isExact() || !target.text().matches("[^-].*")) {
      throw new Uncertain("it changes to a folder that is not known", simple.text());
    }
    var success = new LinkedHashSet<Path>();
    var failed = new LinkedHashSet<Path>();
    for (var directory : at) {
      var named = directory.resolve(target.text()).normalize();
      var linked = surroundings.canonical(directory.resolve(target.text()));
      if (!linked.equals(Optional.of(named)) || !surroundings.canonical(named).equals(linked)) {
        throw new Uncertain("it changes the folder through a link", simple.text());
      }
      success.add(named);
      if (!surroundings.isFolder(named)) failed.add(directory);
      add(Judge.changingTo(simple.text(), directory, arguments, named));
    }
    return new Folders(success, at, failed);
  }

  private void redirected(List<Redirect> redirects, Set<Path> at) throws Uncertain {
    for (var redirect : redirects) {
      var target = words.resolve(List.of(redirect.target())).getFirst();
      for (var directory : at) {
        Judge.redirected(redirect.direction(), target, directory, surroundings)
            .ifPresent(commands::add);
      }
    }
  }

  private static Set<Path> union(Set<Path> some, Set<Path> others) {
    if (some.equals(others)) return some;
    var all = new LinkedHashSet<>(some);
    all.addAll(others);
    return all;
  }
}
