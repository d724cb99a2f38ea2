package dev.jackdaw.tui.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class ExternalEditorTest {
  @TempDir Path folder;
  private final List<String> screen = new ArrayList<>();

  private ExternalEditor editor(Map<String, String> variables) {
    var environment = new java.util.HashMap<>(variables);
    environment.put("PATH", System.getenv("PATH"));
    return new ExternalEditor(
        environment,
        folder,
        work -> {
          screen.add("lent");
          work.run();
          screen.add("back");
        });
  }

  private List<Path> left() throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".md")).toList();
    }
  }

  @Test
  void bringsBackWhatWasWritten() throws Exception {
    var script =
        Files.writeString(
            folder.resolve("edit me.sh"), "ls -l \"$2\" > \"$1\"; echo more >> \"$2\"\n");
    var seen = folder.resolve("seen");
    var editor = editor(Map.of("VISUAL", "sh '" + script + "' '" + seen + "'", "EDITOR", "false"));
    assertThat(editor.edit("draft\n")).isEqualTo(new ExternalEditor.Result.Edited("draft\nmore\n"));
    assertThat(Files.readString(seen)).startsWith("-rw-------");
    assertThat(screen).containsExactly("lent", "back");
    assertThat(left()).isEmpty();
  }

  @Test
  void keepsTheDraftWhenTheEditorFails() throws Exception {
    var result = editor(Map.of("EDITOR", "false")).edit("draft");
    assertThat(result)
        .isEqualTo(
            new ExternalEditor.Result.Failed(
                "The draft was not edited (false ended with 1). VISUAL or EDITOR names the editor"
                    + " to use."));
    assertThat(editor(Map.of("EDITOR", "no-such-editor")).edit("draft"))
        .isInstanceOf(ExternalEditor.Result.Failed.class);
    assertThat(editor(Map.of("EDITOR", "rm")).edit("draft"))
        .isInstanceOf(ExternalEditor.Result.Failed.class);
    assertThat(left()).isEmpty();
  }

  @Test
  void saysThatThereIsNoPlaceForTheDraft() throws Exception {
    var editor = new ExternalEditor(Map.of(), folder.resolve("none"), ExternalEditor.Work::run);
    assertThat(editor.edit("draft")).isInstanceOf(ExternalEditor.Result.Failed.class);
    assertThat(editor.command()).isEqualTo("vi");
  }
}
