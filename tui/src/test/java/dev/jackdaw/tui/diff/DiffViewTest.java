package dev.jackdaw.tui.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.testkit.Golden;
import dev.jackdaw.testkit.Properties;
import dev.jackdaw.tui.text.Ansi;
import dev.jackdaw.tui.text.Capabilities;
import dev.jackdaw.tui.theme.ColourDepth;
import dev.jackdaw.tui.theme.Role;
import dev.jackdaw.tui.theme.Theme;
import dev.jackdaw.tui.theme.Themes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiffViewTest {
  private static final Theme DARK =
      Themes.builtIn().styles("dark", Optional.empty(), ColourDepth.TRUE);

  private static final String PATCH =
      """
      diff --git a/src/Foo.java b/src/Foo.java
      index 1234..5678 100644
      --- a/src/Foo.java
      +++ b/src/Foo.java
      @@ -8,7 +8,8 @@ class Foo {
         int a;
      -  int count = oldName(1, "x");
      +  int count = newName(1, "x", true); // a remark that makes the line longer than forty columns
      +  \tint added;
         int b;
      -nothing in common
      +---- here at all

      \\ No newline at end of file
      @@ -120 +121 @@
      -old \u001b[31mred\u202e
      +new
      --- a/gone.txt
      +++ /dev/null
      @@ -1 +0,0 @@
      -last
      not part of it
      """;

  private static DiffView view(int width) {
    return new DiffView(DARK, width, Capabilities.RICH);
  }

  private static String plain(List<AttributedString> lines) {
    return lines.stream()
        .map(line -> line.toString().stripTrailing())
        .collect(Collectors.joining("\n"));
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 80, 220})
  void patchLooksAsReviewed(int width) {
    Golden.check("diff-" + width + ".txt", plain(view(width).patch(PATCH)) + "\n");
  }

  @Test
  void patchIsStyledAsReviewed() {
    var text =
        view(80).patch(PATCH).stream()
            .map(line -> Ansi.of(line, true).replace("\u001b", "^"))
            .collect(Collectors.joining("\n"));
    Golden.check("diff-80.ansi.txt", text + "\n");
  }

  @Test
  void marksTheWordsThatChanged() {
    var lines = view(80).edit("int count = one(1);", "int count = two(1);", 7);
    assertThat(plain(lines)).isEqualTo("7 - int count = one(1);\n7 + int count = two(1);");
    assertThat(lines.getFirst().styleAt(16)).isEqualTo(DARK.style(Role.DIFF_REMOVED_WORD));
    assertThat(lines.getFirst().styleAt(4)).isEqualTo(DARK.style(Role.DIFF_REMOVED));
    assertThat(lines.getLast().styleAt(16)).isEqualTo(DARK.style(Role.DIFF_ADDED_WORD));
  }

  @Test
  void linesWithNothingInCommonAreNotTakenApart() {
    assertThat(WordDiff.of("alpha beta", "gamma delta").before())
        .containsExactly(new WordDiff.Piece("alpha beta", false));
  }

  @Test
  void numberIsNotShownWhereItIsNotKnown() {
    assertThat(plain(view(80).edit("a\nb", "a\nc", 0))).isEqualTo("  a\n- b\n+ c");
  }

  @Test
  void longLinesAreCut() {
    var lines = view(80).edit("", "x".repeat(5_000), 1);
    assertThat(lines).hasSizeLessThan(20);
    assertThat(lines.getLast().toString()).contains("more characters");
  }

  @Test
  void showsWhatCallsWouldChange() {
    var edit = Json.object().put("old_string", "a\nb\n").put("new_string", "a\nc\n").build();
    assertThat(plain(CallDiff.wanted(call("edit", edit), view(80)))).isEqualTo("  a\n- b\n+ c");
    var write = Json.object().put("path", "x").put("content", "a\nb\n").build();
    assertThat(plain(CallDiff.wanted(call("write_file", write), view(80))))
        .isEqualTo("1 + a\n2 + b");
    var patch =
        Json.object()
            .put(
                "input",
                """
                *** Begin Patch
                *** Update File: a.txt
                @@ def f():
                 x
                -y
                +z
                *** Add File: b.txt
                +new
                *** End Patch
                """)
            .build();
    assertThat(plain(CallDiff.wanted(call("apply_patch", patch), view(80))))
        .isEqualTo("Update a.txt\n⋮  def f():\n  x\n- y\n+ z\nAdd b.txt\n+ new");
    assertThat(CallDiff.wanted(call("bash", Json.Obj.EMPTY), view(80))).isEmpty();
  }

  private static Block.Call call(String tool, Json.Obj input) {
    return new Block.Call(new CallId("1"), tool, input, "");
  }

  private record Input(String before, String after, int width) {}

  @Test
  void nothingIsLostAndNothingIsWiderThanTheScreen() {
    Properties.forAll(
        (random, size) -> {
          var texts = new StringBuilder[] {new StringBuilder(), new StringBuilder()};
          for (var i = 0; i < size; i++) {
            var word = "w" + random.nextInt(9) + (random.nextInt(3) == 0 ? "\n" : " 漢");
            for (var text : texts) if (random.nextInt(4) > 0) text.append(word);
          }
          return new Input(texts[0].toString(), texts[1].toString(), 20 + random.nextInt(80));
        },
        input -> {
          var lines = view(input.width()).edit(input.before(), input.after(), 1);
          var width = Capabilities.RICH.cells();
          assertThat(lines).allMatch(line -> width.width(line) <= input.width());
        });
  }
}
