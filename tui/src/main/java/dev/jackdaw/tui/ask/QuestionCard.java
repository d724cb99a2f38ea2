package dev.jackdaw.tui.ask;

import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Question;
import dev.jackdaw.tui.Signs;
import dev.jackdaw.tui.input.Input;
import dev.jackdaw.tui.input.Key;
import dev.jackdaw.tui.keys.Context;
import dev.jackdaw.tui.keys.KeyBindings;
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
import java.util.Locale;
import java.util.Optional;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;

/**
 * A question, drawn with all that is needed to answer it. Nothing that came before {@link #shown},
 * or shortly after it, counts; Enter alone never allows anything. Used by one thread.
 */
public final class QuestionCard implements Dialog<Answer> {
  /** With fewer rows a person cannot see what is asked: then nothing can be allowed. */
  private static final int FEWEST_ROWS = 3;

  private static final int FEWEST_BODY_ROWS = 3;

  /** From here on only the rule is cut in the answers to an approval, and it stands above. */
  private static final int LIST_COLUMNS = 70;

  private static final int MOST_NUMBERED = 9;

  private final Asked asked;
  private final Ink ink;
  private final Guard guard;
  private final Items items;
  private final List<Paragraph> text;
  private final Scroll scroll = new Scroll();
  private List<AttributedString> body = List.of();
  private int bodyWidth;
  private int rows;
  private String position = "";
  private String digits = "";
  private Act.@Nullable Purpose purpose;
  private TextLine written = new TextLine("");

  /** {@code keys} are named in it; what it hears are the default ones. */
  public QuestionCard(
      Asked asked, Theme theme, Signs signs, InstantSource clock, KeyBindings keys) {
    this.asked = asked;
    this.ink = new Ink(theme, signs);
    this.guard = new Guard(clock);
    this.items = Choosing.items(asked.question()).shown(keys);
    this.text =
        switch (asked.question()) {
          case Question.Approval approval -> ApprovalText.of(approval, ink);
          case Question.Choice choice -> Choosing.text(choice, ink);
        };
    if (items.size() == 0) purpose = Act.Purpose.OWN_WORDS;
  }

  Asked asked() {
    return asked;
  }

  /** Says which of several questions this is, such as {@code 1 of 3}; empty for the only one. */
  void position(String which) {
    position = which;
  }

  /** Says that the card is on the screen now. */
  public void shown() {
    guard.shown();
  }

  /**
   * Returns whether a key that comes now is for this card. One that is not belongs to whoever had
   * the keys before; the card is told of it all the same.
   */
  public boolean isListening() {
    return guard.isOpen();
  }

  /** Returns whether the person writes in the card. */
  public boolean isWriting() {
    return purpose != null;
  }

  @Override
  public Optional<Context> keys() {
    return isWriting() ? Optional.empty() : Optional.of(Context.QUESTION);
  }

  @Override
  public Optional<Answer> heard(Input input) {
    return switch (input) {
      case Input.Pressed(var key) -> guard.lets() ? pressed(key) : Optional.empty();
      case Input.Pasted(var pasted) -> {
        if (guard.lets()) pasted(pasted);
        yield Optional.empty();
      }
      case Input.Ended _ -> Optional.of(new Answer.Dismissed());
      case Input.Focused _, Input.Resized _ -> Optional.empty();
    };
  }

  private void pasted(String pasted) {
    if (purpose == null && isChoice()) write(Act.Purpose.OWN_WORDS, "");
    if (purpose != null) written.insert(pasted);
  }

  private boolean isChoice() {
    return asked.question() instanceof Question.Choice;
  }

  private Optional<Answer> pressed(Key key) {
    return purpose == null ? listed(key) : writing(key, purpose);
  }

  private Optional<Answer> writing(Key key, Act.Purpose what) {
    if (key.equals(Key.of("escape"))) {
      if (items.size() == 0) return Optional.of(new Answer.Dismissed());
      purpose = null;
    } else if (key.equals(Key.of("enter"))) {
      return Choosing.written(what, written.text(), asked.question())
          .filter(answer -> canBeSeen() || !Choosing.allows(answer));
    } else if (!written.takes(key)) {
      scroll.takes(key);
    }
    return Optional.empty();
  }

  private Optional<Answer> listed(Key key) {
    var number = key.isText() && key.name().matches("[0-9]");
    if (!number) digits = "";
    if (number) return digit(key.name());
    if (scroll.takes(key)) return Optional.empty();
    if (key.ctrl() || key.alt()) return Optional.empty();
    return switch (key.name()) {
      case "up" -> moved(-1);
      case "down" -> moved(1);
      case "tab" -> moved(key.shift() ? -1 : 1);
      case "escape" -> Optional.of(Choosing.refused(asked.question()));
      case "enter" -> entered();
      case "space" -> spaced();
      case "Y", "N" ->
          items
              .keyed(key.name().toLowerCase(Locale.ROOT))
              .map(this::act)
              .orElseGet(() -> begun(key));
      default -> items.keyed(key.name()).map(this::act).orElseGet(() -> begun(key));
    };
  }

  private Optional<Answer> moved(int by) {
    items.move(by);
    return Optional.empty();
  }

  /** A number chooses at once, unless there are so many lines that it may go on. */
  private Optional<Answer> digit(String digit) {
    if (items.size() <= MOST_NUMBERED) {
      var item = items.numbered(Integer.parseInt(digit));
      item.ifPresent(_ -> items.select(Integer.parseInt(digit)));
      if (item.isPresent() && isSeveral() && item.get().act() instanceof Act.Give) {
        items.tick();
        return Optional.empty();
      }
      return item.flatMap(this::act);
    }
    digits = digits.length() < 6 ? digits + digit : digit;
    items.select(Integer.parseInt(digits));
    return Optional.empty();
  }

  private boolean isSeveral() {
    return asked.question() instanceof Question.Choice(_, _, var several) && several;
  }

  private Optional<Answer> spaced() {
    if (isSeveral()) items.tick();
    else scroll.takes(Key.of("pagedown"));
    return Optional.empty();
  }

  private Optional<Answer> entered() {
    var ticked = items.ticked();
    if (!ticked.isEmpty()) return Optional.of(Choosing.chosen(ticked));
    return items.selected().flatMap(this::act);
  }

  private Optional<Answer> act(Item item) {
    return switch (item.act()) {
      case Act.Give(var answer) ->
          canBeSeen() || !Choosing.allows(answer) ? Optional.of(answer) : Optional.empty();
      case Act.Write(var what) -> {
        write(what, Choosing.beginning(what, asked.question()));
        yield Optional.empty();
      }
    };
  }

  private boolean canBeSeen() {
    return rows >= FEWEST_ROWS;
  }

  private void write(Act.Purpose what, String beginning) {
    purpose = what;
    written = new TextLine(beginning);
  }

  /** Whoever just types answers a free question in their own words. */
  private Optional<Answer> begun(Key key) {
    if (isChoice() && key.isText()) {
      write(Act.Purpose.OWN_WORDS, key.text());
    }
    return Optional.empty();
  }

  @Override
  public Drawing draw(int width, int height) {
    rows = height;
    if (height < FEWEST_ROWS) {
      return Drawing.of(
          List.of(ink.cut(ink.line(Role.WARNING, "? a question: make the window taller"), width)));
    }
    var foot = foot(width, height);
    lay(width);
    var room = Math.max(1, height - 2 - foot.lines().size());
    scroll.fit(body.size(), room);
    var lines = new ArrayList<AttributedString>();
    lines.add(title(width));
    lines.addAll(body.subList(scroll.top(), scroll.end()));
    var behind = lines.size();
    lines.addAll(foot.lines());
    if (lines.size() < height) lines.add(hint(width));
    return new Drawing(
        lines, foot.cursor().map(at -> new Drawing.Cursor(at.row() + behind, at.column())));
  }

  private void lay(int width) {
    if (bodyWidth == width) return;
    var all = new ArrayList<>(text);
    var isTold = !isChoice() && width >= LIST_COLUMNS;
    if (!isTold && !items.fit(width)) all.addAll(items.whole(ink));
    body = Paragraph.lines(all, width);
    bodyWidth = width;
  }

  private AttributedString title(int width) {
    var who = asked.from().isEmpty() ? "" : asked.from() + ": ";
    var which = position.isEmpty() ? "" : "  " + position;
    var room = Math.max(1, width - which.length());
    return ink.cut(
        Ink.join(
            ink.cut(
                Ink.join(
                    ink.theme().styled(Role.QUESTION, "? "),
                    ink.line(Role.ACCENT, who),
                    ink.line(Role.STRONG, Choosing.title(asked.question()))),
                room),
            ink.theme().styled(Role.DIM, which)),
        width);
  }

  private Drawing foot(int width, int height) {
    var what = purpose;
    if (what != null) {
      var most = Math.max(1, (height - 3) / 2);
      var line = written.draw(width, most, ink);
      if (height < 5) return line;
      var lines = new ArrayList<AttributedString>();
      lines.add(ink.cut(ink.line(Role.DIM, "  " + what.label()), width));
      lines.addAll(line.lines());
      return new Drawing(
          lines, line.cursor().map(at -> new Drawing.Cursor(at.row() + 1, at.column())));
    }
    var most = height - 2 - FEWEST_BODY_ROWS;
    if (most < Math.min(items.size(), 3)) return Drawing.of(List.of(items.inOneLine(width, ink)));
    var fair = Math.max(Math.min(items.size(), 7), height / 2);
    return Drawing.of(items.lines(width, Math.min(most, fair), ink));
  }

  private AttributedString hint(int width) {
    var more = scroll.isPartial() ? scroll.described() + ", PgDn PgUp" : "";
    var keys =
        isWriting()
            ? purpose == Act.Purpose.CHANGE
                ? "Enter runs it, Esc goes back"
                : "Enter sends, Esc goes back"
            : isSeveral() ? "Space ticks, Enter sends" : Choosing.hint(asked.question());
    var separator = more.isEmpty() ? "" : ink.signs().separator();
    var all = "  " + more + separator + keys;
    var isTooLong = !more.isEmpty() && all.length() > width;
    return ink.cut(ink.theme().styled(Role.DIM, isTooLong ? "  " + more : all), width);
  }
}
