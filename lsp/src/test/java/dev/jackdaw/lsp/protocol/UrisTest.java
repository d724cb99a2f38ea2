package dev.jackdaw.lsp.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UrisTest {
  @ParameterizedTest
  @ValueSource(strings = {"/a/b.ts", "/a b/ü#%?.ts", "/a/[x]/{y}.ts"})
  void aPathComesBackAsItWas(String path) {
    assertThat(Uris.path(Uris.of(Path.of(path)))).contains(Path.of(path));
  }

  @Test
  void otherSpellingsNameTheSame() {
    assertThat(Uris.path("file:///a%20b/%5Bx%5D.ts")).contains(Path.of("/a b/[x].ts"));
    assertThat(Uris.path("file:///a/../b.ts")).contains(Path.of("/b.ts"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "http://a/b",
        "untitled:1",
        "file://host/a",
        "file:",
        "file:///a%00b",
        "%%%",
        "jdt://x"
      })
  void whatNamesNoFileHereIsNone(String uri) {
    assertThat(Uris.path(uri)).isEmpty();
  }
}
