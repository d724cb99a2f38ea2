package dev.jackdaw.cli.memory;

import dev.jackdaw.api.VisibleText;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.text.Plain;
import dev.jackdaw.engine.memory.Excerpts.Excerpt;
import dev.jackdaw.engine.memory.Tokens;
import dev.jackdaw.engine.memory.Treated;
import dev.jackdaw.engine.memory.Treated.Stage;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What {@code jackdaw memory lint} prints. */
record LintReport(Survey survey, List<Lint.Warning> warnings, boolean trusted) {
  LintReport {
    warnings = List.copyOf(warnings);
  }

  void print(PrintWriter out, int columns) {
    for (var excerpt : survey.all()) {
      print(excerpt, out, columns);
      out.println();
    }
    if (survey.all().isEmpty()) out.println("There are no memory files.");
    for (var warning : warnings) {
      if (warning.file().isEmpty()) out.println("! " + VisibleText.inOneLine(warning.text()));
    }
    if (!trusted) out.println("This folder is not trusted: of the project nothing is in force.");
    out.println(sums());
    out.println(
        warnings.size() == 1
            ? "1 warning."
            : (warnings.isEmpty() ? "No" : warnings.size()) + " warnings.");
  }

  private void print(Excerpt excerpt, PrintWriter out, int columns) {
    var source = excerpt.source();
    var name = survey.name(source);
    out.println(
        VisibleText.inOneLine(
            name
                + "  ("
                + survey.why(source)
                + (survey.isInForce(source) ? "" : "; not in force yet")
                + ", "
                + tokens(Tokens.of(source.text()))
                + ")"));
    for (var one : excerpt.sections()) {
      out.println(Plain.cut(VisibleText.inOneLine(line(excerpt, one)), columns));
    }
    for (var warning : warnings) {
      if (!warning.file().equals(name)) continue;
      var where = warning.where().isEmpty() ? "" : warning.where() + ": ";
      out.println("  ! " + VisibleText.inOneLine(where + warning.text()));
    }
  }

  private String line(Excerpt excerpt, Treated one) {
    var section = one.section();
    var heading = section.heading().isEmpty() ? "(the beginning)" : section.heading();
    return String.format(
        Locale.ROOT,
        "  %-9s %,7d  %s%s  (%s)",
        one.treatment().text(),
        Tokens.of(section.text()),
        "  ".repeat(Math.max(0, section.level() - 1)),
        heading,
        excerpt.source().where(section.line(), section.lines(), survey.places()));
  }

  private static String tokens(long count) {
    return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? "token" : "tokens");
  }

  private String sums() {
    var now = survey.tokens(Stage.BEGINNING);
    var text =
        "In the context: about "
            + tokens(now)
            + ", after a fold "
            + tokens(survey.tokens(Stage.FOLDED))
            + "; room for "
            + tokens(survey.cap())
            + " (memoryTokens).";
    var dollars = survey.dollars(now);
    if (dollars.isEmpty()) return text + " What that costs is not known without a model's price.";
    return text
        + String.format(
            Locale.ROOT,
            "\nEach request: about $%.5f, read from the cache of %s.",
            dollars.get(),
            survey.model().orElseThrow().id());
  }

  Json json() {
    var files = new ArrayList<Json>();
    for (var excerpt : survey.all()) files.add(json(excerpt));
    var general = new ArrayList<Json>();
    for (var warning : warnings) if (warning.file().isEmpty()) general.add(Json.of(warning.text()));
    var now = survey.tokens(Stage.BEGINNING);
    var json =
        Json.object()
            .put("files", new Json.Arr(files))
            .put("tokens", now)
            .put("tokensAfterFold", survey.tokens(Stage.FOLDED))
            .put("cap", survey.cap())
            .put("trusted", trusted);
    survey.model().ifPresent(model -> json.put("model", model.id()));
    survey.dollars(now).ifPresent(dollars -> json.put("dollarsPerRequest", Json.of(dollars)));
    return json.put("warnings", new Json.Arr(general)).put("warningCount", warnings.size()).build();
  }

  private Json json(Excerpt excerpt) {
    var source = excerpt.source();
    var sections = new ArrayList<Json>();
    for (var one : excerpt.sections()) sections.add(json(excerpt, one));
    var own = new ArrayList<Json>();
    for (var warning : warnings) {
      if (!warning.file().equals(survey.name(source))) continue;
      own.add(Json.object().put("where", warning.where()).put("text", warning.text()).build());
    }
    return Json.object()
        .put("path", source.path().toString())
        .put("kind", source.place().kind().text())
        .put("paths", Json.strings(source.paths()))
        .put("inForce", survey.isInForce(source))
        .put("tokens", Tokens.of(source.text()))
        .put("sections", new Json.Arr(sections))
        .put("warnings", new Json.Arr(own))
        .build();
  }

  private Json json(Excerpt excerpt, Treated one) {
    var section = one.section();
    return Json.object()
        .put("heading", section.heading())
        .put("level", section.level())
        .put("where", excerpt.source().where(section.line(), section.lines(), survey.places()))
        .put("tokens", Tokens.of(section.text()))
        .put("treatment", one.treatment().text())
        .put("tokensAfterFold", one.tokens())
        .build();
  }
}
