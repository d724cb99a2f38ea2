package dev.jackdaw.tui.view;

import dev.jackdaw.tui.layout.Columns;
import dev.jackdaw.tui.layout.Ink;
import dev.jackdaw.tui.layout.Paragraph;
import dev.jackdaw.tui.theme.Role;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;

/** What a person said. */
record PromptSection(String number, String text, boolean isStop) implements Section {
  @Override
  public List<Paragraph> shown(Ink ink) {
    var head = ink.theme().styled(Role.PROMPT, number + ink.signs().prompt() + " ");
    var margin = new AttributedString(" ".repeat(Columns.of(head)));
    var all = new ArrayList<Paragraph>();
    for (var line : ink.judged(Role.STRONG, text)) {
      all.add(new Paragraph(all.isEmpty() ? head : margin, margin, line, false));
    }
    return all;
  }
}
