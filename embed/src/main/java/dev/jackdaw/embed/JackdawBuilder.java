package dev.jackdaw.embed;

import dev.jackdaw.api.Effort;
import dev.jackdaw.api.Hook;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.Rule;
import dev.jackdaw.api.SessionStore;
import dev.jackdaw.embed.method.MethodTools;
import dev.jackdaw.embed.storage.Storage;
import dev.jackdaw.engine.Limits;
import dev.jackdaw.engine.SessionBuilder;
import dev.jackdaw.models.ProviderSettings;
import dev.jackdaw.models.Providers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Describes agents. Only a model is needed. What nobody allowed does not happen: by default agents
 * may read the workspace, which is an empty folder of their own, and nothing else; nobody approves;
 * files of the workspace count as text of strangers, and its instructions are not followed;
 * sessions are kept in memory; a task has at most {@value #USUAL_TURNS} turns. Used by one thread.
 */
public final class JackdawBuilder {
  private static final int USUAL_TURNS = 100;
  private static final int USUAL_REPAIRS = 2;

  private @Nullable Model model;
  private String modelName = "";
  private Map<String, String> environment = System.getenv();
  private Optional<Path> workspace = Optional.empty();
  private boolean workspaceTrusted;
  private BuiltIn builtIn = BuiltIn.READING;
  private SandboxLevel sandbox = SandboxLevel.AVAILABLE;
  private final List<dev.jackdaw.api.Tool<?>> tools = new ArrayList<>();
  private final List<Rule> allowed = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private final List<String> denied = new ArrayList<>();
  private Approver approver = Approver.DENY;
  private Limits limits = Limits.NONE;
  private int turns = USUAL_TURNS;
  private @Nullable Double dollars;
  private @Nullable Duration time;
  private Storage storage = Storage.of(new MemoryStore());
  private final List<Hook> hooks = new ArrayList<>();
  private final List<SessionListener> listeners = new ArrayList<>();
  private String systemPrompt = "";
  private String instructions = "";
  private Effort effort = Effort.DEFAULT;
  private int repairs = USUAL_REPAIRS;
  private AnswerMode answerMode = AnswerMode.PROVIDER;
  private InstantSource clock = InstantSource.system();
  private Consumer<SessionBuilder> customizer = _ -> {};

  JackdawBuilder() {}

  /** The model; it may be one of your own. */
  public JackdawBuilder model(Model value) {
    model = value;
    modelName = "";
    return this;
  }

  /**
   * The model as {@code provider/name}, such as {@code anthropic/claude-opus-5-5}; its key is taken
   * from the {@link #environment}.
   */
  public JackdawBuilder model(String name) {
    modelName = name;
    model = null;
    return this;
  }

  /**
   * The variables that say how models are reached (keys, addresses, proxies) and that commands see
   * the harmless part of; those of this process otherwise.
   */
  public JackdawBuilder environment(Map<String, String> value) {
    environment = Map.copyOf(value);
    return this;
  }

  /** The folder to work in; by default each session has an empty one, which is removed with it. */
  public JackdawBuilder workspace(Path value) {
    workspace = Optional.of(value);
    return this;
  }

  /**
   * Takes the files of the workspace for your own words: its {@code AGENTS.md} is followed, and
   * what is read there withdraws no rights.
   */
  public JackdawBuilder trustWorkspace() {
    workspaceTrusted = true;
    return this;
  }

  /** Which of Jackdaw's own tools agents have; {@link BuiltIn#READING} otherwise. */
  public JackdawBuilder builtIn(BuiltIn value) {
    builtIn = value;
    return this;
  }

  /** How commands are confined; {@link SandboxLevel#AVAILABLE} otherwise. */
  public JackdawBuilder sandbox(SandboxLevel value) {
    sandbox = value;
    return this;
  }

  /**
   * Adds the methods of an object that have {@link Tool}.
   *
   * @throws JackdawException with code {@code type-unsupported} when one cannot be a tool; the
   *     message says which and why
   */
  public JackdawBuilder tools(Object... targets) {
    for (var target : targets) {
      if (target instanceof dev.jackdaw.api.Tool<?> tool) tool(tool);
      else MethodTools.of(target).forEach(this::tool);
    }
    return this;
  }

  /** Adds a tool. */
  public JackdawBuilder tool(dev.jackdaw.api.Tool<?> value) {
    tools.add(value);
    return this;
  }

  /**
   * Adds rules for what may happen unasked: {@code tool} or {@code Tool(specifier)}, such as {@code
   * send_mail}, {@code Edit(src/**)}, {@code Bash(mvn test)}, {@code WebFetch(domain:example.com)}.
   */
  public JackdawBuilder allow(String... rules) {
    for (var rule : rules) allowed.add(rule(rule, "allow"));
    return this;
  }

  /** Adds rules for what is always asked, whatever is allowed. */
  public JackdawBuilder ask(String... rules) {
    for (var rule : rules) asked.add(rule(rule, "ask").toString());
    return this;
  }

  /** Adds rules for what never happens, whatever is allowed or approved. */
  public JackdawBuilder deny(String... rules) {
    for (var rule : rules) denied.add(rule(rule, "deny").toString());
    return this;
  }

  private static Rule rule(String text, String method) {
    try {
      return Rule.parse(text);
    } catch (IllegalArgumentException e) {
      throw problem("bad-rule", method + "(…): " + e.getMessage());
    }
  }

  /** Who is asked about calls that no rule allows; by default they are refused. */
  public JackdawBuilder approver(Approver value) {
    approver = value;
    return this;
  }

  /** The most turns of one task; 0 for no limit. */
  public JackdawBuilder maxTurns(int value) {
    if (value < 0) throw problem("bad-limit", "maxTurns must be 0 or more, was " + value);
    turns = value;
    return this;
  }

  /**
   * The most that one session may cost, sub-agents included; needs a model whose price is known.
   */
  public JackdawBuilder maxDollars(double value) {
    if (!(value > 0)) throw problem("bad-limit", "maxDollars must be more than 0, was " + value);
    dollars = value;
    return this;
  }

  /** The longest time of one task. */
  public JackdawBuilder maxTime(Duration value) {
    if (!value.isPositive()) throw problem("bad-limit", "maxTime must be positive, was " + value);
    time = value;
    return this;
  }

  /** The most tokens of one session, prompts and replies, cached or not; 0 for no limit. */
  public JackdawBuilder maxTokens(long value) {
    if (value < 0) throw problem("bad-limit", "maxTokens must be 0 or more, was " + value);
    limits = limits.withTokens(value);
    return this;
  }

  /** The most calls of tools of one session; 0 for no limit. */
  public JackdawBuilder maxCalls(int value) {
    if (value < 0) throw problem("bad-limit", "maxCalls must be 0 or more, was " + value);
    limits = limits.withCalls(value);
    return this;
  }

  /**
   * Keeps sessions in a folder, in the form of the command line; several processes may share it.
   */
  public JackdawBuilder storage(Path folder) {
    storage = Storage.of(folder);
    return this;
  }

  /** Keeps sessions in a store of your own; {@link MemoryStore} otherwise. */
  public JackdawBuilder storage(SessionStore store) {
    storage = Storage.of(store);
    return this;
  }

  /** Adds what hears of prompts, calls and ends, and has a say in them. */
  public JackdawBuilder hook(Hook value) {
    hooks.add(value);
    return this;
  }

  /** Adds what hears the events of all sessions. */
  public JackdawBuilder listener(SessionListener value) {
    listeners.add(value);
    return this;
  }

  /** What stands in place of Jackdaw's own standing orders, which are those of a coding agent. */
  public JackdawBuilder systemPrompt(String value) {
    systemPrompt = value;
    return this;
  }

  /** What follows the standing orders. */
  public JackdawBuilder instructions(String value) {
    instructions = value;
    return this;
  }

  /** How hard the model thinks. */
  public JackdawBuilder effort(Effort value) {
    effort = value;
    return this;
  }

  /**
   * How often a model is told what was wrong with an answer that should be a value; 2 otherwise.
   */
  public JackdawBuilder answerRepairs(int value) {
    if (value < 0) throw problem("bad-limit", "answerRepairs must be 0 or more, was " + value);
    repairs = value;
    return this;
  }

  /** How models are brought to give values; {@link AnswerMode#PROVIDER} otherwise. */
  public JackdawBuilder answerMode(AnswerMode value) {
    answerMode = value;
    return this;
  }

  /** Where the time comes from. */
  public JackdawBuilder clock(InstantSource value) {
    clock = value;
    return this;
  }

  /** Has the last word on how the engine opens sessions; for what has no method here. */
  public JackdawBuilder engine(Consumer<SessionBuilder> value) {
    customizer = value;
    return this;
  }

  /**
   * Makes the agents.
   *
   * @throws JackdawException of kind user when something needed is missing or does not fit; the
   *     message names the method to call
   */
  public Jackdaw build() {
    var chosen = chosenModel();
    if (dollars != null && !chosen.info().hasKnownPrice()) {
      throw problem(
          "price-unknown",
          "maxDollars cannot be held: the price of "
              + chosen.info().id()
              + " is not known. Use maxTokens, or choose another model");
    }
    var all =
        new Limits(
            turns,
            Optional.ofNullable(dollars),
            Optional.ofNullable(time),
            false,
            limits.tokens(),
            limits.calls(),
            Map.of(),
            limits.subagentShare(),
            limits.schemaShare());
    var plan =
        new Blueprint(
            chosen,
            environment,
            workspace,
            workspaceTrusted,
            builtIn,
            sandbox,
            List.copyOf(tools),
            List.copyOf(allowed),
            List.copyOf(asked),
            List.copyOf(denied),
            approver,
            all,
            storage,
            List.copyOf(hooks),
            List.copyOf(listeners),
            systemPrompt,
            instructions,
            effort,
            repairs,
            answerMode,
            clock,
            customizer);
    plan.check();
    return new Jackdaw(plan);
  }

  private Model chosenModel() {
    if (model != null) return model;
    if (modelName.isEmpty()) {
      throw problem(
          "no-model",
          "There is no model. Call model(\"provider/name\") or model(Model) before build()");
    }
    var settings = ProviderSettings.of(environment, "embedded");
    return new Providers(settings, clock, new SecureRandom()).model(modelName);
  }

  static JackdawException problem(String code, String message) {
    return new JackdawException(JackdawException.Kind.USER, code, message + ".");
  }
}
