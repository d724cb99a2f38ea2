package dev.jackdaw.journal.checkpoint;

import java.util.ArrayList;
import java.util.Optional;

/** Adds up what is in a workspace and not kept, repositories of git in folders of it included. */
final class Gap {
  private static final long MIB = 1 << 20;

  private long files;
  private long folders;
  private long bytes;
  private long repositories;

  /** Adds what is in a root of the workspace, but for the repository it is itself. */
  void addRoot(Node root) {
    if (!(root instanceof Node.Directory(_, var children))) return;
    for (var child : children.values()) if (!(child instanceof Node.Repository)) add(child);
  }

  private void add(Node node) {
    switch (node) {
      case Node.Directory(_, var children) -> children.values().forEach(this::add);
      case Node.Repository(var history) when !history.equals(Node.Stamp.NONE) -> repositories++;
      case Node.Unkept(_, var stamp, _) when stamp.equals(Node.Stamp.NONE) -> folders++;
      case Node.Unkept(_, var stamp, _) -> {
        files++;
        bytes += stamp.size();
      }
      case Node.Absent _, Node.RegularFile _, Node.Link _, Node.Repository _, Node.Special _ -> {}
    }
  }

  Optional<String> text() {
    var parts = new ArrayList<String>();
    var size = bytes < MIB ? "less than 1 MiB" : bytes / MIB + " MiB";
    if (files > 0) parts.add(counted(files, "file", "files") + " (" + size + ")");
    if (folders > 0) parts.add(counted(folders, "folder", "folders"));
    if (repositories > 0) {
      parts.add(counted(repositories, "repository of git", "repositories of git"));
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(" and ", parts));
  }

  private static String counted(long count, String one, String several) {
    return count + " " + (count == 1 ? one : several);
  }
}
