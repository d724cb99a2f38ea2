package dev.jackdaw.journal.checkpoint;

import java.util.Optional;

/** Adds up what is in a workspace and not kept. */
final class Gap {
  private static final long MIB = 1 << 20;

  private long files;
  private long folders;
  private long bytes;

  void add(Node node) {
    switch (node) {
      case Node.Directory(_, var children) -> children.values().forEach(this::add);
      case Node.Unkept(_, var stamp, _) when stamp.equals(Node.Stamp.NONE) -> folders++;
      case Node.Unkept(_, var stamp, _) -> {
        files++;
        bytes += stamp.size();
      }
      case Node.Absent _, Node.RegularFile _, Node.Link _, Node.Repository _, Node.Special _ -> {}
    }
  }

  Optional<String> text() {
    if (files == 0 && folders == 0) return Optional.empty();
    var size = bytes < MIB ? "less than 1 MiB" : bytes / MIB + " MiB";
    var text = files + (files == 1 ? " file" : " files") + " (" + size + ")";
    if (folders > 0) text += " and " + folders + (folders == 1 ? " folder" : " folders");
    return Optional.of(text);
  }
}
