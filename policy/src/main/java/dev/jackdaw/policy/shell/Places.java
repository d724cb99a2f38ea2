package dev.jackdaw.policy.shell;

import dev.jackdaw.api.text.Glob;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds what an argument names, seen from a folder. */
record Places(Path directory, Surroundings surroundings) {
  private static final int MAX_MATCHES = 1_000;
  private static final Path NOTHING = Path.of("/dev/null");

  /** Returns the canonical paths; none for {@code /dev/null}. */
  List<Path> of(Argument argument) throws Uncertain {
    if (argument.shape() == Argument.Shape.DIGITS || argument.text().isEmpty()) {
      throw new Uncertain("it names a file that is not known", argument.shown());
    }
    if (argument.isPattern()) return matches(argument);
    return of(argument.text());
  }

  private List<Path> of(String name) throws Uncertain {
    try {
      var path = directory.resolve(name);
      if (path.equals(NOTHING)) return List.of();
      var plain = path.normalize();
      if (plain.startsWith("/dev") || plain.startsWith("/proc") || plain.startsWith("/sys")) {
        throw new Uncertain("it names what is not an ordinary file", name);
      }
      return List.of(canonical(path, name));
    } catch (InvalidPathException _) {
      throw new Uncertain("it names a file that cannot be", name);
    }
  }

  private Path canonical(Path path, String name) throws Uncertain {
    return surroundings
        .canonical(path)
        .orElseThrow(() -> new Uncertain("it names a file that cannot be followed", name));
  }

  /** The pattern itself is among them: it is what the program gets when nothing matches. */
  private List<Path> matches(Argument pattern) throws Uncertain {
    var found = new ArrayList<Path>(of(pattern.shown()));
    for (var name : expand(pattern)) found.addAll(of(name));
    return found;
  }

  /** Returns whether a name that matches begins as options do. */
  boolean holdsOption(Argument pattern) throws Uncertain {
    for (var name : expand(pattern)) if (name.startsWith("-")) return true;
    return false;
  }

  /** Returns whether every name that matches stays one word without quotes. */
  boolean isTidy(Argument pattern) throws Uncertain {
    for (var name : expand(pattern)) if (!Words.WHOLE.matcher(name).matches()) return false;
    return Words.WHOLE.matcher(pattern.shown().replace('*', 'x')).matches();
  }

  private List<String> expand(Argument pattern) throws Uncertain {
    var names = List.of(pattern.text().startsWith("/") ? "/" : "");
    for (var component : pattern.text().split("/")) {
      if (component.isEmpty()) continue;
      if (component.startsWith(".")
          && !Glob.isLiteral(component)
          && Glob.matches(component, "..")) {
        throw new Uncertain("a file name pattern could match the folder above", pattern.shown());
      }
      names = below(names, component, pattern);
      if (names.size() > MAX_MATCHES) {
        throw new Uncertain(
            "a file name pattern matches more than " + MAX_MATCHES + " names", pattern.shown());
      }
    }
    return names;
  }

  private List<String> below(List<String> folders, String component, Argument pattern)
      throws Uncertain {
    var longer = new ArrayList<String>();
    for (var folder : folders) {
      if (component.equals(".") || component.equals("..") || Glob.isLiteral(component)) {
        longer.add(folder + component + "/");
        continue;
      }
      var names =
          surroundings
              .names(directory.resolve(folder))
              .orElseThrow(() -> new Uncertain("a folder holds too many names", pattern.shown()));
      for (var name : names) {
        if (name.startsWith(".") && !component.startsWith(".")) continue;
        if (Glob.matches(component, name)) longer.add(folder + name + "/");
      }
    }
    return longer;
  }
}
