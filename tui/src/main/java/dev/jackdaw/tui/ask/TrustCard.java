package dev.jackdaw.tui.ask;

import dev.jackdaw.api.VisibleText;
import dev.jackdaw.tui.Signs;
import dev.jackdaw.tui.TrustDialog.Choice;
import dev.jackdaw.tui.TrustDialog.Request;
import dev.jackdaw.tui.input.Input;
import dev.jackdaw.tui.input.Key;
import dev.jackdaw.tui.layout.Ink;
import dev.jackdaw.tui.layout.Paragraph;
import dev.jackdaw.tui.layout.Scroll;
import dev.jackdaw.tui.theme.Role;
import dev.jackdaw.tui.theme.Theme;
import dev.jackdaw.tui.widget.Dialog;
import dev.jackdaw.tui.widget.Drawing;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jline.utils.AttributedString;

/**
 * The question whether a folder is trusted, as a card: nothing that was typed before it could be
 * read answers it, the marked answer is no, and only {@code y} or its number is a yes. Used by one
 * thread.
 */
public final class TrustCard implements Dialog<Choice> {
  private static final List<Choice> CHOICES =
      List.of(Choice.TRUST, Choice.WORK_UNTRUSTED, Choice.LEAVE);
  private static final List<String> LABELS =
      List.of("Yes, I trust it (y)", "No, work here without trusting it (n, Esc)", "Leave (q)");
  private static final int FEWEST_ROWS = 7;

  private final Request request;
  private final Ink ink;
  private final Guard guard;
  private final Scroll scroll = new Scroll();
  private int selected = 1;
  private int rows;

  public TrustCard(Request request, Theme theme, Signs signs, InstantSource clock) {
    this.request = request;
    this.ink = new Ink(theme, signs);
    this.guard = new Guard(clock);
  }

  /** Says that the card is on the screen now. */
  public void shown() {
    guard.shown();
  }

  /** Returns whether the input asks to see all that a yes would switch on. */
  public boolean asksToView(Input input) {
    return guard.isOpen()
        && !request.items().isEmpty()
        && input.equals(new Input.Pressed(Key.of("v")));
  }

  @Override
  public Optional<Choice> heard(Input input) {
    return switch (input) {
      case Input.Pressed(var key) -> guard.lets() ? pressed(key) : Optional.empty();
      case Input.Ended _ -> Optional.of(Choice.LEAVE);
      case Input.Pasted _ -> {
        var _ = guard.lets();
        yield Optional.empty();
      }
      case Input.Focused _, Input.Resized _ -> Optional.empty();
    };
  }

  private Optional<Choice> pressed(Key key) {
    if (scroll.takes(key)) return Optional.empty();
    return switch (key.toString()) {
      case "y", "Y", "1" -> rows < FEWEST_ROWS ? Optional.empty() : Optional.of(Choice.TRUST);
      case "n", "N", "2", "escape" -> Optional.of(Choice.WORK_UNTRUSTED);
      case "q", "3", "ctrl+c", "ctrl+d" -> Optional.of(Choice.LEAVE);
      case "up", "shift+tab" -> moved(-1);
      case "down", "tab" -> moved(1);
      case "enter" ->
          rows < FEWEST_ROWS && selected == 0
              ? Optional.empty()
              : Optional.of(CHOICES.get(selected));
      default -> Optional.empty();
    };
  }

  private Optional<Choice> moved(int by) {
    selected = Math.floorMod(selected + by, CHOICES.size());
    return Optional.empty();
  }

  @Override
  public Drawing draw(int width, int height) {
    rows = height;
    var lines = new ArrayList<AttributedString>();
    lines.add(ink.cut(ink.line(Role.QUESTION, title()), width));
    if (height < FEWEST_ROWS) {
      lines.add(ink.cut(ink.line(Role.WARNING, "  make the window taller; n no, q leaves"), width));
      return Drawing.of(lines.subList(0, Math.min(height, lines.size())));
    }
    var body = Paragraph.lines(text(), width);
    scroll.fit(body.size(), height - 2 - CHOICES.size());
    lines.addAll(body.subList(scroll.top(), scroll.end()));
    for (var i = 0; i < CHOICES.size(); i++) lines.add(ink.cut(choice(i), width));
    lines.add(ink.cut(ink.line(Role.DIM, "  " + hint()), width));
    return Drawing.of(lines);
  }

  private String title() {
    return request.changes().isEmpty()
        ? "? Do you trust this folder?"
        : "? Do you still trust this folder?";
  }

  private List<Paragraph> text() {
    var all = new ArrayList<Paragraph>();
    add(all, 2, Role.STRONG, VisibleText.of(request.folder().toString()));
    if (!request.changes().isEmpty()) {
      add(all, 2, Role.TEXT, "It has changed since you did:");
      for (var line : request.changes()) add(all, 4, role(line), VisibleText.of(line));
    }
    add(all, 2, Role.TEXT, "So far nothing in it was run or read as an instruction.");
    add(all, 2, Role.TEXT, "If you trust it:");
    for (var item : request.items()) {
      add(all, 4, Role.TEXT, ink.signs().call() + " " + VisibleText.inOneLine(item.summary()));
    }
    add(
        all,
        4,
        Role.TEXT,
        ink.signs().call() + " the text of its files counts as yours, not as somebody else's");
    return all;
  }

  private static Role role(String line) {
    if (line.startsWith("+")) return Role.DIFF_ADDED;
    return line.startsWith("-") ? Role.DIFF_REMOVED : Role.TEXT;
  }

  private void add(List<Paragraph> all, int margin, Role role, String text) {
    all.add(Paragraph.indented(margin, ink.line(role, text)));
  }

  private AttributedString choice(int i) {
    var isSelected = i == selected;
    return Ink.join(
        ink.theme().styled(Role.ACCENT, " " + (isSelected ? ink.signs().prompt() : " ")),
        ink.line(isSelected ? Role.SELECTION : Role.TEXT, " " + (i + 1) + ". " + LABELS.get(i)));
  }

  private String hint() {
    var view = request.items().isEmpty() ? "" : "v shows all of that, ";
    return (scroll.isPartial() ? scroll.described() + ", PgDn PgUp, " : "") + view + "Enter takes";
  }
}
