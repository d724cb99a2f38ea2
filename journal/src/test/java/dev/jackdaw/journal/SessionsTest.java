package dev.jackdaw.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.testkit.FakeClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SessionsTest {
  @TempDir Path folder;
  private final FakeClock clock = FakeClock.create();
  private Sessions sessions;
  private Path project;
  private Path other;

  @BeforeEach
  void create() throws IOException {
    sessions = new Sessions(folder.resolve("state"), clock, new FailingDisk());
    project = Files.createDirectory(folder.resolve("My Project!")).toRealPath();
    other = Files.createDirectory(folder.resolve("other")).toRealPath();
  }

  private static SessionId id(String value) {
    return new SessionId(value);
  }

  private FileJournal begin(String id, Path directory) {
    clock.advance(Duration.ofMinutes(1));
    var journal = sessions.create(id(id), directory);
    Some.append(journal, Some.opened(id(id), directory));
    return journal;
  }

  private void written(String id, Path directory, Event.Durable... events) {
    try (var journal = begin(id, directory)) {
      Some.append(journal, events);
    }
  }

  private static void assertFails(String code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            JackdawException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.kind()).isEqualTo(JackdawException.Kind.USER);
            });
  }

  private List<Path> bodies() throws IOException {
    if (!Files.exists(folder.resolve("state/blobs"))) return List.of();
    try (var files = Files.walk(folder.resolve("state/blobs"))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void sessionsAreKeptByProject() {
    try (var journal = begin("s1", project)) {
      assertThat(folder.resolve("state/sessions").relativize(journal.file()).toString())
          .matches("my-project--[0-9a-z]{10}.s1\\.jsonl");
    }
    assertThat(ProjectKey.of("/")).startsWith("root-");
    assertThat(ProjectKey.of("/a/x")).isNotEqualTo(ProjectKey.of("/b/x"));
  }

  @Test
  void aNameIsTakenOnce() {
    written("s1", project);
    assertFails("session-exists", () -> sessions.create(id("s1"), project));
    assertFails("session-exists", () -> sessions.create(id("s1"), other));
  }

  @Test
  void openingWhatIsNotThereSaysSo() {
    assertFails("session-unknown", () -> sessions.open(id("s1")));
    assertFails("session-unknown", () -> sessions.view(id("s1")));
    assertFails("session-unknown", () -> sessions.delete(id("s1")));
    assertFails("session-unknown", () -> sessions.fork(id("s1"), id("s2")));
    assertThat(sessions.list()).isEmpty();
    assertThat(sessions.latest(project)).isEmpty();
  }

  @Test
  void listsWhatIsThereTheLastUsedFirst() {
    written("s1", project, Some.prompt("Fix\n the  build"), Some.reply(1, "a"), Some.reply(2, "b"));
    written("s2", other, Some.prompt("hello"), new Event.SessionTitled("Greetings"));
    written("s3", project);
    var first = sessions.list().get(2);
    assertThat(first)
        .isEqualTo(
            new SessionSummary(
                id("s1"),
                "Fix the build",
                project.toString(),
                Instant.parse("2026-01-01T00:01:00Z"),
                Instant.parse("2026-01-01T00:01:00Z"),
                2,
                first.bytes(),
                Optional.empty()));
    assertThat(first.bytes()).isPositive();
    assertThat(sessions.list())
        .extracting(SessionSummary::title)
        .containsExactly("", "Greetings", "Fix the build");
    assertThat(sessions.list(project))
        .extracting(SessionSummary::id)
        .containsExactly(id("s3"), id("s1"));
  }

  @Test
  void theSummaryOfALongSessionIsRightWhereverThingsStand() {
    try (var journal = begin("s1", project)) {
      Some.append(journal, Some.prompt("start"));
      for (var i = 1; i <= 500; i++) {
        Some.append(journal, Some.reply(i, Some.big(900)));
        if (i == 250) Some.append(journal, new Event.SessionTitled("In the middle"));
      }
      for (var i = 0; i < 300; i++) {
        journal.append(AgentId.MAIN.child(1), Some.reply(i + 1_000, Some.big(900)));
      }
      clock.advance(Duration.ofHours(1));
      Some.append(journal, new Event.NoticeGiven("late"));
      assertThat(sessions.list())
          .singleElement()
          .satisfies(summary -> {
            assertThat(summary.turns()).isEqualTo(500);
            assertThat(summary.title()).isEqualTo("In the middle");
            assertThat(summary.lastActivity()).isEqualTo(clock.instant());
          });
    }
  }

  @Test
  void theTitleIsFoundInTheJournalWhenItsFileIsLost() throws IOException {
    written("s1", project, new Event.SessionTitled("Kept"), Some.prompt("x"));
    try (var files = Files.walk(folder.resolve("state/sessions"))) {
      Files.delete(
          files.filter(path -> path.toString().endsWith(".title")).findFirst().orElseThrow());
    }
    assertThat(sessions.list().getFirst().title()).isEqualTo("Kept");
  }

  @Test
  void aDamagedSessionDoesNotSpoilTheList() throws IOException {
    written("s1", project, Some.prompt("fine"));
    written("s2", project, Some.prompt("broken"));
    Files.writeString(sessions.open(id("s2")).file(), "no journal");
    Files.createDirectories(folder.resolve("state/sessions/empty"));
    Files.writeString(folder.resolve("state/sessions/stray.txt"), "x");
    assertThat(sessions.list()).extracting(SessionSummary::id).containsExactly(id("s1"));
  }

  @Test
  void theLatestOfADirectoryIsTheLastWithAPrompt() {
    written("s1", project, Some.prompt("a"));
    written("s2", project, Some.prompt("b"));
    written("s3", project);
    written("s4", other, Some.prompt("c"));
    assertThat(sessions.latest(project)).contains(id("s2"));
    clock.advance(Duration.ofMinutes(1));
    try (var journal = sessions.open(id("s1"))) {
      Some.append(journal, Some.prompt("again"));
    }
    assertThat(sessions.latest(project)).contains(id("s1"));
    assertThat(sessions.latest(project.resolve("../other"))).contains(id("s4"));
  }

  @Test
  void goesOnWithASessionThatEndedBeforeItsFirstPromptOnlyWhenThereIsNoOther() {
    written("s1", project);
    written("s2", other);
    assertThat(sessions.latest(project)).contains(id("s1"));
    written("s3", project, Some.prompt("hello"));
    clock.advance(Duration.ofMinutes(1));
    written("s4", project);
    assertThat(sessions.latest(project)).contains(id("s3"));
  }

  @Test
  void findsASessionByWhatAPersonRemembers() {
    written("20260101-aaa", project, Some.prompt("a"), new Event.SessionTitled("Fix the build"));
    written("20260101-abb", project, Some.prompt("b"), new Event.SessionTitled("Fix the tests"));
    written("20260102-aaa", project, Some.prompt("write docs"));
    assertThat(sessions.find("20260101-aaa")).isEqualTo(id("20260101-aaa"));
    assertThat(sessions.find("20260101-ab")).isEqualTo(id("20260101-abb"));
    assertThat(sessions.find("fix THE tests")).isEqualTo(id("20260101-abb"));
    assertThat(sessions.find("build")).isEqualTo(id("20260101-aaa"));
    assertThat(sessions.find("docs")).isEqualTo(id("20260102-aaa"));
    assertFails("session-ambiguous", () -> sessions.find("20260101"));
    assertThatThrownBy(() -> sessions.find("fix"))
        .hasMessageContaining("could be any of 2 sessions")
        .hasMessageContaining("20260101-aaa")
        .hasMessageContaining("Fix the tests");
    assertFails("session-unknown", () -> sessions.find("nothing like it"));
    assertFails("session-unknown", () -> sessions.find(""));
    assertThatThrownBy(() -> sessions.find("zzz")).hasMessageContaining("20260102-aaa");
  }

  @Test
  void searchesPromptsRepliesAndResults() {
    written("s1", project, Some.prompt("where is the NEEDLE?"), Some.reply(1, "nowhere"));
    written(
        "s2",
        project,
        Some.reply(1, "a needle"),
        Some.finished(Some.big(30_000) + "\nneedle\nend"));
    var hits = sessions.search("Needle", 10);
    assertThat(hits).extracting(SearchHit::session).containsExactly(id("s2"), id("s2"), id("s1"));
    assertThat(hits).extracting(SearchHit::sequence).containsExactly(2L, 3L, 2L);
    assertThat(hits.get(1).excerpt()).startsWith("…").endsWith(" needle end").doesNotContain("\n");
    assertThat(sessions.search("needle", 2)).hasSize(2);
    assertThat(sessions.search("", 2)).isEmpty();
    assertThat(sessions.search("haystack", 2)).isEmpty();
  }

  @Test
  void aForkHoldsTheSameEventsAndNamesItsSource() {
    try (var source = begin("s1", project)) {
      Some.append(source, Some.prompt("a"), Some.finished(Some.big(20_000)));
      Some.append(source, new Event.SessionTitled("Mine"));
      try (var copy = sessions.fork(id("s1"), id("s2"))) {
        var events = Some.occurrences(copy);
        assertThat(events.getFirst().event())
            .isEqualTo(
                new Event.SessionOpened(
                    id("s2"), project.toString(), "0.1.0", Optional.of(id("s1"))));
        assertThat(events.subList(1, events.size()))
            .isEqualTo(Some.occurrences(source).subList(1, 4));
        assertThat(copy.append(AgentId.MAIN, Some.prompt("b")).sequence()).isEqualTo(5);
        Some.append(source, Some.prompt("c"));
        assertThat(Some.events(source)).contains(Some.prompt("c")).doesNotContain(Some.prompt("b"));
      }
    }
    assertThat(sessions.list())
        .filteredOn(summary -> summary.forkedFrom().equals(Optional.of(id("s1"))))
        .extracting(SessionSummary::title)
        .containsExactly("Mine");
    assertFails("session-exists", () -> sessions.fork(id("s1"), id("s2")));
  }

  @Test
  void aForkKeepsEventsOfLaterVersionsAndWhatStandsBeforeADamage() throws IOException {
    written("s1", project, Some.prompt("a"));
    var file = sessions.open(id("s1")).file();
    var later =
        Frame.line(3, ",\"t\":\"2026-01-01T00:00:00Z\",\"a\":\"\",\"e\":{\"type\":\"moon\"}}");
    Files.write(file, later, java.nio.file.StandardOpenOption.APPEND);
    Files.writeString(file, "torn", java.nio.file.StandardOpenOption.APPEND);
    try (var copy = sessions.fork(id("s1"), id("s2"))) {
      assertThat(Files.readString(copy.file())).contains("\"moon\"").doesNotContain("torn");
      assertThat(Some.occurrences(copy)).extracting(Occurrence::sequence).containsExactly(1L, 2L);
    }
    assertThat(Files.readString(file)).endsWith("torn");
  }

  @Test
  void deletingTakesTheBodiesThatNothingElseSpeaksOf() throws IOException {
    var shared = Some.finished(Some.big(20_000));
    written("s1", project, shared, Some.finished(Some.big(30_000)));
    written("s2", other, shared);
    try (var journal = begin("s3", other);
        var sink = journal.blobs().create()) {
      sink.write("kept by reference".getBytes(StandardCharsets.UTF_8));
      var reference = sink.commit().reference();
      Some.append(journal, Some.finished("the output is in " + reference));
    }
    written(
        "s4", project, Some.finished("see " + bodies().stream().map(Path::getFileName).toList()));
    assertThat(bodies()).hasSize(3);
    sessions.delete(id("s4"));
    assertThat(bodies()).hasSize(3);
    sessions.delete(id("s1"));
    assertThat(bodies()).hasSize(2);
    assertThat(Some.events(sessions.view(id("s2")))).contains(shared);
    sessions.delete(id("s2"));
    sessions.delete(id("s3"));
    assertThat(bodies()).isEmpty();
    assertThat(Shelf.children(folder.resolve("state/sessions"))).isEmpty();
    assertThat(sessions.list()).isEmpty();
  }

  @Test
  void aBodyReachedThroughAnotherBodyStays() throws IOException {
    SessionId inner = id("s1");
    try (var journal = begin("s1", project);
        var sink = journal.blobs().create()) {
      sink.write(1);
      var reference = sink.commit().reference();
      Some.append(journal, Some.finished(Some.big(20_000) + reference));
    }
    try (var copy = sessions.fork(inner, id("s2"))) {
      assertThat(Some.events(copy)).hasSize(2);
    }
    sessions.delete(inner);
    assertThat(bodies()).hasSize(2);
    sessions.delete(id("s2"));
    assertThat(bodies()).isEmpty();
  }

  @Test
  void anOpenSessionIsNotDeletedAndProtectsFreshBodies() throws IOException {
    written("s1", project, Some.finished(Some.big(20_000)));
    try (var open = begin("s2", project)) {
      assertFails("session-locked", () -> sessions.delete(open.session()));
      clock.advance(Duration.ofMinutes(30));
      sessions.delete(id("s1"));
      assertThat(bodies()).hasSize(1);
      assertThat(Some.events(open)).hasSize(1);
    }
    written("s3", project, Some.finished(Some.big(20_000)));
    sessions.delete(id("s3"));
    assertThat(bodies()).isEmpty();
  }

  @Test
  void whatIsSetAsideGoesWithTheSession() throws IOException {
    written("s1", project, Some.prompt("a"));
    Path file;
    try (var journal = sessions.open(id("s1"))) {
      file = journal.file();
    }
    Files.writeString(file, Files.readString(file) + "damage\n");
    sessions.open(id("s1")).close();
    assertThat(Shelf.children(PrivateFiles.parent(file))).hasSize(2);
    sessions.delete(id("s1"));
    assertThat(PrivateFiles.parent(file)).doesNotExist();
  }

  @Test
  void aStoreThatCannotBeUsedSaysWhatToDo() throws IOException {
    Files.writeString(folder.resolve("state"), "a file where the folder should be");
    assertThatThrownBy(() -> sessions.create(id("s1"), project))
        .isInstanceOfSatisfying(
            JackdawException.class,
            e -> assertThat(e.kind()).isEqualTo(JackdawException.Kind.ENVIRONMENT))
        .hasMessageContaining("state")
        .hasMessageContaining("JACKDAW_HOME");
  }
}
