package dev.jackdaw.api;

import dev.jackdaw.api.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Hears of what a session is about to do and has done, and has a say in it: it may refuse a call or
 * a prompt, ask for a person, change the input of a call, tell the model something, make a task go
 * on. What it says is kept in the journal, so that a resumed session does not ask it again.
 *
 * <p>All hooks that want a moment are called side by side, each on a thread of its own, and the
 * agent waits for them; {@link #on} should end when it is interrupted. The strictest verdict counts
 * and answers are taken in the order of the hooks. One that throws has said nothing, and a person
 * is told.
 */
public interface Hook {
  /** Returns what messages call it. */
  default String name() {
    return getClass().getSimpleName();
  }

  /** Returns whether {@link #on} is to be called; costs nothing to speak of. */
  default boolean wants(Occasion occasion) {
    return true;
  }

  /** Hears of something. */
  Answer on(Occasion occasion) throws InterruptedException;

  /**
   * A moment, and whose it is.
   *
   * @param kind the name of the sub-agent's definition; empty for the main agent and for one
   *     without
   * @param mode how much the agent may do without asking
   * @param sideJobs has a model do small jobs for the hook
   */
  record Occasion(
      SessionId session, AgentId agent, String kind, Mode mode, Moment moment, SideJobs sideJobs) {
    /** One where no model can be asked. */
    public Occasion(SessionId session, AgentId agent, String kind, Mode mode, Moment moment) {
      this(session, agent, kind, mode, moment, SideJobs.NONE);
    }
  }

  /** What hooks hear of. */
  sealed interface Moment {
    /** Returns the name of the event in settings. */
    String event(AgentId agent);

    /** Why a conversation begins. */
    enum Beginning {
      STARTUP,
      RESUME,
      /** It was folded, and with it what hooks said at its beginning. */
      COMPACT
    }

    /** The first task of this process begins, or a conversation goes on that was folded. */
    record SessionBegan(Beginning why) implements Moment {
      @Override
      public String event(AgentId agent) {
        return "SessionStart";
      }
    }

    /** The session ends; nothing that is said matters any more. */
    record SessionEnded() implements Moment {
      @Override
      public String event(AgentId agent) {
        return "SessionEnd";
      }
    }

    /** A person said something that the model has not heard yet. */
    record PromptGiven(List<Block.Content> content) implements Moment {
      public PromptGiven {
        content = List.copyOf(content);
      }

      @Override
      public String event(AgentId agent) {
        return "UserPromptSubmit";
      }
    }

    /** The model wants a call, whose input fits the tool; nothing is decided yet. */
    record CallPlanned(TurnId turn, Block.Call call, List<Effect> effects) implements Moment {
      public CallPlanned {
        effects = List.copyOf(effects);
      }

      @Override
      public String event(AgentId agent) {
        return "PreToolUse";
      }
    }

    /** A person would be asked about a call, if one is there. */
    record ApprovalNeeded(TurnId turn, Block.Call call, List<Effect> effects, String reason)
        implements Moment {
      public ApprovalNeeded {
        effects = List.copyOf(effects);
      }

      @Override
      public String event(AgentId agent) {
        return "PermissionRequest";
      }
    }

    /** A call did what was asked, or could not; one that was refused or stopped is not told of. */
    record CallEnded(TurnId turn, Block.Call call, ToolResult result, Duration took)
        implements Moment {
      @Override
      public String event(AgentId agent) {
        return result.isOk() ? "PostToolUse" : "PostToolUseFailure";
      }
    }

    /** A sub-agent is about to begin. */
    record AgentBegan(String task) implements Moment {
      @Override
      public String event(AgentId agent) {
        return "SubagentStart";
      }
    }

    /**
     * An agent is done.
     *
     * @param text its last word
     * @param again whether a hook made it go on before, in this task
     */
    record Stopping(String text, boolean again) implements Moment {
      @Override
      public String event(AgentId agent) {
        return agent.isMain() ? "Stop" : "SubagentStop";
      }
    }

    /** The older part of a conversation is to be folded. */
    record FoldPlanned(Fold fold) implements Moment {
      @Override
      public String event(AgentId agent) {
        return "PreCompact";
      }
    }

    /** It was folded. */
    record FoldKept(Fold fold) implements Moment {
      @Override
      public String event(AgentId agent) {
        return "PostCompact";
      }
    }

    /** A person should look; nobody waits for the answer. {@code kind} is a word for programs. */
    record Notified(String kind, String text) implements Moment {
      @Override
      public String event(AgentId agent) {
        return "Notification";
      }
    }
  }

  /** What becomes of it; the later, the stricter. */
  enum Verdict {
    /** Nothing is said about it. */
    NONE,
    /**
     * A question about a call need not be asked. It counts as a rule of the user would: not against
     * a rule, and not where text of others is in view.
     */
    ALLOW,
    /** A person is to be asked about the call; where nobody is there it is refused. */
    ASK,
    /**
     * The call, prompt or fold does not happen; of a call that has ended the reason is told to the
     * model; a task that would end goes on.
     */
    BLOCK
  }

  /**
   * What a hook says.
   *
   * @param reason why; told to the model
   * @param input in place of the call's; it is checked, and decided on, as if the model had sent it
   * @param context told to the model beside what happens anyway; may be empty
   * @param stop ends the task, with this as the reason
   * @param messages shown to the person
   * @param label whose words reason and context are
   */
  record Answer(
      Verdict verdict,
      String reason,
      Optional<Json.Obj> input,
      String context,
      Optional<String> stop,
      List<String> messages,
      Label label) {
    public static final Answer NOTHING =
        new Answer(Verdict.NONE, "", Optional.empty(), "", Optional.empty(), List.of(), Label.USER);

    public Answer {
      messages = List.copyOf(messages);
    }

    /** Says no. */
    public static Answer block(String reason) {
      return NOTHING.with(Verdict.BLOCK, reason);
    }

    /** Wants a person to be asked. */
    public static Answer ask(String reason) {
      return NOTHING.with(Verdict.ASK, reason);
    }

    /** Spares the person a question. */
    public static Answer allow(String reason) {
      return NOTHING.with(Verdict.ALLOW, reason);
    }

    /** Tells the model something. */
    public static Answer telling(String context) {
      return NOTHING.with(context);
    }

    public Answer with(Verdict other, String why) {
      return new Answer(other, why, input, context, stop, messages, label);
    }

    public Answer with(String told) {
      return new Answer(verdict, reason, input, told, stop, messages, label);
    }

    public Answer with(Json.Obj changed) {
      return new Answer(verdict, reason, Optional.of(changed), context, stop, messages, label);
    }

    public Answer with(Label whose) {
      return new Answer(verdict, reason, input, context, stop, messages, whose);
    }

    public Answer withMessages(List<String> others) {
      return new Answer(verdict, reason, input, context, stop, others, label);
    }

    public Answer stopping(String why) {
      return new Answer(verdict, reason, input, context, Optional.of(why), messages, label);
    }
  }
}
