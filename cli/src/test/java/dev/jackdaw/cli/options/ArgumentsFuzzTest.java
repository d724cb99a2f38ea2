package dev.jackdaw.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class ArgumentsFuzzTest {
  private static final int RUNS = 20_000;

  @Test
  void neverThrowsAnythingButAUsageException() {
    for (var seed = 0; seed < RUNS; seed++) {
      var words = words(RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
      try {
        var parsed = Arguments.parse(words);
        for (var option : Option.values()) readEveryWay(parsed, option);
        assertThat(parsed.prompt()).isNotNull();
      } catch (UsageException e) {
        assertThat(e.getMessage()).as("seed %d", seed).isNotBlank();
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + List.of(words), e);
      }
    }
  }

  /** What the parser let through can be read: a value was checked or it is not there. */
  private static void readEveryWay(Arguments parsed, Option option) {
    if (!parsed.has(option)) return;
    switch (option.kind()) {
      case COUNT -> assertThat(parsed.count(option)).isPresent();
      case DOLLARS -> assertThat(parsed.dollars(option)).isPresent();
      case DURATION -> assertThat(parsed.duration(option)).isPresent();
      case CHOICE -> assertThat(option.choices()).contains(parsed.text(option).orElseThrow());
      case FLAG -> assertThat(parsed.texts(option)).isEmpty();
      default -> assertThat(parsed.texts(option)).isNotNull();
    }
  }

  private static String[] words(RandomGenerator random) {
    var words = new ArrayList<String>();
    for (var count = random.nextInt(8); count > 0; count--) words.add(word(random));
    return words.toArray(String[]::new);
  }

  private static String word(RandomGenerator random) {
    var option = any(random, Option.values());
    var command = any(random, Command.values());
    return switch (random.nextInt(10)) {
      case 0, 1, 2 -> option.longName();
      case 3 -> option.longName() + "=" + noise(random);
      case 4 -> "-" + noise(random);
      case 5 -> "--" + noise(random);
      case 6 -> command.group();
      case 7 -> command.verb();
      case 8 -> option.choices().isEmpty() ? "3" : option.choices().getFirst();
      default -> noise(random);
    };
  }

  private static <T> T any(RandomGenerator random, T[] all) {
    return all[random.nextInt(all.length)];
  }

  private static String noise(RandomGenerator random) {
    var text = new StringBuilder();
    for (var length = random.nextInt(6); length > 0; length--) {
      switch (random.nextInt(5)) {
        case 0 -> text.append((char) random.nextInt(0x10000));
        case 1 -> text.append("-=,() \n\0\u001b".charAt(random.nextInt(9)));
        case 2 -> text.append((char) ('0' + random.nextInt(10)));
        default -> text.append((char) ('a' + random.nextInt(26)));
      }
    }
    return text.toString();
  }
}
