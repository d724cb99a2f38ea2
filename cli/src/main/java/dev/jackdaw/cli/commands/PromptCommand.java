package dev.jackdaw.cli.commands;

import dev.jackdaw.api.Label;
import dev.jackdaw.api.Rule;
import java.nio.file.Path;
import java.util.List;

/**
 * A command that stands for a prompt.
 *
 * @param name what is typed behind the slash, such as {@code db:migrate}
 * @param help a line for people
 * @param hint what it takes, for people
 * @param allowed what may be done unasked until its task is over
 * @param model the model that does it; empty for that of the session
 * @param origin whose it is, for people
 * @param label whose words it is made of
 * @param body the prompt, with places to fill in
 * @param attached other people's words that are shown behind it as they are; may be empty
 */
public record PromptCommand(
    String name,
    String help,
    String hint,
    List<Rule> allowed,
    String model,
    String origin,
    Label label,
    String body,
    String attached) {
  public PromptCommand {
    allowed = List.copyOf(allowed);
  }

  /** Returns whose words a file is made of. */
  static Label words(Path file) {
    return new Label(Label.Source.MEMORY, file.toString());
  }
}
