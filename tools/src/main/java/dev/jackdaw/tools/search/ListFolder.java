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
import dev.jackdaw.tools.output.Capped;
import dev.jackdaw.tools.output.LedgerLine;
import java.io.IOException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import java.util.Optional;

/** Shows what is in a folder, as a tree. */
public final class ListFolder extends RecordTool<ListFolder.Input> {
  private static final int DEFAULT_DEPTH = 2;
  private static final int MAX_DEPTH = 10;

  /** The folder, the working directory if left out, and how many levels of it. */
  public record Input(Optional<String> path, Optional<Integer> depth) {
    public Input {
      if (depth.orElse(1) < 1) throw new IllegalArgumentException("\"depth\" is at least 1");
    }

    String spelledPath() {
      return path.filter(given -> !given.isBlank()).orElse(".");
    }

    int levels() {
      return Math.min(depth.orElse(DEFAULT_DEPTH), MAX_DEPTH);
    }
  }

  public ListFolder() {
    super("list", Input.class);
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
    return "list " + Summary.path(input.spelledPath(), workspace);
  }

  @Override
  public String ledger(Input input, ToolResult result, Workspace workspace) {
    var path = LedgerLine.path(Summary.path(input.spelledPath(), workspace));
    return LedgerLine.of(path + LedgerLine.reason(result));
  }

  @Override
  public ToolResult call(Input input, ToolContext context) throws InterruptedException {
    try {
      var target = Target.toRead(input.spelledPath(), context);
      target.refuseKernelFiles();
      try (var folder = Folder.open(target.path(), context.workspace())) {
        var tree = Tree.of(folder, input.levels(), target.shown());
        return Capped.of(ToolResult.ok(tree, target.label()), context);
      }
    } catch (NotDirectoryException _) {
      return ToolResult.failed(input.spelledPath() + " is a file. Use read to see what is in it.");
    } catch (IOException e) {
      return Failures.of(e, input.spelledPath(), context.workspace());
    }
  }
}
