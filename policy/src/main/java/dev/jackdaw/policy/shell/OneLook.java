package dev.jackdaw.policy.shell;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at each thing once, so that one analysis sees one state of it. Used by one thread. */
final class OneLook implements Surroundings {
  private final Surroundings surroundings;
  private final Map<Path, Optional<Path>> canonical = new HashMap<>();
  private final Map<Path, Optional<List<String>>> names = new HashMap<>();
  private final Map<Path, Optional<String>> untidy = new HashMap<>();
  private final Map<Path, Optional<String>> tracked = new HashMap<>();
  private final Map<Path, Optional<String>> git = new HashMap<>();

  OneLook(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Optional<Path> canonical(Path path) {
    return canonical.computeIfAbsent(path, surroundings::canonical);
  }

  @Override
  public Optional<List<String>> names(Path folder) {
    return names.computeIfAbsent(folder, surroundings::names);
  }

  @Override
  public boolean isFolder(Path path) {
    return surroundings.isFolder(path);
  }

  @Override
  public Optional<String> untidy(Path folder) {
    return untidy.computeIfAbsent(folder, surroundings::untidy);
  }

  @Override
  public boolean isIndexTidy(Path folder) {
    return surroundings.isIndexTidy(folder);
  }

  @Override
  public Optional<String> untidyTracked(Path folder) {
    return tracked.computeIfAbsent(folder, surroundings::untidyTracked);
  }

  @Override
  public Optional<String> gitTrouble(Path folder) {
    return git.computeIfAbsent(folder, surroundings::gitTrouble);
  }
}
