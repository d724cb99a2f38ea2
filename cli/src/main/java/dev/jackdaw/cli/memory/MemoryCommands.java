package dev.jackdaw.cli.memory;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.VisibleText;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.options.Arguments;
import dev.jackdaw.cli.options.ExitCode;
import dev.jackdaw.cli.options.Option;
import dev.jackdaw.cli.text.Plain;
import dev.jackdaw.engine.MemoryFiles;
import dev.jackdaw.engine.memory.Source;
import dev.jackdaw.engine.memory.Tokens;
import dev.jackdaw.engine.memory.Treated.Stage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code jackdaw memory list}, {@code lint} and {@code show}. They change nothing. */
public final class MemoryCommands {
  private final Path directory;
  private final List<Path> userFolders;
  private final boolean trusted;
  private final long wantedCap;
  private final Optional<ModelInfo> model;
  private final int columns;
  private final PrintWriter out;

  /**
   * Sets them up.
   *
   * @param directory the working directory, canonical
   * @param trusted whether the files of the project would be in force
   * @param wantedCap tokens of memory files that are shown; 0 for the usual cap
   * @param model that of a session here, if there is one
   * @param columns the width of the terminal
   */
  public MemoryCommands(
      Path directory,
      List<Path> userFolders,
      boolean trusted,
      long wantedCap,
      Optional<ModelInfo> model,
      int columns,
      PrintWriter out) {
    this.directory = directory;
    this.userFolders = List.copyOf(userFolders);
    this.trusted = trusted;
    this.wantedCap = wantedCap;
    this.model = model;
    this.columns = columns;
    this.out = out;
  }

  /** Prints which files count, in their order, and why. */
  public ExitCode list(Arguments arguments) {
    var all = new MemoryFiles(userFolders, directory);
    var survey = survey(trusted ? all : all.withoutProject(), paths(arguments));
    var untrusted = trusted ? 0 : new MemoryFiles(List.of(), directory).all().size();
    if (arguments.has(Option.JSON)) out.println(json(survey, untrusted).compact());
    else list(survey, untrusted);
    out.flush();
    return ExitCode.DONE;
  }

  private void list(Survey survey, int untrusted) {
    for (var source : survey.start()) print(survey, source);
    for (var batch : survey.found()) for (var source : batch) print(survey, source);
    if (survey.start().isEmpty() && survey.found().isEmpty()) {
      out.println("No memory file is in force. AGENTS.md in this folder would be one.");
    }
    if (!survey.waiting().isEmpty()) out.println("Once the agent works on such paths:");
    for (var source : survey.waiting()) print(survey, source);
    if (untrusted == 0) return;
    out.println(
        untrusted
            + (untrusted == 1 ? " file" : " files")
            + " of this folder do not count: it is not trusted. --trust shows them.");
  }

  private void print(Survey survey, Source source) {
    var line =
        String.format(
            Locale.ROOT,
            "%-32s %,7d tokens  %s",
            survey.name(source),
            Tokens.of(source.text()),
            survey.why(source));
    out.println(Plain.cut(VisibleText.inOneLine(line), Math.max(60, columns)));
  }

  private static Json json(Survey survey, int untrusted) {
    var files = new ArrayList<Json>();
    for (var batch : survey.batches()) {
      for (var source : batch) {
        files.add(
            Json.object()
                .put("path", source.path().toString())
                .put("kind", source.place().kind().text())
                .put("paths", Json.strings(source.paths()))
                .put("inForce", survey.isInForce(source))
                .put("tokens", Tokens.of(source.text()))
                .build());
      }
    }
    return Json.object().put("files", new Json.Arr(files)).put("untrusted", untrusted).build();
  }

  /** Prints what becomes of each section, and what is wrong; trusted or not. */
  public ExitCode lint(Arguments arguments) {
    var survey = survey(new MemoryFiles(userFolders, directory), paths(arguments));
    var warnings = Lint.of(survey);
    var report = new LintReport(survey, warnings, trusted);
    if (arguments.has(Option.JSON)) out.println(report.json().pretty());
    else report.print(out, columns);
    out.flush();
    return arguments.has(Option.STRICT) && !warnings.isEmpty() ? ExitCode.FAILED : ExitCode.DONE;
  }

  /** Prints one file as the model sees it before the first fold. */
  public ExitCode show(Arguments arguments) {
    var path = path(arguments.operands().getFirst());
    var survey = survey(new MemoryFiles(userFolders, directory), List.of(path));
    for (var batch : survey.batches()) {
      for (var excerpt : survey.excerpts(batch, Stage.BEGINNING).list()) {
        if (!isAt(excerpt.source().path(), path)) continue;
        out.println(VisibleText.of(excerpt.text()));
        out.flush();
        return ExitCode.DONE;
      }
    }
    throw new JackdawException(
        JackdawException.Kind.USER,
        "memory-unknown",
        "\""
            + VisibleText.inOneLine(arguments.operands().getFirst())
            + "\" is no memory file here, or it is empty. \"jackdaw memory list\" names those that"
            + " are.");
  }

  private static boolean isAt(Path file, Path path) {
    try {
      return file.equals(path) || file.toRealPath().equals(path.toRealPath());
    } catch (IOException _) {
      return false;
    }
  }

  private Survey survey(MemoryFiles files, List<Path> paths) {
    return Survey.of(files, directory, wantedCap, model, paths);
  }

  private List<Path> paths(Arguments arguments) {
    return arguments.operands().stream().map(this::path).toList();
  }

  private Path path(String spelled) {
    try {
      return directory.resolve(spelled).normalize();
    } catch (InvalidPathException e) {
      throw new JackdawException(
          JackdawException.Kind.USER, "bad-path", "\"" + spelled + "\" is no usable path", e);
    }
  }
}
