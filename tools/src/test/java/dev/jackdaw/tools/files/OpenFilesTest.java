package dev.jackdaw.tools.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.tools.FakeContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenFilesTest {
  @TempDir Path temporary;
  private final Map<Path, String> open = new HashMap<>();
  private final FileVersions versions =
      new FileVersions(file -> Optional.ofNullable(open.get(file)));
  private final FileChanges changes = new FileChanges();
  private Path file;
  private FakeContext context;

  @BeforeEach
  void openFolder() throws Exception {
    var folder = Files.createDirectory(temporary.toRealPath().resolve("work"));
    file = Files.writeString(folder.resolve("a.txt"), "on\r\ndisk\r\n");
    context = FakeContext.in(folder);
  }

  private ToolResult read() throws Exception {
    return context.run(new ReadFile(versions), Json.parseObject("{\"path\":\"a.txt\"}"));
  }

  private ToolResult edit(String from, String to) throws Exception {
    return context.run(
        new EditFile(versions, changes),
        Json.object().put("path", "a.txt").put("old_string", from).put("new_string", to).build());
  }

  @Test
  void whatIsNotSavedIsReadAndNotChanged() throws Exception {
    open.put(file, "in\neditor\n");

    var read = read();

    assertThat(read.text()).contains("1|in\n2|editor").contains("not saved");
    for (var result :
        new ToolResult[] {
          edit("disk", "disc"),
          context.run(
              new WriteFile(versions, changes),
              Json.parseObject("{\"path\":\"a.txt\",\"content\":\"other\"}")),
          context.run(
              new ApplyPatch(versions, changes),
              Json.object()
                  .put("input", "*** Begin Patch\n*** Delete File: a.txt\n*** End Patch\n")
                  .build())
        }) {
      assertThat(result.isOk()).isFalse();
      assertThat(result.text()).contains("a.txt has changes in the user's editor");
    }
    assertThat(file).hasContent("on\r\ndisk\r\n");
  }

  @Test
  void onceItIsSavedItIsChanged() throws Exception {
    open.put(file, "in\neditor\n");
    assertThat(read().isOk()).isTrue();
    Files.writeString(file, "in\neditor\n");

    assertThat(edit("editor", "files").isOk()).isTrue();

    assertThat(file).hasContent("in\nfiles\n");
  }

  @Test
  void otherEndsOfLinesAreNoDifference() throws Exception {
    open.put(file, "on\ndisk\n");

    assertThat(read().text()).doesNotContain("not saved");
    assertThat(edit("disk", "disc").isOk()).isTrue();
  }

  @Test
  void whatTheEditorDoesNotTellIsTheDisk() throws Exception {
    assertThat(read().text()).isEqualTo("1|on\n2|disk");
    assertThat(edit("disk", "disc").isOk()).isTrue();
  }
}
