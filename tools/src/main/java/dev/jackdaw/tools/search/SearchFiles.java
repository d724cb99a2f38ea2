package dev.jackdaw.tools.search;

import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Idempotency;
import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.RecordTool;
import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.files.Folder;
import dev.jackdaw.tools.files.Failures;
import dev.jackdaw.tools.files.Summary;
import dev.jackdaw.tools.files.Target;
import dev.jackdaw.tools.output.LedgerLine;
import dev.jackdaw.tools.output.Room;
import java.io.IOException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;

/**
 * Finds lines that match a regular expression: with the machine's ripgrep where there is one, else
 * by itself. One file is always searched here, because starting a program for it would take longer.
 */
public final class SearchFiles extends RecordTool<SearchFiles.Input> {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final int DEFAULT_LINES = 200;
  private static final int MAX_LINES = 2_000;
  private static final int MAX_CONTEXT = 50;

  private final Predicate<Path> readable;
  private final String searchPath;

  /** What is told of the matches. */
  public enum Output {
    CONTENT,
    FILES,
    COUNT
  }

  /** What to search for; {@code path} is a folder or a file, the working directory if left out. */
  public record Input(
      String pattern,
      Optional<String> path,
      Optional<String> glob,
      Optional<Output> output,
      Optional<Boolean> ignoreCase,
      Optional<Integer> context,
      Optional<Integer> limit,
      Optional<Boolean> multiline) {
    public Input {
      if (pattern.isEmpty()) throw new IllegalArgumentException("\"pattern\" is empty");
      if (pattern.indexOf('\0') >= 0) throw new IllegalArgumentException("\"pattern\" holds NUL");
      if (context.orElse(0) < 0) throw new IllegalArgumentException("\"context\" is negative");
      if (limit.orElse(1) < 1) throw new IllegalArgumentException("\"limit\" is at least 1");
      glob.ifPresent(Glob::of);
    }

    String spelledPath() {
      return path.filter(given -> !given.isBlank()).orElse(".");
    }

    int lines() {
      return Math.min(limit.orElse(DEFAULT_LINES), MAX_LINES);
    }

    Query query(Target target, Query.Extent extent, Predicate<Path> readable, Workspace workspace) {
      return new Query(
          target.path(),
          extent,
          pattern,
          ignoreCase.orElse(false) ? Query.Letters.SAME_IN_ANY_CASE : Query.Letters.DIFFER_BY_CASE,
          multiline.orElse(false) ? Query.Span.SEVERAL_LINES : Query.Span.ONE_LINE,
          glob.filter(given -> !given.isBlank()),
          output.orElse(Output.CONTENT),
          Math.min(context.orElse(0), MAX_CONTEXT),
          LIMIT,
          readable,
          workspace);
    }
  }

  /**
   * Takes what all calls share.
   *
   * @param readable the files that may be looked into
   * @param searchPath where to look for ripgrep, as in {@code PATH}; empty for nowhere
   */
  public SearchFiles(Predicate<Path> readable, String searchPath) {
    super("grep", Input.class);
    this.readable = readable;
    this.searchPath = searchPath;
  }

  @Override
  public boolean isEssential() {
    return true;
  }

  @Override
  public List<Effect> effects(Input input, Workspace workspace) throws InvalidInputException {
    return List.of(new Effect.Reads(workspace.resolve(input.spelledPath())));
  }

  @Override
  public Idempotency idempotency(Input input) {
    return Idempotency.PURE;
  }

  @Override
  public String summary(Input input, Workspace workspace) {
    var where = Summary.path(input.spelledPath(), workspace);
    return "grep " + input.pattern() + (where.equals(".") ? "" : " in " + where);
  }

  @Override
  public String ledger(Input input, ToolResult result, Workspace workspace) {
    var where = LedgerLine.path(Summary.path(input.spelledPath(), workspace));
    var glob = input.glob().map(only -> " with " + only).orElse("");
    var found = result.details();
    return LedgerLine.of(
        "\""
            + LedgerLine.shortened(input.pattern(), 60)
            + "\""
            + (where.equals(".") ? "" : " in " + where)
            + LedgerLine.shortened(glob, 40)
            + (found.has("matches")
                ? ": "
                    + found.integer("matches", 0)
                    + " matches in "
                    + found.integer("files", 0)
                    + " files"
                : LedgerLine.reason(result)));
  }

  @Override
  public ToolResult call(Input input, ToolContext context) throws InterruptedException {
    try {
      return search(input, context);
    } catch (IOException e) {
      return Failures.of(e, input.spelledPath(), context.workspace());
    }
  }

  private ToolResult search(Input input, ToolContext context)
      throws IOException, InterruptedException {
    var workspace = context.workspace();
    var target = Target.toRead(input.spelledPath(), context);
    target.refuseKernelFiles();
    var query = input.query(target, extent(target), readable, workspace);
    var ripgrep =
        query.isOneFile() ? Optional.<Ripgrep>empty() : Ripgrep.on(searchPath, workspace.roots());
    try {
      var found = ripgrep.isPresent() ? ripgrep.get().search(query) : Optional.<Query.Found>empty();
      var all = found.isPresent() ? found.get() : new JavaSearch(query).search();
      return SearchReport.of(all, query, input.lines(), Room.of(context), target.label());
    } catch (PatternSyntaxException e) {
      return ToolResult.failed(
          "The pattern is no regular expression: "
              + e.getDescription()
              + ". To search for ( [ { . * + ? | themselves, put a backslash before each.");
    }
  }

  private static Query.Extent extent(Target target) throws IOException {
    try (var _ = Folder.open(target.path(), target.workspace())) {
      return Query.Extent.FOLDER;
    } catch (NotDirectoryException _) {
      target.requireFile();
      return Query.Extent.ONE_FILE;
    }
  }
}
