package dev.jackdaw.cli.log;

import dev.jackdaw.api.Redactor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;

/** What a bug did, in a file that can be sent to whoever mends it: no secret, no conversation. */
public final class CrashReport {
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("'crash-'yyyyMMdd-HHmmss'.txt'").withZone(ZoneOffset.UTC);

  private CrashReport() {}

  /**
   * Writes it into the folder {@code crashes} there, readable by its user alone.
   *
   * @param facts about this process, such as its version
   * @return nothing when it cannot be written
   */
  public static Optional<Path> write(
      Path state, Instant now, Map<String, String> facts, Throwable bug, Redactor redactor) {
    var text = new StringWriter();
    try (var out = new PrintWriter(text)) {
      out.println("time: " + now);
      facts.forEach((name, value) -> out.println(name + ": " + value));
      out.println();
      bug.printStackTrace(out);
    }
    try {
      var folder = Files.createDirectories(state.resolve("crashes"));
      var file = Files.createFile(folder.resolve(NAME.format(now)), ownerOnly(folder));
      return Optional.of(Files.writeString(file, redactor.redact(text.toString())));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path folder) {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
