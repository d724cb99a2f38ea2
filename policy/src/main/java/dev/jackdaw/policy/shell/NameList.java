package dev.jackdaw.policy.shell;

import dev.jackdaw.api.text.Glob;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * File names that a command prints for the next one of a pipeline.
 *
 * @param roots what all of them lie below
 * @param ended whether a zero byte ends each, rather than a line break
 * @param files whether none of them is a link
 * @param bare whether a name may come without the root in front, and so look like an option
 * @param tracked whether all are in git's list of files
 */
record NameList(List<String> roots, boolean ended, boolean files, boolean bare, boolean tracked) {
  NameList(List<String> roots, boolean ended, boolean files, boolean bare) {
    this(roots, ended, files, bare, false);
  }

  /** Returns what keeps those below a root from being handed on, as a clause. */
  Optional<String> trouble(Path root, Surroundings surroundings) {
    return tracked ? surroundings.untidyTracked(root) : surroundings.untidy(root);
  }

  /** Stands for any file below the root. */
  static Argument below(String root, boolean many, boolean bare) {
    var folder = root.endsWith("/") ? root : root + "/";
    var shape = many ? Argument.Shape.MANY_NAMES : Argument.Shape.ONE_NAME;
    return new Argument(Glob.quote(folder), shape, bare);
  }

  /** Returns whether the names can be handed on without a look at the folder. */
  boolean areSafe() {
    return ended && files && !bare;
  }
}
