package dev.jackdaw.tui.ask;

import dev.jackdaw.tui.keys.Context;
import dev.jackdaw.tui.keys.KeyBindings;
import dev.jackdaw.tui.layout.Columns;
import dev.jackdaw.tui.layout.Ink;
import dev.jackdaw.tui.layout.Paragraph;
import dev.jackdaw.tui.theme.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jline.utils.AttributedString;

/** The numbered list of what can be chosen, and which line of it is. Used by one thread. */
final class Items {
  private static final int NONE = -1;

  private final List<Item> items;
  private final boolean several;
  private final Set<Integer> ticked = new HashSet<>();
  private int selected;
  private KeyBindings keys = KeyBindings.defaults();

  /** {@code selected} is the line that Enter chooses at first; -1 for none. */
  Items(List<Item> items, int selected, boolean several) {
    this.items = List.copyOf(items);
    this.selected = selected;
    this.several = several;
  }

  static Items withoutDefault(List<Item> items, boolean several) {
    return new Items(items, NONE, several);
  }

  /** Names the keys as these have them. */
  Items shown(KeyBindings bindings) {
    keys = bindings;
    return this;
  }

  private String key(Item item) {
    return item.key().isEmpty() ? "" : keys.now(Context.QUESTION, item.key());
  }

  int size() {
    return items.size();
  }

  List<Item> ticked() {
    return ticked.stream().sorted().map(items::get).toList();
  }

  /** Returns the selected line. */
  Optional<Item> selected() {
    return selected == NONE ? Optional.empty() : Optional.of(items.get(selected));
  }

  /** Returns the line that the key chooses at once. */
  Optional<Item> keyed(String key) {
    return items.stream().filter(item -> item.key().equals(key)).findFirst();
  }

  /** Returns the line with that number, counting from 1. */
  Optional<Item> numbered(int number) {
    return number >= 1 && number <= items.size()
        ? Optional.of(items.get(number - 1))
        : Optional.empty();
  }

  void select(int number) {
    selected = Math.max(0, Math.min(number, items.size()) - 1);
  }

  /** Selects another line; behind the last one comes the first. */
  void move(int by) {
    if (selected == NONE) selected = by > 0 ? 0 : items.size() - 1;
    else selected = Math.floorMod(selected + by, items.size());
  }

  /** Ticks the selected line, or no longer; only what answers can be ticked. */
  void tick() {
    if (selected == NONE || !(items.get(selected).act() instanceof Act.Give)) return;
    if (!ticked.remove(selected)) ticked.add(selected);
  }

  /** Returns whether each fits on one line. */
  boolean fit(int width) {
    for (var i = 0; i < items.size(); i++) {
      if (margin(i).length() + 4 + items.get(i).text().length() * 2 <= width) continue;
      if (margin(i).length() + Columns.of(items.get(i).text()) + keyColumns(i) > width)
        return false;
    }
    return true;
  }

  private int keyColumns(int i) {
    var key = key(items.get(i));
    return key.isEmpty() ? 0 : key.length() + 3;
  }

  /** Returns the lines around the selected one; none is longer than the width. */
  List<AttributedString> lines(int width, int height, Ink ink) {
    var first = Math.max(0, Math.min(selected - height / 2, items.size() - height));
    var lines = new ArrayList<AttributedString>();
    for (var i = first; i < items.size() && lines.size() < height; i++) {
      lines.add(ink.cut(line(i, ink), width));
    }
    return lines;
  }

  private AttributedString line(int i, Ink ink) {
    var item = items.get(i);
    var isSelected = i == selected;
    var role = isSelected ? Role.SELECTION : Role.TEXT;
    var sign = isSelected ? ink.signs().prompt() : " ";
    var key = key(item).isEmpty() ? "" : " (" + key(item) + ")";
    return Ink.join(
        ink.theme().styled(Role.ACCENT, " " + sign),
        ink.line(role, margin(i).substring(2) + item.label()),
        ink.line(Role.DIM, key),
        item.detail().isEmpty()
            ? AttributedString.EMPTY
            : ink.line(Role.DIM, "  " + item.detail()));
  }

  private String margin(int i) {
    var isTicking = several && items.get(i).act() instanceof Act.Give;
    var tick = !isTicking ? "" : ticked.contains(i) ? "[x] " : "[ ] ";
    return "   " + (i + 1) + ". " + tick;
  }

  /** Returns all of them on one line, for screens that have no room for more. */
  AttributedString inOneLine(int width, Ink ink) {
    var pieces = new ArrayList<AttributedString>();
    for (var i = 0; i < Math.min(items.size(), 9); i++) {
      var item = items.get(i);
      var key = key(item).isEmpty() ? Integer.toString(i + 1) : key(item);
      var role = i == selected ? Role.SELECTION : Role.TEXT;
      pieces.add(ink.line(role, i == selected ? "[" + key + "]" : key));
      pieces.add(ink.line(Role.DIM, " " + item.label() + "  "));
    }
    return ink.cut(Ink.join(pieces.toArray(AttributedString[]::new)), width);
  }

  /** Returns all of them whole. */
  List<Paragraph> whole(Ink ink) {
    var all = new ArrayList<Paragraph>();
    for (var i = 0; i < items.size(); i++) {
      var text = (i + 1) + ". " + items.get(i).text();
      all.add(Paragraph.indented(2, ink.line(Role.TEXT, text)));
    }
    return all;
  }
}
