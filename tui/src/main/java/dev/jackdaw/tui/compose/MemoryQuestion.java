package dev.jackdaw.tui.compose;

import dev.jackdaw.api.VisibleText;
import dev.jackdaw.tui.input.Input;
import dev.jackdaw.tui.keys.Action;
import dev.jackdaw.tui.keys.Context;
import dev.jackdaw.tui.keys.KeyBindings.Match;
import dev.jackdaw.tui.theme.Role;
import dev.jackdaw.tui.widget.Dialog;
import dev.jackdaw.tui.widget.Drawing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jline.utils.AttributedString;

/** Asks which memory file a line belongs in; it may also have been meant as a prompt. */
public final class MemoryQuestion implements Dialog<MemoryQuestion.Choice> {
  /** What a person chose. */
  public sealed interface Choice {
    record Keep(MemoryFile file) implements Choice {}

    /** It is a prompt that begins with a number sign. */
    record Send() implements Choice {}

    /** It goes back into the composer. */
    record Back() implements Choice {}
  }

  private final ComposerParts parts;
  private final String line;
  private final List<MemoryFile> files;
  private int marked;

  public MemoryQuestion(ComposerParts parts, String line, List<MemoryFile> files) {
    this.parts = parts;
    this.line = VisibleText.inOneLine(line);
    this.files = List.copyOf(files);
  }

  @Override
  public Optional<Choice> heard(Input input) {
    if (input instanceof Input.Ended) return Optional.of(new Choice.Back());
    if (!(input instanceof Input.Pressed(var key))) return Optional.empty();
    var text = key.text();
    if (text.length() == 1 && text.charAt(0) >= '1' && text.charAt(0) < '1' + answers()) {
      return Optional.of(choice(text.charAt(0) - '1'));
    }
    if (!(parts.keys().find(Context.QUESTION, key) instanceof Match.Found(var action))) {
      return Optional.empty();
    }
    return acted(action);
  }

  private Optional<Choice> acted(Action action) {
    switch (action) {
      case QUESTION_UP -> marked = Math.floorMod(marked - 1, answers());
      case QUESTION_DOWN -> marked = Math.floorMod(marked + 1, answers());
      case QUESTION_ACCEPT -> {
        return Optional.of(choice(marked));
      }
      case QUESTION_NO, QUESTION_INTERRUPT -> {
        return Optional.of(new Choice.Back());
      }
      default -> {}
    }
    return Optional.empty();
  }

  private int answers() {
    return files.size() + 1;
  }

  private Choice choice(int index) {
    return index < files.size() ? new Choice.Keep(files.get(index)) : new Choice.Send();
  }

  @Override
  public Drawing draw(int width, int height) {
    var lines = new ArrayList<AttributedString>();
    lines.add(line(Role.QUESTION, "Where is this to be kept?", width));
    lines.add(line(Role.TEXT, "  " + line, width));
    for (var i = 0; i < answers(); i++) {
      var start = (i == marked ? parts.signs().mark() : " ") + " " + (i + 1) + " ";
      lines.add(line(i == marked ? Role.SELECTION : Role.TEXT, start + answer(i), width));
    }
    lines.add(
        line(
            Role.DIM,
            "Enter chooses, " + parts.keys().key(Action.QUESTION_NO) + " goes back",
            width));
    return Drawing.of(lines.subList(Math.max(0, lines.size() - height), lines.size()));
  }

  private String answer(int index) {
    if (index == files.size()) return "nowhere: send it to the agent";
    var file = files.get(index);
    return file.title() + ": " + VisibleText.inOneLine(file.path().toString());
  }

  private AttributedString line(Role role, String text, int width) {
    return parts.theme().styled(role, parts.cells().fitting(text, width, parts.signs().dots()));
  }
}
