package dev.jackdaw.journal.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a look at the whole log found.
 *
 * @param entries how many are whole and chained
 * @param torn lines that a crash or a full disk cut; they are no tampering
 * @param problems sentences, each naming a line; empty when nothing was changed
 */
public record AuditCheck(long entries, int torn, List<String> problems) {
  public AuditCheck {
    problems = List.copyOf(problems);
  }

  public boolean isGood() {
    return problems.isEmpty();
  }

  static AuditCheck of(Path file, Seal seal) throws IOException {
    var walk = new Walk();
    if (Files.exists(file)) {
      try (var lines = Files.lines(file)) {
        lines.forEach(walk::take);
      }
    }
    walk.compare(seal);
    return new AuditCheck(walk.hashes.size(), walk.torn, walk.problems);
  }

  /** Goes through the lines. */
  private static final class Walk {
    private final List<String> problems = new ArrayList<>();
    private final Map<Long, String> hashes = new HashMap<>();
    private long line;
    private long number;
    private String hash = Entry.BEGINNING;
    private int torn;

    void take(String text) {
      line++;
      if (text.isBlank()) return;
      var parsed = AuditLog.parsed(text);
      if (parsed.isEmpty()) {
        torn++;
        return;
      }
      var entry = new Entry(parsed.get());
      if (!entry.isIntact()) {
        problems.add("line " + line + " was changed: its hash is not its own");
      } else if (entry.number() != number + 1 || !entry.previous().equals(hash)) {
        problems.add(
            "line " + line + " does not follow the one before: entries were removed or put in");
      }
      number = entry.number();
      hash = entry.hash();
      hashes.put(number, hash);
    }

    void compare(Seal seal) {
      try {
        var head = seal.read();
        if (head.isEmpty()) return;
        var kept = hashes.getOrDefault(head.get().number(), "");
        if (kept.isEmpty()) {
          problems.add(
              "the end was cut off: entry "
                  + head.get().number()
                  + " was signed and is not there; the last one is "
                  + number);
        } else if (!kept.equals(head.get().hash())) {
          problems.add("entry " + head.get().number() + " is not the one that was signed");
        }
      } catch (IOException e) {
        problems.add("the signed end cannot be used: " + e.getMessage());
      }
    }
  }
}
