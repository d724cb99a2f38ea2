package dev.jackdaw.journal;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.wire.InstantText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;

/**
 * Copies a session's records into the file of another, behind an opening that names the first. The
 * source may be open elsewhere: what is whole at this moment is copied. Bodies are shared.
 */
final class Fork {
  private Fork() {}

  static void copy(Path source, SessionId from, Path target, SessionId to, Instant now, Disk disk)
      throws IOException {
    var unfinished = target.resolveSibling(to + ".jsonl.new");
    Files.deleteIfExists(unfinished);
    PrivateFiles.createFile(unfinished);
    try {
      write(source, from, unfinished, to, now, disk);
      Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private static void write(
      Path source, SessionId from, Path target, SessionId to, Instant now, Disk disk)
      throws IOException {
    try (var records = new RecordReader(source);
        var output = disk.open(target)) {
      var more = records.next();
      var opened = more ? records.record().object("e") : Json.Obj.EMPTY;
      write(output, opening(opened, from, to, now));
      if (opened.string("type", "").equals("session_opened")) more = records.next();
      for (var number = 2L; more; number++) {
        write(output, records.renumbered(number));
        more = records.next();
      }
      output.force();
    }
  }

  private static byte[] opening(Json.Obj opened, SessionId from, SessionId to, Instant now) {
    var event =
        Json.object()
            .put("type", "session_opened")
            .put("session", to.value())
            .put("directory", opened.string("directory", ""))
            .put("version", opened.string("version", ""))
            .put("forked_from", from.value())
            .build();
    return Frame.line(
        1,
        ",\"t\":\""
            + InstantText.write(now)
            + "\",\"a\":\""
            + AgentId.MAIN.value()
            + "\",\"e\":"
            + event.compact()
            + "}");
  }

  private static void write(Disk.Output output, byte[] line) throws IOException {
    output.write(line, 0, line.length);
  }
}
