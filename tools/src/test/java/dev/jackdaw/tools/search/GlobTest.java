package dev.jackdaw.tools.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GlobTest {
  private static boolean matches(String pattern, String path) {
    return Glob.of(pattern).matches(path);
  }

  @Test
  void matchesNamesAtAnyDepthUnlessThereIsASlash() {
    assertThat(matches("*.java", "A.java")).isTrue();
    assertThat(matches("*.java", "src/A.java")).isTrue();
    assertThat(matches("src/*.java", "src/A.java")).isTrue();
    assertThat(matches("src/*.java", "x/src/A.java")).isFalse();
    assertThat(matches("/A.java", "src/A.java")).isFalse();
    assertThat(matches("**/A.java", "A.java")).isTrue();
    assertThat(matches("src/**", "src/a/b")).isTrue();
    assertThat(matches("src/**", "src")).isFalse();
    assertThat(matches("a/**/b", "a/b")).isTrue();
    assertThat(matches("a/**/b", "a/x/y/b")).isTrue();
  }

  @Test
  void takesAlternatives() {
    assertThat(matches("*.{ts,tsx}", "a/b.tsx")).isTrue();
    assertThat(matches("{src,test}/**/{A,B}.java", "test/x/B.java")).isTrue();
    assertThat(matches("{a,b{c,d}}", "bd")).isTrue();
    assertThat(matches("a{,b}", "a")).isTrue();
    assertThat(matches("a{b", "a{b")).isTrue();
    assertThat(matches("a\\{b,c}", "a{b,c}")).isTrue();
    assertThatThrownBy(() -> Glob.of("{a,b}".repeat(9)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("more than 256");
  }

  @Test
  void choosesAllOthersWhenNegated() {
    assertThat(matches("!*.min.js", "a.js")).isTrue();
    assertThat(matches("!*.min.js", "lib/a.min.js")).isFalse();
  }

  @Test
  void takesWholeCharactersForOne() {
    assertThat(matches("?", "🐦")).isTrue();
    assertThat(matches("[🐦]x", "🐦x")).isTrue();
    assertThat(matches("*🐦*", "a🐦b")).isTrue();
  }

  @Test
  void neverTakesLong() {
    var pattern = "*a".repeat(200) + "b";
    var path = "a".repeat(20_000);
    assertThat(
            org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> matches(pattern, path)))
        .isFalse();
    var deep = "**/a/".repeat(200) + "b";
    assertThat(matches(deep, "a/".repeat(1_000) + "c")).isFalse();
  }

  @Test
  void knowsWhenHiddenFilesAreAskedFor() {
    assertThat(Glob.namesHidden(".github/**")).isTrue();
    assertThat(Glob.namesHidden("**/.env*")).isTrue();
    assertThat(Glob.namesHidden("{a,.b}")).isTrue();
    assertThat(Glob.namesHidden("../x")).isFalse();
    assertThat(Glob.namesHidden("*.java")).isFalse();
    assertThat(Glob.namesHidden("!.env")).isFalse();
  }
}
