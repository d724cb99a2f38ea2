package dev.jackdaw.cli.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Redactor;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.environment.Platform;
import dev.jackdaw.cli.options.Arguments;
import dev.jackdaw.cli.sessions.TimelineCommand.Screen;
import dev.jackdaw.journal.Sessions;
import dev.jackdaw.journal.timeline.Signs;
import dev.jackdaw.journal.timeline.TimelineText.Paint;
import dev.jackdaw.testkit.FakeClock;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimelineCommandTest {
  @TempDir Path folder;
  private TimelineCommand command;
  private final StringWriter printed = new StringWriter();

  @BeforeEach
  void prepare() {
    var sessions = new Sessions(folder.resolve("state"), FakeClock.create());
    var id = new SessionId("a");
    try (var journal = sessions.create(id, folder)) {
      journal.append(AgentId.MAIN, new Event.SessionOpened(id, "/p", "1", Optional.empty()));
      journal.append(
          AgentId.MAIN,
          new Event.PromptSubmitted(List.of(new Block.Text("Fix it", Label.USER)), false));
    }
    var screen = new Screen(60, Signs.BLOCKS, Paint.PLAIN);
    command =
        new TimelineCommand(
            sessions, ZoneOffset.UTC, folder, screen, Redactor.forSharing(Map.of()));
  }

  private String show(String... more) {
    var words = new String[4 + more.length];
    System.arraycopy(new String[] {"sessions", "show", "a", "--timeline"}, 0, words, 0, 4);
    System.arraycopy(more, 0, words, 4, more.length);
    command.show(Arguments.parse(words), new PrintWriter(printed));
    return printed.toString();
  }

  @Test
  void printsText() {
    assertThat(show()).startsWith("Fix it\nSession a in /p\n").contains("› Fix it");
  }

  @Test
  void printsAsciiWhenAskedTo() {
    assertThat(show("--plain"))
        .contains("> Fix it")
        .matches(text -> text.chars().allMatch(c -> c < 127));
  }

  @Test
  void printsJson() {
    assertThat(Json.parseObject(show("--json")).string("title")).contains("Fix it");
  }

  @Test
  void writesAPageForItsOwnerOnlyAndNeverOverAnother() throws Exception {
    assertThat(show("--html", "a.html")).isEmpty();
    var file = folder.resolve("a.html");
    assertThat(file).content().startsWith("<!DOCTYPE html>").contains("Fix it");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThatThrownBy(() -> show("--html", "a.html"))
        .isInstanceOf(JackdawException.class)
        .hasMessage(file + " exists and is left as it is. Give another --html, or remove it.");
  }

  @Test
  void takesTheWidthThatIsGivenAndEightyColumnsForAPipe() {
    assertThat(screen(Map.of("COLUMNS", "132")).columns()).isEqualTo(132);
    assertThat(screen(Map.of("COLUMNS", "-1")).columns()).isEqualTo(80);
    assertThat(screen(Map.of("COLUMNS", "wide")).columns()).isEqualTo(80);
    assertThat(screen(Map.of()).paint()).isEqualTo(Paint.PLAIN);
  }

  private Screen screen(Map<String, String> variables) {
    var environment = new Environment(variables, Platform.LINUX, folder.toString(), folder, folder);
    return Screens.of(environment, Arguments.parse("sessions", "show", "a", "--timeline"));
  }

  @Test
  void drawsWhatTheEncodingCanShow() {
    assertThat(Signs.in(StandardCharsets.UTF_8)).isEqualTo(Signs.BLOCKS);
    assertThat(Signs.in(StandardCharsets.US_ASCII)).isEqualTo(Signs.ASCII);
    assertThat(Signs.in(StandardCharsets.ISO_8859_1)).isEqualTo(Signs.ASCII);
  }
}
