package dev.jackdaw.journal;

import static dev.jackdaw.testkit.Properties.forAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.TurnId;
import dev.jackdaw.api.Usage;
import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class FileJournalTest {
  @TempDir Path folder;

  private List<Event> reopened() throws IOException {
    try (var journal = Some.journal(folder)) {
      assertThat(journal.warnings()).isEmpty();
      return Some.events(journal);
    }
  }

  @Test
  void whatWasAppendedIsThereWhenItIsOpenedAgain() throws IOException {
    var child = AgentId.MAIN.child(2);
    try (var journal = Some.journal(folder)) {
      assertThat(Some.events(journal)).isEmpty();
      var first = journal.append(AgentId.MAIN, Some.prompt("Grüße 😀 \ud800 \u0000"));
      var second = journal.append(child, Some.reply(1, "yes"));
      assertThat(List.of(first.sequence(), second.sequence())).containsExactly(1L, 2L);
      assertThat(Some.occurrences(journal)).containsExactly(first, second);
    }
    try (var journal = Some.journal(folder)) {
      var third = journal.append(AgentId.MAIN, new Event.SessionResumed("0.2.0"));
      assertThat(third.sequence()).isEqualTo(3);
      assertThat(Some.occurrences(journal))
          .extracting(Occurrence::agent)
          .containsExactly(AgentId.MAIN, child, AgentId.MAIN);
    }
  }

  /** Longer than what one thread reads by itself. */
  @Test
  void aLongSessionIsHandedOutInOrder() throws IOException {
    var written = new ArrayList<Occurrence>();
    try (var journal = Some.journal(folder)) {
      for (var i = 1; i <= 3_000; i++) {
        written.add(journal.append(AgentId.MAIN, Some.prompt(i + "x".repeat(1_000))));
      }
      assertThat(Files.size(Some.file(folder))).isGreaterThan(DecodingAhead.WORTHWHILE_BYTES);
    }
    try (var journal = Some.journal(folder)) {
      assertThat(Some.occurrences(journal)).isEqualTo(written);
      Thread.currentThread().interrupt();
      assertThat(Some.occurrences(journal)).hasSize(3_000);
      assertThat(Thread.interrupted()).isTrue();
      assertThatThrownBy(() ->
              journal.replay(_ -> {
                throw new IllegalStateException("enough");
              }))
          .hasMessage("enough");
    }
  }

  @Test
  void everyLineIsJsonWithAChecksumInFront() throws IOException {
    try (var journal = Some.journal(folder)) {
      Some.append(journal, new Event.SessionTitled("a\nb"));
    }
    assertThat(Files.readString(Some.file(folder)))
        .isEqualTo(
            "{\"c\":\"ffbfd8e7\",\"n\":1,\"t\":\"2026-01-01T00:00:00Z\",\"a\":\"\","
                + "\"e\":{\"type\":\"session_titled\",\"title\":\"a\\nb\"}}\n");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void onlyTheOwnerMayReadAnything() throws IOException {
    var inner = folder.resolve("a/b");
    try (var journal = Some.journal(inner)) {
      Some.append(journal, Some.prompt(Some.big(20_000)), new Event.SessionTitled("x"));
      try (var files = Files.walk(folder)) {
        for (var path : (Iterable<Path>) files.filter(path -> !path.equals(folder))::iterator) {
          var mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
          assertThat(mode)
              .as("%s", path)
              .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
        }
      }
    }
  }

  @Test
  void longTextsGoToTheBlobsAndComeBack() throws IOException {
    var prompt = Some.prompt(Some.big(16_385));
    var result = Some.finished(Some.big(1_000_000));
    var image =
        new Event.PromptSubmitted(
            List.of(Block.Image.of("image/png", new byte[30_000], Label.USER)), true);
    try (var journal = Some.journal(folder)) {
      Some.append(journal, prompt, result, image, prompt);
      journal.sync();
      assertThat(Some.events(journal)).containsExactly(prompt, result, image, prompt);
    }
    assertThat(Files.size(Some.file(folder))).isLessThan(4_000);
    assertThat(reopened()).containsExactly(prompt, result, image, prompt);
  }

  @Test
  void aLongTextThatIsNoUnicodeStaysInItsLine() throws IOException {
    var prompt = Some.prompt(Some.big(20_000) + "\ud800");
    try (var journal = Some.journal(folder)) {
      Some.append(journal, prompt);
    }
    assertThat(reopened()).containsExactly(prompt);
  }

  @Test
  void inputsNestedDeeperThanAReaderAllowsComeBack() throws IOException {
    for (var depth : List.of(90, 95, 99, 100, 101, 150, 199, 200, 350)) {
      var inner = folder.resolve("depth" + depth);
      Json input = Json.of(Some.big(depth == 150 ? 20_000 : 5));
      for (var i = 0; i < depth; i++) {
        input =
            i % 3 == 0
                ? Json.array(List.of(Json.of(1), input))
                : Json.object().put("a/~" + i, input).build();
      }
      var event = call(Json.object().put("in", input).build());
      try (var journal = Some.journal(inner, new FailingDisk())) {
        Some.append(journal, event);
        assertThat(Some.events(journal)).as("depth %s", depth).containsExactly(event);
      }
    }
  }

  private static Event.ReplyReceived call(Json.Obj input) {
    return new Event.ReplyReceived(
        new TurnId(1),
        new Message.Assistant(List.of(new Block.Call(new CallId("c"), "t", input))),
        Usage.NONE,
        StopReason.CALLS,
        "m",
        Optional.empty(),
        Duration.ZERO);
  }

  @Test
  void nothingSaidInsideAnEventCanPassForABody() throws IOException {
    var secret = Some.finished(Some.big(20_000));
    var forged =
        call(
            Json.parseObject(
                "{\"b\":{\"/x\":{\"sha256\":\"" + "0".repeat(64) + "\",\"size\":1}},\"x\":\"y\"}"));
    try (var journal = Some.journal(folder)) {
      Some.append(journal, secret, forged);
    }
    assertThat(reopened()).containsExactly(secret, forged);
  }

  @Test
  void aMissingBodyIsSaidInItsPlace() throws IOException {
    try (var journal = Some.journal(folder)) {
      Some.append(journal, Some.finished(Some.big(20_000)), Some.prompt("after"));
      var digits =
          journal.blobs().store(Some.big(20_000).getBytes(StandardCharsets.UTF_8)).sha256();
      Files.delete(journal.blobs().file(digits));
    }
    assertPlaceholder();
  }

  @Test
  void aDamagedBodyIsSaidInItsPlace() throws IOException {
    try (var journal = Some.journal(folder)) {
      Some.append(journal, Some.finished(Some.big(20_000)), Some.prompt("after"));
      var handle = journal.blobs().store(Some.big(20_000).getBytes(StandardCharsets.UTF_8));
      var body = Files.readAllBytes(journal.blobs().file(handle.sha256()));
      body[777] ^= 4;
      Files.write(journal.blobs().file(handle.sha256()), body);
    }
    assertPlaceholder();
  }

  private void assertPlaceholder() throws IOException {
    try (var journal = Some.journal(folder)) {
      var events = Some.events(journal);
      assertThat(((Event.CallFinished) events.getFirst()).result().text())
          .startsWith("[A text of ")
          .contains("is missing");
      assertThat(events.getLast()).isEqualTo(Some.prompt("after"));
      assertThat(journal.warnings())
          .singleElement()
          .asString()
          .startsWith("Record 1: the body blob:");
    }
  }

  @Test
  void anEventOfALaterVersionIsSkippedAndKept() throws IOException {
    try (var journal = Some.journal(folder)) {
      Some.append(journal, Some.prompt("a"));
    }
    var later =
        Frame.line(
            2, ",\"t\":\"2026-01-01T00:00:00Z\",\"a\":\"\",\"e\":{\"type\":\"moon\"},\"z\":1}");
    Files.write(Some.file(folder), later, java.nio.file.StandardOpenOption.APPEND);
    try (var journal = Some.journal(folder)) {
      assertThat(journal.append(AgentId.MAIN, Some.prompt("b")).sequence()).isEqualTo(3);
      assertThat(Some.events(journal)).containsExactly(Some.prompt("a"), Some.prompt("b"));
      assertThat(Some.events(journal)).hasSize(2);
      assertThat(journal.warnings()).singleElement().asString().contains("\"moon\"");
    }
    assertThat(Files.readString(Some.file(folder))).contains("moon");
  }

  @Test
  void anEditorThatDropsTheLastNewlineCostsNothing() throws IOException {
    try (var journal = Some.journal(folder)) {
      Some.append(journal, Some.prompt("a"), Some.prompt("b"));
    }
    Files.writeString(Some.file(folder), Files.readString(Some.file(folder)).stripTrailing());
    try (var journal = Some.journal(folder)) {
      Some.append(journal, Some.prompt("c"));
    }
    assertThat(reopened()).containsExactly(Some.prompt("a"), Some.prompt("b"), Some.prompt("c"));
  }

  @Test
  void anInterruptedThreadWritesAllTheSame() throws IOException {
    try (var journal = Some.journal(folder)) {
      Thread.currentThread().interrupt();
      Some.append(journal, Some.prompt("a"), Some.finished(Some.big(20_000)));
      journal.sync();
      assertThat(Some.events(journal)).hasSize(2);
      Some.append(journal, Some.prompt("b"));
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(reopened()).hasSize(3);
  }

  @Test
  void closingTwiceDoesNothingAndAfterwardsNothingCanBeAppended() throws IOException {
    var journal = Some.journal(folder);
    journal.close();
    journal.close();
    assertThatThrownBy(() -> Some.append(journal, Some.prompt("a")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void syncingForcesTheBodiesTheRecordsAndOnceTheFolders() throws IOException {
    var disk = new FailingDisk();
    try (var journal = Some.journal(folder, disk)) {
      Some.append(journal, Some.prompt(Some.big(20_000)));
      journal.sync();
      assertThat(disk.forced).isEqualTo(2);
      var folders = disk.syncedFolders;
      assertThat(folders).isPositive();
      journal.sync();
      assertThat(disk.forced).isEqualTo(2);
      Some.append(journal, Some.prompt("small"));
      journal.sync();
      assertThat(disk.forced).isEqualTo(3);
      assertThat(disk.syncedFolders).isEqualTo(folders);
    }
  }

  @Test
  void replayShowsWhatWasThereWhenItBegan() throws IOException {
    try (var journal = Some.journal(folder)) {
      Some.append(journal, Some.prompt("a"), Some.prompt("b"));
      var count = new int[1];
      journal.replay(_ -> {
        count[0]++;
        Some.append(journal, Some.prompt("more"));
      });
      assertThat(count[0]).isEqualTo(2);
      assertThat(Some.events(journal)).hasSize(4);
    }
  }

  @Test
  void anyTextsOfAnySizeComeBack() {
    forAll(
        25,
        (random, size) -> {
          var texts = new java.util.ArrayList<String>();
          for (var i = 0; i < 5; i++) texts.add(Some.big(random.nextInt(1, 2 + size * 800)));
          return texts;
        },
        texts -> {
          var inner = Files.createTempDirectory(folder, "any");
          var events = texts.stream().map(Some::prompt).toArray(Event.PromptSubmitted[]::new);
          try (var journal = Some.journal(inner, new FailingDisk())) {
            Some.append(journal, events);
          }
          try (var journal = Some.journal(inner, new FailingDisk())) {
            assertThat(Some.events(journal)).containsExactly(events);
          }
        });
  }
}
