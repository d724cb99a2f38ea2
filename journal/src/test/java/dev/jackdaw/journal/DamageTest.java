package dev.jackdaw.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Occurrence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to the bytes, a journal opens, and what it shows is what was written. */
final class DamageTest {
  private static final List<Event.Durable> EVENTS =
      List.of(new Event.SessionResumed("1"), Some.prompt("ü"), new Event.SessionResumed("22"));

  @TempDir Path folder;
  private final FailingDisk disk = new FailingDisk();
  private Path file;
  private byte[] whole;
  private List<Occurrence> written;

  @BeforeEach
  void write() throws IOException {
    try (var journal = Some.journal(folder, disk)) {
      for (var event : EVENTS) journal.append(AgentId.MAIN, event);
      written = Some.occurrences(journal);
    }
    file = Some.file(folder);
    whole = Files.readAllBytes(file);
  }

  /** Opens and checks that a beginning of the events is there. */
  private List<String> open(String what) throws IOException {
    try (var journal = Some.journal(folder, disk)) {
      assertBeginning(what, journal);
      return journal.warnings();
    }
  }

  private int assertBeginning(String what, FileJournal journal) {
    var found = Some.occurrences(journal);
    assertThat(found).as(what).isEqualTo(written.subList(0, found.size()));
    return found.size();
  }

  /** Opens, checks, appends one, and opens again. */
  private List<String> goOn(String what) throws IOException {
    int kept;
    List<String> warnings;
    try (var journal = Some.journal(folder, disk)) {
      kept = assertBeginning(what, journal);
      warnings = journal.warnings();
      Some.append(journal, Some.prompt("new"));
    }
    try (var journal = Some.journal(folder, disk)) {
      assertThat(journal.warnings()).as(what).isEmpty();
      var expected = new ArrayList<Event>(EVENTS.subList(0, kept));
      expected.add(Some.prompt("new"));
      assertThat(Some.events(journal)).as(what).isEqualTo(expected);
    }
    return warnings;
  }

  private int wholeRecordsIn(int bytes) {
    var count = 0;
    for (var i = 0; i < bytes; i++) {
      if (whole[i] == '\n') count++;
    }
    return count;
  }

  @Test
  void aFileCutOffAnywhereKeepsEveryWholeRecord() throws IOException {
    for (var length = 0; length <= whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      var onlyNewlineMissing = length < whole.length && whole[length] == '\n';
      var expected = wholeRecordsIn(length) + (onlyNewlineMissing ? 1 : 0);
      try (var journal = Some.journal(folder, disk)) {
        assertThat(Some.occurrences(journal))
            .as("%s", length)
            .isEqualTo(written.subList(0, expected));
      }
      goOn("cut at " + length);
    }
    try (var files = Files.list(folder)) {
      assertThat(files.filter(path -> path.toString().contains("damaged"))).isEmpty();
    }
  }

  @Test
  void aFlippedBitIsReportedAndNeverMakesAWrongRecord() throws IOException {
    for (var bit = 0; bit < whole.length * 8; bit++) {
      var damaged = whole.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(file, damaged);
      var record = wholeRecordsIn(bit / 8) + 1;
      assertThat(open("bit " + bit))
          .as("bit %s", bit)
          .singleElement()
          .asString()
          .contains("Record ");
      if (record < EVENTS.size()) {
        var aside = file.resolveSibling(file.getFileName() + ".damaged-1");
        assertThat(Files.readAllBytes(aside))
            .as("bit %s", bit)
            .isEqualTo(Arrays.copyOfRange(damaged, start(record), damaged.length));
      }
      Files.deleteIfExists(file.resolveSibling(file.getFileName() + ".damaged-1"));
    }
  }

  private int start(int record) {
    var at = 0;
    for (var count = 1; count < record; at++) {
      if (whole[at] == '\n') count++;
    }
    return at;
  }

  @Test
  void theReportNamesTheRecordAndWhereTheRestIs() throws IOException {
    var damaged = whole.clone();
    damaged[start(3) + 20] ^= 1;
    Files.write(file, damaged);
    Files.createFile(file.resolveSibling(file.getFileName() + ".damaged-1"));
    assertThat(goOn("third record"))
        .singleElement()
        .asString()
        .startsWith("Record 3 is damaged.")
        .contains(file.getFileName() + ".damaged-2")
        .contains("the 2 records before it are whole");
  }

  @Test
  void aRecordThatIsMissingOrTwiceThereIsNoticed() throws IOException {
    var lines = Files.readAllLines(file);
    Files.writeString(file, lines.get(0) + "\n" + lines.get(2) + "\n");
    assertThat(goOn("gap")).hasSize(1);
    Files.writeString(file, lines.get(0) + "\n" + lines.get(0) + "\n");
    assertThat(goOn("repetition")).hasSize(1);
  }

  @Test
  void aTailOfZerosAfterAPowerCutIsCutOff() throws IOException {
    Files.write(file, Arrays.copyOf(whole, whole.length + 4_096));
    assertThat(goOn("zeros")).singleElement().asString().contains("4096 bytes were cut off");
  }

  @Test
  void aFileThatIsNoJournalIsMovedAside() throws IOException {
    Files.writeString(file, "hello\nworld\n");
    assertThat(goOn("no journal")).hasSize(1);
    assertThat(file.resolveSibling(file.getFileName() + ".damaged-1")).hasContent("hello\nworld\n");
  }
}
