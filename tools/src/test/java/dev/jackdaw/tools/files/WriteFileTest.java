package dev.jackdaw.tools.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.tools.FakeContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteFileTest {
  @TempDir Path temporary;
  private final FileVersions versions = new FileVersions();
  private final WriteFile tool = new WriteFile(versions, new FileChanges());
  private final ReadFile read = new ReadFile(versions);
  private Path folder;
  private FakeContext context;

  @BeforeEach
  void openFolder() throws Exception {
    folder = Files.createDirectory(temporary.toRealPath().resolve("work"));
    context = FakeContext.in(folder);
  }

  private static Json.Obj input(String path, String content) {
    return Json.object().put("path", path).put("content", content).build();
  }

  private ToolResult write(String path, String content) throws Exception {
    return context.run(tool, input(path, content));
  }

  private void read(String path) throws Exception {
    var result = context.run(read, Json.object().put("path", path).build());
    assertThat(result.isOk()).as(result.text()).isTrue();
  }

  private void assertLeavesNothingBehind() throws Exception {
    try (var files = Files.walk(folder)) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .noneMatch(name -> name.endsWith(".tmp"));
    }
  }

  @Test
  void createsAFileAndItsFolders() throws Exception {
    var result = write("a/b/c.txt", "one\ntwo\n");
    assertThat(result.text()).isEqualTo("Created a/b/c.txt (2 lines)");
    assertThat(folder.resolve("a/b/c.txt")).hasContent("one\ntwo\n");
    assertThat(result.details().string("diff"))
        .contains("--- /dev/null\n+++ b/a/b/c.txt\n@@ -0,0 +1,2 @@\n+one\n+two\n");
    assertThat(result.details().integer("added", 0)).isEqualTo(2);
    assertLeavesNothingBehind();
  }

  @Test
  void statesWhatItWrites() throws Exception {
    var input = tool.decode(input("x/../y", ""));
    assertThat(tool.effects(input, context.workspace()))
        .containsExactly(new Effect.Writes(folder.resolve("y")));
    assertThat(tool.summary(input, context.workspace())).isEqualTo("write y");
  }

  @Test
  void overwritesOnlyWhatWasRead() throws Exception {
    Files.writeString(folder.resolve("a"), "old\n");
    var refused = write("a", "new\n");
    assertThat(refused.status()).isEqualTo(ToolResult.Status.FAILED);
    assertThat(refused.text()).startsWith("a exists and you have not read it.");
    assertThat(folder.resolve("a")).hasContent("old\n");
    read("a");
    assertThat(write("a", "new\n").text()).isEqualTo("Changed a +1 -1 from line 1");
    assertThat(write("a", "newer\n").isOk()).as("its own writing counts as read").isTrue();
    assertThat(write("a", "newer\n").text()).isEqualTo("a already has exactly this content.");
  }

  @Test
  void overwritesAnEmptyFileUnread() throws Exception {
    Files.createFile(folder.resolve("a"));
    assertThat(write("a", "new\n").isOk()).isTrue();
  }

  @Test
  void refusesWhenTheFileChangedSinceItWasRead() throws Exception {
    Files.writeString(folder.resolve("a"), "old\n");
    read("a");
    Files.writeString(folder.resolve("a"), "odd\n");
    var refused = write("a", "new\n");
    assertThat(refused.text()).startsWith("a changed since you last saw it");
    assertThat(folder.resolve("a")).hasContent("odd\n");
  }

  @Test
  void oneAgentDoesNotKnowWhatAnotherRead() throws Exception {
    Files.writeString(folder.resolve("a"), "old\n");
    read("a");
    var child = context.as(AgentId.MAIN.child(1));
    assertThat(child.run(tool, input("a", "new\n")).text()).contains("you have not read it");
  }

  @Test
  void keepsModeEncodingAndLineEndings() throws Exception {
    var file = folder.resolve("run.sh");
    Files.writeString(file, "\ufeffa\r\nb\r\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x--x"));
    read("run.sh");
    write("run.sh", "x\ny\n");
    assertThat(Files.readString(file)).isEqualTo("\ufeffx\r\ny\r\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rwxr-x--x");
  }

  @Test
  void keepsTheOwnerWhenItMay() throws Exception {
    var file = Files.writeString(folder.resolve("a"), "x\n");
    var before = (int) Files.getAttribute(file, "unix:uid");
    assumeTrue(before == 0, "only the superuser gives files away");
    Files.setAttribute(file, "unix:uid", 12345);
    Files.setAttribute(file, "unix:gid", 12345);
    read("a");
    assertThat(write("a", "y\n").isOk()).isTrue();
    assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(12345);
    assertThat(Files.getAttribute(file, "unix:gid")).isEqualTo(12345);
  }

  @Test
  void writesThroughALinkToWhereItLeads() throws Exception {
    Files.writeString(folder.resolve("real"), "x\n");
    Files.createSymbolicLink(folder.resolve("link"), Path.of("real"));
    read("link");
    assertThat(write("link", "y\n").isOk()).isTrue();
    assertThat(folder.resolve("real")).hasContent("y\n");
    assertThat(folder.resolve("link")).isSymbolicLink();
  }

  @Test
  void doesNotFollowALinkThatWasPutThereAfterTheDecision() throws Exception {
    var outside = Files.writeString(temporary.toRealPath().resolve("outside"), "precious");
    var input = tool.decode(input("new", "evil"));
    var decided = context.decidedOn(tool.effects(input, context.workspace()));
    Files.createSymbolicLink(folder.resolve("new"), outside);
    var result = tool.call(input, decided);
    assertThat(result.text()).contains("is not where it led when this call was allowed");
    assertThat(outside).hasContent("precious");
  }

  @Test
  void doesNotFollowAFolderThatBecameALinkAfterTheDecision() throws Exception {
    var outside = Files.createDirectory(temporary.toRealPath().resolve("elsewhere"));
    Files.createDirectory(folder.resolve("sub"));
    var input = tool.decode(input("sub/new", "evil"));
    var decided = context.decidedOn(tool.effects(input, context.workspace()));
    Files.delete(folder.resolve("sub"));
    Files.createSymbolicLink(folder.resolve("sub"), outside);
    assertThat(tool.call(input, decided).status()).isEqualTo(ToolResult.Status.FAILED);
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void refusesFoldersPipesAndTheKernel() throws Exception {
    Files.createDirectory(folder.resolve("sub"));
    assertThat(write("sub", "x").text()).contains("is a folder");
    assertThat(write("/proc/sys/kernel/hostname", "x").text()).contains("belongs to the kernel");
    assertThat(write("/dev/null", "x").text()).contains("belongs to the kernel");
    Files.writeString(folder.resolve("file"), "x");
    assertThat(write("file/below", "x").text()).contains("file, not a folder");
    assertThat(write("", "x").status()).isEqualTo(ToolResult.Status.INVALID);
    assertThat(write("a\0b", "x").status()).isEqualTo(ToolResult.Status.INVALID);
  }

  @Test
  void saysSoWhenTheNameIsTooLong() throws Exception {
    var result = write("x".repeat(300), "x");
    assertThat(result.status()).isEqualTo(ToolResult.Status.FAILED);
    assertThat(result.text()).contains("name is too long");
    assertLeavesNothingBehind();
  }

  @Test
  void refusesHalfASurrogatePairWithoutCreatingFolders() throws Exception {
    assertThat(write("new/a", "\ud83d").text()).contains("half a surrogate pair");
    assertThat(folder.resolve("new")).doesNotExist();
    assertLeavesNothingBehind();
  }

  @Test
  void writesNothingIntoAReadOnlyFolder() throws Exception {
    var locked = Files.createDirectory(folder.resolve("locked"));
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-xr-xr-x"));
    assumeTrue(!Files.isWritable(locked), "the superuser writes everywhere");
    assertThat(write("locked/a", "x").text()).contains("denies access");
    assertThat(locked).isEmptyDirectory();
  }

  @Test
  void writesLargeContent() throws Exception {
    var content = "x".repeat(1_000_000) + "\n";
    assertThat(write("long", content).isOk()).isTrue();
    assertThat(Files.size(folder.resolve("long"))).isEqualTo(1_000_001);
    assertThat(write("long", content.repeat(10)).isOk()).isTrue();
  }
}
