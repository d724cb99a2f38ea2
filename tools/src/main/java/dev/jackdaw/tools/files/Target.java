package dev.jackdaw.tools.files;

import dev.jackdaw.api.Effect;
import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.files.Folder;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * A file or folder a call is about.
 *
 * @param path canonical
 * @param shown as people and models read it
 */
public record Target(Path path, String shown, Workspace workspace) {
  private static final List<Path> KERNEL =
      List.of(Path.of("/proc"), Path.of("/dev"), Path.of("/sys"));

  /**
   * Resolves a path that will be read.
   *
   * @throws FileProblem when it leads elsewhere than where the call was allowed to go
   */
  public static Target toRead(String spelled, ToolContext context) throws FileProblem {
    var target = of(spelled, context.workspace());
    var decided = context.decided();
    if (decided.isPresent() && !target.mayRead(decided.get())) throw target.moved(spelled);
    return target;
  }

  /**
   * Resolves a path that will be written.
   *
   * @throws FileProblem when it leads elsewhere than where the call was allowed to go
   */
  public static Target toWrite(String spelled, ToolContext context) throws FileProblem {
    var target = of(spelled, context.workspace());
    var decided = context.decided();
    if (decided.isPresent() && !target.mayWrite(decided.get())) throw target.moved(spelled);
    return target;
  }

  private static Target of(String spelled, Workspace workspace) throws FileProblem {
    try {
      var path = workspace.resolve(spelled);
      return new Target(path, workspace.display(path), workspace);
    } catch (InvalidInputException e) {
      throw new FileProblem(String.valueOf(e.getMessage()));
    }
  }

  private boolean mayRead(List<Effect> decided) {
    for (var effect : decided) {
      if (effect instanceof Effect.Reads(var allowed) && path.startsWith(allowed)) return true;
    }
    return mayWrite(decided);
  }

  private boolean mayWrite(List<Effect> decided) {
    for (var effect : decided) {
      if (effect instanceof Effect.Writes(var allowed) && path.startsWith(allowed)) return true;
    }
    return false;
  }

  private FileProblem moved(String spelled) {
    return new FileProblem(
        spelled
            + " now leads to "
            + shown
            + ", which is not where it led when this call was allowed. Nothing was done. Look at"
            + " what changed, then call again.");
  }

  /** Returns the origin of what is read from it. */
  public Label label() {
    var source = workspace.contains(path) ? Label.Source.WORKSPACE : Label.Source.OUTSIDE;
    return new Label(source, shown);
  }

  /**
   * Refuses what is not a regular file.
   *
   * @throws IOException also when there is nothing
   */
  public void requireFile() throws IOException {
    try (var folder = Folder.open(folder(), workspace)) {
      var attributes = folder.attributes(name());
      if (attributes.isEmpty()) throw new NoSuchFileException(shown);
      Snapshot.requireFile(attributes.get(), this);
    }
  }

  Path name() {
    return path.getFileName() == null ? Path.of(".") : path.getFileName();
  }

  /** Returns the folder it is in; a file system's root is in itself. */
  Path folder() {
    var parent = path.getParent();
    return parent == null ? path : parent;
  }

  /**
   * Refuses what only looks like files.
   *
   * @throws FileProblem for anything of the kernel's own file systems
   */
  public void refuseKernelFiles() throws FileProblem {
    for (var kernel : KERNEL) {
      if (path.startsWith(kernel) && !isWorkspaceBelow(kernel)) {
        throw new FileProblem(
            shown + " belongs to the kernel, not to files. Ask a command for what it tells.");
      }
    }
  }

  /** A workspace may lie in shared memory, which is below {@code /dev}. */
  private boolean isWorkspaceBelow(Path kernel) {
    return workspace.roots().stream()
        .anyMatch(root -> root.startsWith(kernel) && path.startsWith(root));
  }
}
