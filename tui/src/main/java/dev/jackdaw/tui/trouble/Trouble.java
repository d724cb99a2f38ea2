package dev.jackdaw.tui.trouble;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.JackdawException.Kind;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.tui.layout.Ink;
import dev.jackdaw.tui.theme.Role;
import dev.jackdaw.tui.view.Section;
import dev.jackdaw.tui.view.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jline.utils.AttributedString;

/**
 * Something that went wrong.
 *
 * @param what in a few words
 * @param why as the message says
 * @param remedy what to do, where the message does not say it; may be empty
 * @param code as that of {@link JackdawException}; empty when there is none
 * @param cause what is behind it, for whoever looks closer; may be empty
 */
public record Trouble(String what, String why, String remedy, String code, String cause) {
  private static final int MOST_CAUSES = 8;

  /** Returns what went wrong with a task; nothing when it ended as it should or was interrupted. */
  public static Optional<Trouble> of(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Finished _, Outcome.Interrupted _ -> Optional.empty();
      case Outcome.LimitReached(var limit, var message) ->
          Optional.of(new Trouble("Stopped at a limit", message, Remedies.of(limit), "limit", ""));
      case Outcome.Blocked(_, var message) ->
          Optional.of(new Trouble("Not done", message, Remedies.BLOCKED, "blocked", ""));
      case Outcome.Failed(var kind, var code, var message) ->
          Optional.of(of(kind, code, message, ""));
    };
  }

  public static Trouble of(JackdawException e) {
    return of(e.kind(), e.code(), String.valueOf(e.getMessage()), causes(e));
  }

  private static Trouble of(Kind kind, String code, String message, String cause) {
    return new Trouble(Remedies.what(kind, code), message, Remedies.of(kind, code), code, cause);
  }

  private static String causes(Throwable e) {
    var lines = new ArrayList<String>();
    for (var each = e.getCause(); each != null && lines.size() < MOST_CAUSES; ) {
      lines.add("because of " + each);
      each = each.getCause();
    }
    return String.join("\n", lines);
  }

  /** Returns what is shown at once. */
  public List<AttributedString> lines(Ink ink) {
    var lines = new ArrayList<AttributedString>();
    lines.add(
        Ink.join(
            ink.theme().styled(Role.BAD, ink.signs().bad() + " "),
            ink.line(Role.STRONG, what + ": "),
            ink.line(Role.TEXT, why)));
    if (!remedy.isEmpty()) {
      lines.add(Ink.join(ink.line(Role.DIM, "  "), ink.line(Role.TEXT, remedy)));
    }
    return lines;
  }

  /** Returns all that is known of it. */
  public View.Text view() {
    var sections = new ArrayList<Section>();
    sections.add(Section.pair("what", 10, what));
    sections.add(Section.pair("why", 10, why));
    if (!remedy.isEmpty()) sections.add(Section.pair("do", 10, remedy));
    if (!code.isEmpty()) sections.add(Section.pair("code", 10, code));
    if (!cause.isEmpty()) sections.add(Section.of(Role.DIM, cause));
    sections.add(Section.of(Role.DIM, "\nWhat happened before it is in /transcript."));
    return new View.Text("What went wrong", sections);
  }
}
