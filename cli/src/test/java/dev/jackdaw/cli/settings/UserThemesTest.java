package dev.jackdaw.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.tui.theme.ColourDepth;
import dev.jackdaw.tui.theme.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jline.utils.AttributedStyle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserThemesTest {
  @TempDir Path config;

  private Path write(String name, String text) throws IOException {
    var folder = Files.createDirectories(config.resolve("themes"));
    return Files.writeString(folder.resolve(name), text.replace('\'', '"'));
  }

  @Test
  void areNoneWithoutFolder() {
    var none = UserThemes.read(config.resolve("nothing"));
    assertThat(none.problems()).isEmpty();
    assertThat(none.themes().names()).contains("dark", "light");
  }

  @Test
  void areNamedByTheirFiles() throws IOException {
    write("mine.json", "{'roles':{'heading':{'foreground':'red','bold':false}}}");
    write("notes.txt", "no theme");
    var read = UserThemes.read(config);
    assertThat(read.problems()).isEmpty();
    assertThat(read.themes().names()).contains("mine");
    var styles = read.themes().styles("mine", Optional.empty(), ColourDepth.OF_256);
    assertThat(styles.style(Role.HEADING)).isEqualTo(AttributedStyle.DEFAULT.foreground(1));
  }

  @Test
  void thatCannotBeUsedAreNamedAndTheOthersUsed() throws IOException {
    var broken = write("broken.json", "{'roles':\n  {'dim' 3}}");
    var wrong = write("wrong.json", "{'roles':{'diff-aded':'red'}}");
    write("good.json", "{}");
    var read = UserThemes.read(config);
    assertThat(read.themes().names()).contains("good").doesNotContain("broken", "wrong");
    assertThat(read.problems()).hasSize(2);
    assertThat(read.problems().getFirst()).startsWith(broken + ", line 2, column ");
    assertThat(read.problems().getLast())
        .isEqualTo(
            "The theme "
                + wrong
                + " cannot be used: \"roles.diff-aded\" is no role, did you mean"
                + " \"diff-added\"?");
  }
}
