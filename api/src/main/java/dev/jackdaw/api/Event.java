package dev.jackdaw.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something that happened in a session. Events are facts: past tense, immutable, and enough to
 * rebuild the session. The journal keeps every {@link Durable} one; the rest only paint the screen.
 */
public sealed interface Event {

  /** An event that the journal keeps. */
  sealed interface Durable extends Event {}

  /** An event that is gone once it was shown. */
  sealed interface Fleeting extends Event {}

  /**
   * The first event of every journal.
   *
   * @param directory the working directory, canonical
   * @param forkedFrom the session whose events follow as a copy
   */
  record SessionOpened(
      SessionId session, String directory, String version, Optional<SessionId> forkedFrom)
      implements Durable {}

  /** The same session was opened again by a later process. */
  record SessionResumed(String version) implements Durable {}

  /** The agent's standing orders as they are from here on: system prompt, memory files, model. */
  record AgentConfigured(String model, List<Block.Text> system, List<String> tools)
      implements Durable {
    public AgentConfigured {
      system = List.copyOf(system);
      tools = List.copyOf(tools);
    }
  }

  /** A person said something; {@code steering} when a task was already running. */
  record PromptSubmitted(List<Block.Content> content, boolean steering) implements Durable {
    public PromptSubmitted {
      content = List.copyOf(content);
    }
  }

  /** Jackdaw told the model something outside any call. */
  record NoticeGiven(String text) implements Durable {}

  /**
   * A memory file came into force after the session began, because the agent works where it
   * applies, or because it changed.
   */
  record MemoryLoaded(String path, String text) implements Durable {
    private static final String FROM = "Instructions from ";
    private static final String CHANGED = " changed. ";

    /** A file that the model was told nothing of. */
    public static MemoryLoaded first(String path, String text) {
      return new MemoryLoaded(path, FROM + path + ":\n\n" + text);
    }

    /**
     * A file that is not what the model was told; {@code text} is a sentence and what it is now.
     */
    public static MemoryLoaded changed(String path, String text) {
      return new MemoryLoaded(path, FROM + path + CHANGED + text);
    }

    /** Returns whether the model was told of the file before. */
    public boolean isChange() {
      return text.startsWith(FROM + path + CHANGED);
    }
  }

  /**
   * The model replied.
   *
   * @param dollars nothing when the price is not known
   * @param cacheMiss why the prompt cache served less than it could have, if it did
   */
  record ReplyReceived(
      TurnId turn,
      Message.Assistant message,
      Usage usage,
      StopReason stop,
      String model,
      Optional<Double> dollars,
      Duration took,
      Optional<CacheMiss> cacheMiss)
      implements Durable {
    /** A reply about whose cache nothing is to be said. */
    public ReplyReceived(
        TurnId turn,
        Message.Assistant message,
        Usage usage,
        StopReason stop,
        String model,
        Optional<Double> dollars,
        Duration took) {
      this(turn, message, usage, stop, model, dollars, took, Optional.empty());
    }
  }

  /** Asking the model failed for good; the task ends or goes on with another model. */
  record ModelFailed(TurnId turn, String code, String message) implements Durable {}

  /** Policy, and where needed a person, decided on a call. */
  record CallDecided(TurnId turn, CallId call, List<Effect> effects, Decision decision)
      implements Durable {
    public CallDecided {
      effects = List.copyOf(effects);
    }
  }

  /** The call is about to take effect. */
  record CallStarted(TurnId turn, CallId call, Idempotency idempotency) implements Durable {}

  /**
   * The call ended, whether or not it ever started.
   *
   * @param ledger a line that tells what it did once it is folded; empty when the tool has none
   * @param retention how a fold treats the result
   */
  record CallFinished(
      TurnId turn,
      CallId call,
      ToolResult result,
      Duration took,
      String ledger,
      Retention retention)
      implements Durable {
    /** A call of which no line is known. */
    public CallFinished(TurnId turn, CallId call, ToolResult result, Duration took) {
      this(turn, call, result, took, "", Retention.ELIDE);
    }
  }

  /** A person answered. */
  record QuestionAnswered(Question question, Answer answer) implements Durable {}

  record ModeChanged(Mode mode) implements Durable {}

  /** The model changed; the reason is never empty. */
  record ModelChanged(String model, String reason) implements Durable {}

  /**
   * Another model answered than was asked, as the provider says. Told once for each pair.
   *
   * @param asked the model's id
   * @param answered the name the provider gave
   */
  record AnsweredByOther(TurnId turn, String asked, String answered) implements Durable {}

  /**
   * The model turned out to take fewer tokens than was known; it holds for the rest of the session.
   *
   * @param tokens of context, prompt and reply together
   * @param reason never empty
   */
  record WindowLearned(String model, int tokens, String reason) implements Durable {}

  /**
   * A call started a sub-agent, whose own events carry {@code child}.
   *
   * @param name that of its definition; empty when it has none
   * @param background whether its parent went on meanwhile
   */
  record AgentStarted(
      AgentId child, CallId call, String description, String name, boolean background)
      implements Durable {
    /** A sub-agent like its parent, which was waited for. */
    public AgentStarted(AgentId child, CallId call, String description) {
      this(child, call, description, "", false);
    }
  }

  /**
   * A model did a small job beside the task, such as finding a title, or did not.
   *
   * @param job what for, such as {@code title}
   * @param usage what it took; all zeros when the model never answered
   * @param dollars nothing when the price is not known
   * @param problem why it was not done; empty when it was
   */
  record SideJobEnded(
      String job,
      String model,
      Usage usage,
      Optional<Double> dollars,
      Duration took,
      String problem)
      implements Durable {}

  /** The session was given a name. */
  record SessionTitled(String title) implements Durable {}

  /** The task ended. */
  record TaskFinished(Outcome outcome) implements Durable {}

  /**
   * A call changed files, and what they were before and after is kept: this is a step, which can be
   * undone. Steps are numbered from 1 in the order of their events.
   */
  record FilesChanged(TurnId turn, CallId call, Checkpoints.Found found) implements Durable {}

  /**
   * A person took steps back.
   *
   * @param steps their numbers, in the order in which they were undone
   * @param summary what that did, for the model and for people
   */
  record StepsUndone(List<Integer> steps, String summary) implements Durable {
    public StepsUndone {
      steps = List.copyOf(steps);
    }
  }

  /**
   * A person took the conversation back: what followed is kept, but the model is no longer shown
   * it.
   *
   * @param prompts how many prompts of the main agent, counted from the beginning of what is shown,
   *     stay
   */
  record ConversationRewound(int prompts) implements Durable {
    public ConversationRewound {
      if (prompts < 0) throw new IllegalArgumentException("prompts must not be negative");
    }
  }

  /** The older part of the conversation is shown to the model as a digest from here on. */
  record ContextFolded(Fold fold) implements Durable {}

  /** A person took a fold back: the model is shown again what was folded, unless later folds do. */
  record ContextUnfolded(int number) implements Durable {}

  /**
   * A person wants something to stay in the context word for word.
   *
   * @param what a number of the journal as {@code #214}, else a text of their own
   */
  record ContextPinned(String what) implements Durable {}

  /** A person gave up a pin. */
  record ContextUnpinned(String what) implements Durable {}

  /** A person did undone steps again. */
  record StepsRedone(List<Integer> steps, String summary) implements Durable {
    public StepsRedone {
      steps = List.copyOf(steps);
    }
  }

  /**
   * A running call, a workflow, is about to make a call of its own; its other events follow under
   * its own id.
   *
   * @param parent the running call
   */
  record CallNested(TurnId turn, CallId parent, Block.Call call) implements Durable {}

  /**
   * The script of a workflow begins, or begins again to be gone on with.
   *
   * @param call that of the workflow
   * @param clock what the script takes for the present, the same whenever it is gone on with
   */
  record ScriptStarted(TurnId turn, CallId call, Instant clock) implements Durable {}

  /**
   * Hooks had something to say at a moment.
   *
   * @param event the name of the moment, as in settings
   * @param said what the model is told; empty when it is part of the result of a call
   * @param told what the person is told
   */
  record HookSpoke(String event, List<Block.Text> said, List<String> told) implements Durable {
    public HookSpoke {
      said = List.copyOf(said);
      told = List.copyOf(told);
    }
  }

  /** A request is on its way to the model. */
  record TurnStarted(TurnId turn) implements Fleeting {}

  /** A piece of the reply arrived. */
  record ReplyStreamed(TurnId turn, Delta delta) implements Fleeting {}

  /** A running call printed something. */
  record CallProgressed(TurnId turn, CallId call, String text) implements Fleeting {}

  /** A person is asked; {@link Session#answer} with the number answers. */
  record QuestionAsked(long number, Question question) implements Fleeting {}
}
