package dev.jackdaw.engine;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.ContextReport;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Fold;
import dev.jackdaw.api.FoldHook;
import dev.jackdaw.api.Hook;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.ToolSpec;
import dev.jackdaw.api.Usage;
import dev.jackdaw.engine.context.Advice;
import dev.jackdaw.engine.context.Lengths;
import dev.jackdaw.engine.context.Load;
import dev.jackdaw.engine.context.Notes;
import dev.jackdaw.engine.context.Planner;
import dev.jackdaw.engine.context.Terms;
import dev.jackdaw.engine.context.Thresholds;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what one agent's model is shown within what the model takes, and below what it pays to
 * show. When folding turns is not enough it goes down a ladder, each rung of which leaves less: a
 * shorter tail, shorter results, shorter prompts; then it says that nothing helps. Used by one
 * thread at a time, but for {@link #report}. Long because the rungs of the ladder share what the
 * ones above found out.
 */
final class Folding {
  /** Each gives up half of the tail that the one before kept. */
  private static final int TAIL_RUNGS = 3;

  /**
   * From here on results and inputs of calls, then the same with a quarter of the length, and only
   * then prompts, in the same two steps.
   */
  private static final int SHORT_RESULTS = TAIL_RUNGS;

  private static final int SHORT_PROMPTS = TAIL_RUNGS + 2;
  private static final int LAST_RUNG = TAIL_RUNGS + 3;

  /** The most that a result and a prompt keep there, and the part of the window that it may be. */
  private static final int SHORT_RESULT_TOKENS = 1_000;

  private static final int SHORT_PROMPT_TOKENS = 2_000;
  private static final int SHORT_RESULT_PART = 8;
  private static final int SHORT_PROMPT_PART = 4;

  /** A refused request is made this part of what it was. */
  private static final double AFTER_OVERFLOW = 0.6;

  private static final int MOST_OVERFLOWS = 3;

  /** From this part of the window on, results are short from the start. */
  private static final double TIGHT = 0.8;

  private static final int TIGHT_RESULT = 2_000;
  private static final int LEAST_RESULT = 200;
  private static final double FOR_ERRORS = 1.05;
  private static final int LEAST_OUTPUT = 1_024;

  private final Setting setting;
  private final AgentId agent;
  private final Transcript transcript;
  private final Extras extras;
  private final Note note;
  private final Planner planner;
  private final Measure measure = new Measure();
  private final Shares shares = new Shares(measure);
  private @Nullable Instant lastRequest;
  private String lastModel = "";
  private volatile String forecast = "";
  private String focus = "";
  private boolean vetoed;
  private int overflows;

  /**
   * A request that fits, or why the task cannot go on.
   *
   * @param request as it is now
   */
  record Fit(Optional<Outcome> stuck, ModelRequest request) {}

  /** Finds what a digest tells beside what was folded. */
  interface Extras {
    /**
     * Returns it.
     *
     * @param paths the working set, for whose memory files to look; empty as long as nothing is
     *     decided
     */
    Digest.Extras find(Collection<Path> paths);
  }

  /** What a request may have until one is taken; 0 when none was refused. */
  private long target;

  Folding(Setting setting, AgentId agent, Transcript transcript, Budget budget, Extras extras) {
    this.setting = setting;
    this.agent = agent;
    this.transcript = transcript;
    this.extras = extras;
    this.note = new Note(setting.commons(), agent, budget);
    var wanted = setting.context();
    var thresholds =
        Thresholds.USUAL.withFull(wanted.threshold()).withNotes(Notes.of(wanted.note()));
    this.planner = new Planner(wanted.profile(), thresholds);
  }

  /**
   * Folds what has to be folded before a request.
   *
   * @param first the request as it is
   * @param draft writes it anew after each fold
   */
  Fit before(Model model, ModelRequest first, Supplier<ModelRequest> draft)
      throws InterruptedException {
    var info = setting.windows().known(model.info());
    var cold = isCold(info);
    var rung = 0;
    var request = first;
    while (true) {
      var load = load(request, info);
      var terms = terms(info);
      var advice = planner.advise(load, terms, cold, Math.min(rung, TAIL_RUNGS - 1));
      if (advice instanceof Advice.Stay(var when)) {
        forecast = when;
        transcript.resultTokens(resultTokens(load, terms));
        planner.requested(load, terms);
        return new Fit(Optional.empty(), request);
      }
      cold = false;
      if (advice instanceof Advice.Go go) {
        if (fold(model, request, go, load, terms, rung)) {
          request = draft.get();
          continue;
        }
        if (!isForced(go)) return new Fit(Optional.empty(), request);
      }
      do {
        rung++;
      } while (rung >= SHORT_RESULTS && rung <= LAST_RUNG && !shorten(rung, load, terms));
      if (rung <= LAST_RUNG) {
        request = draft.get();
        continue;
      }
      var isStuck = load.total() > terms.usable();
      return new Fit(
          isStuck ? Optional.of(irreducible(request, load, terms)) : Optional.empty(), request);
    }
  }

  /** Returns about how many tokens a request has for a model. */
  int size(ModelInfo info, ModelRequest request) {
    measure.of(info.id());
    return measure.tokens(request);
  }

  /** A result may take part of the window at most, and less when there is little left. */
  private int resultTokens(Load load, Terms terms) {
    var cap = setting.context().cap();
    var part = Math.max(LEAST_RESULT, terms.usable() / SHORT_RESULT_PART);
    var tight = load.total() > TIGHT * terms.usable() ? TIGHT_RESULT : cap;
    return Math.min(cap, Math.min(part, tight));
  }

  private static boolean isForced(Advice.Go go) {
    return switch (go.reason()) {
      case PRESSURE, OVERFLOW, ASKED -> true;
      case PRICE, COLD -> false;
    };
  }

  private boolean isCold(ModelInfo model) {
    if (transcript.turns() == 0) return false;
    if (lastRequest == null || !lastModel.equals(model.id())) return true;
    var gap = Duration.between(lastRequest, setting.commons().clock().instant());
    return gap.compareTo(model.cacheLifetime()) >= 0;
  }

  private Load load(ModelRequest request, ModelInfo info) {
    learnFromBefore(request, info);
    return Loads.of(request, transcript.view(), measure, transcript.unnoted());
  }

  /**
   * Measures for a model. What the provider counted before a resume teaches as much as what it
   * counts later: the reply is still there, and the request it answered can be told from this one.
   */
  private void learnFromBefore(ModelRequest request, ModelInfo info) {
    measure.of(info.id());
    if (measure.hasLearned()) return;
    transcript
        .counted(info.id())
        .ifPresent(counted -> measure.observe(counted.asked(request), counted.tokens()));
  }

  private Terms terms(ModelInfo info) {
    var terms = Loads.terms(info, setting.context().window());
    return target == 0 ? terms : terms.withUsable(target);
  }

  /** Returns whether less is shown afterwards. */
  private boolean fold(
      Model model, ModelRequest request, Advice.Go go, Load load, Terms terms, int rung)
      throws InterruptedException {
    var preview = draw(go, load, terms, rung, "", List.of());
    if (preview.isEmpty()) return false;
    var verdict = hooked(preview.get());
    if (verdict instanceof FoldHook.Verdict.Veto && !isForced(go) && !vetoed) {
      vetoed = true;
      return false;
    }
    var text = text(verdict, model, request, go, load, terms, rung);
    var paths = transcript.view().paths(setting.commons().workspace());
    var fold = draw(go, load, terms, rung, text, paths);
    fold.ifPresent(this::record);
    return fold.isPresent();
  }

  private FoldHook.Verdict hooked(Fold preview) throws InterruptedException {
    if (!setting.commons().hooks().isEmpty()) {
      var heard = heard(preview);
      if (heard.blocks()) return new FoldHook.Verdict.Veto(heard.reason());
    }
    try {
      var verdict = setting.foldHook().before(agent, preview);
      if (verdict instanceof FoldHook.Verdict.Go(var pins, _)) {
        for (var pin : pins) if (!transcript.pins().contains(pin)) pin(pin);
      }
      return verdict;
    } catch (RuntimeException e) {
      log(e);
      return FoldHook.Verdict.Go.PLAIN;
    }
  }

  private Hooks.Heard heard(Fold preview) throws InterruptedException {
    var commons = setting.commons();
    var moment = new Hook.Moment.FoldPlanned(preview);
    return commons.hooks().hear(agent, commons.rights().mode(), moment);
  }

  private void pin(String what) {
    var event = new Event.ContextPinned(what);
    transcript.apply(setting.commons().recorder().record(agent, event), event);
  }

  private static void log(RuntimeException e) {
    System.getLogger("dev.jackdaw.engine").log(System.Logger.Level.WARNING, "in a fold hook", e);
  }

  private String text(
      FoldHook.Verdict verdict,
      Model model,
      ModelRequest request,
      Advice.Go go,
      Load load,
      Terms terms,
      int rung)
      throws InterruptedException {
    if (verdict instanceof FoldHook.Verdict.Go(_, var given) && !given.isBlank()) return given;
    if (!wantsNote(go, load, terms, rung)) return "";
    return note.ask(model, request, terms.window(), focus);
  }

  private boolean wantsNote(Advice.Go go, Load load, Terms terms, int rung) {
    return (go.asksForNote() || go.reason() == Fold.Reason.ASKED)
        && setting.context().note() != Notes.When.NEVER
        && rung == 0
        && go.reason() != Fold.Reason.OVERFLOW
        && (terms.window() == 0 || load.total() + Note.output(terms.window()) < terms.window());
  }

  /** Returns the fold, unless it would not make the request smaller. */
  private Optional<Fold> draw(
      Advice.Go go, Load load, Terms terms, int rung, String text, Collection<Path> paths) {
    var view = transcript.view();
    var folded = view.folded();
    folded.add(view.opening(), view.turns(), go.through());
    var noted = text.isEmpty() ? transcript.note() : text;
    var digest = new Digest(folded, extras.find(paths).withNote(noted), room(load, terms, rung));
    var blocks = digest.write();
    var left = (long) load.fixed() + load.open() + measure.tokens(blocks);
    for (var turn : load.turns()) {
      if (turn.number() <= go.through()) continue;
      left += turn.number() <= go.brief() ? turn.brief() : turn.tokens();
    }
    var repeated = Repeated.of(view.turns(), go.through());
    var brief = InBrief.of(view.turns(), go.through(), go.brief(), measure);
    left -= saved(view, repeated, List.of(), List.of());
    if (left >= load.total()) return Optional.empty();
    var detail = go.detail() + cutPrompts(digest.cut());
    return Optional.of(
        new Fold(
            transcript.nextFold(),
            go.through(),
            blocks,
            brief.and(repeated),
            target > 0 ? Fold.Reason.OVERFLOW : go.reason(),
            detail,
            load.total(),
            Math.max(0, left),
            noted,
            brief.inputs(),
            brief.unthought()));
  }

  private static String cutPrompts(int cut) {
    if (cut == 0) return "";
    return "; " + cut + (cut == 1 ? " prompt is" : " prompts are") + " no longer shown in full";
  }

  private Digest.Room room(Load load, Terms terms, int rung) {
    var room = Math.max(2_000, 0.92 * terms.usable() - load.fixed());
    var tight = rung >= TAIL_RUNGS - 1 ? 2 : 1;
    return new Digest.Room(
        measure.chars((long) (Lengths.WORDS_PART * room)),
        promptRoom(terms, rung),
        measure.chars(Lengths.lines(room) / tight));
  }

  private int promptRoom(Terms terms, int rung) {
    if (rung < SHORT_PROMPTS) return Integer.MAX_VALUE;
    return measure.chars(shortPrompt(terms) / (rung < LAST_RUNG ? 1 : 4));
  }

  private void record(Fold fold) {
    var event = new Event.ContextFolded(fold);
    transcript.apply(setting.commons().recorder().record(agent, event), event);
    setting.commons().recorder().sync();
    measure.forget();
    forecast = "";
    vetoed = false;
    try {
      setting.foldHook().after(agent, fold);
    } catch (RuntimeException e) {
      log(e);
    }
  }

  /** Returns whether something could be shortened. */
  private boolean shorten(int rung, Load load, Terms terms) {
    var view = transcript.view();
    var isResults = rung < SHORT_PROMPTS;
    var part = (rung - SHORT_RESULTS) % 2 == 0 ? 1 : 4;
    var shortened =
        isResults
            ? Shortening.results(view, measure, shortResult(terms) / part)
            : Shortening.prompts(view, measure, shortPrompt(terms) / part);
    var digest = isResults ? List.<Block.Content>of() : shorterDigest(view, load, terms, rung);
    var inputs =
        isResults
            ? Shortening.inputs(view, measure, shortResult(terms) / part)
            : List.<Fold.Elided>of();
    if (shortened.isEmpty() && digest.isEmpty() && inputs.isEmpty()) return false;
    var detail =
        "long "
            + (isResults ? "results and inputs" : "prompts")
            + " do not fit into the window otherwise";
    record(
        new Fold(
            transcript.nextFold(),
            0,
            digest,
            shortened,
            Fold.Reason.PRESSURE,
            detail,
            load.total(),
            load.total() - saved(view, shortened, inputs, digest),
            transcript.note(),
            inputs,
            0));
    return true;
  }

  private long saved(
      Transcript.View view,
      List<Fold.Shortened> shortened,
      List<Fold.Elided> inputs,
      List<Block.Content> digest) {
    var saved = digest.isEmpty() ? 0L : measure.tokens(view.digest()) - measure.tokens(digest);
    for (var each : shortened)
      saved += measure.tokensAt(view, each.number()) - measure.tokens(each.text().length());
    for (var each : inputs) saved += measure.saved(view, each);
    return Math.max(0, saved);
  }

  private List<Block.Content> shorterDigest(
      Transcript.View view, Load load, Terms terms, int rung) {
    if (view.digest().isEmpty()) return List.of();
    var digest =
        new Digest(
                view.folded(),
                extras.find(List.of()).withNote(transcript.note()),
                room(load, terms, rung))
            .write();
    return measure.tokens(digest) < measure.tokens(view.digest()) ? digest : List.of();
  }

  private Outcome irreducible(ModelRequest request, Load load, Terms terms) {
    var model = setting.model().get().info().id();
    return new Outcome.Failed(
        JackdawException.Kind.USER,
        "context-irreducible",
        "The context cannot be made small enough for "
            + model
            + ": it takes about "
            + load.total()
            + " tokens of "
            + Math.max(0, terms.usable())
            + " that fit, after everything was folded that can be. "
            + shares.sizes(request, transcript.view())
            + ". Take a model with a larger window (--model), fewer tools, or shorter memory files"
            + " (jackdaw memory lint); the session is kept.");
  }

  /**
   * Takes in that a request was refused as too large.
   *
   * @param limit tokens that the model takes; 0 when it did not say
   * @return whether to try again with less
   */
  boolean overflowed(ModelInfo model, ModelRequest refused, int limit) {
    if (++overflows > MOST_OVERFLOWS || !canShrink(refused, model)) return false;
    var size = measure.tokens(refused);
    var most = limit > 0 ? Math.min(limit, size) : size;
    target = (long) (most * AFTER_OVERFLOW);
    return true;
  }

  private boolean canShrink(ModelRequest request, ModelInfo model) {
    var load = load(request, model);
    var terms = terms(model);
    var view = transcript.view();
    return planner
            .force(load, terms, Fold.Reason.ASKED)
            .flatMap(go -> draw(go, load, terms, 0, "", List.of()))
            .isPresent()
        || !Shortening.results(view, measure, shortResult(terms)).isEmpty()
        || !Shortening.inputs(view, measure, shortResult(terms)).isEmpty()
        || !Shortening.prompts(view, measure, shortPrompt(terms)).isEmpty();
  }

  private static int shortResult(Terms terms) {
    return Math.clamp(terms.usable() / SHORT_RESULT_PART, 1, SHORT_RESULT_TOKENS);
  }

  private static int shortPrompt(Terms terms) {
    return Math.clamp(terms.usable() / SHORT_PROMPT_PART, 1, SHORT_PROMPT_TOKENS);
  }

  /** Learns from a reply. */
  void replied(ModelRequest request, Usage usage, ModelInfo model, Instant asked) {
    overflows = 0;
    target = 0;
    lastRequest = asked;
    lastModel = model.id();
    measure.of(model.id());
    measure.observe(request, usage.prompt());
    shares.spent(request, transcript.view(), usage, model);
  }

  /** Returns how long the reply may be; 0 for as long as the model can. */
  int maxOutput(ModelInfo model, ModelRequest request) {
    if (model.window() == 0 || model.maxOutput() == 0) return 0;
    var left = model.window() - (int) (measure.tokens(request) * FOR_ERRORS);
    return left >= model.maxOutput() ? 0 : Math.max(LEAST_OUTPUT, left);
  }

  /** Returns what a fold asked for now would be; nothing when there is nothing to fold. */
  Optional<Fold> preview(ModelInfo info, Supplier<ModelRequest> draft) {
    var load = load(draft.get(), info);
    var terms = terms(info);
    return planner
        .force(load, terms, Fold.Reason.ASKED)
        .flatMap(go -> draw(go, load, terms, 0, "", List.of()));
  }

  /**
   * Folds because a person asked.
   *
   * @param about what the note should dwell on; may be empty
   */
  Optional<Fold> compact(Model model, Supplier<ModelRequest> draft, String about)
      throws InterruptedException {
    var info = setting.windows().known(model.info());
    var request = draft.get();
    var load = load(request, info);
    var terms = terms(info);
    var go = planner.force(load, terms, Fold.Reason.ASKED);
    if (go.isEmpty()) return Optional.empty();
    focus = about;
    try {
      if (!fold(model, request, go.get(), load, terms, 0)) return Optional.empty();
    } finally {
      focus = "";
    }
    return Optional.of(transcript.folds().getLast());
  }

  /** Returns what the next request would hold. May be called from any thread. */
  ContextReport report(
      ModelInfo info, ModelRequest request, Optional<Double> cached, List<ToolSpec> unseen) {
    learnFromBefore(request, info);
    return new ContextReport(
        info,
        Math.max(0, terms(info).usable()),
        shares.of(request, transcript.view()),
        cached,
        transcript.folds(),
        transcript.pins(),
        forecast.isEmpty() ? planner.forecast(load(request, info), terms(info)) : forecast,
        new ContextReport.HeldBack(
            unseen.size(), unseen.stream().mapToLong(measure::tokens).sum()));
  }
}
