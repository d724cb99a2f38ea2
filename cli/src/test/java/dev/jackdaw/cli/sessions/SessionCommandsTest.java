package dev.jackdaw.cli.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.options.Arguments;
import dev.jackdaw.journal.Sessions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionCommandsTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  @TempDir Path folder;
  private Sessions sessions;
  private SessionCommands commands;
  private final StringWriter printed = new StringWriter();
  private final PrintWriter out = new PrintWriter(printed);

  @BeforeEach
  void prepare() {
    sessions = new Sessions(folder.resolve("state"), InstantSource.fixed(NOW));
    commands =
        new SessionCommands(
            sessions,
            InstantSource.fixed(NOW.plus(Duration.ofMinutes(12))),
            ZoneId.of("Europe/Berlin"),
            folder,
            100);
  }

  private void session(String name, String prompt) {
    var id = new SessionId(name);
    try (var journal = sessions.create(id, folder)) {
      journal.append(
          AgentId.MAIN, new Event.SessionOpened(id, folder.toString(), "1", Optional.empty()));
      journal.append(
          AgentId.MAIN,
          new Event.PromptSubmitted(List.of(new Block.Text(prompt, Label.USER)), false));
    }
  }

  private static Arguments line(String... words) {
    return Arguments.parse(words);
  }

  @Test
  void listsSessionsWithLocalAndRelativeTimes() {
    session("a-long-session-id", "Fix the build");
    session("b", "Say \u001b[31mhello\u202e " + "x".repeat(500));
    commands.list(line("sessions"), out);
    var lines = printed.toString().lines().toList();
    assertThat(lines).hasSize(3).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    assertThat(lines.getFirst())
        .startsWith("ID                 LAST USED                     TURNS  TITLE");
    assertThat(lines.subList(1, 3))
        .anySatisfy(line ->
            assertThat(line)
                .startsWith(
                    "a-long-session-id  2026-11-23 13:00  12 min ago  0      Fix the build  ["))
        .anySatisfy(line -> assertThat(line).startsWith("b ").doesNotContain("\u001b", "\u202e"));
  }

  @Test
  void listsNothingInWords() {
    commands.list(line("sessions"), out);
    assertThat(printed.toString()).contains("no sessions yet");
    assertThat(folder.resolve("state")).doesNotExist();
  }

  @Test
  void listsAsJson() {
    session("a", "Fix the build");
    commands.list(line("sessions", "list", "--json"), out);
    var first = (Json.Obj) ((Json.Arr) Json.parse(printed.toString())).elements().getFirst();
    assertThat(first.without("bytes"))
        .isEqualTo(
            Json.object()
                .put("id", "a")
                .put("title", "Fix the build")
                .put("directory", folder.toString())
                .put("started", NOW.toString())
                .put("last_activity", NOW.toString())
                .put("turns", 0)
                .build());
  }

  @Test
  void showsSearchesAndExports() throws Exception {
    session("a", "Fix the flaky build");
    commands.show(line("sessions", "show", "a"), out);
    commands.search(line("sessions", "search", "FLAKY", "build"), out);
    commands.search(line("sessions", "search", "nowhere"), out);
    commands.export(line("sessions", "export", "a", "--format", "json"), out);
    assertThat(printed.toString())
        .contains("> Fix the flaky build", "a  Fix the flaky build")
        .contains("No session holds \"nowhere\".", "{\"session\":\"a\",\"events\":[");

    commands.export(line("sessions", "export", "a", "--format=html", "-o", "a.html"), out);
    var file = folder.resolve("a.html");
    assertThat(file).content().startsWith("<!DOCTYPE html>").contains("Fix the flaky build");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void neverOverwritesAFile() throws Exception {
    session("a", "x");
    var file = Files.writeString(folder.resolve("mine"), "precious");
    assertThatThrownBy(() -> commands.export(line("sessions", "export", "a", "-o", "mine"), out))
        .isInstanceOf(JackdawException.class)
        .hasMessageContaining("exists and is left as it is");
    assertThat(file).hasContent("precious");
    for (var bad : List.of("no/such/folder/x", "a\0b")) {
      assertThatThrownBy(() -> commands.export(line("sessions", "export", "a", "-o", bad), out))
          .isInstanceOf(JackdawException.class)
          .hasMessageContaining("Cannot write");
    }
  }

  @Test
  void deletesAllOrNone() {
    session("a", "x");
    session("b", "y");
    assertThatThrownBy(() -> commands.delete(line("sessions", "delete", "a", "missing"), out))
        .isInstanceOf(JackdawException.class);
    assertThatThrownBy(() -> commands.delete(line("sessions", "delete", "a", "../b"), out))
        .isInstanceOf(JackdawException.class)
        .hasMessageContaining("is not the id of a session");
    assertThat(sessions.list()).hasSize(2);

    commands.delete(line("sessions", "delete", "a", "b", "a"), out);
    assertThat(sessions.list()).isEmpty();
    assertThat(printed.toString()).isEqualTo("Deleted a.\nDeleted b.\n");
  }

  @Test
  void tellsHowLongAgo() {
    assertThat(SessionTable.ago(Duration.ofSeconds(-5))).isEqualTo("just now");
    assertThat(SessionTable.ago(Duration.ofMinutes(59))).isEqualTo("59 min ago");
    assertThat(SessionTable.ago(Duration.ofHours(23))).isEqualTo("23 h ago");
    assertThat(SessionTable.ago(Duration.ofHours(25))).isEqualTo("yesterday");
    assertThat(SessionTable.ago(Duration.ofDays(400))).isEqualTo("400 days ago");
  }
}
