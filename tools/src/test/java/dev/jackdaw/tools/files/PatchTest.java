package dev.jackdaw.tools.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jackdaw.api.Effect;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.text.LineDiff;
import dev.jackdaw.tools.FakeContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PatchTest {
  @TempDir Path temporary;
  private final FileVersions versions = new FileVersions();
  private final ApplyPatch tool = new ApplyPatch(versions, new FileChanges());
  private Path folder;
  private FakeContext context;

  @BeforeEach
  void openFolder() throws Exception {
    folder = Files.createDirectory(temporary.toRealPath().resolve("work"));
    context = FakeContext.in(folder);
  }

  private static String envelope(String body) {
    return "*** Begin Patch\n" + body + "*** End Patch\n";
  }

  private ToolResult patch(String body) throws Exception {
    return run(envelope(body));
  }

  private ToolResult run(String input) throws Exception {
    return context.run(tool, Json.object().put("input", input).build());
  }

  private Path file(String name, String content) throws Exception {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private void assertDone(ToolResult result) {
    assertThat(result.status()).as(result.text()).isEqualTo(ToolResult.Status.OK);
  }

  private void assertFails(ToolResult result, String... words) {
    assertThat(result.status()).as(result.text()).isNotEqualTo(ToolResult.Status.OK);
    assertThat(result.text()).contains(words);
  }

  @Test
  void changesAddsDeletesAndMovesInOneGo() throws Exception {
    var changed = file("src/a.txt", "one\ntwo\nthree\n");
    var moved = file("old.sh", "#!/bin/sh\necho hi\n");
    Files.setPosixFilePermissions(moved, PosixFilePermissions.fromString("rwxr-xr-x"));
    var gone = file("gone.txt", "bye\n");
    var result =
        patch(
            """
            *** Update File: src/a.txt
            @@
             one
            -two
            +2
             three
            *** Add File: new/b.txt
            +hello
            +
            +world
            *** Update File: old.sh
            *** Move to: bin/new.sh
            @@
            -echo hi
            +echo ho
            *** Delete File: gone.txt
            """);
    assertDone(result);
    assertThat(result.text())
        .isEqualTo(
            """
            Changed src/a.txt +1 -1 from line 2
            Created new/b.txt (3 lines)
            Deleted old.sh
            Created bin/new.sh (2 lines)
            Deleted gone.txt\
            """);
    assertThat(changed).hasContent("one\n2\nthree\n");
    assertThat(folder.resolve("new/b.txt")).hasContent("hello\n\nworld\n");
    assertThat(moved).doesNotExist();
    assertThat(gone).doesNotExist();
    assertThat(folder.resolve("bin/new.sh")).hasContent("#!/bin/sh\necho ho\n").isExecutable();
  }

  @Test
  void namesEveryFileItTouches() throws Exception {
    var input =
        tool.decode(
            Json.object()
                .put(
                    "input",
                    envelope(
                        """
                        *** Add File: a
                        +x
                        *** Update File: b
                        *** Move to: c
                        @@
                        -x
                        +y
                        *** Delete File: d
                        """))
                .build());
    assertThat(tool.effects(input, context.workspace()))
        .containsExactly(
            new Effect.Writes(folder.resolve("a")),
            new Effect.Reads(folder.resolve("b")),
            new Effect.Writes(folder.resolve("c")),
            new Effect.Writes(folder.resolve("b")),
            new Effect.Writes(folder.resolve("d")));
    assertThat(tool.summary(input, context.workspace())).isEqualTo("patch a, b, c and 1 more");
  }

  @Test
  void isAllOrNothingWhenAHunkIsNotFound() throws Exception {
    var a = file("a", "one\ntwo\n");
    var b = file("b", "alpha\nbeta\n");
    var result =
        patch(
            """
            *** Add File: sub/new
            +x
            *** Update File: a
            @@
            -one
            +1
            *** Update File: b
            @@
             alpha
            -betta
            +BETA
            """);
    assertFails(
        result,
        "b does not have these lines:\nalpha\nbetta\n",
        "Nothing was changed.",
        "The closest is:\n1|alpha\n2|beta\n",
        "Line 2 differs: the file has \"beta\", you gave \"betta\".");
    assertThat(a).hasContent("one\ntwo\n");
    assertThat(b).hasContent("alpha\nbeta\n");
    assertThat(folder.resolve("sub")).doesNotExist();
  }

  @Test
  void changesNothingWhenAFileCameIntoBeingMeanwhile() throws Exception {
    var a = file("a", "one\n");
    var first = change(a, "1\n");
    var target = new Target(folder.resolve("c"), "c", context.workspace());
    var second = new Change.Put(target, Optional.empty(), TextFile.created("3\n"));
    Files.writeString(folder.resolve("c"), "came meanwhile");
    assertThatThrownBy(() -> new FileChanges().apply(List.of(first, second)))
        .isInstanceOf(FileProblem.class)
        .hasMessageContaining("c came into being meanwhile");
    assertThat(a).hasContent("one\n");
    assertThat(folder.resolve("c")).hasContent("came meanwhile");
    assertThat(names()).containsExactlyInAnyOrder("a", "c");
  }

  @Test
  void changesNothingWhenAFileWasReplacedMeanwhile() throws Exception {
    var a = file("a", "one\n");
    var b = file("b", "two\n");
    var first = change(a, "1\n");
    var second = change(b, "2\n");
    Files.delete(b);
    Files.createSymbolicLink(b, a);
    assertThatThrownBy(() -> new FileChanges().apply(List.of(first, second)))
        .hasMessageContaining("b changed at this very moment");
    assertThat(a).hasContent("one\n");
    assertThat(names()).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void takesBackWhatWasDoneWhenALaterFileCannotBeChanged() throws Exception {
    var a = file("a", "one\n");
    Files.setPosixFilePermissions(a, PosixFilePermissions.fromString("rw-r-----"));
    var gone = file("gone", "two\n");
    file("locked/b", "three\n");
    var locked = folder.resolve("locked");
    try (var _ = new Lock(locked)) {
      var result =
          patch(
              """
              *** Update File: a
              @@
              -one
              +1
              *** Delete File: gone
              *** Add File: new/file
              +x
              *** Delete File: locked/b
              """);
      assertFails(result, "locked/b");
    }
    assertThat(a).hasContent("one\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(a)))
        .isEqualTo("rw-r-----");
    assertThat(gone).hasContent("two\n");
    assertThat(names()).containsExactlyInAnyOrder("a", "gone", "locked");
  }

  /** A folder nothing can be removed from, not even by the superuser where chattr is there. */
  private record Lock(Path folder) implements AutoCloseable {
    private Lock {
      try {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
        assumeTrue(!Files.isWritable(folder) || chattr("+i", folder), "the superuser may do all");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static boolean chattr(String flag, Path folder) {
      try {
        return new ProcessBuilder("chattr", flag, folder.toString()).start().waitFor() == 0;
      } catch (IOException | InterruptedException _) {
        return false;
      }
    }

    @Override
    public void close() throws IOException {
      if (chattr("-i", folder) || Files.exists(folder)) {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).toList();
    }
  }

  private Change change(Path file, String content) throws Exception {
    var target = new Target(file, file.getFileName().toString(), context.workspace());
    return new Change.Put(target, Snapshot.of(target), TextFile.created(content));
  }

  @Test
  void findsContextDespiteWhiteSpaceAndTypography() throws Exception {
    var file = file("a", "\tif (x) {  \n\t\tsay(“hi” – now);\n\t}\n");
    var result =
        patch(
            """
            *** Update File: a
            @@
             if (x) {
            -  say("hi" - now);
            +\t\tsay("bye");
             }
            """);
    assertDone(result);
    assertThat(Files.readString(file)).isEqualTo("\tif (x) {  \n\t\tsay(\"bye\");\n\t}\n");
  }

  @Test
  void goesPastAnchors() throws Exception {
    var file = file("a.py", "class A:\n  def f():\n    pass\nclass B:\n  def f():\n    pass\n");
    assertDone(
        patch(
            """
            *** Update File: a.py
            @@ class B:
            @@   def f():
            -    pass
            +    return 1
            """));
    assertThat(Files.readString(file))
        .isEqualTo("class A:\n  def f():\n    pass\nclass B:\n  def f():\n    return 1\n");
    assertDone(
        patch("*** Update File: a.py\n@@ class A:\n class A:\n   def f():\n-    pass\n+    x\n"));
    assertThat(Files.readString(file)).startsWith("class A:\n  def f():\n    x\n");
    assertFails(
        patch("*** Update File: a.py\n@@ class C:\n-x\n+y\n"), "does not have the line after @@");
  }

  @Test
  void appliesHunksInOrderAndSaysWhenTheyAreNot() throws Exception {
    var file = file("a", "1\n2\n3\n4\n5\n6\n");
    assertDone(patch("*** Update File: a\n@@\n-2\n+two\n@@\n-5\n+five\n"));
    assertThat(file).hasContent("1\ntwo\n3\n4\nfive\n6\n");
    assertFails(
        patch("*** Update File: a\n@@\n-six\n+x\n@@\n-6\n+7\n"), "a does not have these lines");
    assertFails(
        patch("*** Update File: a\n@@\n-6\n+six\n@@\n-1\n+one\n"),
        "They are on line 1, before the end of the hunk above");
  }

  @Test
  void prefersTheEndWhenToldSo() throws Exception {
    var file = file("a", "x\ny\nx\n");
    assertDone(patch("*** Update File: a\n@@\n-x\n+z\n*** End of File\n"));
    assertThat(file).hasContent("x\ny\nz\n");
  }

  @Test
  void insertsNewLinesAloneAfterTheAnchorOrAtTheEnd() throws Exception {
    var file = file("a", "one\ntwo\n");
    assertDone(patch("*** Update File: a\n@@ one\n+1.5\n@@\n+three\n"));
    assertThat(file).hasContent("one\n1.5\ntwo\nthree\n");
  }

  @Test
  void keepsEncodingEndingsAndTheMissingLastLineEnd() throws Exception {
    var file = folder.resolve("a");
    Files.write(file, "caf\u00e9\r\nnoir\r\nend".getBytes(StandardCharsets.ISO_8859_1));
    assertDone(patch("*** Update File: a\n@@\n-noir\n+blanc\n+sec\n"));
    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
        .isEqualTo("caf\u00e9\r\nblanc\r\nsec\r\nend");
    assertDone(patch("*** Update File: a\n@@\n-end\n+END\n+more\n"));
    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
        .isEqualTo("caf\u00e9\r\nblanc\r\nsec\r\nEND\r\nmore");
    assertDone(patch("*** Update File: a\n@@\n sec\n-END\n-more\n"));
    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
        .isEqualTo("caf\u00e9\r\nblanc\r\nsec");
  }

  @Test
  void isLenientAboutItsWrapping() throws Exception {
    file("a", "x\n\ny\n");
    assertDone(
        run(
            """
            apply_patch <<'EOF'
              *** Begin Patch
            *** Update File: a
            @@ -1,3 +1,3 @@
            -x
            +X

             y

            *** End Patch
            EOF
            """));
    assertThat(folder.resolve("a")).hasContent("X\n\ny\n");
    assertDone(run(envelope("*** Update File: a\n-X\n+x\n").replace("\n", "\r\n")));
    assertThat(folder.resolve("a")).hasContent("x\n\ny\n");
  }

  @Test
  void refusesWhatIsNotAPatch() throws Exception {
    assertFails(run("hello"), "must begin with the line \"*** Begin Patch\"");
    assertFails(run("*** Begin Patch\n*** Add File: a\n+x\n"), "it was cut off");
    assertFails(patch(""), "changes no file");
    assertFails(patch("*** Rename File: a\n"), "Line 2 of the patch is wrong");
    assertFails(patch("*** Add File: a\nx\n"), "every line of a new file starts with \"+\"");
    assertFails(patch("*** Add File:\n+x\n"), "a path is missing");
    assertFails(patch("*** Update File: a\n"), "no change follows for a");
    assertFails(patch("*** Update File: a\n@@\nx\n"), "a line starts with");
    assertFails(patch("*** Update File: a\n@@\n@@\n"), "no lines follow");
  }

  @Test
  void refusesToReplaceOrInventFiles() throws Exception {
    var a = file("a", "x\n");
    assertFails(patch("*** Add File: a\n+y\n"), "a exists already");
    assertFails(patch("*** Update File: b\n@@\n-x\n+y\n"), "There is no b");
    assertFails(patch("*** Delete File: b\n"), "There is no b");
    file("b", "x\n");
    assertFails(patch("*** Update File: b\n*** Move to: a\n"), "a exists already");
    assertFails(patch("*** Delete File: .\n"), "folder");
    assertThat(a).hasContent("x\n");
  }

  @Test
  void aLaterSectionSeesWhatAnEarlierOneMade() throws Exception {
    var a = file("a", "1\n2\n");
    assertDone(
        patch(
            """
            *** Update File: a
            @@
            -1
            +one
            *** Update File: a
            @@
             one
            -2
            +two
            *** Delete File: a
            *** Add File: a
            +new
            """));
    assertThat(a).hasContent("new\n");
  }

  @Test
  void deletesBinariesButNotWhatChangedUnseen() throws Exception {
    file("binary", "x\0");
    assertDone(patch("*** Delete File: binary\n"));
    assertDone(patch("*** Add File: seen\n+x\n"));
    file("seen", "other\n");
    assertFails(patch("*** Delete File: seen\n"), "changed since you last saw it");
  }

  @Test
  void appliesTheDifferenceOfAnyTwoTexts() throws Exception {
    for (var seed = 0; seed < 400; seed++) {
      var random = new Random(seed);
      var before = new ArrayList<String>();
      for (var i = 0; i < 12; i++) before.add("line " + i + " " + random.nextInt(100));
      var after = new ArrayList<>(before);
      for (var i = random.nextInt(4); i >= 0; i--) {
        var at = random.nextInt(after.size());
        switch (random.nextInt(3)) {
          case 0 -> after.set(at, "changed " + random.nextInt());
          case 1 -> after.add(at, "added " + random.nextInt());
          default -> after.remove(at);
        }
      }
      var end = random.nextBoolean() ? "\r\n" : "\n";
      var tail = random.nextBoolean() ? end : "";
      var file = file("f" + seed, String.join(end, before) + tail);
      var old = String.join("\n", before) + "\n";
      var fresh = String.join("\n", after) + "\n";
      if (old.equals(fresh)) continue;
      var result = patch("*** Update File: f" + seed + "\n" + LineDiff.of(old, fresh).unified());
      assertThat(result.isOk()).as("seed %d: %s", seed, result.text()).isTrue();
      assertThat(Files.readString(file))
          .as("seed %d", seed)
          .isEqualTo(String.join(end, after) + tail);
    }
  }
}
