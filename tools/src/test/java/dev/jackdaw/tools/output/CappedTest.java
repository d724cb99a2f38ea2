package dev.jackdaw.tools.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.testkit.Properties;
import dev.jackdaw.tools.shell.Stage;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CappedTest {
  private static final Label LABEL = new Label(Label.Source.SUBAGENT, "agent1");

  @TempDir Path folder;
  private Stage stage;

  @BeforeEach
  void openStage() {
    stage = new Stage(folder);
  }

  @Test
  void leavesAShortResultAlone() {
    var result = ToolResult.ok("x".repeat(24_000), LABEL);
    assertThat(Capped.of(result, stage)).isSameAs(result);
    assertThat(stage.memory.bodies).isEmpty();
  }

  @Test
  void shortensTheLongestTextAndKeepsItWhole() {
    var long1 = "first line\n" + "y\n".repeat(20_000) + "last line";
    var result = ToolResult.ok("short", LABEL).and(new Block.Text(long1, LABEL));

    var cut = Capped.of(result, stage);

    assertThat(cut.text()).startsWith("short\nfirst line\n").endsWith("\nlast line");
    assertThat(Utf8.length(cut.text())).isLessThanOrEqualTo(24_200);
    assertThat(stage.onlyBody()).isEqualTo(long1);
    var handle = stage.memory.bodies.keySet().iterator().next();
    assertThat(cut.text()).contains("left out here; read shows the whole as " + handle.reference());
    assertThat(cut.details().object("blob").string("sha256")).contains(handle.sha256());
  }

  @Test
  void cutsNothingThatCannotBeKept() {
    stage.memory.full = true;
    var result = ToolResult.ok("x".repeat(30_000), LABEL);
    assertThat(Capped.of(result, stage)).isSameAs(result);
  }

  @Test
  void headAndTailAreOfTheTextAndFit() {
    Properties.forAll(
        (random, size) -> {
          var text = new StringBuilder();
          var alphabet = "ab é漢🦅\ud83e\n".toCharArray();
          for (var i = 0; i < size * 4; i++) text.append(alphabet[random.nextInt(alphabet.length)]);
          return text.toString();
        },
        text -> {
          var room = Math.max(1, text.length() / 3);
          var head = Utf8.head(text, room);
          var tail = Utf8.tail(text, room);
          assertThat(text).startsWith(head).endsWith(tail);
          assertThat(Utf8.length(head)).isLessThanOrEqualTo(room);
          assertThat(Utf8.length(tail)).isLessThanOrEqualTo(room);
        });
  }
}
