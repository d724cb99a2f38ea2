package dev.jackdaw.acp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffsTest {
  private static final Path ROOT = Path.of("/code");

  @TempDir Path temp;

  private static Json diff(String json) {
    return Json.parse(json);
  }

  @Test
  void eachPlaceOfAUnifiedDifferenceIsOne() {
    var unified =
        """
        --- a/one.txt
        +++ b/one.txt
        @@ -1,2 +1,2 @@
         first
        -- minus
        +++ plus
        @@ -9 +9 @@
        -old
        +new
        --- /dev/null
        +++ b/two.txt
        @@ -0,0 +1,1 @@
        +fresh
        --- a/three.txt
        +++ /dev/null
        @@ -1,1 +0,0 @@
        -gone
        """;
    assertThat(Diffs.of(unified, ROOT))
        .containsExactly(
            (Json.Obj)
                diff(
                    "{\"type\":\"diff\",\"path\":\"/code/one.txt\",\"oldText\":\"first\\n-"
                        + " minus\\n\",\"newText\":\"first\\n++ plus\\n\"}"),
            (Json.Obj)
                diff(
                    "{\"type\":\"diff\",\"path\":\"/code/one.txt\",\"oldText\":\"old\\n\","
                        + "\"newText\":\"new\\n\"}"),
            (Json.Obj)
                diff("{\"type\":\"diff\",\"path\":\"/code/two.txt\",\"newText\":\"fresh\\n\"}"),
            (Json.Obj)
                diff(
                    "{\"type\":\"diff\",\"path\":\"/code/three.txt\",\"oldText\":\"gone\\n\","
                        + "\"newText\":\"\"}"));
    assertThat(Diffs.locations(unified, ROOT).getFirst())
        .isEqualTo(diff("{\"path\":\"/code/one.txt\",\"line\":1}"));
  }

  @Test
  void nothingIsMadeOfNothing() {
    assertThat(Diffs.of("", ROOT)).isEmpty();
    assertThat(Diffs.of("... the rest of the difference is not shown\n", ROOT)).isEmpty();
    assertThat(Diffs.locations("", ROOT)).isEmpty();
  }

  @Test
  void aFileThatWouldBeReplacedIsShownWithWhatItHolds() throws IOException {
    var file = Files.writeString(temp.resolve("a.txt"), "before\n");
    var call =
        new Block.Call(
            new CallId("c"),
            "write",
            Json.parseObject("{\"path\":\"a.txt\",\"content\":\"after\"}"));

    var shown = Diffs.preview(call, List.of(new Effect.Writes(file)));

    assertThat(shown.getFirst().string("oldText")).contains("before\n");
    assertThat(shown.getFirst().string("newText")).contains("after");
    assertThat(
            Diffs.preview(call, List.of(new Effect.Writes(temp.resolve("b"))))
                .getFirst()
                .has("oldText"))
        .isFalse();
  }
}
