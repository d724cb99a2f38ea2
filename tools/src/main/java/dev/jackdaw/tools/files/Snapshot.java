package dev.jackdaw.tools.files;

import dev.jackdaw.api.files.Folder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;

/** A whole file as it was when it was loaded, to be changed if it is still like that. */
final class Snapshot {
  /** A larger file is no source text; commands such as sed change it in less memory. */
  static final int MAX_BYTES = 16 << 20;

  private final byte[] bytes;
  private final BasicFileAttributes attributes;

  private Snapshot(byte[] bytes, BasicFileAttributes attributes) {
    this.bytes = bytes;
    this.attributes = attributes;
  }

  /**
   * Loads a file, or returns nothing when there is none.
   *
   * @throws FileProblem when it is not a regular file, or too large
   */
  static Optional<Snapshot> of(Target target) throws IOException {
    try (var folder = Folder.open(target.folder(), target.workspace())) {
      var attributes = folder.attributes(target.name());
      if (attributes.isEmpty()) return Optional.empty();
      requireFile(attributes.get(), target);
      try (var in = Channels.newInputStream(folder.read(target.name()))) {
        return Optional.of(new Snapshot(load(in, target), attributes.get()));
      }
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  private static byte[] load(InputStream in, Target target) throws IOException {
    var bytes = in.readNBytes(MAX_BYTES + 1);
    if (bytes.length <= MAX_BYTES) return bytes;
    throw new FileProblem(
        target.shown()
            + " is larger than "
            + (MAX_BYTES >> 20)
            + " MiB, too large to edit here. Change it with a command such as sed.");
  }

  /**
   * Checks the kind before anything is opened: opening a pipe would wait for a writer.
   *
   * @throws FileProblem for whatever is not a regular file
   */
  static void requireFile(BasicFileAttributes attributes, Target target) throws FileProblem {
    target.refuseKernelFiles();
    if (attributes.isRegularFile()) return;
    if (attributes.isDirectory()) {
      throw new FileProblem(target.shown() + " is a folder. Use list to see what is in it.");
    }
    throw new FileProblem(
        target.shown()
            + (attributes.isSymbolicLink()
                ? " became a link meanwhile. Look at it, then call again."
                : " is a device, pipe or socket, not a file. Leave it alone, or use a command."));
  }

  byte[] bytes() {
    return bytes.clone();
  }

  Version version() {
    return Version.of(bytes);
  }

  BasicFileAttributes attributes() {
    return attributes;
  }

  boolean isEmpty() {
    return bytes.length == 0;
  }

  /**
   * Returns the text.
   *
   * @throws FileProblem when it is not text
   */
  TextFile text(Target target) throws FileProblem {
    return TextFile.of(bytes)
        .orElseThrow(() ->
            new FileProblem(
                target.shown()
                    + " is not text ("
                    + FileKind.of(bytes).title()
                    + "). Change it with a command or a program of its own."));
  }

  /** Returns whether the attributes are those of this very file, unchanged. */
  boolean isStill(BasicFileAttributes now) {
    return now.isRegularFile()
        && now.size() == attributes.size()
        && now.lastModifiedTime().equals(attributes.lastModifiedTime())
        && Objects.equals(now.fileKey(), attributes.fileKey());
  }
}
