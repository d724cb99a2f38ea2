package dev.jackdaw.tui.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.files.IgnoreRules;
import dev.jackdaw.tui.compose.MemoryQuestion.Choice;
import dev.jackdaw.tui.input.Input;
import dev.jackdaw.tui.input.Key;
import dev.jackdaw.tui.keys.KeyBindings;
import dev.jackdaw.tui.theme.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryTest {
  private static final MemoryFile PROJECT = new MemoryFile("this project", Path.of("AGENTS.md"));
  private static final MemoryFile MINE =
      new MemoryFile("all projects", Path.of("mine", "AGENTS.md"));

  @TempDir Path folder;

  private static MemoryQuestion question() {
    var folder = Path.of("none");
    var parts =
        new ComposerParts(
            KeyBindings.defaults(),
            Theme.plain(),
            Cells.BY_CLUSTER,
            ComposerParts.ComposerSigns.RICH,
            History.inMemory(),
            folder,
            new FileIndex(folder, _ -> IgnoreRules.NONE, () -> {}),
            List::of,
            Pictures.NONE,
            ComposerParts.PasteLimit.USUAL,
            ComposerParts.WordSource.NONE);
    return new MemoryQuestion(parts, "use tabs\u001b[2J", List.of(PROJECT, MINE));
  }

  private static Optional<Choice> press(MemoryQuestion question, String... keys) {
    var choice = Optional.<Choice>empty();
    for (var key : keys) choice = question.heard(new Input.Pressed(Key.parse(key)));
    return choice;
  }

  @Test
  void asksWhereALineBelongs() {
    assertThat(Writing.text(question().draw(60, 10).lines()))
        .isEqualTo(
            """
            Where is this to be kept?
              use tabs␛[2J
            › 1 this project: AGENTS.md
              2 all projects: mine/AGENTS.md
              3 nowhere: send it to the agent
            Enter chooses, escape goes back\
            """);
    assertThat(question().draw(20, 3).lines()).hasSize(3);
  }

  @Test
  void endsWithWhatWasChosen() {
    assertThat(press(question(), "enter")).contains(new Choice.Keep(PROJECT));
    assertThat(press(question(), "down", "enter")).contains(new Choice.Keep(MINE));
    assertThat(press(question(), "2")).contains(new Choice.Keep(MINE));
    assertThat(press(question(), "up", "enter")).contains(new Choice.Send());
    assertThat(press(question(), "escape")).contains(new Choice.Back());
    assertThat(press(question(), "x")).isEmpty();
    assertThat(question().heard(new Input.Ended())).contains(new Choice.Back());
  }

  @Test
  void addsAnItemAtTheEndOfAFile() throws IOException {
    var file = new MemoryFile("mine", folder.resolve("new/AGENTS.md"));
    file.add("one ");
    file.add("two");
    assertThat(file.path()).hasContent("- one\n- two\n");
    Files.writeString(file.path(), "# Rules\r\nno end");
    file.add("three");
    assertThat(Files.readString(file.path())).isEqualTo("# Rules\r\nno end\r\n- three\r\n");
  }

  @Test
  void refusesWhatIsNoFile() {
    assertThatThrownBy(() -> new MemoryFile("mine", folder).add("one"))
        .isInstanceOf(IOException.class);
  }
}
