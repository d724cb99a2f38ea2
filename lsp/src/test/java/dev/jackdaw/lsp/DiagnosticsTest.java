package dev.jackdaw.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.ToolResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a change brings about is in its result, and nothing else is. */
class DiagnosticsTest {
  @TempDir Path folder;
  private FakeServers fakes = new FakeServers();

  @AfterEach
  void theServerSawNothingForbidden() {
    for (var server : fakes.started) assertThat(server.violations).isEmpty();
  }

  private ToolResult write(LanguageServers servers, String path, String text)
      throws IOException, InterruptedException {
    var context = FakeCall.in(folder, _ -> new Answer.Dismissed());
    return servers.watching(new WriteText()).call(WriteText.input(path, text), context);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pushed", "pushed without versions", "pulled", "pulled at the third try"})
  void aNewErrorIsInTheResultAndOldOnesThatMovedAreNot(String way) throws Exception {
    fakes =
        new FakeServers(ways -> {
          ways.pulls = way.startsWith("pulled");
          ways.versions = !way.contains("without");
          ways.refusals = way.contains("third") ? 2 : 0;
        });
    Files.writeString(folder.resolve("a.x"), "one\nBAD old\nODD old\n");
    try (var servers = fakes.in(folder)) {
      var result = write(servers, "a.x", "new line\none\nBAD old\nODD new\nODD old\nBAD new\n");

      assertThat(result.text())
          .isEqualTo(
              "Wrote it.\nNew in a.x after this change:\nline 6: error: bad word [E1]\n"
                  + "line 4: warning: odd word [E2]");
      assertThat(result.content().getLast().label())
          .isEqualTo(new Label(Label.Source.COMMAND, "language server"));
    }
  }

  @Test
  void whatIsWrongStaysKnownUntilItIsRight() throws Exception {
    Files.writeString(folder.resolve("a.x"), "one\n");
    try (var servers = fakes.in(folder)) {
      assertThat(write(servers, "a.x", "BAD\n").text()).contains("line 1: error");
      assertThat(write(servers, "a.x", "two\nBAD\n").text()).isEqualTo("Wrote it.");
      assertThat(write(servers, "a.x", "two\n").text()).isEqualTo("Wrote it.");
      assertThat(write(servers, "a.x", "two\nBAD\n").text()).contains("line 2: error");
    }
  }

  @Test
  void aNewFileHasNothingThatWasThereBefore() throws Exception {
    try (var servers = fakes.in(folder)) {
      assertThat(write(servers, "new.x", "BAD\n").text()).contains("line 1: error: bad word");
      assertThat(fakes.server().heard).contains("workspace/didChangeWatchedFiles");
    }
  }

  @Test
  void aServerThatSaysNothingOfCleanFilesIsWaitedForNoLongerThanWanted() throws Exception {
    fakes = new FakeServers(ways -> ways.hangs = true);
    Files.writeString(folder.resolve("a.x"), "one\n");
    try (var servers = fakes.in(folder, Duration.ofMillis(50))) {
      assertThat(write(servers, "a.x", "BAD\n").text()).isEqualTo("Wrote it.");
      assertThat(write(servers, "a.x", "BAD\nBAD\n").text()).isEqualTo("Wrote it.");
    }
  }

  @Test
  void whatComesTooLateIsInTheNextResult() throws Exception {
    Files.writeString(folder.resolve("a.x"), "one\n");
    Files.writeString(folder.resolve("b.x"), "one\n");
    try (var servers = fakes.in(folder)) {
      write(servers, "a.x", "two\n");
      write(servers, "b.x", "two\n");
      var uri = "file://" + folder.toRealPath().resolve("b.x");
      fakes.server().publish(uri, java.util.List.of(StrictServer.diagnostic(0, 1, "late")), 2);
      fakes.server().sync();

      assertThat(write(servers, "a.x", "three\n").text())
          .isEqualTo("Wrote it.\nNew in b.x since earlier changes:\nline 1: error: late [E1]");
    }
  }

  @Test
  void filesOfOtherLanguagesStartNothing() throws Exception {
    try (var servers = fakes.in(folder)) {
      assertThat(write(servers, "a.txt", "BAD\n").text()).isEqualTo("Wrote it.");
      assertThat(fakes.started).isEmpty();
    }
  }

  @Test
  void theNearestMarkerIsTheRoot() throws Exception {
    var inner = Files.createDirectories(folder.resolve("packages/inner/src"));
    Files.writeString(folder.resolve("x.project"), "");
    Files.writeString(folder.resolve("packages/inner/x.project"), "");
    try (var servers = fakes.in(folder)) {
      write(servers, "a.x", "BAD\n");
      write(servers, folder.relativize(inner).resolve("b.x").toString(), "BAD\n");

      var top = folder.toRealPath();
      assertThat(fakes.roots).containsExactly(top, top.resolve("packages/inner"));
    }
  }

  @Test
  void aFileThatIsNotOpenIsToldOfWithItsLineOnceTheProjectIsKnown() throws Exception {
    try (var servers = fakes.in(folder)) {
      write(servers, "a.x", "one\n");
      var uri = "file://" + folder.toRealPath().resolve("c.x");
      fakes.server().publish(uri, java.util.List.of(StrictServer.diagnostic(41, 1, "far")), -1);
      fakes.server().sync();

      assertThat(servers.notices())
          .singleElement()
          .asString()
          .contains("c.x (1)")
          .doesNotContain("far");
      assertThat(servers.notices()).isEmpty();
      assertThat(write(servers, "a.x", "two\n").text())
          .contains("New in c.x", "line 42: error: far");
    }
  }

  @Test
  void whatOthersChangedIsToldToTheServer() throws Exception {
    try (var servers = fakes.in(folder)) {
      write(servers, "a.x", "one\n");
      var file = folder.toRealPath().resolve("a.x");
      Files.writeString(file, "BAD by others\n");
      servers.changed(java.util.List.of(file, folder.toRealPath().resolve("x.project")));

      assertThat(write(servers, "a.x", "BAD by others\nBAD\n").text()).contains("line 2: error");
      assertThat(fakes.server().heard).contains("workspace/didChangeWatchedFiles");
    }
  }
}
