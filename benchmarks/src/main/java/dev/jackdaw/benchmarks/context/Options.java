package dev.jackdaw.benchmarks.context;

import dev.jackdaw.engine.context.Notes;
import dev.jackdaw.engine.context.Thresholds;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What the benchmark is asked to do. */
final class Options {
  private static final int MOST_WINDOW = 100_000_000;
  private static final int MOST_SEEDS = 10_000;

  private static final List<String> NAMES =
      List.of(
          "--seeds",
          "--tasks",
          "--profiles",
          "--sessions",
          "--trajectories",
          "--window",
          "--cache",
          "--policies",
          "--note",
          "--plot");

  int firstSeed = 1;
  int lastSeed = 10;
  int tasks;
  boolean isJson;
  boolean withOptimum;
  boolean wantsHelp;
  Notes notes = Notes.of(Notes.When.WORTHWHILE);
  String cache = "anthropic";
  List<Integer> windows = List.of(64_000, 128_000, 200_000, 1_000_000);
  List<Rule> rules = Arrays.stream(Rule.values()).filter(rule -> !rule.isOptimum()).toList();
  List<Synthetic.Profile> profiles = List.of(Synthetic.Profile.values());
  Optional<Path> sessions = Optional.empty();
  Optional<Path> trajectories = Optional.empty();
  Optional<Path> plot = Optional.empty();

  /** An option that cannot be followed; the message is for the person who typed it. */
  static final class Misfit extends RuntimeException {
    private static final long serialVersionUID = 1;

    Misfit(String message) {
      super(message);
    }
  }

  static Options of(String... words) {
    var options = new Options();
    for (var i = 0; i < words.length; i++) {
      var word = words[i];
      var equals = word.startsWith("--") ? word.indexOf('=') : -1;
      var name = equals < 0 ? word : word.substring(0, equals);
      if (options.isSwitch(name)) {
        if (equals >= 0) throw new Misfit(name + " takes no value");
        continue;
      }
      if (!NAMES.contains(name)) throw new Misfit(unknown(name));
      if (equals < 0 && i + 1 == words.length) throw new Misfit(name + " needs a value");
      options.set(name, equals < 0 ? words[++i] : word.substring(equals + 1));
    }
    if (options.sessions.isPresent() && options.trajectories.isPresent()) {
      throw new Misfit("--sessions and --trajectories exclude each other");
    }
    return options;
  }

  private static String unknown(String name) {
    return (name.startsWith("-") ? "no option " : "nothing is expected at ")
        + name
        + "; --help tells what there is";
  }

  private boolean isSwitch(String name) {
    switch (name) {
      case "--json" -> isJson = true;
      case "--optimum" -> withOptimum = true;
      case "--help", "-h" -> wantsHelp = true;
      default -> {
        return false;
      }
    }
    return true;
  }

  private void set(String name, String value) {
    switch (name) {
      case "--seeds" -> seeds(value);
      case "--tasks" -> tasks = number(name, value, 1, 5_000);
      case "--note" -> notes = notes(value);
      case "--window" -> windows = each(value, one -> number(name, size(one), 2_000, MOST_WINDOW));
      case "--policies" -> rules = each(value, Options::rule);
      case "--profiles" -> profiles = each(value, Options::profile);
      case "--cache" -> cache = cache(value);
      case "--sessions" -> sessions = Optional.of(folder(name, value));
      case "--trajectories" -> trajectories = Optional.of(folder(name, value));
      case "--plot" -> plot = Optional.of(path(name, value));
      default -> throw new IllegalArgumentException(name);
    }
  }

  private void seeds(String value) {
    var parts = value.split("-", -1);
    if (parts.length > 2) throw new Misfit("--seeds " + value + ": write 7, or 1-50");
    firstSeed = number("--seeds", parts[0], 0, Integer.MAX_VALUE - 1);
    lastSeed = number("--seeds", parts[parts.length - 1], 0, Integer.MAX_VALUE - 1);
    if (lastSeed < firstSeed)
      throw new Misfit("--seeds " + value + ": the first is after the last");
    if (lastSeed - firstSeed >= MOST_SEEDS) {
      throw new Misfit("--seeds " + value + ": more than " + MOST_SEEDS);
    }
  }

  private static String size(String value) {
    var small = value.toLowerCase(Locale.ROOT);
    if (small.endsWith("k")) return small.substring(0, small.length() - 1) + "000";
    if (small.endsWith("m")) return small.substring(0, small.length() - 1) + "000000";
    return small;
  }

  private static int number(String name, String value, int least, int most) {
    try {
      var number = Integer.parseInt(value.strip().replace("_", ""));
      if (number >= least && number <= most) return number;
    } catch (NumberFormatException e) {
      throw new Misfit(name + " " + value + ": a whole number is needed");
    }
    throw new Misfit(name + " " + value + ": must be " + least + " to " + most);
  }

  private static <T> List<T> each(String value, Function<String, T> one) {
    var all = new ArrayList<T>();
    for (var part : value.split(",", -1)) {
      var read = one.apply(part.strip());
      if (!all.contains(read)) all.add(read);
    }
    return List.copyOf(all);
  }

  private static Rule rule(String value) {
    return Arrays.stream(Rule.values())
        .filter(rule -> rule.id().equalsIgnoreCase(value))
        .findFirst()
        .orElseThrow(() ->
            new Misfit(
                "no policy "
                    + value
                    + "; there are "
                    + String.join(", ", Arrays.stream(Rule.values()).map(Rule::id).toList())));
  }

  private static Synthetic.Profile profile(String value) {
    return Arrays.stream(Synthetic.Profile.values())
        .filter(profile -> profile.id().equalsIgnoreCase(value))
        .findFirst()
        .orElseThrow(
            () -> new Misfit("no profile " + value + "; there are plain, parallel, java-build"));
  }

  /** As in settings, or at each fold one of so many tokens. */
  private static Notes notes(String value) {
    return switch (value) {
      case "auto" -> Notes.of(Notes.When.WORTHWHILE);
      case "on" -> Notes.of(Notes.When.ALWAYS);
      case "off", "0" -> Notes.NONE;
      default -> new Notes(Notes.When.ALWAYS, number("--note", value, 1, 100_000), 0);
    };
  }

  private static String cache(String value) {
    if (Caches.NAMES.contains(value)) return value;
    throw new Misfit("no cache " + value + "; there are " + String.join(", ", Caches.NAMES));
  }

  private static Path path(String name, String value) {
    try {
      return Path.of(value);
    } catch (InvalidPathException e) {
      throw new Misfit(name + " " + value + ": not a path");
    }
  }

  private static Path folder(String name, String value) {
    var path = path(name, value);
    if (!Files.isDirectory(path)) throw new Misfit(name + " " + value + ": no such folder");
    return path;
  }

  /** Returns the policies to compare. */
  List<Rule> rules() {
    if (!withOptimum) return rules;
    var all = new ArrayList<>(rules);
    for (var rule : Rule.values()) if (rule.isOptimum() && !all.contains(rule)) all.add(rule);
    return all;
  }

  Thresholds thresholds() {
    return Thresholds.USUAL.withNotes(notes);
  }
}
