package dev.jackdaw.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "cli.md");

  @Test
  void isWhatTheDocumentSays() throws IOException {
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(DOCUMENT.getParent());
      Files.writeString(DOCUMENT, Reference.markdown());
    }
    assertThat(DOCUMENT)
        .as("docs/cli.md is generated; run the tests with -Dgolden.update=true")
        .hasContent(Reference.markdown());
  }

  @ParameterizedTest
  @EnumSource(Command.class)
  void helpNamesEveryOptionOfACommand(Command command) {
    var help = Help.of(command, 80);
    for (var option : command.options()) assertThat(help).contains(option.longName());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 40, 60, 80, 100, 500})
  void helpKeepsToTheWidth(int columns) {
    for (var command : Command.values()) {
      assertThat(Help.of(command, columns).lines().mapToInt(String::length).max().orElse(0))
          .as(command.words())
          .isLessThanOrEqualTo(Math.clamp(columns, 72, 100));
    }
  }

  @Test
  void everyOptionBelongsToACommand() {
    for (var option : Option.values()) {
      assertThat(Command.values()).as(option.longName()).anyMatch(command -> command.takes(option));
    }
  }

  @Test
  void helpOfAGroupShowsAllItsCommands() {
    assertThat(Help.of(java.util.List.of("sessions"), 80))
        .contains("jackdaw sessions list", "jackdaw sessions export", "jackdaw sessions delete");
  }
}
