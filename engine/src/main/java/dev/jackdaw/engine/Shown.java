package dev.jackdaw.engine;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Journal;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.Workspace;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * What a model was shown when it was asked for a reply, or what it would be shown next, read from a
 * journal. Calls are those of the tools themselves, also where the model makes them through
 * another.
 *
 * @param turn the number of the reply
 * @param model empty when the agent was never asked to begin
 * @param system the blocks of the system prompt, memory files included
 * @param tools the names of all its tools
 * @param messages the conversation, from the digest of what was folded to the newest
 * @param tokens of all but the tools' descriptions, estimated
 */
public record Shown(
    int turn,
    String model,
    List<Block.Text> system,
    List<String> tools,
    List<Message> messages,
    long tokens) {

  public Shown {
    system = List.copyOf(system);
    tools = List.copyOf(tools);
    messages = List.copyOf(messages);
  }

  /**
   * Reads it.
   *
   * @param turn before which reply; the next one when empty
   * @return nothing when the agent was never told anything, or never gave that reply
   */
  public static Optional<Shown> of(
      Journal journal, AgentId agent, OptionalInt turn, Workspace workspace) {
    var reading = new Reading(agent, turn, workspace);
    journal.replay(reading);
    return reading.found(journal);
  }

  /** Takes in events up to the reply in question. */
  private static final class Reading implements Consumer<Occurrence> {
    private final AgentId agent;
    private final OptionalInt turn;
    private final Transcript transcript;
    private Event.AgentConfigured orders = new Event.AgentConfigured("", List.of(), List.of());
    private long end = Long.MAX_VALUE;

    Reading(AgentId agent, OptionalInt turn, Workspace workspace) {
      this.agent = agent;
      this.turn = turn;
      this.transcript = new Transcript(workspace);
    }

    @Override
    public void accept(Occurrence occurrence) {
      if (!occurrence.agent().equals(agent) || end != Long.MAX_VALUE) return;
      if (!(occurrence.event() instanceof Event.Durable event)) return;
      if (event instanceof Event.ReplyReceived reply
          && turn.isPresent()
          && reply.turn().number() == turn.getAsInt()) {
        end = occurrence.sequence();
        return;
      }
      if (event instanceof Event.AgentConfigured configured) orders = configured;
      transcript.apply(occurrence.sequence(), event);
    }

    Optional<Shown> found(Journal journal) {
      var isThere = turn.isEmpty() || end != Long.MAX_VALUE;
      if (!isThere || transcript.isEmpty()) return Optional.empty();
      transcript.settle(agent, each -> journal.replay(only(each)));
      var messages = transcript.messages();
      return Optional.of(
          new Shown(
              turn.orElse(transcript.turns() + 1),
              orders.model(),
              orders.system(),
              orders.tools(),
              messages,
              tokens(messages)));
    }

    private Consumer<Occurrence> only(Consumer<Occurrence> each) {
      return occurrence -> {
        if (occurrence.sequence() < end) each.accept(occurrence);
      };
    }

    private long tokens(List<Message> messages) {
      var measure = new Measure();
      measure.of(orders.model());
      var tokens = (long) measure.tokens(orders.system());
      for (var message : messages) tokens += measure.tokens(message.blocks());
      return tokens;
    }
  }
}
