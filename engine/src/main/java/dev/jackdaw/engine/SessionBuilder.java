package dev.jackdaw.engine;

import dev.jackdaw.api.AgentDefinition;
import dev.jackdaw.api.AnswerForm;
import dev.jackdaw.api.Checkpoints;
import dev.jackdaw.api.Effort;
import dev.jackdaw.api.FoldHook;
import dev.jackdaw.api.Hook;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Journal;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.Policy;
import dev.jackdaw.api.Redactor;
import dev.jackdaw.api.Rule;
import dev.jackdaw.api.ScriptEngine;
import dev.jackdaw.api.Session;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.Workspace;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Describes a session and opens it. Journal, workspace, model, tools and policy are needed; the
 * rest has defaults. Used by one thread.
 */
public final class SessionBuilder {
  private @Nullable Journal journal;
  private @Nullable Workspace workspace;
  private @Nullable Model model;
  private List<Supplier<Model>> fallbacks = List.of();
  private Optional<SmallModel> smallModel = Optional.empty();
  private Supplier<Optional<SmallModel>> sideModel = Optional::empty;
  private Supplier<Optional<AnswerForm>> answerForm = Optional::empty;
  private @Nullable Toolset toolset;
  private @Nullable Policy policy;
  private @Nullable MemoryFiles memory;
  private Mode mode = Mode.DEFAULT;
  private Attendance attendance = Attendance.UNATTENDED;
  private Supplier<Briefing> briefing = () -> Briefing.STANDARD;
  private Limits limits = Limits.NONE;
  private ContextSettings context = ContextSettings.STANDARD;
  private FoldHook foldHook = FoldHook.NONE;
  private List<Hook> hooks = List.of();
  private Effort effort = Effort.DEFAULT;
  private InstantSource clock = InstantSource.system();
  private String version = "";
  private ThreadFactory threads = Thread.ofVirtual().factory();
  private Consumer<Rule> keeper = _ -> {};
  private Origins origins = new Origins();
  private Redactor redactor = new Redactor(Map.of());
  private Checkpoints checkpoints = Checkpoints.NONE;
  private Parallelism parallelism = Parallelism.standard();
  private Leases leases = Leases.inProcess();
  private Supplier<List<String>> notices = List::of;
  private Supplier<List<String>> standing = List::of;
  private LostCalls lostCalls = LostCalls.UNKNOWN;
  private boolean learnsCacheLifetime = true;
  private final List<AutoCloseable> resources = new ArrayList<>();
  private Supplier<List<AgentDefinition>> agents = List::of;
  private Optional<Isolation> isolation = Optional.empty();
  private Optional<Scripts> scripts = Optional.empty();
  private Function<String, Model> agentModels = SessionBuilder::unknownModel;

  SessionBuilder() {}

  /** Where events are kept; the session closes it. A journal with events in it is resumed. */
  public SessionBuilder journal(Journal value) {
    journal = value;
    return this;
  }

  public SessionBuilder workspace(Workspace value) {
    workspace = value;
    return this;
  }

  public SessionBuilder model(Model value) {
    model = value;
    return this;
  }

  /**
   * The models to go on with, in this order, when one is overloaded, out of reach, unknown or its
   * account used up. Each is made only when it is needed.
   */
  public SessionBuilder fallbacks(List<Supplier<Model>> value) {
    fallbacks = List.copyOf(value);
    return this;
  }

  /** The model that finds a title for a new session; without one it is called by its prompt. */
  public SessionBuilder smallModel(SmallModel value) {
    smallModel = Optional.of(value);
    return this;
  }

  /**
   * The model for small jobs that tools and hooks have, asked for with the first; without one it is
   * the session's own.
   */
  public SessionBuilder sideModel(Supplier<Optional<SmallModel>> value) {
    sideModel = value;
    return this;
  }

  /** The form of the main agent's last word, asked for with each request; any otherwise. */
  public SessionBuilder answerForm(Supplier<Optional<AnswerForm>> value) {
    answerForm = value;
    return this;
  }

  public SessionBuilder tools(Toolset value) {
    toolset = value;
    return this;
  }

  /** The same tools for every agent and model. */
  public SessionBuilder tools(List<Tool<?>> value) {
    var tools = List.copyOf(value);
    return tools((_, _) -> tools);
  }

  public SessionBuilder policy(Policy value) {
    policy = value;
    return this;
  }

  /** Where memory files are looked for; by default only in the project. */
  public SessionBuilder memory(MemoryFiles value) {
    memory = value;
    return this;
  }

  public SessionBuilder mode(Mode value) {
    mode = value;
    return this;
  }

  /** Whether a person answers questions; by default nobody does. */
  public SessionBuilder attendance(Attendance value) {
    attendance = value;
    return this;
  }

  public SessionBuilder briefing(Briefing value) {
    return briefing(() -> value);
  }

  /** As the other, for one that may change: it is asked for whenever an agent is told anew. */
  public SessionBuilder briefing(Supplier<Briefing> value) {
    briefing = value;
    return this;
  }

  public SessionBuilder limits(Limits value) {
    limits = value;
    return this;
  }

  /** When and how the conversation is folded. */
  public SessionBuilder context(ContextSettings value) {
    context = value;
    return this;
  }

  /** Who has a say in folds. */
  public SessionBuilder foldHook(FoldHook value) {
    foldHook = value;
    return this;
  }

  /** Who hears of what the session does, and has a say in it, in this order. */
  public SessionBuilder hooks(List<Hook> value) {
    hooks = List.copyOf(value);
    return this;
  }

  List<Hook> hooks() {
    return hooks;
  }

  public SessionBuilder effort(Effort value) {
    effort = value;
    return this;
  }

  public SessionBuilder clock(InstantSource value) {
    clock = value;
    return this;
  }

  /** The version of the program, for the journal. */
  public SessionBuilder version(String value) {
    version = value;
    return this;
  }

  /**
   * Makes the thread that works for the session; virtual threads by default, which suits many
   * sessions in one process.
   */
  public SessionBuilder threads(ThreadFactory value) {
    threads = value;
    return this;
  }

  /** Hears the rules that a person wants to keep beyond the session. */
  public SessionBuilder keeper(Consumer<Rule> value) {
    keeper = value;
    return this;
  }

  /**
   * Takes secrets out of the results of calls and the prompts of users, before they are recorded,
   * told to listeners and sent to a model; what has the form of a key without one.
   */
  public SessionBuilder redactor(Redactor value) {
    redactor = value;
    return this;
  }

  /**
   * Where the origins of what is in view are gathered, for somebody who wants to look at them; the
   * session fills it, from its journal first.
   */
  public SessionBuilder origins(Origins value) {
    origins = value;
    return this;
  }

  /** Keeps what is needed to undo calls; nothing is kept without it. */
  public SessionBuilder checkpoints(Checkpoints value) {
    checkpoints = value;
    return this;
  }

  /** How much runs at once. */
  public SessionBuilder parallelism(Parallelism value) {
    parallelism = value;
    return this;
  }

  /**
   * What keeps agents from changing the same files at once. By default only those of the session
   * are kept apart; sessions that may work in the same checkout share one.
   */
  public SessionBuilder leases(Leases value) {
    leases = value;
    return this;
  }

  /** Gives what still runs in the background, a line each, for the digests of folds. */
  public SessionBuilder standing(Supplier<List<String>> value) {
    standing = value;
    return this;
  }

  /** Where to find, before each turn of the main agent, what it should be told. */
  public SessionBuilder notices(Supplier<List<String>> value) {
    notices = value;
    return this;
  }

  /** Who is asked, when a session is resumed, what became of calls without a result. */
  public SessionBuilder lostCalls(LostCalls value) {
    lostCalls = value;
    return this;
  }

  /** Something to close with the session, after its last call. */
  public SessionBuilder closing(AutoCloseable value) {
    resources.add(value);
    return this;
  }

  /** The kinds of sub-agents that the model may name. */
  public SessionBuilder agents(List<AgentDefinition> value) {
    var all = List.copyOf(value);
    return agents(() -> all);
  }

  /** As the other, for kinds that may come and go: asked for whenever one is started. */
  public SessionBuilder agents(Supplier<List<AgentDefinition>> value) {
    agents = value;
    return this;
  }

  /**
   * Makes the models that definitions of sub-agents name, when they are needed; without it they
   * work with that of the session.
   */
  public SessionBuilder agentModels(Function<String, Model> value) {
    agentModels = value;
    return this;
  }

  /** Makes the places of sub-agents that work apart; without it there are none. */
  public SessionBuilder isolation(Isolation value) {
    isolation = Optional.of(value);
    return this;
  }

  /**
   * Runs workflows that are scripts; without it they are refused. The tool {@code workflow} is to
   * be told of it.
   *
   * @param engine is asked for the first script
   * @param starter starts the processes in which they run
   */
  public SessionBuilder scripts(Supplier<ScriptEngine> engine, ScriptEngine.Starter starter) {
    scripts = Optional.of(new Scripts(engine, starter));
    return this;
  }

  Optional<Scripts> scripts() {
    return scripts;
  }

  /**
   * Leaves it to the model how long prompts are kept; otherwise the session learns from the time
   * between its requests whether keeping their beginning for an hour is cheaper.
   */
  public SessionBuilder givenCacheLifetime() {
    learnsCacheLifetime = false;
    return this;
  }

  boolean learnsCacheLifetime() {
    return learnsCacheLifetime;
  }

  Optional<Isolation> isolation() {
    return isolation;
  }

  private static Model unknownModel(String name) {
    throw new JackdawException(
        JackdawException.Kind.USER, "model-unknown", "no models but the session's are known here");
  }

  /**
   * Opens the session.
   *
   * @throws NullPointerException when something needed is missing
   * @throws JackdawException when the journal cannot be written, or the limit on cost cannot be
   *     held because the model's price is not known
   */
  public Session open() {
    if (limits.dollars().isPresent() && !model().info().hasKnownPrice()) {
      throw new JackdawException(
          JackdawException.Kind.USER,
          "price-unknown",
          "The price of "
              + model().info().id()
              + " is not known, so --max-cost cannot be held. Leave it out, or give the price in a"
              + " model facts file (setting modelFacts).");
    }
    return new AgentSession(this);
  }

  Journal journal() {
    return Objects.requireNonNull(journal, "journal");
  }

  Workspace workspace() {
    return Objects.requireNonNull(workspace, "workspace");
  }

  Model model() {
    return Objects.requireNonNull(model, "model");
  }

  List<Supplier<Model>> fallbacks() {
    return fallbacks;
  }

  Supplier<Optional<AnswerForm>> answerForm() {
    return answerForm;
  }

  Supplier<Optional<SmallModel>> sideModel() {
    return sideModel;
  }

  Optional<SmallModel> smallModel() {
    return smallModel;
  }

  Toolset toolset() {
    return Objects.requireNonNull(toolset, "tools");
  }

  Policy policy() {
    return Objects.requireNonNull(policy, "policy");
  }

  MemoryFiles memory() {
    return memory == null ? new MemoryFiles(List.of(), workspace().directory()) : memory;
  }

  Mode mode() {
    return mode;
  }

  Attendance attendance() {
    return attendance;
  }

  Supplier<Briefing> briefing() {
    return briefing;
  }

  Limits limits() {
    return limits;
  }

  ContextSettings context() {
    return context;
  }

  FoldHook foldHook() {
    return foldHook;
  }

  Effort effort() {
    return effort;
  }

  InstantSource clock() {
    return clock;
  }

  String version() {
    return version;
  }

  ThreadFactory threads() {
    return threads;
  }

  Consumer<Rule> keeper() {
    return keeper;
  }

  Origins origins() {
    return origins;
  }

  Redactor redactor() {
    return redactor;
  }

  Checkpoints checkpoints() {
    return checkpoints;
  }

  Parallelism parallelism() {
    return parallelism;
  }

  Leases leases() {
    return leases;
  }

  Supplier<List<String>> standing() {
    return standing;
  }

  Supplier<List<String>> notices() {
    return notices;
  }

  LostCalls lostCalls() {
    return lostCalls;
  }

  List<AutoCloseable> resources() {
    return resources;
  }

  Supplier<List<AgentDefinition>> agents() {
    return agents;
  }

  Function<String, Model> agentModels() {
    return agentModels;
  }
}
