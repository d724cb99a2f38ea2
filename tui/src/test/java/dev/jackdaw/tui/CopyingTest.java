package dev.jackdaw.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.tui.view.LastReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CopyingTest {
  private final List<String> written = new ArrayList<>();

  @Test
  void goesThroughTheTerminalAloneWhereTheDesktopIsNotThisMachines() throws Exception {
    var remote = Map.of("SSH_CONNECTION", "a b", "DISPLAY", ":0", "TERM", "xterm");
    assertThat(new Copying(remote, written::add).copy("word"))
        .containsExactly("the terminal, if it lets programs do that (OSC 52)");
    assertThat(written).containsExactly("\u001b]52;c;d29yZA==\u001b\\");
  }

  @Test
  void saysThatThereIsNoWay() throws Exception {
    var nothing = Map.of("SSH_CONNECTION", "a b", "TERM", "dumb");
    assertThat(new Copying(nothing, written::add).copy("word")).isEmpty();
    assertThat(written).isEmpty();
  }

  @Test
  void findsTheLastBlockOfCode() {
    var text = "First:\n```java\nint a;\n```\nThen:\n~~~\n```\nb\n~~~\nand ```c``` too.";
    assertThat(LastReply.code(text)).contains("```\nb\n");
    assertThat(LastReply.code("none")).isEmpty();
    assertThat(LastReply.code("```\nopen\n")).isEmpty();
  }
}
