package dev.jackdaw.policy.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.text.Glob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathPatternTest {
  @TempDir Path temp;
  private Path top = Path.of("");
  private PathPattern.Anchors anchors =
      new PathPattern.Anchors(top, top, Workspace.of(Path.of("")));

  PathPatternTest() throws IOException {}

  @BeforeEach
  void layOut() throws IOException {
    top = temp.toRealPath();
    Files.createDirectories(top.resolve("work/src"));
    Files.createDirectories(top.resolve("home"));
    Files.createDirectories(top.resolve("settings"));
    anchors =
        new PathPattern.Anchors(
            top.resolve("settings"), top.resolve("home"), Workspace.of(top.resolve("work")));
  }

  private PathPattern pattern(String text) {
    return PathPattern.parse(text.replace("TOP", top.toString()), anchors);
  }

  @ParameterizedTest
  @CsvSource({
    "src/**,          work/src/A.java,      true",
    "src/**,          work/src/a/B.java,    true",
    "src/**,          work/src,             false",
    "src/**,          work/src-2/A.java,    false",
    "./src/*.java,    work/src/A.java,      true",
    "./src/*.java,    work/src/a/B.java,    false",
    "src/*,           work/src/a/B.java,    false",
    "src,             work/src/a/B.java,    true",
    "src/,            work/a/src/B.java,    true",
    "A.java,          work/src/A.java,      true",
    "A.java,          work/src/a.java,      false",
    "*.java,          work/src/deep/A.java, true",
    "**/a/*.c,        work/x/a/y.c,         true",
    "**/a/*.c,        work/a/y.c,           true",
    "a/**/b,          work/a/b,             true",
    "a/**/b,          work/a/x/y/b,         true",
    "/conf/x,         settings/conf/x,      true",
    "/conf/x,         work/conf/x,          false",
    "~/x,             home/x,               true",
    "../home/x,       home/x,               true",
    "/TOP/home/*,     home/x,               true",
    "/TOP/wor*/x,     work/x,               true",
    "**,              work/x,               true",
    "**,              home/x,               false",
    "[ab].c,          work/a.c,             true",
    "[!ab].c,         work/a.c,             false",
    "a\\*b,           work/axb,             false"
  })
  void allowsExactlyWhatIsWritten(String text, String path, boolean expected) {
    assertThat(pattern(text).covers(top.resolve(path))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    ".env,            work/.env",
    ".env,            work/a/b/.ENV",
    "secrets/**,      work/secrets",
    "secrets/**,      work/SECRETS/a",
    "secrets,         work/x/secrets/a/b",
    "src/*,           work/src/a/B.java",
    "*.pem,           work/a/KEY.PEM",
    "~/.ssh/**,       home/.ssh/id",
    "a.txt,           work/a.txt."
  })
  void forbidsEverythingThatMayBeMeant(String text, String path) {
    assertThat(pattern(text).touches(top.resolve(path))).isTrue();
  }

  @Test
  void aSiblingWithTheSamePrefixIsNotMeant() {
    assertThat(pattern("/TOP/work/**").covers(top.resolve("work-x/a"))).isFalse();
    assertThat(pattern("/TOP/work/**").touches(top.resolve("work-x/a"))).isFalse();
  }

  @Test
  void aForbiddenLinkForbidsItsTargetAndAnAllowedOneDoesNotAllowIt() throws IOException {
    Files.createDirectories(top.resolve("target"));
    Files.createSymbolicLink(top.resolve("work/link"), top.resolve("target"));
    assertThat(pattern("link/**").touches(top.resolve("target/x"))).isTrue();
    assertThat(pattern("link/**").covers(top.resolve("target/x"))).isFalse();
  }

  @Test
  void knowsWhatLiesBelowAFolder() {
    assertThat(pattern("src/secret/*").liesBelow(top.resolve("work/src"))).isTrue();
    assertThat(pattern("src/secret/*").liesBelow(top.resolve("work/other"))).isFalse();
  }

  @Test
  void theExactFormCoversThePathWithAllItsSigns() {
    var odd = top.resolve("work/a*b[c]?");
    assertThat(pattern(PathPattern.exactly(odd)).covers(odd)).isTrue();
    assertThat(pattern(PathPattern.exactly(odd)).covers(top.resolve("work/axb[c]?"))).isFalse();
  }

  @Test
  void isNotSlowWhateverThePattern() {
    var deep = top.resolve("work").resolve("a/".repeat(500));
    assertThat(pattern("**/a/".repeat(60) + "z").touches(deep)).isFalse();
    assertThat(Glob.matches("a*".repeat(200) + "b", "a".repeat(2_000))).isFalse();
  }

  @Test
  void refusesWhatItCannotRead() {
    assertThatThrownBy(() -> pattern("!x")).hasMessageContaining("'!'");
    assertThatThrownBy(() -> pattern("a*/../x")).hasMessageContaining("'..'");
  }
}
