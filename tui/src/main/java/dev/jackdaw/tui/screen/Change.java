package dev.jackdaw.tui.screen;

import java.util.List;
import org.jline.utils.AttributedString;

/**
 * What turns the rows of a section into others: equal rows at the beginning and the end stay, what
 * is between them is deleted or inserted as whole rows and then written where it differs.
 *
 * @param old the rows between, as they are
 * @param now the rows between, as they shall be
 * @param before the row where {@code old} begins
 * @param after the row where {@code now} begins, once all sections above have changed
 */
record Change(List<AttributedString> old, List<AttributedString> now, int before, int after) {
  static Change between(
      List<AttributedString> old, List<AttributedString> now, int before, int after) {
    var least = Math.min(old.size(), now.size());
    var head = 0;
    while (head < least && old.get(head).equals(now.get(head))) head++;
    var tail = 0;
    while (tail < least - head
        && old.get(old.size() - 1 - tail).equals(now.get(now.size() - 1 - tail))) tail++;
    return new Change(
        old.subList(head, old.size() - tail),
        now.subList(head, now.size() - tail),
        before + head,
        after + head);
  }

  int deleted() {
    return Math.max(0, old.size() - now.size());
  }

  int inserted() {
    return Math.max(0, now.size() - old.size());
  }

  void delete(Pen pen) {
    if (deleted() > 0) pen.delete(before + now.size(), deleted());
  }

  void write(Pen pen) {
    if (inserted() > 0) pen.insert(after + old.size(), inserted());
    for (var i = 0; i < now.size(); i++) {
      if (i < old.size()) pen.rewrite(after + i, old.get(i), now.get(i));
      else pen.writeAt(after + i, now.get(i));
    }
  }
}
