package dev.jackdaw.policy;

import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.policy.names.ProtectedNames;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Looks at every name below a folder, without following links: whether a list of them can be handed
 * to a program word by word, and all of it be read. Gives up behind so many files that somebody
 * would have to wait.
 */
final class TidyFolder extends SimpleFileVisitor<Path> {
  private static final int MAX_FILES = 5_000;

  /** Blanks and quotes take a list apart. */
  private static final Pattern ODD = Pattern.compile("[\\s'\"\\\\\\p{Cntrl}]");

  private final Workspace workspace;
  private int files;
  private String trouble = "";

  private TidyFolder(Workspace workspace) {
    this.workspace = workspace;
  }

  /** Returns what is wrong there, as a clause. */
  static Optional<String> trouble(Path folder, Workspace workspace) {
    var tidy = new TidyFolder(workspace);
    try {
      Files.walkFileTree(folder, tidy);
    } catch (IOException _) {
      return Optional.of("a folder cannot be looked through");
    }
    return tidy.trouble.isEmpty() ? Optional.empty() : Optional.of(tidy.trouble);
  }

  /** Returns what is wrong with some files, as a clause; those that are not there are right. */
  static Optional<String> trouble(List<Path> files, Workspace workspace) {
    var tidy = new TidyFolder(workspace);
    for (var file : files) {
      try {
        var found =
            Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (found.isDirectory()) return Optional.of("a file that git holds is a folder");
        if (tidy.leadsOutside(file)) return Optional.of("a file that git holds leads elsewhere");
        tidy.look(file, found);
      } catch (NoSuchFileException _) {
        continue;
      } catch (IOException | InvalidPathException _) {
        return Optional.of("a folder cannot be looked through");
      }
      if (!tidy.trouble.isEmpty()) break;
    }
    return tidy.trouble.isEmpty() ? Optional.empty() : Optional.of(tidy.trouble);
  }

  private FileVisitResult look(Path path, BasicFileAttributes found) {
    if (++files > MAX_FILES) trouble = "the folder holds more than " + MAX_FILES + " files";
    else if (isOdd(String.valueOf(path.getFileName()))) {
      trouble = "the folder holds an unusual name";
    } else if (found.isOther() || found.isSymbolicLink() && leadsOutside(path)) {
      trouble = "the folder holds a link that leads outside";
    } else if (!found.isDirectory()
        && ProtectedNames.reading(path, workspace.roots()).isPresent()) {
      trouble = "the folder holds a credential";
    }
    return trouble.isEmpty() ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
  }

  /** A hyphen first makes an option. */
  private static boolean isOdd(String name) {
    return name.startsWith("-") || ODD.matcher(name).find();
  }

  /** A link to a credential is no better than one to outside. */
  private boolean leadsOutside(Path link) {
    try {
      var target = workspace.resolve(link.toString());
      return !workspace.contains(target)
          || ProtectedNames.reading(target, workspace.roots()).isPresent();
    } catch (InvalidInputException _) {
      return true;
    }
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes found) {
    return look(folder, found);
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes found) {
    return look(file, found);
  }
}
