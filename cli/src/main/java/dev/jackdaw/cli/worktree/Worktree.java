package dev.jackdaw.cli.worktree;

import dev.jackdaw.api.JackdawException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A linked worktree of a repository with the checkout's files as they are, changes that were not
 * committed and new files included, ignored ones not. Beside it stands a second copy, from which
 * the merge knows what was changed. Making and removing it touches neither index nor references of
 * the checkout; git notes it below {@code .git/worktrees} as long as it is there.
 */
final class Worktree {
  private static final int MAX_FILES = 200_000;
  private static final long MAX_BYTES = 2L << 30;

  private final Git git;
  private final Path top;
  private final Path folder;
  private final Path admin;

  private Worktree(Git git, Path top, Path folder, Path admin) {
    this.git = git;
    this.top = top;
    this.folder = folder;
    this.admin = admin;
  }

  /**
   * Makes one.
   *
   * @param directory inside the checkout
   * @param folder where it goes, which must not exist
   * @throws JackdawException when there is no repository with a commit; the message says a way out
   */
  static Worktree open(Git git, Path directory, Path folder)
      throws IOException, InterruptedException {
    var top = git.run(directory, "rev-parse", "--show-toplevel");
    if (!top.isOk()) {
      throw unusable(
          "no-repository",
          directory
              + " is in no git repository, which a worktree needs. Run \"git init\" and commit"
              + " once, or leave isolation out.");
    }
    var checkout = Path.of(top.text()).toRealPath();
    if (!git.run(checkout, "rev-parse", "--verify", "--quiet", "HEAD^{commit}").isOk()) {
      throw unusable(
          "no-commit",
          "The repository "
              + checkout
              + " has no commit yet, which a worktree needs. Commit once,"
              + " or leave isolation out.");
    }
    Files.createDirectories(folder);
    var tree = folder.resolve("tree");
    var added =
        git.run(
            checkout,
            "worktree",
            "add",
            "--quiet",
            "--no-checkout",
            "--detach",
            tree.toString(),
            "HEAD");
    if (!added.isOk()) {
      throw unusable("worktree-failed", "git could not add a worktree: " + added.err());
    }
    var admin = Path.of(git.run(tree, "rev-parse", "--absolute-git-dir").text());
    var worktree = new Worktree(git, checkout, folder, admin);
    try {
      worktree.fill();
      return worktree;
    } catch (IOException | InterruptedException | RuntimeException e) {
      worktree.remove();
      throw e;
    }
  }

  private static JackdawException unusable(String code, String message) {
    return new JackdawException(JackdawException.Kind.USER, code, message);
  }

  private void fill() throws IOException, InterruptedException {
    var files = 0;
    var bytes = 0L;
    var listed = listed(git.run(top, "ls-files", "-z", "-co", "--exclude-standard"));
    for (var path : new TreeSet<>(listed)) {
      var from = top.resolve(path);
      if (!isFile(from) || State.isBehindLink(top, path)) continue;
      bytes += Files.isSymbolicLink(from) ? 0 : Files.size(from);
      if (++files > MAX_FILES || bytes > MAX_BYTES) {
        throw unusable(
            "worktree-too-large",
            "The checkout is too large to be copied ("
                + MAX_FILES
                + " files or "
                + (MAX_BYTES >> 30)
                + " GiB at most). Leave isolation out.");
      }
      copy(from, tree().resolve(path));
      copy(tree().resolve(path), base().resolve(path));
    }
    Files.createDirectories(base());
    git.run(tree(), "read-tree", "HEAD");
  }

  private static List<String> listed(Git.Ended ended) throws IOException {
    if (!ended.isOk()) throw new IOException("git ls-files failed: " + ended.err());
    return ended.entries();
  }

  /** Not a folder, which would be a repository of its own, and no pipe. */
  private static boolean isFile(Path path) {
    return Files.isSymbolicLink(path) || Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static void copy(Path from, Path to) throws IOException {
    var parent = to.getParent();
    if (parent != null) Files.createDirectories(parent);
    Files.copy(from, to, LinkOption.NOFOLLOW_LINKS, StandardCopyOption.COPY_ATTRIBUTES);
  }

  Path top() {
    return top;
  }

  /** Returns the folder that is worked in. */
  Path tree() {
    return folder.resolve("tree");
  }

  private Path base() {
    return folder.resolve("base");
  }

  /** Compares with the checkout as it is now. */
  Merge merge() throws IOException, InterruptedException {
    var paths = new TreeSet<String>();
    Files.walkFileTree(
        base(),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            paths.add(base().relativize(file).toString());
            return FileVisitResult.CONTINUE;
          }
        });
    // Whatever the worktree's own .git says by now.
    var where = Map.of("GIT_DIR", admin.toString(), "GIT_WORK_TREE", tree().toString());
    for (var path : listed(git.run(tree(), where, "ls-files", "-z", "-co", "--exclude-standard"))) {
      if (isFile(tree().resolve(path))) paths.add(path);
    }
    var scratch = Files.createDirectories(folder.resolve("merged"));
    return Merge.of(new Merge.Sides(base(), top, tree()), paths, git, scratch);
  }

  /** Leaves the worktree for a person, without what only the merge needed. */
  Path keep() throws IOException {
    delete(base());
    delete(folder.resolve("merged"));
    return tree();
  }

  /** Removes everything, and git's note of it. */
  void remove() throws IOException {
    delete(folder);
    var parent = admin.getParent();
    if (parent != null && parent.endsWith("worktrees")) delete(admin);
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) return;
    var trouble = new ArrayList<IOException>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            if (!(e instanceof NoSuchFileException)) trouble.add(e);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e)
              throws IOException {
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
          }
        });
    if (!trouble.isEmpty()) throw trouble.getFirst();
  }
}
