package dev.jackdaw.tools.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.tools.FakeContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EditFileTest {
  @TempDir Path temporary;
  private final FileVersions versions = new FileVersions();
  private final EditFile tool = new EditFile(versions, new FileChanges());
  private final ReadFile read = new ReadFile(versions);
  private Path folder;
  private FakeContext context;

  @BeforeEach
  void openFolder() throws Exception {
    folder = Files.createDirectory(temporary.toRealPath().resolve("work"));
    context = FakeContext.in(folder);
  }

  private static Json.Obj input(String path, String old, String fresh) {
    return Json.object().put("path", path).put("old_string", old).put("new_string", fresh).build();
  }

  private ToolResult edit(String path, String old, String fresh) throws Exception {
    return context.run(tool, input(path, old, fresh));
  }

  private void read(String path) throws Exception {
    assertThat(context.run(read, Json.object().put("path", path).build()).isOk()).isTrue();
  }

  private Path file(String name, String content) throws Exception {
    return Files.writeString(folder.resolve(name), content);
  }

  private void assertFails(ToolResult result, String... words) {
    assertThat(result.status()).as(result.text()).isEqualTo(ToolResult.Status.FAILED);
    assertThat(result.text()).contains(words);
  }

  @Test
  void replacesUniqueText() throws Exception {
    var file = file("A.java", "class A {\n  int x;\n}\n");
    read("A.java");
    var result = edit("A.java", "int x;", "long x;");
    assertThat(result.text()).isEqualTo("Changed A.java +1 -1 from line 2");
    assertThat(file).hasContent("class A {\n  long x;\n}\n");
    assertThat(result.details().string("diff"))
        .contains(
            """
            --- a/A.java
            +++ b/A.java
            @@ -1,3 +1,3 @@
             class A {
            -  int x;
            +  long x;
             }
            """);
  }

  @Test
  void statesThatItReadsAndWrites() throws Exception {
    var input = tool.decode(input("a", "x", "y"));
    var path = folder.resolve("a");
    assertThat(tool.effects(input, context.workspace()))
        .containsExactly(new Effect.Reads(path), new Effect.Writes(path));
    assertThat(tool.summary(input, context.workspace())).isEqualTo("edit a");
  }

  @Test
  void saysWhereTextOccursThatIsNotUnique() throws Exception {
    var file = file("a", "x\ny\nx\nx\n");
    read("a");
    assertFails(edit("a", "x", "z"), "occurs 3 times in a, on lines 1, 3, 4.", "replace_all");
    assertThat(file).hasContent("x\ny\nx\nx\n");
  }

  @Test
  void replacesAllWhenAsked() throws Exception {
    var file = file("a", "x\r\ny\r\nx");
    read("a");
    var result =
        context.run(tool, input("a", "x", "z\nz").with("replace_all", new Json.Bool(true)));
    assertThat(result.isOk()).as(result.text()).isTrue();
    assertThat(Files.readString(file)).isEqualTo("z\r\nz\r\ny\r\nz\r\nz");
  }

  @Test
  void appliesSeveralEditsOrNone() throws Exception {
    var file = file("a", "one\ntwo\nthree\n");
    var both =
        "{\"path\":\"a\",\"edits\":[{\"old_string\":\"one\",\"new_string\":\"1\"},"
            + "{\"old_string\":\"1\\ntwo\",\"new_string\":\"1\\n2\"}]}";
    assertThat(context.run(tool, both).isOk()).isTrue();
    assertThat(file).hasContent("1\n2\nthree\n");
    var wrong =
        "{\"path\":\"a\",\"edits\":[{\"old_string\":\"1\",\"new_string\":\"x\"},"
            + "{\"old_string\":\"nowhere\",\"new_string\":\"y\"}]}";
    assertFails(
        context.run(tool, wrong), "Edit 2: old_string does not occur", "Nothing was changed");
    assertThat(file).hasContent("1\n2\nthree\n");
  }

  @Test
  void showsTheClosestPlaceWhenOnlyWhiteSpaceDiffers() throws Exception {
    file("a", "class A {\n\tint x = 1;\n\tint y = 2;\n}\n");
    read("a");
    assertFails(
        edit("a", "    int x = 1;\n    int y = 2;", "z"),
        "The closest is:\n2|\tint x = 1;\n3|\tint y = 2;\n",
        "Line 2 differs only in white space or quotes:"
            + " the file has \"\\tint x = 1;\", you gave \"    int x = 1;\".");
  }

  @Test
  void showsTheClosestPlaceWhenTheTextDiffers() throws Exception {
    file("a", "alpha beta gamma\nfoo(bar, baz);\nomega\n");
    read("a");
    assertFails(edit("a", "foo(bar, qux);", "z"), "2|foo(bar, baz);", "Line 2 differs:");
  }

  @Test
  void knowsLineNumbersThatWereCopiedAlong() throws Exception {
    file("a", "one\ntwo\n");
    read("a");
    assertFails(edit("a", "1|one\n2|two", "z"), "starts with line numbers");
  }

  @Test
  void refusesToReplaceTextByItself() throws Exception {
    file("a", "one\n");
    assertFails(edit("a", "one", "one"), "are the same");
  }

  @Test
  void createsAFileFromAnEmptyOldString() throws Exception {
    assertThat(edit("sub/new", "", "a\r\nb\n").isOk()).isTrue();
    assertThat(Files.readString(folder.resolve("sub/new"))).isEqualTo("a\r\nb\n");
    assertFails(edit("sub/new", "", "x"), "old_string is empty", "exists");
    assertFails(edit("other", "x", "y"), "There is no other");
  }

  @Test
  void editsAnUnreadFileOnlyWhereTheTextIsUnique() throws Exception {
    var file = file("a", "one\ntwo\ntwo\n");
    assertThat(edit("a", "one", "1").isOk()).isTrue();
    var other = file("b", "two\ntwo\n");
    var all = input("b", "two", "2").with("replace_all", new Json.Bool(true));
    assertFails(context.run(tool, all), "you have not read");
    assertThat(file).hasContent("1\ntwo\ntwo\n");
    assertThat(other).hasContent("two\ntwo\n");
  }

  @Test
  void refusesWhenTheFileChangedSinceItWasRead() throws Exception {
    var file = file("a", "one\n");
    read("a");
    Files.writeString(file, "one\nmore\n");
    assertFails(edit("a", "one", "1"), "changed since you last saw it");
    assertThat(file).hasContent("one\nmore\n");
    read("a");
    assertThat(edit("a", "one", "1").isOk()).isTrue();
    assertThat(edit("a", "1", "one").isOk()).as("its own edit counts as read").isTrue();
  }

  @Test
  void refusesWhenTheFileWasRemovedOrReplaced() throws Exception {
    var file = file("a", "one\n");
    read("a");
    Files.delete(file);
    assertFails(edit("a", "one", "1"), "There is no a");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")), "no mkfifo here");
    var mkfifo = new ProcessBuilder("/usr/bin/mkfifo", file.toString()).start();
    assertThat(mkfifo.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertFails(edit("a", "one", "1"), "device, pipe or socket");
  }

  @Test
  void refusesALinkSwappedInAfterTheDecision() throws Exception {
    var outside = Files.writeString(temporary.toRealPath().resolve("outside"), "one\n");
    var file = file("a", "one\n");
    var input = tool.decode(input("a", "one", "1"));
    var decided = context.decidedOn(tool.effects(input, context.workspace()));
    Files.delete(file);
    Files.createSymbolicLink(file, outside);
    assertFails(tool.call(input, decided), "is not where it led");
    assertThat(outside).hasContent("one\n");
  }

  @Test
  void keepsInvalidBytesElsewhereInTheFile() throws Exception {
    for (var seed = 0; seed < 300; seed++) {
      var random = new Random(seed);
      var head = new byte[random.nextInt(30)];
      var tail = new byte[random.nextInt(30)];
      for (var part : List.of(head, tail)) {
        for (var i = 0; i < part.length; i++) {
          var high = random.nextInt(3) == 0;
          part[i] = (byte) (high ? 0x80 + random.nextInt(128) : 'a' + random.nextInt(26));
        }
      }
      var file = folder.resolve("f" + seed);
      Files.write(file, joined(head, "\nTARGET\n", tail));
      var result = edit("f" + seed, "TARGET", "new text");
      assertThat(result.isOk()).as("seed %d: %s", seed, result.text()).isTrue();
      assertThat(Files.readAllBytes(file))
          .as("seed %d", seed)
          .isEqualTo(joined(head, "\nnew text\n", tail));
    }
  }

  private static byte[] joined(byte[] head, String middle, byte[] tail) {
    var bytes = middle.getBytes(StandardCharsets.US_ASCII);
    var all = new byte[head.length + bytes.length + tail.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(bytes, 0, all, head.length, bytes.length);
    System.arraycopy(tail, 0, all, head.length + bytes.length, tail.length);
    return all;
  }

  @Test
  void refusesBinariesAndHugeFiles() throws Exception {
    file("binary", "one\0");
    assertFails(edit("binary", "one", "1"), "not text (binary data)");
    Files.write(folder.resolve("huge"), new byte[17 << 20]);
    assertFails(edit("huge", "one", "1"), "larger than 16 MiB", "sed");
  }

  @Test
  void editsAMillionCharacterLine() throws Exception {
    var file = file("long", "x".repeat(1_000_000) + "y" + "x".repeat(1_000_000));
    assertThat(edit("long", "xyx", "xzx").isOk()).isTrue();
    assertThat(Files.readString(file).charAt(1_000_000)).isEqualTo('z');
    assertFails(edit("long", "nowhere", "z"), "does not occur");
  }

  @Test
  void explainsInputThatIsIncomplete() throws Exception {
    assertThat(context.run(tool, "{\"path\":\"a\"}").text()).contains("\"old_string\"");
    assertThat(context.run(tool, "{\"path\":\"a\",\"old_string\":\"x\"}").text())
        .contains("go together");
    assertThat(context.run(tool, "{\"path\":\"a\",\"edits\":[]}").status())
        .isEqualTo(ToolResult.Status.INVALID);
  }

  @Test
  void editsOfManyAgentsAtOnceLoseNothing() throws Exception {
    var file = file("a", "start\n");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var jobs = new ArrayList<Future<String>>();
      for (var i = 0; i < 40; i++) {
        var line = "line " + i + "\n";
        var agent = context.as(AgentId.MAIN.child(i));
        Callable<String> job =
            () -> {
              while (!agent.run(tool, input("a", "start\n", "start\n" + line)).isOk()) {
                agent.run(read, Json.object().put("path", "a").build());
              }
              return line;
            };
        jobs.add(threads.submit(job));
      }
      for (var job : jobs) assertThat(job.get()).startsWith("line");
    }
    assertThat(Files.readAllLines(file)).hasSize(41).doesNotHaveDuplicates();
  }
}
