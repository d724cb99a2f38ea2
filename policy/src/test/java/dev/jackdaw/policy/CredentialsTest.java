package dev.jackdaw.policy;

import static dev.jackdaw.policy.Fixture.decide;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Decision.Allow;
import dev.jackdaw.api.Decision.Ask;
import dev.jackdaw.api.Mode;
import dev.jackdaw.testkit.Workspaces;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of the workspace that open other doors. */
class CredentialsTest {
  @TempDir Path temporary;
  private Workspaces files;
  private Fixture on;

  @BeforeEach
  void openWorkspace() {
    files = Workspaces.in(temporary.resolve("work")).file(".env", "TOKEN=x\n").file("a.txt", "a");
    on = Fixture.in(files.path());
  }

  @Test
  void readingThemAsksAndARuleThatNamesThemGrantsIt() {
    for (var mode : List.of(Mode.DEFAULT, Mode.ACCEPT_EDITS)) {
      assertThat(decide(on.builder().build(), on.read(".env"), mode)).isInstanceOf(Ask.class);
    }
    assertThat(decide(on.builder().build(), on.bash("cat .env"))).isInstanceOf(Ask.class);
    assertThat(decide(on.builder().build(), on.bash("head -1 ./.e*"))).isInstanceOf(Ask.class);
    var granting = on.allowing("Read(./.env)");
    assertThat(decide(granting, on.read(".env"))).isInstanceOf(Allow.class);
    assertThat(decide(granting, on.read("sub/.env"))).isInstanceOf(Ask.class);
    assertThat(granting.hides(on.path(".env"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ls",
        "ls -la",
        "rg foo",
        "cat a.txt",
        "cat .env.example",
        "find . -name '*.txt'",
        "wc -l a.txt",
        "grep -n a a.txt"
      })
  void ordinaryWorkBesideThemDoesNotAsk(String line) {
    files.file(".env.example", "TOKEN=\n").file(".npmrc", "save-exact=true\n");
    assertThat(decide(on.builder().build(), on.bash(line))).isInstanceOf(Allow.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//registry.example/:_authToken=0123456789abcdef",
        "_auth = \"dXNlcjpwYXNz\"",
        "registry=https://user:secret@registry.example/",
        "//registry.example/:_password=czNjcjN0"
      })
  void settingsOfAPackageManagerAreOneWhileATokenStandsInThem(String line) {
    files.file(".npmrc", "save-exact=true\n" + line + "\n");
    assertThat(decide(on.builder().build(), on.read(".npmrc"))).isInstanceOf(Ask.class);
    assertThat(decide(on.builder().build(), on.bash("cat .npmrc"))).isInstanceOf(Ask.class);
    assertThat(decide(on.allowing("Read(.npmrc)"), on.read(".npmrc"))).isInstanceOf(Allow.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//registry.example/:_authToken=${NPM_TOKEN}",
        "always-auth=true",
        "registry=https://registry.example/",
        "registry=https://user:${SECRET}@registry.example/"
      })
  void withoutOneTheyAreFreeToRead(String line) {
    files.file(".npmrc", line + "\n");
    assertThat(decide(on.builder().build(), on.read(".npmrc"))).isInstanceOf(Allow.class);
    assertThat(decide(on.builder().build(), on.write(".npmrc"))).isInstanceOf(Ask.class);
  }
}
