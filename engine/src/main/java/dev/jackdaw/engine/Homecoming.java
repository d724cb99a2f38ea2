package dev.jackdaw.engine;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Decision;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Question;
import dev.jackdaw.api.TurnId;
import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings the work of an isolated sub-agent back. It writes where its parent could write: it is
 * decided on as an edit of the parent's, and a person is asked where that would ask.
 */
final class Homecoming {
  private static final int MAX_LISTED = 50;

  private final Commons commons;
  private final AgentId parent;
  private final TurnId turn;
  private final CallId call;

  /** {@code call} is the one that started the sub-agent. */
  Homecoming(Commons commons, AgentId parent, TurnId turn, CallId call) {
    this.commons = commons;
    this.parent = parent;
    this.turn = turn;
    this.call = call;
  }

  /** Merges as far as it may be, and returns what to tell the parent. The place is ended. */
  String merge(Isolation.Place place, String from) throws IOException, InterruptedException {
    var merge = place.merge();
    if (merge.writes().isEmpty() && merge.conflicts().isEmpty()) {
      place.close();
      return "It changed no file.";
    }
    var merged = new ArrayList<String>();
    if (!merge.writes().isEmpty()) {
      var refusal = refusal(merge, from);
      if (!refusal.isEmpty()) return "Nothing was merged: " + refusal + " " + kept(place);
      for (var path : applied(merge)) merged.add(commons.workspace().display(path));
    }
    var conflicts = merge.conflicts();
    var text = merged.isEmpty() ? "Nothing was merged." : "Merged: " + listed(merged) + ".";
    if (conflicts.isEmpty()) {
      place.close();
      return text;
    }
    return text
        + "\nNot merged, because they were changed here meanwhile, too: "
        + listed(conflicts)
        + ". "
        + kept(place);
  }

  /** Brings the files here, as a step that can be undone. */
  private List<Path> applied(Isolation.Merge merge) throws IOException, InterruptedException {
    var checkpoint = commons.aftermaths().before(call, effects(merge), _ -> {});
    var paths = merge.apply();
    Changes.after(checkpoint, call)
        .ifPresent(
            found -> commons.recorder().record(parent, new Event.FilesChanged(turn, call, found)));
    return paths;
  }

  private static List<Effect> effects(Isolation.Merge merge) {
    var effects = new ArrayList<Effect>();
    for (var path : merge.writes()) effects.add(new Effect.Writes(path));
    return effects;
  }

  /** Leaves the work where it is, and returns where. */
  static String kept(Isolation.Place place) throws IOException {
    Path path = place.keep();
    return "The worktree is kept: "
        + path
        + " (\"git worktree remove --force\" with this path removes it).";
  }

  private static String listed(List<String> paths) {
    if (paths.size() <= MAX_LISTED) return String.join(", ", paths);
    return String.join(", ", paths.subList(0, MAX_LISTED))
        + " and "
        + (paths.size() - MAX_LISTED)
        + " more";
  }

  /** Returns why not; empty when it may be done. */
  private String refusal(Isolation.Merge merge, String from) throws InterruptedException {
    var effects = effects(merge);
    var edit = new Block.Call(call, "edit", Json.Obj.EMPTY);
    var decision = commons.rights().decide(edit, effects);
    if (decision instanceof Decision.Ask ask) decision = asked(edit, effects, ask, from);
    commons.recorder().record(parent, new Event.CallDecided(turn, call, effects, decision));
    return switch (decision) {
      case Decision.Allow _ -> "";
      case Decision.Deny(var reason) -> reason;
      case Decision.Ask ask ->
          ask.reason()
              + " Nobody is here to approve it. It would be allowed by --allowedTools \""
              + ask.remember()
              + "\" or --permission-mode acceptEdits.";
    };
  }

  private Decision asked(Block.Call edit, List<Effect> effects, Decision.Ask ask, String from)
      throws InterruptedException {
    var files = effects.size() == 1 ? "1 file" : effects.size() + " files";
    var question =
        new Question.Approval(
            edit,
            "merge " + files + " from the worktree of " + from,
            effects,
            ask.reason(),
            ask.remember(),
            commons.rights().inView());
    var answer = commons.questions().ask(parent, question);
    commons.rights().accept(answer);
    return switch (answer) {
      case Answer.AllowOnce _, Answer.AllowForSession _, Answer.AllowAlways _ ->
          new Decision.Allow("the user allowed the merge");
      case Answer.Refuse(var instructions) ->
          new Decision.Deny(
              "The user refused it"
                  + (instructions.isBlank() ? "." : " and says: " + instructions));
      case Answer.AllowEdited _ ->
          new Decision.Deny("The user wants other changes than these; merge by hand.");
      case Answer.Dismissed _, Answer.Chosen _ -> ask;
    };
  }
}
