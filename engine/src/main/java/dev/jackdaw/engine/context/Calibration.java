package dev.jackdaw.engine.context;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How many tokens a model makes of text, learned from what its provider counted. Begins with what
 * recorded sessions had: chars/4 told 23 to 30 % too few. Used by one thread.
 */
public final class Calibration {
  /** Characters a token, measured on recorded sessions with Claude; others have longer tokens. */
  private static final double CLAUDE = 2.8;

  private static final double OTHERS = 3.2;

  /** A character outside ASCII takes about a token; what is above that is on the safe side. */
  private static final double WIDE = 0.8;

  /** Fewer characters tell more of the framing of messages than of the text. */
  private static final int FEWEST_CHARS = 400;

  /** No text is so different from what is known: something else was counted as well. */
  private static final double MOST = 2.5;

  /** What the newest observation counts for. */
  private static final double WEIGHT = 0.2;

  /** 95 of 100 estimates of a normal distribution are not larger by so many deviations. */
  private static final double PERCENTILE_95 = 1.645;

  /** How far off estimates are before anything was learned: the logarithm of a ratio. */
  private static final double FIRST_DEVIATION = 0.12;

  private final Map<String, Learned> models = new HashMap<>();

  /**
   * Learns from a request, or from what was added since the one before.
   *
   * @param model as the provider spells it
   * @param chars of the text that was counted
   * @param tokens the count
   */
  public void observe(String model, Chars chars, long tokens) {
    if (chars.all() < FEWEST_CHARS || tokens <= 0) return;
    of(model).learn(chars, tokens);
  }

  /** Returns how many tokens the text is most likely to have. */
  public long estimate(String model, Chars chars) {
    return Math.round(of(model).tokens(chars));
  }

  /** Returns how many tokens the text has at most, in 95 of 100 cases. */
  public long atMost(String model, Chars chars) {
    return (long) Math.ceil(of(model).tokens(chars) * of(model).margin());
  }

  /**
   * Returns how many tokens a request has at most, part of which was counted: the provider is right
   * about that part.
   *
   * @param counted what the provider counted
   * @param added what was not yet there
   */
  public long atMost(String model, long counted, Chars added) {
    return counted + atMost(model, added);
  }

  private Learned of(String model) {
    return models.computeIfAbsent(model, Learned::new);
  }

  private static double first(String model) {
    return model.toLowerCase(Locale.ROOT).contains("claude") ? CLAUDE : OTHERS;
  }

  /** Of one model. */
  private static final class Learned {
    private double prose;
    private double code;
    private double wide = WIDE;

    /** Of the logarithm of what was counted to what was estimated. */
    private double variance = FIRST_DEVIATION * FIRST_DEVIATION;

    Learned(String model) {
      prose = first(model);
      code = first(model);
    }

    double tokens(Chars chars) {
      return chars.prose() / prose + chars.code() / code + chars.wide() / wide;
    }

    double margin() {
      return Math.exp(PERCENTILE_95 * Math.sqrt(variance));
    }

    /** Each kind moves by its part of the estimate. */
    void learn(Chars chars, long tokens) {
      var estimated = tokens(chars);
      var ratio = tokens / estimated;
      if (ratio > MOST || ratio < 1 / MOST) return;
      var error = Math.log(ratio);
      variance += WEIGHT * (error * error - variance);
      prose *= correction(error, chars.prose() / prose / estimated);
      code *= correction(error, chars.code() / code / estimated);
      wide *= correction(error, chars.wide() / wide / estimated);
    }

    private static double correction(double error, double part) {
      return Math.exp(-WEIGHT * error * part);
    }
  }
}
