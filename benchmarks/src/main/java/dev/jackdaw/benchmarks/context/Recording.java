package dev.jackdaw.benchmarks.context;

import dev.jackdaw.benchmarks.context.Piece.Kind;
import dev.jackdaw.engine.context.Calibration;
import dev.jackdaw.engine.context.Chars;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Makes a session of messages that were recorded, with the sizes of text, and with the tokens a
 * provider counted where it told them: what was added between two prompts has the tokens by which
 * the second is larger, shared out by characters. Everything else is estimated.
 */
final class Recording {
  private static final double MOST_CHARS_PER_TOKEN = 12;
  private static final double FEWEST_CHARS_PER_TOKEN = 0.5;
  private static final int FIXED_TOKENS = 5_000;
  private static final int LEAST_FIXED_TOKENS = 500;

  /** A failure that nothing resolves is not of interest for longer. */
  private static final int FAILURE_STEPS = 15;

  /** What a provider told of a reply. All zero when it did not. */
  record Usage(long input, long read, long written, long output, double dollars) {
    static final Usage NONE = new Usage(0, 0, 0, 0, 0);

    long prompt() {
      return input + read + written;
    }

    private double units() {
      return input + 0.1 * read + 1.25 * written + PromptCache.OUTPUT * output;
    }
  }

  /** A piece before its tokens are known. */
  private record Draft(Kind kind, int call, Chars chars, List<Integer> facts) {}

  /** A request before its tokens are known. */
  private static final class Request {
    private final List<Draft> said = new ArrayList<>();
    private final List<Draft> reply = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();
    private final List<String> doing = new ArrayList<>();
    private double seconds;
    private boolean losesCache;
    private Usage usage = Usage.NONE;
    private int unfinished;
    private String id = "";
  }

  private final String name;
  private final List<Request> requests = new ArrayList<>();
  private final List<Fact> facts = new ArrayList<>();
  private final Map<String, Integer> paths = new HashMap<>();
  private final Map<String, Integer> failing = new HashMap<>();
  private final Calibration calibration = new Calibration();
  private Request next = new Request();
  private String model = "";

  Recording(String name) {
    this.name = name;
    fact(Fact.Kind.INSTRUCTION, 0);
  }

  /** The user, or the program in their name, says something. */
  void said(Chars chars, boolean isUser) {
    if (chars.all() == 0) return;
    var told = isUser ? List.of(fact(Fact.Kind.CONSTRAINT, requests.size())) : List.<Integer>of();
    next.said.add(new Draft(Kind.USER, -1, chars, told));
  }

  /** Tells how long after the request before the next one is made. */
  void waited(double seconds) {
    next.seconds = Math.max(0, seconds);
  }

  /**
   * A reply begins.
   *
   * @param id what comes with the same one is the same reply; empty for none
   */
  void reply(String id, String modelName, Usage usage) {
    if (!id.isEmpty() && !requests.isEmpty() && requests.getLast().id.equals(id)) return;
    next.id = id;
    next.usage = usage;
    next.losesCache = !model.isEmpty() && !modelName.isEmpty() && !model.equals(modelName);
    if (!modelName.isEmpty()) model = modelName;
    requests.add(next);
    next = new Request();
  }

  void text(Chars chars) {
    if (chars.all() > 0) requests.getLast().reply.add(new Draft(Kind.TEXT, -1, chars, List.of()));
  }

  /**
   * A call of the reply.
   *
   * @param doing what it does, such as the command; the same again is another attempt
   * @param path of the file it changes; empty for none
   */
  void call(String id, String doing, String path, Chars input) {
    var request = requests.getLast();
    var told =
        path.isEmpty()
            ? List.<Integer>of()
            : List.of(paths.computeIfAbsent(path, _ -> fact(Fact.Kind.PATH, requests.size())));
    request.reply.add(new Draft(Kind.CALL, request.calls.size(), input, told));
    request.calls.add(id);
    request.doing.add(doing);
    request.unfinished++;
  }

  /** The result of a call; what belongs to no call of the newest reply is dropped. */
  void result(String id, boolean failed, Chars output) {
    if (requests.isEmpty()) return;
    var request = requests.getLast();
    var call = request.calls.indexOf(id);
    if (call < 0) return;
    var told = new ArrayList<Integer>();
    told.add(fact(Fact.Kind.DETAIL, requests.size()));
    attempted(request.doing.get(call), failed, told);
    request.calls.set(call, "\0" + id);
    request.unfinished--;
    request.reply.add(new Draft(Kind.RESULT, call, output, told));
  }

  private void attempted(String doing, boolean failed, List<Integer> told) {
    var before = failing.remove(doing);
    if (before != null) {
      var fact = facts.get(before);
      var until = Math.min(fact.until(), requests.size());
      facts.set(before, new Fact(before, fact.kind(), fact.from(), until));
    }
    if (!failed) return;
    var now = requests.size();
    facts.add(new Fact(facts.size(), Fact.Kind.FAILURE, now, now + FAILURE_STEPS));
    failing.put(doing, facts.size() - 1);
    told.add(facts.size() - 1);
  }

  private int fact(Fact.Kind kind, int from) {
    facts.add(new Fact(facts.size(), kind, from, Integer.MAX_VALUE));
    return facts.size() - 1;
  }

  int requests() {
    return requests.size();
  }

  /** Returns the session. What was said after the last reply is no part of it. */
  Sitting sitting() {
    requests.forEach(Recording::dropUnfinished);
    var scales = new double[requests.size()];
    var last = 1.0;
    for (var i = 0; i < scales.length; i++) scales[i] = i + 1 < scales.length ? scale(i) : 0;
    for (var scale : scales) if (scale > 0) last = last == 1 ? scale : last;
    var steps = new ArrayList<Step>();
    for (var i = 0; i < scales.length; i++) {
      var before = i == 0 ? 0 : scales[i - 1];
      steps.add(step(i, before > 0 ? before : last, scales[i] > 0 ? scales[i] : last));
    }
    var first = requests.getFirst().usage.prompt();
    var fixed = first == 0 ? FIXED_TOKENS : first - steps.getFirst().saidTokens();
    var units = requests.stream().mapToDouble(request -> request.usage.units()).sum();
    var dollars = requests.stream().mapToDouble(request -> request.usage.dollars()).sum();
    var price = dollars > 0 && units > 0 ? dollars / units * 1e6 : Sitting.DOLLARS_PER_MILLION;
    return new Sitting(
        name,
        new Piece(Kind.FIXED, -1, -1, (int) Math.max(LEAST_FIXED_TOKENS, fixed), List.of(0)),
        steps,
        facts,
        price,
        units > 0 ? OptionalDouble.of(units * price / 1e6) : OptionalDouble.empty());
  }

  private static void dropUnfinished(Request request) {
    if (request.unfinished == 0) return;
    request.reply.removeIf(
        draft -> draft.kind() == Kind.CALL && !request.calls.get(draft.call()).startsWith("\0"));
  }

  /**
   * Returns counted to estimated tokens of what came between a prompt and the next; 0 if unknown.
   */
  private double scale(int index) {
    var now = requests.get(index);
    var then = requests.get(index + 1);
    var added = then.usage.prompt() - now.usage.prompt();
    if (now.usage.prompt() == 0 || then.usage.prompt() == 0 || added <= 0) return 0;
    var chars = Chars.NONE;
    for (var draft : now.reply) chars = chars.plus(draft.chars());
    for (var draft : then.said) chars = chars.plus(draft.chars());
    var each = (double) chars.all() / added;
    if (each < FEWEST_CHARS_PER_TOKEN || each > MOST_CHARS_PER_TOKEN) return 0;
    return added / tokens(chars);
  }

  private double tokens(Chars chars) {
    return Math.max(1e-9, (double) calibration.estimate("claude", chars));
  }

  private Step step(int number, double before, double after) {
    var request = requests.get(number);
    var said = pieces(request.said, number, before);
    var reply = pieces(request.reply, number, after);
    var told = (int) request.usage.output();
    var written = reply.stream().filter(piece -> !piece.isResult()).mapToInt(Piece::tokens).sum();
    return new Step(
        number, said, request.seconds, request.losesCache, told > 0 ? told : written, reply, false);
  }

  private List<Piece> pieces(List<Draft> drafts, int number, double scale) {
    return drafts.stream()
        .map(draft ->
            new Piece(
                draft.kind(),
                number,
                draft.call(),
                (int) Math.max(1, Math.round(tokens(draft.chars()) * scale)),
                draft.facts()))
        .toList();
  }
}
