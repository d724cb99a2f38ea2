package dev.jackdaw.journal.checkpoint;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Checkpoints;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Journal;
import dev.jackdaw.api.Occurrence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One call that changed files.
 *
 * @param number counting from 1 in the session
 * @param tool the tool's name; empty when the journal does not tell it
 * @param does the command, or the paths
 * @param isUndone whether it is taken back now
 * @param irreversible what it did beside, that nobody takes back, for people
 * @param prompt the number of the prompt it belongs to, counting from 1
 */
public record Step(
    int number,
    Instant time,
    AgentId agent,
    String tool,
    String does,
    Checkpoints.Found found,
    boolean isUndone,
    List<String> irreversible,
    int prompt) {
  public Step {
    irreversible = List.copyOf(irreversible);
  }

  /** Returns the steps of a session, in order. */
  public static List<Step> of(Journal journal) {
    var reader = new Reader();
    journal.replay(reader::accept);
    return List.copyOf(reader.steps.values());
  }

  private record Key(AgentId agent, CallId call) {}

  private static final class Reader {
    final TreeMap<Integer, Step> steps = new TreeMap<>();
    private int prompts;
    private final Map<Key, Block.Call> calls = new HashMap<>();
    private final Map<Key, List<Effect>> effects = new HashMap<>();

    void accept(Occurrence occurrence) {
      var agent = occurrence.agent();
      switch (occurrence.event()) {
        case Event.ReplyReceived reply -> {
          for (var call : reply.message().calls()) calls.put(new Key(agent, call.id()), call);
        }
        case Event.CallNested(_, _, var call) -> calls.put(new Key(agent, call.id()), call);
        case Event.CallDecided(_, var call, var stated, _) ->
            effects.put(new Key(agent, call), stated);
        case Event.PromptSubmitted(_, var steering) when agent.isMain() && !steering -> prompts++;
        case Event.ConversationRewound(var kept) -> prompts = kept;
        case Event.FilesChanged(_, var call, var found) -> add(occurrence, call, found);
        case Event.StepsUndone(var numbers, _) -> numbers.forEach(number -> mark(number, true));
        case Event.StepsRedone(var numbers, _) -> numbers.forEach(number -> mark(number, false));
        default -> {}
      }
    }

    private void add(Occurrence occurrence, CallId id, Checkpoints.Found found) {
      var key = new Key(occurrence.agent(), id);
      var call = calls.get(key);
      var stated = effects.getOrDefault(key, List.of());
      var number = steps.size() + 1;
      steps.put(
          number,
          new Step(
              number,
              occurrence.time(),
              occurrence.agent(),
              call == null ? "" : call.tool(),
              does(stated, found),
              found,
              false,
              irreversible(stated, found),
              prompts));
    }

    private static String does(List<Effect> stated, Checkpoints.Found found) {
      for (var effect : stated) {
        if (effect instanceof Effect.Executes(var command, _)) return command;
      }
      return String.join(", ", found.paths());
    }

    private static List<String> irreversible(List<Effect> stated, Checkpoints.Found found) {
      var all = new ArrayList<>(found.notes());
      for (var effect : stated) {
        if (effect instanceof Effect.Connects(var host, var port)) {
          all.add("it talked to " + host + ":" + port);
        }
      }
      return all;
    }

    private void mark(int number, boolean undone) {
      steps.computeIfPresent(
          number,
          (_, step) ->
              new Step(
                  number,
                  step.time(),
                  step.agent(),
                  step.tool(),
                  step.does(),
                  step.found(),
                  undone,
                  step.irreversible(),
                  step.prompt()));
    }
  }
}
