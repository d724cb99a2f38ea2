package dev.jackdaw.policy;

import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.policy.shell.Surroundings;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The real file system as the analysis of commands sees it. */
record FileSystemView(Workspace workspace) implements Surroundings {
  private static final int MAX_NAMES = 4_096;

  @Override
  public Optional<Path> canonical(Path path) {
    try {
      return Optional.of(workspace.resolve(path.toString()));
    } catch (InvalidInputException _) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<List<String>> names(Path folder) {
    if (!Files.isDirectory(folder)) return Optional.of(List.of());
    var names = new ArrayList<String>();
    try (var entries = Files.newDirectoryStream(folder)) {
      for (var entry : entries) {
        if (names.size() == MAX_NAMES) return Optional.empty();
        names.add(String.valueOf(entry.getFileName()));
      }
    } catch (IOException | DirectoryIteratorException _) {
      return Optional.empty();
    }
    return Optional.of(List.copyOf(names));
  }

  @Override
  public boolean isFolder(Path path) {
    return Files.isDirectory(path) && Files.isExecutable(path);
  }

  @Override
  public Optional<String> untidy(Path folder) {
    return TidyFolder.trouble(folder, workspace);
  }

  @Override
  public boolean isIndexTidy(Path folder) {
    return new GitRepository(folder, workspace.roots())
        .index()
        .flatMap(index -> GitIndex.names(index.bytes()))
        .isPresent();
  }

  @Override
  public Optional<String> untidyTracked(Path folder) {
    var index = new GitRepository(folder, workspace.roots()).index();
    var names = index.flatMap(found -> GitIndex.names(found.bytes()));
    if (names.isEmpty()) return Optional.of("git's list of files cannot be read");
    var top = index.get().top();
    var files = names.get().stream().map(top::resolve).filter(file -> file.startsWith(folder));
    return TidyFolder.trouble(files.toList(), workspace);
  }

  @Override
  public Optional<String> gitTrouble(Path folder) {
    return new GitRepository(folder, workspace.roots()).trouble();
  }
}
