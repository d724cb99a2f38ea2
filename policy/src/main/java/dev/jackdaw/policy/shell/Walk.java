package dev.jackdaw.policy.shell;

import dev.jackdaw.policy.shell.Script.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
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

  /** The folders after success and after failure. */
  private record Folders(Set<Path> success, Set<Path> failure) {
    static Folders same(Set<Path> folders) {
      return new Folders(folders, folders);
    }

    Set<Path> either() {
      return union(success, failure);
    }
  }

  private final Surroundings surroundings;
  private final Words words;
  private final Map<String, Argument> variables = new HashMap<>();
  private final List<Command> commands = new ArrayList<>();

  Walk(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.words = new Words(variables);
  }

  List<Command> commands(Script script, Path directory) throws Uncertain {
    follow(script, Set.of(directory));
    return commands;
  }

  private Folders follow(Script script, Set<Path> at) throws Uncertain {
    return switch (script) {
      case Script.Simple simple -> simple(simple, at);
      case Script.Not(var body) -> {
        var after = follow(body, at);
        yield new Folders(after.failure(), after.success());
      }
      case Script.And(var left, var right) -> {
        var before = follow(left, at);
        var after = follow(right, before.success());
        yield new Folders(after.success(), union(before.failure(), after.failure()));
      }
      case Script.Or(var left, var right) -> {
        var before = follow(left, at);
        var after = follow(right, before.failure());
        yield new Folders(union(before.success(), after.success()), after.failure());
      }
      case Script.Sequence(var parts) -> {
        var after = Folders.same(at);
        for (var part : parts) after = follow(part, after.either());
        yield after;
      }
      case Script.Pipeline(var parts) -> {
        for (var part : parts) follow(part, at);
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
      case Script.While(var condition, var body, var redirects) -> {
        redirected(redirects, at);
        staysIn(at, follow(condition, at));
        staysIn(at, follow(body, at));
        yield Folders.same(at);
      }
      case Script.For loop -> loop(loop, at);
    };
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

  private Folders loop(Script.For loop, Set<Path> at) throws Uncertain {
    redirected(loop.redirects(), at);
    if (variables.containsKey(loop.variable())) {
      throw new Uncertain("two loops use the same variable", loop.variable());
    }
    for (var value : words.resolve(loop.values())) {
      if (value.isPattern()) {
        for (var folder : at) add(Judge.looping(value, folder, surroundings));
      }
      variables.put(
          loop.variable(),
          value.shape() == Argument.Shape.MANY_NAMES
              ? new Argument(value.text(), Argument.Shape.ONE_NAME)
              : value);
      staysIn(at, follow(loop.body(), at));
    }
    variables.remove(loop.variable());
    return Folders.same(at);
  }

  private static void staysIn(Set<Path> before, Folders after) throws Uncertain {
    if (!before.containsAll(after.either())) {
      throw new Uncertain("it changes the folder inside a loop", "cd");
    }
  }

  private Folders simple(Script.Simple simple, Set<Path> at) throws Uncertain {
    redirected(simple.redirects(), at);
    var arguments = words.command(simple.words());
    if (arguments.getFirst().text().equals("cd")) return changeFolder(simple, arguments, at);
    for (var directory : at) {
      add(new Judge(simple.text(), directory, surroundings).judge(arguments));
    }
    return Folders.same(at);
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
    for (var directory : at) {
      var named = directory.resolve(target.text()).normalize();
      var linked = surroundings.canonical(directory.resolve(target.text()));
      if (!linked.equals(Optional.of(named)) || !surroundings.canonical(named).equals(linked)) {
        throw new Uncertain("it changes the folder through a link", simple.text());
      }
      success.add(named);
      add(Judge.changingTo(simple.text(), directory, arguments, named));
    }
    return new Folders(success, at);
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
