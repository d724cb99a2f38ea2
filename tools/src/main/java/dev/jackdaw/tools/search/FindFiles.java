package dev.jackdaw.tools.search;

import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Idempotency;
import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.RecordTool;
import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.tools.files.Failures;
import dev.jackdaw.tools.files.Summary;
import dev.jackdaw.tools.files.Target;
import dev.jackdaw.tools.output.Capped;
import dev.jackdaw.tools.output.LedgerLine;
import java.io.IOException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds files by name, the newest first. */
public final class FindFiles extends RecordTool<FindFiles.Input> {
  private static final int MAX_FILES = 100;

  /** The pattern, and the folder it starts in: the working directory if left out. */
  public record Input(String pattern, Optional<String> path) {
    public Input {
      if (pattern.isBlank()) throw new IllegalArgumentException("\"pattern\" is empty");
      Glob.of(pattern);
    }

    /** Splits off the folders that the pattern spells out, so that only they are looked through. */
    Split split() {
      var given = pattern.endsWith("/") ? pattern + "**" : pattern;
      var parts = given.split("/", -1);
      var plain = 0;
      while (plain < parts.length - 1 && Wildcard.isPlain(parts[plain])) plain++;
      var start = path.filter(folder -> !folder.isBlank()).orElse(".");
      if (plain == 0) return new Split(start, Glob.of(given));
      var folder = String.join("/", List.of(parts).subList(0, plain));
      var rest = String.join("/", List.of(parts).subList(plain, parts.length));
      var absolute = given.startsWith("/") || given.startsWith("~/");
      var prefix = absolute || start.equals(".") ? "" : start + "/";
      var below = folder.isEmpty() ? "/" : prefix + folder;
      return new Split(below, Glob.anchored(rest));
    }

    Walk.Hidden hidden() {
      return Glob.namesHidden(pattern) ? Walk.Hidden.SEEN : Walk.Hidden.SKIPPED;
    }
  }

  /** A folder, and the pattern for what is below it. */
  record Split(String folder, Glob glob) {}

  private record Hit(Path path, FileTime modified) {}

  public FindFiles() {
    super("glob", Input.class);
  }

  @Override
  public boolean isEssential() {
    return true;
  }

  @Override
  public List<Effect> effects(Input input, Workspace workspace) throws InvalidInputException {
    return List.of(new Effect.Reads(workspace.resolve(input.split().folder())));
  }

  @Override
  public Idempotency idempotency(Input input) {
    return Idempotency.PURE;
  }

  @Override
  public String summary(Input input, Workspace workspace) {
    var in = input.path().map(path -> " in " + Summary.path(path, workspace)).orElse("");
    return "glob " + input.pattern() + in;
  }

  @Override
  public String ledger(Input input, ToolResult result, Workspace workspace) {
    var in = input.path().map(path -> " in " + Summary.path(path, workspace)).orElse("");
    var found =
        result.details().has("files")
            ? ": " + result.details().integer("files", 0) + " files"
            : LedgerLine.reason(result);
    return LedgerLine.of(LedgerLine.shortened(input.pattern() + in, 120) + found);
  }

  @Override
  public ToolResult call(Input input, ToolContext context) throws InterruptedException {
    var split = input.split();
    try {
      return Capped.of(find(input, split, context), context);
    } catch (NotDirectoryException _) {
      return ToolResult.failed(split.folder() + " is a file. Use read to see what is in it.");
    } catch (IOException e) {
      return Failures.of(e, split.folder(), context.workspace());
    }
  }

  private static ToolResult find(Input input, Split split, ToolContext context)
      throws IOException, InterruptedException {
    var workspace = context.workspace();
    var target = Target.toRead(split.folder(), context);
    target.refuseKernelFiles();
    var start = target.path();
    var hits = new ArrayList<Hit>();
    new Walk(start, input.hidden(), workspace)
        .files((path, attributes) -> {
          if (split.glob().matches(Ignore.slashed(start.relativize(path)))) {
            hits.add(new Hit(path, attributes.lastModifiedTime()));
          }
        });
    if (hits.isEmpty()) {
      return ToolResult.ok(
              "No file matches "
                  + input.pattern()
                  + " in "
                  + target.shown()
                  + ". Ignored files are left out"
                  + (input.hidden() == Walk.Hidden.SKIPPED
                      ? ", hidden ones too unless named."
                      : "."),
              Label.JACKDAW)
          .withDetails(Json.object().put("files", 0).put("paths", paths(hits, workspace)).build());
    }
    hits.sort(
        Comparator.comparing(Hit::modified).reversed().thenComparing(hit -> hit.path().toString()));
    return ToolResult.ok(text(hits, workspace), target.label())
        .withDetails(
            Json.object().put("files", hits.size()).put("paths", paths(hits, workspace)).build());
  }

  private static Json.Arr paths(List<Hit> hits, Workspace workspace) {
    return Json.strings(
        hits.stream().limit(MAX_FILES).map(hit -> workspace.display(hit.path())).toList());
  }

  private static String text(List<Hit> hits, Workspace workspace) {
    var out = new StringBuilder();
    for (var hit : hits.subList(0, Math.min(hits.size(), MAX_FILES))) {
      out.append(Names.visible(workspace.display(hit.path()))).append('\n');
    }
    if (hits.size() > MAX_FILES) {
      out.append("[the newest ").append(MAX_FILES).append(" of ").append(hits.size());
      out.append("; use a narrower pattern or path]\n");
    }
    return out.toString().stripTrailing();
  }
}
