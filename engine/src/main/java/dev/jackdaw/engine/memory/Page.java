package dev.jackdaw.engine.memory;

import java.util.ArrayList;
import java.util.List;

/** One memory file as it is shown, with a line for what is not. Used once. */
final class Page {
  private final Source source;
  private final Places names;
  private final StringBuilder text = new StringBuilder();
  private final List<String> missing = new ArrayList<>();
  private final StringBuilder hidden = new StringBuilder();
  private int missingFrom;
  private int missingTo;

  Page(Source source, Places names) {
    this.source = source;
    this.names = names;
  }

  String text(List<Treated> sections) {
    for (var one : sections) add(one);
    tellMissing();
    return text.toString().stripTrailing();
  }

  private void add(Treated one) {
    var section = one.section();
    if (!one.shown().isEmpty()) {
      tellMissing();
      text.append(one.shown());
    }
    if (one.isWhole()) return;
    if (one.treatment() == Treatment.DROP) {
      tellMissing();
      return;
    }
    var shown = SectionReader.rows(one.shown()).size();
    if (missing.isEmpty()) missingFrom = section.line() + shown;
    missingTo = section.line() + section.lines();
    hidden.append(section.text(), one.shown().length(), section.text().length());
    missing.add(shown > 0 ? "the rest of " + section.name() : section.name());
  }

  /** Sections that are missing one behind the other need one line; short ones are shown instead. */
  private void tellMissing() {
    if (missing.isEmpty()) return;
    var line = line();
    if (line.length() >= hidden.length()) {
      text.append(hidden);
    } else {
      if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') text.append('\n');
      text.append(line).append("\n\n");
    }
    missing.clear();
    hidden.setLength(0);
  }

  private String line() {
    return "[Not shown: "
        + Excerpts.named(missing)
        + ". To be read when it matters: "
        + source.where(missingFrom, missingTo - missingFrom, names)
        + "]";
  }
}
