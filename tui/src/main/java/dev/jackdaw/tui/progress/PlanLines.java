package dev.jackdaw.tui.progress;

import dev.jackdaw.api.Plan;
import dev.jackdaw.tui.layout.Ink;
import dev.jackdaw.tui.theme.Role;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;

/** The steps of the work in a few lines: where it is, and what is around that. */
final class PlanLines {
  private PlanLines() {}

  /** Returns nothing when no step is open. */
  static List<AttributedString> of(Plan plan, int width, int height, Ink ink) {
    var steps = plan.steps();
    if (!plan.isOpen() || height < 1) return List.of();
    var active = 0;
    while (active < steps.size() - 1 && steps.get(active).status() == Plan.Status.DONE) active++;
    for (var i = 0; i < steps.size(); i++) {
      if (steps.get(i).status() == Plan.Status.ACTIVE) active = i;
    }
    var done = plan.done() + " of " + steps.size() + " done";
    if (height == 1) {
      var lines = List.of(line(steps.get(active), "  " + done, ink));
      return lines.stream().map(line -> ink.cut(line, width)).toList();
    }
    var room = Math.min(height, steps.size());
    var first = Math.max(0, Math.min(active - 1, steps.size() - room));
    var lines = new ArrayList<AttributedString>();
    for (var i = first; i < first + room; i++) {
      var note = i == first && room < steps.size() ? "  " + done : "";
      lines.add(ink.cut(line(steps.get(i), note, ink), width));
    }
    return lines;
  }

  private static AttributedString line(Plan.Step step, String note, Ink ink) {
    var signs = ink.signs();
    var text =
        switch (step.status()) {
          case DONE -> ink.line(Role.DIM, "  " + signs.done() + " " + step.text());
          case ACTIVE -> ink.line(Role.STRONG, "  " + signs.active() + " " + step.text());
          case PENDING -> ink.line(Role.TEXT, "  " + signs.pending() + " " + step.text());
        };
    return Ink.join(text, ink.line(Role.DIM, note));
  }
}
