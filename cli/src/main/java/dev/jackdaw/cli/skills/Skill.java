package dev.jackdaw.cli.skills;

import dev.jackdaw.api.Label;
import dev.jackdaw.api.Rule;
import dev.jackdaw.cli.definitions.Level;
import java.nio.file.Path;
import java.util.List;

/**
 * A skill as its file describes it.
 *
 * @param name tells it apart; that of a plugin stands before it
 * @param description what it does and when to use it
 * @param hint what {@code /name} takes, for people
 * @param allowed what may be done unasked while it is in use; empty unless it is the user's own
 * @param forModel whether the model may take it up by itself
 * @param forPeople whether {@code /name} takes it up
 * @param fork whether a sub-agent does it
 * @param agent the kind of that sub-agent; empty for one like its parent
 * @param model the model that does it, where a person takes it up; empty for that of the session
 * @param file the {@code SKILL.md}
 * @param origin whose it is, for people
 * @param body what is to be done
 */
public record Skill(
    String name,
    String description,
    String hint,
    List<Rule> allowed,
    boolean forModel,
    boolean forPeople,
    boolean fork,
    String agent,
    String model,
    Path file,
    Level level,
    String origin,
    String body) {
  public Skill {
    allowed = List.copyOf(allowed);
  }

  /** Returns the folder of what belongs to it. */
  public Path folder() {
    var parent = file.getParent();
    return parent == null ? file : parent;
  }

  /** Returns whose words it is made of. */
  public Label label() {
    return new Label(Label.Source.MEMORY, file.toString());
  }

  /** Returns the body with the places in it that name its own folder. */
  public String instructions() {
    return body.replace("${CLAUDE_SKILL_DIR}", folder().toString())
        .replace("${SKILL_DIR}", folder().toString());
  }
}
