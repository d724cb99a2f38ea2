package dev.jackdaw.journal.timeline;

import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Decision;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.TurnId;
import dev.jackdaw.api.Usage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Something on the timeline of an agent. All text is as the journal has it, at most cut. */
public sealed interface Entry {
  /** Returns the time from its first sign to its last. */
  Span span();

  /** Something that took time. {@code number} counts from 1 in the order in which they began. */
  sealed interface Bar extends Entry {
    int number();
  }

  /** Something that took no time. */
  record Mark(Instant time, Kind kind, String text) implements Entry {
    /** What can happen beside replies and calls. */
    public enum Kind {
      /** Somebody said something to the agent. */
      PROMPT,
      /** A task ended. */
      END,
      /** A process took the session up again. */
      RESUME,
      /** The mode or the model is another one from here on. */
      CHANGE
    }

    @Override
    public Span span() {
      return new Span(time, time);
    }
  }

  /**
   * The model was asked, and replied or failed.
   *
   * @param model empty when the model failed
   * @param text the beginning of what it said
   * @param calls how many it asked for
   * @param problem why there is no reply; empty when there is one
   */
  record Reply(
      int number,
      TurnId turn,
      Span span,
      String model,
      Usage usage,
      Optional<Double> dollars,
      Optional<StopReason> stop,
      String text,
      int calls,
      String problem)
      implements Bar {
    Reply numbered(int other) {
      return new Reply(other, turn, span, model, usage, dollars, stop, text, calls, problem);
    }
  }

  /** A small job of a model beside the task. */
  record SideJob(
      int number,
      Span span,
      String job,
      String model,
      Usage usage,
      Optional<Double> dollars,
      String problem)
      implements Bar {
    SideJob numbered(int other) {
      return new SideJob(other, span, job, model, usage, dollars, problem);
    }
  }

  /**
   * A call.
   *
   * @param within the call of which it is a step
   * @param tool empty when the journal does not tell
   * @param subject the part of the input that tells most, in one line
   * @param waits when a person was asked about it or by it
   * @param runs when it ran, once for each start; empty when nothing ran
   * @param isWhole whether other bars, of a sub-agent or of its own steps, are parts of it
   * @param ending nothing when the journal does not tell how it ended
   * @param beside the numbers of other calls that ran at the same time, the first of them
   * @param besideMore whether there were still more
   */
  record Call(
      int number,
      TurnId turn,
      CallId call,
      Optional<CallId> within,
      String tool,
      String subject,
      String input,
      Span span,
      List<Span> waits,
      List<Span> runs,
      List<Effect> effects,
      Optional<Decision> decision,
      boolean isWhole,
      Optional<Ending> ending,
      List<Integer> beside,
      boolean besideMore)
      implements Bar {
    public Call {
      waits = List.copyOf(waits);
      runs = List.copyOf(runs);
      effects = List.copyOf(effects);
      beside = List.copyOf(beside);
    }
  }

  /**
   * How a call ended.
   *
   * @param text the beginning of what the model was shown
   * @param label the origin of that text
   * @param diff what it changed, as a unified difference; empty when it is not told
   */
  record Ending(ToolResult.Status status, String text, Label label, String diff) {}
}
