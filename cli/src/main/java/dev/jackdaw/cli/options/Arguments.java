package dev.jackdaw.cli.options;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command line that was understood: which command, its options and its operands. Every value was
 * checked, so that reading one never fails.
 *
 * @param operands what is neither command nor option, in order: the prompt, ids, words
 */
public record Arguments(Command command, Map<Option, List<String>> values, List<String> operands) {

  public Arguments {
    values = values.isEmpty() ? Map.of() : new EnumMap<>(values);
    operands = List.copyOf(operands);
  }

  /**
   * Reads a command line. When it asks for help or the version, the rest is not held to be whole.
   *
   * @throws UsageException when it is not one
   */
  public static Arguments parse(String... words) {
    return new ArgumentParser(words).parse();
  }

  public boolean has(Option option) {
    return values.containsKey(option);
  }

  /**
   * Returns the option's value; of several, the last. A flag has none, nor has {@code --resume}
   * alone.
   */
  public Optional<String> text(Option option) {
    var all = texts(option);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
  }

  /** Returns the option's values, in order, lists taken apart. */
  public List<String> texts(Option option) {
    var all = values.get(option);
    return all == null ? List.of() : all;
  }

  /** Returns the value of an option that counts. */
  public Optional<Integer> count(Option option) {
    return has(option) ? Values.count(texts(option).getLast()) : Optional.empty();
  }

  /** Returns the value of an option in US dollars. */
  public Optional<Double> dollars(Option option) {
    return has(option) ? Values.dollars(texts(option).getLast()) : Optional.empty();
  }

  public Optional<Duration> duration(Option option) {
    return has(option) ? Values.duration(texts(option).getLast()) : Optional.empty();
  }

  /** Returns the prompt on the command line. */
  public Optional<String> prompt() {
    return command == Command.RUN && !operands.isEmpty()
        ? Optional.of(operands.getFirst())
        : Optional.empty();
  }
}
