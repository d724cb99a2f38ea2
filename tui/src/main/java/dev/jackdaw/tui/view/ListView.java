package dev.jackdaw.tui.view;

import dev.jackdaw.tui.input.Input;
import dev.jackdaw.tui.input.Key;
import dev.jackdaw.tui.keys.Context;
import dev.jackdaw.tui.keys.KeyBindings;
import dev.jackdaw.tui.layout.Columns;
import dev.jackdaw.tui.layout.Ink;
import dev.jackdaw.tui.layout.Paragraph;
import dev.jackdaw.tui.layout.Scroll;
import dev.jackdaw.tui.theme.Role;
import dev.jackdaw.tui.widget.Dialog;
import dev.jackdaw.tui.widget.Drawing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jline.utils.AttributedString;

/**
 * Lines to choose from: typing narrows them down, and where the screen is wide enough the selected
 * one is shown beside them. One thread uses it.
 */
final class ListView implements Dialog<String> {
  private static final int WITH_PREVIEW = 100;

  private final View.Picker view;
  private final Ink ink;
  private final KeyBindings keys;
  private final List<String> searched;
  private final Scroll scroll = new Scroll();
  private final Scroll beside = new Scroll();
  private List<Integer> found;
  private String filter = "";
  private int selected;
  private int previewed = -1;
  private int previewWidth;
  private List<AttributedString> preview = List.of();

  ListView(View.Picker view, Ink ink, KeyBindings keys) {
    this.view = view;
    this.ink = ink;
    this.keys = keys;
    this.searched =
        view.rows().stream()
            .map(row -> (row.label() + " " + row.remark()).toLowerCase(Locale.ROOT))
            .toList();
    this.found = IntStream.range(0, searched.size()).boxed().toList();
  }

  @Override
  public Optional<Context> keys() {
    return Optional.of(Context.LIST);
  }

  @Override
  public Optional<String> heard(Input input) {
    return switch (input) {
      case Input.Pressed(var key) -> pressed(key);
      case Input.Pasted(var text) -> {
        narrow(filter + text.replace("\n", " "));
        yield Optional.empty();
      }
      case Input.Ended _ -> Optional.of("");
      case Input.Focused _, Input.Resized _ -> Optional.empty();
    };
  }

  private Optional<String> pressed(Key key) {
    if (key.isText()) {
      narrow(filter + key.text());
      return Optional.empty();
    }
    if (key.ctrl()) {
      if (key.name().equals("n")) select(selected + 1);
      else if (key.name().equals("p")) select(selected - 1);
      else beside.takes(key);
      return Optional.empty();
    }
    switch (key.name()) {
      case "escape" -> {
        if (filter.isEmpty()) return Optional.of("");
        narrow("");
      }
      case "enter" -> {
        if (!found.isEmpty()) return Optional.of(view.rows().get(found.get(selected)).command());
      }
      case "backspace" -> {
        if (!filter.isEmpty()) {
          narrow(filter.substring(0, filter.offsetByCodePoints(filter.length(), -1)));
        }
      }
      case "down", "tab" -> select(selected + 1);
      case "up" -> select(selected - 1);
      case "pagedown" -> select(selected + 10);
      case "pageup" -> select(selected - 10);
      case "home" -> select(0);
      case "end" -> select(found.size() - 1);
      default -> {}
    }
    return Optional.empty();
  }

  private void select(int row) {
    selected = Math.max(0, Math.min(row, found.size() - 1));
  }

  private void narrow(String text) {
    filter = text;
    var words = text.toLowerCase(Locale.ROOT).strip().split("\\s+", -1);
    found =
        IntStream.range(0, searched.size())
            .filter(i -> {
              for (var word : words) if (!searched.get(i).contains(word)) return false;
              return true;
            })
            .boxed()
            .toList();
    select(0);
  }

  @Override
  public Drawing draw(int width, int height) {
    var room = Math.max(0, height - 3);
    var listWidth = width >= WITH_PREVIEW ? width / 2 - 2 : width;
    scroll.fit(found.size(), Math.max(1, room));
    scroll.reveal(selected);
    var lines = new ArrayList<AttributedString>();
    lines.add(ink.cut(head(), width));
    if (height > 1) lines.add(ink.cut(ink.line(Role.PROMPT, prompt() + filter), width));
    if (room > 0) lines.addAll(rows(listWidth, width, room));
    if (height > 2) lines.add(ink.cut(ink.line(Role.DIM, hint(width)), width));
    if (height == 1) return Drawing.of(lines);
    var column = Columns.of(ink.line(Role.PROMPT, prompt() + filter));
    return new Drawing(lines, Optional.of(new Drawing.Cursor(1, Math.min(width - 1, column))));
  }

  private String prompt() {
    return ink.signs().prompt() + " ";
  }

  private AttributedString head() {
    var count =
        found.size() == searched.size()
            ? Integer.toString(searched.size())
            : found.size() + " of " + searched.size();
    return Ink.join(ink.line(Role.HEADING, view.title()), ink.line(Role.DIM, "  " + count));
  }

  private String hint(int width) {
    return Footer.of(
        List.of(
            named("escape", "Esc") + " leaves",
            named("enter", "Enter") + " " + (view.hint().isEmpty() ? "too" : view.hint()),
            "typing narrows it down"),
        width);
  }

  private String named(String key, String name) {
    var now = keys.now(Context.LIST, key);
    return now.equals(key) ? name : now;
  }

  private List<AttributedString> rows(int listWidth, int width, int room) {
    var isWide = width > listWidth;
    var side = isWide ? preview(width - listWidth - 3, room) : List.<AttributedString>of();
    var lines = new ArrayList<AttributedString>();
    for (var i = 0; i < room; i++) {
      var at = scroll.top() + i;
      var row = at < found.size() ? row(at) : AttributedString.EMPTY;
      if (!isWide) {
        lines.add(ink.cut(row, width));
        continue;
      }
      var next = i < side.size() ? side.get(i) : AttributedString.EMPTY;
      lines.add(
          Ink.join(
              Columns.padded(row, listWidth, ink.signs().dots()),
              ink.theme().styled(Role.BORDER, " " + ink.signs().bar() + " "),
              next));
    }
    return lines;
  }

  private AttributedString row(int at) {
    var row = view.rows().get(found.get(at));
    var isSelected = at == selected;
    return Ink.join(
        ink.theme().styled(Role.ACCENT, isSelected ? ink.signs().prompt() + " " : "  "),
        ink.line(isSelected ? Role.SELECTION : Role.TEXT, row.label()),
        ink.line(Role.DIM, row.remark().isEmpty() ? "" : "  " + row.remark()));
  }

  private List<AttributedString> preview(int width, int room) {
    if (found.isEmpty()) return List.of();
    var row = found.get(selected);
    if (row != previewed || width != previewWidth) {
      previewed = row;
      previewWidth = width;
      var all = new ArrayList<Paragraph>();
      for (var each : view.rows().get(row).preview().get()) all.addAll(each.shown(ink));
      preview = Paragraph.lines(all, width);
      beside.to(0);
    }
    beside.fit(preview.size(), room);
    return preview.subList(beside.top(), beside.end());
  }
}
