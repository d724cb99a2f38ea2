package dev.jackdaw.tui.view;

import dev.jackdaw.tui.input.Input;
import dev.jackdaw.tui.input.Key;
import dev.jackdaw.tui.keys.Context;
import dev.jackdaw.tui.keys.KeyBindings;
import dev.jackdaw.tui.layout.Columns;
import dev.jackdaw.tui.layout.Ink;
import dev.jackdaw.tui.theme.Role;
import dev.jackdaw.tui.view.Pages.Place;
import dev.jackdaw.tui.widget.Dialog;
import dev.jackdaw.tui.widget.Drawing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jline.utils.AttributedString;

/**
 * Shows a long text: scrolls, searches, jumps, opens what is folded, copies. One thread uses it.
 */
public final class TextView implements Dialog<String> {
  private final View.Text view;
  private final Ink ink;
  private final Consumer<String> clipboard;
  private final List<String> hints;
  private final Pages pages;
  private Place top = new Place(0, 0);
  private int rows = 20;
  private boolean isTyping;
  private String query = "";
  private String said = "";

  public TextView(View.Text view, Ink ink, KeyBindings keys, Consumer<String> clipboard) {
    this.view = view;
    this.ink = ink;
    this.hints = hints(view.sections(), keys);
    this.clipboard = clipboard;
    this.pages = new Pages(view.sections(), ink);
  }

  /** What has nothing to do here is not named. */
  private static List<String> hints(List<Section> sections, KeyBindings keys) {
    var all = new ArrayList<>(List.of("q leaves", "/ searches", "n next"));
    if (sections.stream().anyMatch(Section::isFolded)) all.addAll(List.of("Enter opens", "o all"));
    if (sections.stream().anyMatch(Section::isStop)) all.add("[ ] jump");
    all.addAll(List.of("c copies", "C all"));
    var parts = new ArrayList<String>();
    for (var part : all) {
      var words = new ArrayList<>(List.of(part.split(" ")));
      words.replaceAll(word -> word.length() == 1 || word.equals("Enter") ? now(keys, word) : word);
      if (!words.getFirst().isEmpty()) parts.add(String.join(" ", words));
    }
    return parts;
  }

  private static String now(KeyBindings keys, String key) {
    if (!key.equals("Enter")) return keys.now(Context.VIEW, key);
    var now = keys.now(Context.VIEW, "enter");
    return now.equals("enter") ? key : now;
  }

  /** Begins with the end in sight. */
  public TextView atEnd() {
    top = new Place(Math.max(0, pages.size() - 1), Integer.MAX_VALUE);
    return this;
  }

  @Override
  public Optional<Context> keys() {
    return isTyping ? Optional.empty() : Optional.of(Context.VIEW);
  }

  @Override
  public Optional<String> heard(Input input) {
    return switch (input) {
      case Input.Pressed(var key) -> isTyping ? typed(key) : pressed(key);
      case Input.Pasted(var text) -> {
        if (isTyping) query += text.replace("\n", " ");
        yield Optional.empty();
      }
      case Input.Ended _ -> Optional.of("");
      case Input.Focused _, Input.Resized _ -> Optional.empty();
    };
  }

  private Optional<String> typed(Key key) {
    if (key.isText()) query += key.text();
    else if (key.name().equals("backspace") && !query.isEmpty()) {
      query = query.substring(0, query.offsetByCodePoints(query.length(), -1));
    } else if (key.name().equals("escape")) {
      isTyping = false;
      query = "";
    } else if (key.name().equals("enter")) {
      isTyping = false;
      find(1, true);
    }
    return Optional.empty();
  }

  private Optional<String> pressed(Key key) {
    said = "";
    if (key.alt()) return Optional.empty();
    if (key.ctrl()) {
      switch (key.name()) {
        case "d" -> scroll(rows / 2);
        case "u" -> scroll(-rows / 2);
        case "f" -> scroll(rows - 1);
        case "b" -> scroll(1 - rows);
        default -> {}
      }
      return Optional.empty();
    }
    switch (key.name()) {
      case "q", "escape" -> {
        return Optional.of("");
      }
      case "down", "j" -> scroll(1);
      case "up", "k" -> scroll(-1);
      case "pagedown", "space" -> scroll(rows - 1);
      case "pageup" -> scroll(1 - rows);
      case "home", "g" -> top = new Place(0, 0);
      case "end", "G" -> top = pages.last(rows);
      case "/" -> {
        isTyping = true;
        query = "";
      }
      case "n" -> find(1, false);
      case "N" -> find(-1, false);
      case "]" -> jump(1);
      case "[" -> jump(-1);
      case "enter" -> open();
      case "o" -> pages.openAll();
      case "c" -> copy(top.section() < pages.size() ? pages.section(top.section()).text() : "");
      case "C" -> copy(all());
      default -> {}
    }
    return Optional.empty();
  }

  private void scroll(int by) {
    top = pages.moved(top, by);
  }

  private String all() {
    var out = new StringBuilder();
    for (var each : view.sections()) out.append(each.text()).append('\n');
    return out.toString();
  }

  private void copy(String text) {
    clipboard.accept(text);
    said = "copied " + text.length() + " characters";
  }

  private void jump(int by) {
    for (var i = top.section() + by; i >= 0 && i < pages.size(); i += by) {
      if (!pages.section(i).isStop()) continue;
      top = new Place(i, 0);
      return;
    }
    top = by > 0 ? pages.last(rows) : new Place(0, 0);
  }

  /** Opens, or folds again, the first section on the screen that can be. */
  private void open() {
    var lines = -top.line();
    for (var i = top.section(); i < pages.size() && lines < rows; i++) {
      if (pages.section(i).isFolded()) {
        pages.toggle(i);
        if (i == top.section()) top = new Place(i, 0);
        return;
      }
      lines += pages.lines(i).size();
    }
  }

  /** Looks from here on, and then from the other end. */
  private void find(int by, boolean here) {
    if (query.isEmpty()) return;
    var wanted = pattern();
    var line = here ? top.line() - by : top.line();
    for (var step = 0; step <= pages.size(); step++) {
      var section = Math.floorMod(top.section() + step * by, Math.max(1, pages.size()));
      if (isIn(section, wanted)) {
        var found = findIn(section, line, by, wanted);
        if (found >= 0) {
          if (by > 0 ? section < top.section() : section > top.section())
            said = "from the other end";
          top = new Place(section, found);
          return;
        }
      }
      line = by > 0 ? -1 : Integer.MAX_VALUE;
    }
    said = "not found: " + query;
  }

  private Pattern pattern() {
    return Pattern.compile(
        query, Pattern.LITERAL | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  private boolean isIn(int section, Pattern wanted) {
    return section < pages.size() && wanted.matcher(pages.section(section).text()).find();
  }

  /** What is only in the folded part of a section opens it. */
  private int findIn(int section, int behind, int by, Pattern wanted) {
    var found = lineWith(section, behind, by, wanted);
    if (found >= 0 || !pages.section(section).isFolded() || pages.isOpen(section)) return found;
    pages.toggle(section);
    found = lineWith(section, behind, by, wanted);
    if (found < 0) pages.toggle(section);
    return found;
  }

  private int lineWith(int section, int behind, int by, Pattern wanted) {
    var lines = pages.lines(section);
    var start = by > 0 ? behind + 1 : Math.min(behind, lines.size()) - 1;
    for (var i = start; i >= 0 && i < lines.size(); i += by) {
      if (wanted.matcher(lines.get(i)).find()) return i;
    }
    return -1;
  }

  @Override
  public Drawing draw(int width, int height) {
    rows = Math.max(1, height - 2);
    pages.width(width);
    var last = pages.last(rows);
    if (Pages.isBehind(top, last)) top = last;
    var lines = new ArrayList<AttributedString>();
    lines.add(ink.cut(ink.line(Role.HEADING, view.title()), width));
    if (height == 1) return Drawing.of(lines);
    for (var line : pages.from(top, height == 2 ? 0 : rows)) lines.add(marked(line));
    while (lines.size() < height - 1) lines.add(AttributedString.EMPTY);
    lines.add(ink.cut(foot(last, width), width));
    return isTyping
        ? new Drawing(lines, Optional.of(new Drawing.Cursor(height - 1, cursor(width))))
        : Drawing.of(lines);
  }

  private int cursor(int width) {
    return Math.min(width - 1, 1 + Columns.of(ink.line(Role.TEXT, query)));
  }

  private AttributedString marked(AttributedString line) {
    if (query.isEmpty()) return line;
    return line.styleMatches(pattern(), ink.theme().style(Role.SELECTION));
  }

  private AttributedString foot(Place last, int width) {
    if (isTyping) return ink.line(Role.PROMPT, "/" + query);
    if (!said.isEmpty()) return ink.line(Role.WARNING, said);
    var part = top.section() * 100 / Math.max(1, pages.size());
    var where = top.equals(last) ? "end" : part + " %";
    var head = where + ink.signs().separator();
    return ink.line(Role.DIM, head + Footer.of(hints, width - head.length()));
  }
}
