package dev.jackdaw.cli.permissions;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.Question;
import dev.jackdaw.api.VisibleText;
import dev.jackdaw.engine.Origins;
import dev.jackdaw.journal.Sessions;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Decides the calls of old sessions by the rules of today and prints what differs. */
final class Replay {
  private final Folders folders;
  private final Sessions sessions;
  private final PrintWriter out;
  private int calls;
  private int different;
  private int unreadable;

  Replay(Folders folders, Sessions sessions, PrintWriter out) {
    this.folders = folders;
    this.sessions = sessions;
    this.out = out;
  }

  boolean isComplete() {
    return unreadable == 0;
  }

  /** Replays one session; one that cannot be is told, and the others go on. */
  void session(String name) {
    try {
      var id = sessions.find(name);
      var reading = new Reading(id.value());
      try (var journal = sessions.view(id)) {
        journal.replay(reading::take);
      }
    } catch (JackdawException | IllegalArgumentException e) {
      unreadable++;
      out.println(VisibleText.blanked(name + ": not replayed: " + e.getMessage()));
    }
  }

  void summary() {
    out.println(
        calls
            + " calls, "
            + different
            + " would be decided otherwise"
            + (unreadable == 0 ? "." : "; " + unreadable + " sessions could not be replayed."));
  }

  /** A call and the agent that made it: ids are unique within an agent only. */
  private record Place(AgentId agent, CallId call) {}

  /** One session, event by event. */
  private final class Reading {
    private final String session;
    private final Origins origins = new Origins();
    private final Map<Place, Block.Call> made = new HashMap<>();
    private final Set<Block.Call> asked = new HashSet<>();
    private Judge judge = folders.judge("");
    private Mode mode = judge.mode();

    Reading(String session) {
      this.session = session;
    }

    void take(Occurrence occurrence) {
      if (!(occurrence.event() instanceof Event.Durable event)) return;
      switch (event) {
        case Event.SessionOpened opened -> {
          judge = folders.judge(opened.directory());
          mode = judge.mode();
        }
        case Event.ModeChanged(var other) -> mode = other;
        case Event.ReplyReceived reply -> {
          for (var call : reply.message().calls()) {
            made.put(new Place(occurrence.agent(), call.id()), call);
          }
        }
        case Event.CallNested(_, _, var call) ->
            made.put(new Place(occurrence.agent(), call.id()), call);
        case Event.QuestionAnswered(Question.Approval approval, Answer.AllowEdited(var input)) -> {
          var call = approval.with(input);
          made.put(new Place(occurrence.agent(), call.id()), call);
          asked.add(call);
        }
        case Event.QuestionAnswered(Question.Approval approval, _) -> asked.add(approval.call());
        case Event.CallDecided decided -> decide(occurrence.agent(), decided);
        default -> {}
      }
      origins.apply(event);
    }

    private void decide(AgentId agent, Event.CallDecided decided) {
      var call = made.get(new Place(agent, decided.call()));
      if (call == null) return;
      calls++;
      var then = asked.contains(call) ? "ask" : Judged.word(decided.decision());
      var ruling = judge.policy().ruling(call, decided.effects(), origins.labels(), mode);
      var now = Judged.word(ruling.decision());
      if (then.equals(now)) return;
      different++;
      var line =
          "%s turn %d: %s was %s, would be %s: %s"
              .formatted(
                  session,
                  decided.turn().number(),
                  shown(call, decided),
                  then,
                  now,
                  ruling.decision().reason());
      out.println(VisibleText.blanked(line));
    }

    private String shown(Block.Call call, Event.CallDecided decided) {
      for (var effect : decided.effects()) {
        switch (effect) {
          case Effect.Executes(var command, _) -> {
            return call.tool() + " \"" + command + "\"";
          }
          case Effect.Writes(var path) -> {
            return call.tool() + " " + judge.workspace().display(path);
          }
          case Effect.Reads(var path) -> {
            return call.tool() + " " + judge.workspace().display(path);
          }
          case Effect.Connects(var host, _) -> {
            return call.tool() + " " + host;
          }
          case Effect.Persists _ -> {}
        }
      }
      return call.tool();
    }
  }
}
