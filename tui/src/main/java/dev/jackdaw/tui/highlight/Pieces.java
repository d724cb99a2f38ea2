package dev.jackdaw.tui.highlight;

import dev.jackdaw.tui.text.Span;
import dev.jackdaw.tui.theme.Role;
import dev.jackdaw.tui.theme.Theme;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pieces of a line, each with its role; neighbours of the same role are one. */
final class Pieces {
  private final String line;
  private final Theme theme;
  private final List<Span> spans = new ArrayList<>();
  private @Nullable Role role;
  private int start;
  private int at;

  Pieces(String line, Theme theme) {
    this.line = line;
    this.theme = theme;
  }

  /** Gives the role to what stands before {@code end}, and returns that. */
  int take(Role next, int end) {
    if (end == at) return end;
    if (next != role) {
      flush();
      role = next;
    }
    at = end;
    return end;
  }

  private void flush() {
    if (role != null && at > start)
      spans.add(Span.of(line.substring(start, at), theme.style(role)));
    start = at;
  }

  List<Span> done() {
    flush();
    return List.copyOf(spans);
  }
}
