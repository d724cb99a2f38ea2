package dev.jackdaw.tools.talk;

import dev.jackdaw.api.Tool;
import java.util.List;

/**
 * The tools {@code todo}, {@code ask_user}, {@code task}, {@code workflow} and {@code
 * present_plan}.
 */
public final class TalkTools {
  private TalkTools() {}

  public static List<Tool<?>> tools() {
    return List.of(new Todo(), new AskUser(), new Task(), new Workflow(), new PresentPlan());
  }
}
