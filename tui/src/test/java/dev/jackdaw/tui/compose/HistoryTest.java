package dev.jackdaw.tui.compose;

import static dev.jackdaw.testkit.Properties.forAll;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Redactor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("history");
  }

  private Writing writing() {
    var history =
        History.in(new HistoryFile(file()), new Redactor(Map.of("API_KEY", "hush-hush"))::redact);
    return new Writing(history, folder);
  }

  private List<String> kept() {
    return new HistoryFile(file()).read(1_000).entries();
  }

  private void send(Writing writing, String... texts) {
    for (var text : texts) writing.type(text).press("enter");
  }

  @Test
  void goesBackAndForthAndKeepsTheDraft() {
    var writing = writing();
    send(writing, "one", "two", "three");
    writing.type("dra").press("up", "up");
    assertThat(writing.draft()).isEqualTo("two");
    writing.press("down", "down");
    assertThat(writing.draft()).isEqualTo("dra");
    assertThat(writing.press("down").heard).isEqualTo(new Heard.Nothing());
    writing.press("ctrl+p", "ctrl+p", "ctrl+p", "ctrl+p", "ctrl+n");
    assertThat(writing.draft()).isEqualTo("two");
  }

  @Test
  void goesBackToWhatBeginsAsTyped() {
    var writing = writing();
    send(writing, "fix a", "run b", "fix c");
    writing.type("fix").press("alt+p", "alt+p");
    assertThat(writing.draft()).isEqualTo("fix a");
    writing.press("alt+n", "alt+n");
    assertThat(writing.draft()).isEqualTo("fix");
  }

  @Test
  void completesLinesForTheShellFromTheHistory() {
    var writing = writing();
    send(writing, "!make all", "!git log", "make tea");
    writing.type("!ma").press("tab");
    assertThat(writing.draft()).isEqualTo("!make all");
  }

  @Test
  void isThereInTheNextSessionWithAllLines() {
    send(writing(), "one\ntwo \\n", "three");
    var later = writing();
    later.press("up", "up");
    assertThat(later.draft()).isEqualTo("one\ntwo \\n");
  }

  @Test
  void keepsNeitherPrivateLinesNorWhatIsThereAlreadyNorSecrets() {
    send(writing(), " private", "same", "same", "use hush-hush now");
    assertThat(kept()).containsExactly("same", "use [secret] now");
  }

  @Test
  void readsWhatTheEditorBeforeItWrote() throws IOException {
    Files.writeString(file(), "plain\ntwo\\nlines\\\\\n\n");
    assertThat(kept()).containsExactly("plain", "two\nlines\\");
  }

  @Test
  void escapesWhatItReadsBack() {
    forAll(
        Texts::text,
        text -> {
          assertThat(HistoryFile.escaped(text)).doesNotContain("\n");
          assertThat(HistoryFile.unescaped(HistoryFile.escaped(text))).isEqualTo(text);
        });
  }

  @Test
  void isReadableByItsOwnerOnly() throws IOException {
    send(writing(), "one");
    if (!file().getFileSystem().supportedFileAttributeViews().contains("posix")) return;
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  void keepsTheEntriesOfSeveralSessionsApart() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var i = 0; i < 8; i++) {
        var name = "session " + i + " ".repeat(500) + "end";
        threads.execute(() -> {
          var history = new HistoryFile(file());
          for (var j = 0; j < 20; j++) history.append(name);
        });
      }
    }
    assertThat(kept()).hasSize(160).allMatch(entry -> entry.endsWith("end"));
  }

  @Test
  void livesWithoutAFileItCannotUse() throws IOException {
    Files.createDirectory(file());
    var writing = writing();
    assertThat(writing.screen(200, 5)).contains("The history file", "cannot be used");
    send(writing, "one");
    assertThat(writing.press("up").draft()).isEqualTo("one");
  }

  @Test
  void saysThatItCannotWrite() throws IOException {
    var blocked = folder.resolve("file");
    Files.writeString(blocked, "");
    var history = History.in(new HistoryFile(blocked.resolve("history")), UnaryOperator.identity());
    history.add("one", "one");
    assertThat(history.problem()).contains("cannot be used");
    assertThat(history.problem()).isEmpty();
    assertThat(history.size()).isEqualTo(1);
  }

  @Test
  void readsGarbageAsFarAsItIsText() throws IOException {
    var bytes = new ArrayList<Byte>();
    for (var i = 0; i < 4_000; i++) bytes.add((byte) (i * 31 + i / 7));
    var all = new byte[bytes.size()];
    for (var i = 0; i < all.length; i++) all[i] = bytes.get(i);
    Files.write(file(), all);
    var writing = writing();
    for (var i = 0; i < 20; i++) {
      writing.press("ctrl+p");
      for (var line : writing.composer.draw(40, 20).lines()) {
        assertThat(line.toString().chars().noneMatch(Character::isISOControl)).isTrue();
      }
    }
  }

  @Test
  void readsTheEndOfALargeFileAndShortensIt() throws IOException {
    var line = "x".repeat(99) + "\n";
    Files.writeString(file(), line.repeat(100_000) + "last\n", StandardCharsets.UTF_8);
    assertThat(kept()).hasSize(1_000).endsWith("last");
    assertThat(Files.size(file())).isLessThan(2 << 20);
    assertThat(kept()).hasSize(1_000).endsWith("last");
    if (file().getFileSystem().supportedFileAttributeViews().contains("posix")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void searchesWhileSomethingIsTyped() {
    var writing = writing();
    send(writing, "fix the Tests", "run it", "test again");
    writing.type("draft").press("ctrl+r").type("test");
    assertThat(writing.screen(40, 10)).isEqualTo("search: test|\n› test again\n  fix the Tests");
    writing.press("ctrl+r", "tab");
    assertThat(writing.draft()).isEqualTo("fix the Tests");
    writing.press("ctrl+r").type("run").press("enter");
    assertThat(writing.heard).isEqualTo(new Heard.Submit(Prompt.of("run it")));
    writing.type("draft").press("ctrl+r").type("none");
    assertThat(writing.screen(40, 10)).isEqualTo("search: none|\n  nothing like it was sent");
    writing.press("backspace", "ctrl+c");
    assertThat(writing.draft()).isEqualTo("draft");
  }
}
