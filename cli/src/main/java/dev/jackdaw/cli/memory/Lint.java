package dev.jackdaw.cli.memory;

import dev.jackdaw.api.Retention;
import dev.jackdaw.api.VisibleText;
import dev.jackdaw.engine.memory.Section;
import dev.jackdaw.engine.memory.Sections;
import dev.jackdaw.engine.memory.Source;
import dev.jackdaw.engine.memory.Tokens;
import dev.jackdaw.engine.memory.Treated.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds what authors of memory files will have meant otherwise. */
final class Lint {
  /** Shorter texts are alike by chance. */
  private static final int SHORTEST_DUPLICATE = 40;

  private final Survey survey;
  private final List<Warning> warnings = new ArrayList<>();
  private final Map<String, String> seen = new HashMap<>();

  /**
   * Something to look at.
   *
   * @param file as the model calls it; empty when it is no one file's
   * @param where the line, as a text; may be empty
   */
  record Warning(String file, String where, String text) {}

  private Lint(Survey survey) {
    this.survey = survey;
  }

  static List<Warning> of(Survey survey) {
    var lint = new Lint(survey);
    for (var batch : survey.batches()) {
      lint.checkRoom(batch);
      for (var source : batch) lint.check(source);
    }
    return lint.warnings;
  }

  private void checkRoom(List<Source> batch) {
    survey
        .excerpts(batch, Stage.BEGINNING)
        .overflow(survey.places())
        .ifPresent(text -> warnings.add(new Warning("", "", text)));
    var pinned = 0L;
    for (var source : batch) {
      for (var section : Sections.of(source.text()).list()) {
        if (section.keep().filter(keep -> keep == Retention.PINNED).isEmpty()) continue;
        pinned += Tokens.of(section.text());
      }
    }
    if (pinned <= survey.cap()) return;
    var text =
        "The sections that are marked as pinned have about "
            + pinned
            + " tokens together, more than the "
            + survey.cap()
            + " for all others. They are always shown.";
    warnings.add(new Warning("", "", text));
  }

  private void check(Source source) {
    for (var problem : source.problems()) {
      warn(source, problem.line() > 0 ? "line " + problem.line() : "", problem.text());
    }
    var sections = Sections.of(source.text());
    for (var problem : sections.problems()) warn(source, problem.line(), problem.text());
    for (var section : sections.list()) checkDuplicate(source, section);
    checkVisible(source);
    checkPaths(source);
  }

  private void warn(Source source, int line, String text) {
    warn(source, where(source, line), text);
  }

  private void warn(Source source, String where, String text) {
    warnings.add(new Warning(survey.name(source), where, text));
  }

  /** Returns the line on disk; what stands in an imported file is named with that. */
  private String where(Source source, int line) {
    var where = source.where(line, 1, survey.places());
    var own = survey.name(source) + ", ";
    return where.startsWith(own) ? where.substring(own.length()) : where;
  }

  private void checkDuplicate(Source source, Section section) {
    var text = section.text().strip();
    if (text.length() < SHORTEST_DUPLICATE) return;
    var here = survey.name(source) + ", " + where(source, section.line());
    var before = seen.putIfAbsent(text, here);
    if (before == null) return;
    warn(source, section.line(), section.name() + " says the same as " + before);
  }

  private void checkVisible(Source source) {
    var line = 1;
    for (var row : source.text().split("\n", -1)) {
      if (!VisibleText.prose(row).equals(row)) {
        warn(source, line, "it holds characters that nobody sees: " + VisibleText.prose(row));
      }
      line++;
    }
  }

  private void checkPaths(Source source) {
    for (var pattern : Matches.none(source)) {
      warn(source, "", "\"" + pattern + "\" matches no file of the project");
    }
  }
}
