package dev.jackdaw.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Prompt.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpansionTest {
  @TempDir Path folder;

  private List<String> expanded(String body, String typed) {
    return new Expansion(folder, Label.USER, typed)
        .of(body).stream()
            .map(part ->
                switch (part) {
                  case Part.Said(Block.Text(var text, _)) -> text;
                  case Part.Said said -> said.toString();
                  case Part.LookedUp(var tool, var input) -> tool + " " + input.compact();
                })
            .toList();
  }

  @Test
  void fillsInWhatWasTyped() {
    assertThat(expanded("Fix $1 in $2; all: $ARGUMENTS. $3|$10 costs $5.", "\"a b\" c"))
        .containsExactly("Fix a b in c; all: \"a b\" c. |$10 costs .");
  }

  @Test
  void putsWhatHasNoPlaceBehind() {
    assertThat(expanded("Fix it.", "now")).containsExactly("Fix it.", "ARGUMENTS: now");
  }

  @Test
  void looksUpCommandsAndFilesWhereTheyStand() throws IOException {
    Files.writeString(folder.resolve("a.txt"), "x");

    assertThat(expanded("See !`git diff $1` and (@a.txt), not me@a.txt or @Override.", "main"))
        .containsExactly(
            "See",
            "bash {\"command\":\"git diff main\"}",
            "and (",
            "read {\"path\":\"a.txt\"}",
            "), not me@a.txt or @Override.");
  }

  @Test
  void takesTheNameOfAFileThatWasTyped() throws IOException {
    Files.writeString(folder.resolve("a.txt"), "x");

    assertThat(expanded("Read @$1", "a.txt")).contains("read {\"path\":\"a.txt\"}");
  }

  @Test
  void neverLooksForInsertionsInWhatWasTyped() throws IOException {
    Files.writeString(folder.resolve("a.txt"), "x");

    assertThat(expanded("Do $ARGUMENTS", "!`rm -rf ~` @a.txt $1"))
        .containsExactly("Do !`rm -rf ~` @a.txt $1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ";id",
        "$(id)",
        "`id`",
        "a|b",
        "a&b",
        "a>b",
        "--output=/etc/x",
        "-x",
        "'a;b'",
        "a\\b",
        "*"
      })
  void putsNothingIntoACommandThatAShellWouldRead(String typed) {
    for (var body : List.of("!`git diff $1`", "!`git diff \"$ARGUMENTS\"`")) {
      assertThatThrownBy(() -> expanded(body, typed))
          .isInstanceOf(JackdawException.class)
          .hasMessageContaining("cannot be put into the command")
          .hasMessageContaining("Nothing was run");
    }
  }

  @Test
  void keepsWhoseWordsTheyAre() {
    var label = PromptCommand.words(folder.resolve("c.md"));
    var parts = new Expansion(folder, label, "typed").of("body");

    assertThat(parts)
        .containsExactly(
            new Part.Said(new Block.Text("body", label)),
            new Part.Said(new Block.Text("ARGUMENTS: typed", Label.USER)));
  }
}
