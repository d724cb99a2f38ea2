package dev.jackdaw.benchmarks.context;

import dev.jackdaw.benchmarks.context.Piece.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;

/**
 * Makes up sessions. Sizes and frequencies are those of two recorded sessions (about a thousand
 * messages each) unless the comment of a constant says that it is assumed.
 */
final class Synthetic {
  /** What the sessions are like. */
  enum Profile {
    PLAIN(0),
    /** Three of ten replies have 2 to 8 calls. */
    PARALLEL(1),
    /** Commands print much and take long. Assumed. */
    JAVA_BUILD(2);

    /** Parts the random numbers of profiles with the same seed. */
    private final int salt;

    Profile(int salt) {
      this.salt = salt;
    }

    String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Tasks of a session: what the user asks for, until the next thing. */
  private static final int[] TASKS = {50, 100, 200, 500};

  private static final double SHELL = 0.47;
  private static final double READ = 0.19;
  private static final double WRITE = 1 / 15.0;
  private static final double FAILS = 0.04;
  private static final double CONSTRAINS = 0.25;
  private static final double TELLS_DETAIL = 0.3;
  private static final double SWITCHES = 0.05;

  private final Random random;
  private final Profile profile;
  private final int tasks;
  private final String name;
  private final int files;
  private final List<Step> steps = new ArrayList<>();
  private final List<Fact> facts = new ArrayList<>();
  private final Map<Integer, Integer> changed = new HashMap<>();

  /** Of the request before: generating, and running its calls. */
  private double busy;

  private Synthetic(int seed, Profile profile, int tasks) {
    this.random = new Random(seed * 0x9e3779b97f4a7c15L + profile.salt);
    this.profile = profile;
    this.tasks = tasks == 0 ? TASKS[random.nextInt(TASKS.length)] : tasks;
    this.name = "synthetic-" + seed;
    this.files = 40 + random.nextInt(161);
  }

  /**
   * Returns the session of a seed.
   *
   * @param tasks 0 to draw it from those sizes
   */
  static Sitting sitting(int seed, Profile profile, int tasks) {
    return new Synthetic(seed, profile, tasks).make();
  }

  private Sitting make() {
    var instruction = fact(Fact.Kind.INSTRUCTION, 0);
    var fixed = new Piece(Kind.FIXED, -1, -1, 5_000 + random.nextInt(6_001), List.of(instruction));
    for (var i = 0; i < tasks; i++) task();
    return new Sitting(
        name, fixed, lossy(), facts, Sitting.DOLLARS_PER_MILLION, OptionalDouble.empty());
  }

  private void task() {
    var said = said();
    var gap = steps.isEmpty() ? 0 : busy + logNormal(43, 180, 7_200);
    var calls = 5 + random.nextInt(5);
    while (calls > 0) {
      var group = Math.min(calls, group());
      step(said, gap, group);
      said = List.of();
      gap = busy;
      calls -= group;
    }
    step(said, gap, 0);
  }

  private int group() {
    return switch (profile) {
      case PARALLEL -> random.nextDouble() < 0.3 ? 2 + random.nextInt(7) : 1;
      case PLAIN, JAVA_BUILD -> random.nextDouble() < 0.02 ? 2 + random.nextInt(3) : 1;
    };
  }

  private List<Piece> said() {
    var constrains = steps.isEmpty() || random.nextDouble() < CONSTRAINS;
    var told = constrains ? List.of(fact(Fact.Kind.CONSTRAINT, steps.size())) : List.<Integer>of();
    return List.of(new Piece(Kind.USER, steps.size(), -1, tokens(25, 100, 720), told));
  }

  private void step(List<Piece> said, double seconds, int group) {
    var number = steps.size();
    var calls = new ArrayList<Piece>();
    var results = new ArrayList<Piece>();
    var took = 0.0;
    for (var call = 0; call < group; call++) took = Math.max(took, call(call, calls, results));
    var text = group == 0 ? tokens(120, 500, 6_000) : tokens(10, 120, 6_000);
    var reply = new ArrayList<Piece>();
    reply.add(new Piece(Kind.TEXT, number, -1, text, List.of()));
    reply.addAll(calls);
    var output = (int) Desk.tokens(reply);
    reply.addAll(results);
    busy = 2 + output / 60.0 + took;
    var endsWork = group > 0 && random.nextDouble() < 0.03;
    steps.add(new Step(number, said, seconds, false, output, reply, endsWork));
  }

  /** Adds a call and its result; returns the seconds it took. */
  private double call(int call, List<Piece> calls, List<Piece> results) {
    var kind = random.nextDouble();
    var number = steps.size();
    if (kind < SHELL) {
      calls.add(new Piece(Kind.CALL, number, call, tokens(35, 90, 1_000), List.of()));
      var isBuild = profile == Profile.JAVA_BUILD;
      var size = isBuild ? tokens(600, 6_000, 8_000) : tokens(80, 560, 5_000);
      results.add(result(call, size));
      return isBuild ? logNormal(10, 60, 600) : logNormal(1, 10, 300);
    }
    if (kind < SHELL + READ) {
      calls.add(new Piece(Kind.CALL, number, call, 25, List.of()));
      results.add(result(call, tokens(650, 2_700, 8_000)));
      return 0.1;
    }
    var isWrite = random.nextDouble() < WRITE;
    var size = isWrite ? tokens(1_400, 17_000, 18_000) : tokens(215, 1_200, 7_700);
    calls.add(new Piece(Kind.CALL, number, call, size, List.of(path(number))));
    results.add(result(call, 30));
    return 0.1;
  }

  private Piece result(int call, int tokens) {
    var number = steps.size();
    var told = new ArrayList<Integer>();
    if (random.nextDouble() < FAILS) {
      var resolved = number + 1 + random.nextInt(15);
      facts.add(new Fact(facts.size(), Fact.Kind.FAILURE, number + 1, resolved + 1));
      told.add(facts.size() - 1);
    }
    if (random.nextDouble() < TELLS_DETAIL) told.add(fact(Fact.Kind.DETAIL, number + 1));
    return new Piece(Kind.RESULT, number, call, tokens, told);
  }

  private int path(int number) {
    var file = (int) (files * Math.pow(random.nextDouble(), 2));
    return changed.computeIfAbsent(file, _ -> fact(Fact.Kind.PATH, number + 1));
  }

  private int fact(Fact.Kind kind, int from) {
    facts.add(new Fact(facts.size(), kind, from, Integer.MAX_VALUE));
    return facts.size() - 1;
  }

  /** In some sessions the model is switched midway, in some the tools change. */
  private List<Step> lossy() {
    for (var i = 0; i < 2; i++) {
      if (random.nextDouble() >= SWITCHES) continue;
      var at = random.nextInt(steps.size());
      var step = steps.get(at);
      steps.set(
          at,
          new Step(
              at,
              step.said(),
              step.seconds(),
              true,
              step.outputTokens(),
              step.reply(),
              step.endsWork()));
    }
    return steps;
  }

  private int tokens(double median, double ninetieth, int most) {
    return (int) Math.max(4, Math.round(logNormal(median, ninetieth, most)));
  }

  private double logNormal(double median, double ninetieth, double most) {
    var sigma = Math.log(ninetieth / median) / 1.2816;
    return Math.min(most, median * Math.exp(sigma * random.nextGaussian()));
  }
}
