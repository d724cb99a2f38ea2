package dev.jackdaw.testkit;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/**
 * Checks laws over many generated inputs that grow from small to large. A run is the same every
 * time unless {@code -Djackdaw.seed=} says otherwise: a number chooses the inputs, {@code random}
 * takes new ones. A failure names the seed and the input.
 */
public final class Properties {
  /** How many inputs a law is checked with. */
  public static final int INPUTS = 200;

  private static final int LARGEST = 100;
  private static final long USUAL_SEED = 20_260_101L;
  private static final String SEED_PROPERTY = "jackdaw.seed";

  /** Makes inputs. {@code size} runs from 0 to 100 and says how large the input should be. */
  @FunctionalInterface
  public interface Generator<T> {
    T generate(RandomGenerator random, int size) throws Exception;
  }

  /** A law: it throws when the input breaks it. */
  @FunctionalInterface
  public interface Law<T> {
    void check(T input) throws Exception;
  }

  private Properties() {}

  /** Checks the law with {@value #INPUTS} inputs. */
  public static <T> void forAll(Generator<? extends T> generator, Law<? super T> law) {
    forAll(INPUTS, generator, law);
  }

  /**
   * Checks the law with as many inputs as given.
   *
   * @throws AssertionError when an input breaks it; the message tells how to see it again
   */
  public static <T> void forAll(int inputs, Generator<? extends T> generator, Law<? super T> law) {
    var seed = seed();
    for (var i = 0; i < inputs; i++) {
      var size = inputs == 1 ? LARGEST : (int) ((long) i * LARGEST / (inputs - 1));
      check(generator, law, seed, i, size);
    }
  }

  /** Returns the seed of this run. */
  public static long seed() {
    return seed(System.getProperty(SEED_PROPERTY));
  }

  /** Returns a generator of random numbers that is the same for the same seed, on every machine. */
  public static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  private static <T> void check(
      Generator<? extends T> generator, Law<? super T> law, long seed, int index, int size) {
    var where = "input " + index + " of size " + size;
    var again = "; see it again with -D" + SEED_PROPERTY + "=" + seed;
    T input;
    try {
      input = generator.generate(random(seed + index * 0x9E3779B97F4A7C15L), size);
    } catch (Exception | AssertionError e) {
      throw new AssertionError("no " + where + again + ": " + e, e);
    }
    try {
      law.check(input);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted at " + where, e);
    } catch (Exception | AssertionError | StackOverflowError e) {
      throw new AssertionError(
          "the law does not hold for " + where + again + "\ninput: " + input + "\n" + e, e);
    }
  }

  static long seed(@Nullable String given) {
    if (given == null || given.isEmpty()) return USUAL_SEED;
    return given.equals("random") ? System.nanoTime() : Long.parseLong(given);
  }
}
