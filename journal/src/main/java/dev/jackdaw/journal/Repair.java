package dev.jackdaw.journal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Makes a session's file whole again when it is opened: what a crash left of the last record is cut
 * off; anything worse is moved to a file of its own first, so that nothing is destroyed.
 */
final class Repair {
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final byte[] NEWLINE = {'\n'};

  private final Path file;
  private final Disk.Output output;
  private final Disk disk;
  private final Consumer<String> warnings;

  Repair(Path file, Disk.Output output, Disk disk, Consumer<String> warnings) {
    this.file = file;
    this.output = output;
    this.disk = disk;
    this.warnings = warnings;
  }

  /** Reads the file through, repairs it if need be, and says so. */
  Extent make() throws IOException {
    try (var reader = new RecordReader(file)) {
      while (reader.next()) {
        // Only the end is of interest.
      }
      var whole = new Extent(reader.number(), reader.position());
      return switch (reader.end()) {
        case CLEAN -> whole;
        case UNTERMINATED -> terminated(whole);
        case TORN -> cut(whole);
        case DAMAGED -> setAside(whole);
      };
    }
  }

  private Extent terminated(Extent whole) throws IOException {
    output.write(NEWLINE, 0, 1);
    return new Extent(whole.records(), whole.bytes() + 1);
  }

  private Extent cut(Extent whole) throws IOException {
    var lost = output.length() - whole.bytes();
    output.truncate(whole.bytes());
    warnings.accept(
        "Record "
            + (whole.records() + 1)
            + " was not finished when Jackdaw ended; its "
            + lost
            + " bytes were cut off.");
    return whole;
  }

  private Extent setAside(Extent whole) throws IOException {
    var aside = copyRest(whole.bytes());
    output.truncate(whole.bytes());
    output.force();
    warnings.accept(
        "Record "
            + (whole.records() + 1)
            + " is damaged. It and what follows were moved to "
            + aside
            + "; the "
            + whole.records()
            + " records before it are whole.");
    return whole;
  }

  private Path copyRest(long from) throws IOException {
    var aside = createAside(file);
    var buffer = new byte[BUFFER_BYTES];
    try (var in = Files.newInputStream(file);
        var out = disk.open(aside)) {
      in.skipNBytes(from);
      for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        out.write(buffer, 0, count);
      }
      out.force();
    }
    disk.syncDirectory(PrivateFiles.parent(aside));
    return aside;
  }

  private static Path createAside(Path file) throws IOException {
    for (var number = 1; ; number++) {
      var aside = file.resolveSibling(file.getFileName() + ".damaged-" + number);
      try {
        PrivateFiles.createFile(aside);
        return aside;
      } catch (FileAlreadyExistsException _) {
        // An earlier one, which is kept.
      }
    }
  }
}
