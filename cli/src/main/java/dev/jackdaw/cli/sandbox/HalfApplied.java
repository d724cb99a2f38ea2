package dev.jackdaw.cli.sandbox;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.journal.Sessions;
import dev.jackdaw.sandbox.layer.Layers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a Jackdaw that was killed had begun to bring from a layer to a workspace is done. */
public final class HalfApplied {
  private HalfApplied() {}

  /**
   * Does it, and returns what to tell a person.
   *
   * @param session one that is open here
   */
  public static List<String> finish(Sessions sessions, SessionId session) {
    var told = new ArrayList<String>();
    try {
      for (var folder : sessions.halfApplied(session)) {
        for (var one : Layers.finish(folder)) told.add(text(one));
      }
    } catch (IOException e) {
      throw new JackdawException(
          JackdawException.Kind.ENVIRONMENT,
          "layer-unfinished",
          "Jackdaw was killed while what a command wrote was being brought to the workspace, and"
              + " the rest of it cannot be done: "
              + e.getMessage()
              + ". Mend that and start again; nothing else is done before.",
          e);
    }
    return told;
  }

  private static String text(Layers.Finished finished) {
    var done = finished.done();
    var text =
        new StringBuilder("jackdaw: Jackdaw was killed while it brought to ")
            .append(finished.roots().getFirst())
            .append(" what a command had written; the rest of it was done now (")
            .append(done.changes().size())
            .append(" paths).");
    for (var conflict : done.conflicts()) {
      text.append(" Left as it is: ").append(conflict.path()).append(", ").append(conflict.why());
      text.append('.');
    }
    return text.toString();
  }
}
