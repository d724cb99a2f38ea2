package dev.jackdaw.policy;

import static dev.jackdaw.policy.Fixture.decide;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Decision;
import dev.jackdaw.api.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines that take names from folders are free only while the names there are plain. */
class NamesInFoldersTest {
  @TempDir Path temp;
  private Fixture on = Fixture.in(Path.of(""));

  @BeforeEach
  void layOut() throws IOException {
    var root = Files.createDirectory(temp.resolve("work"));
    Files.createDirectory(root.resolve("docs"));
    for (var file : new String[] {"a.md", "b.md", "docs/a.md", "docs/b.md", "../secret"}) {
      Files.writeString(root.resolve(file), "text\n");
    }
    on = Fixture.in(root);
  }

  private boolean isFree(String line) {
    return isFree(line, Mode.DEFAULT);
  }

  private boolean isFree(String line, Mode mode) {
    return decide(on.builder().build(), on.bash(line), mode) instanceof Decision.Allow;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wc -l *.md",
        "grep -n text *",
        "du -sh *",
        "for f in *.md; do head -3 \"$f\"; done",
        "for f in *.md; do wc -l $f; done"
      })
  void patternsWithoutAFolderAreFreeWhileNoNameLooksLikeAnOption(String line) throws IOException {
    assertThat(isFree(line)).isTrue();
    Files.createFile(on.root().resolve("-R.md"));
    assertThat(isFree(line)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sort *.md",
        "rg text *.md",
        "sed -n 1p *.md",
        "find *",
        "uniq *",
        "git diff *.md",
        "for f in *.md; do sort \"$f\"; done",
        "for f in docs/*.md; do sort $f; done"
      })
  void programsWithPowerfulOptionsNeedAPrefixAllTheSame(String line) {
    assertThat(isFree(line)).isFalse();
  }

  @Test
  void unquotedVariablesAreFreeWhileNamesStayWhole() throws IOException {
    var line = "for f in docs/*.md; do wc -l $f; done";
    assertThat(isFree(line)).isTrue();
    Files.createFile(on.root().resolve("docs/x -R.md"));
    assertThat(isFree(line)).isFalse();
  }

  /** What the line itself makes was not there when its names were looked at. */
  @Test
  void namesAreNotRestedOnWhereTheLineMakesFiles() {
    assertThat(isFree("echo x > docs/c.md; wc -l docs/c.md", Mode.ACCEPT_EDITS)).isTrue();
    assertThat(isFree("echo x > ./-R; grep text *", Mode.ACCEPT_EDITS)).isFalse();
    assertThat(
            isFree("echo x > 'docs/x -R.md'; for f in docs/*; do cat $f; done", Mode.ACCEPT_EDITS))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "find docs -name '*.md' | xargs wc -l",
        "find docs -name '*.md' | grep -v b | sort | head -5 | xargs cat",
        "find docs -print0 | xargs -0 grep -l text",
        "find docs -name '*.md' -exec cat {} +",
        "find docs | xargs -I{} basename {}",
        "rg --files docs | xargs wc -l",
        "grep -rl text docs | xargs cat",
        "grep -Rn text docs",
        "diff -r docs docs",
        "find docs | while read -r f; do cat \"$f\"; done"
      })
  void listsOfNamesAreHandedOnWhileAllBelowIsPlain(String line) throws IOException {
    assertThat(isFree(line)).isTrue();
    var link = Files.createSymbolicLink(on.root().resolve("docs/l.md"), Path.of("../../secret"));
    assertThat(isFree(line)).as("a link outside").isFalse();
    Files.delete(link);
    var env = Files.createFile(on.root().resolve("docs/.env"));
    assertThat(isFree(line)).as("a credential").isFalse();
    Files.delete(env);
    var odd = Files.createDirectories(on.root().resolve("docs/x /etc"));
    assertThat(isFree(line)).as("a name that comes apart").isFalse();
    Files.delete(odd);
    Files.delete(on.root().resolve("docs/x "));
    assertThat(isFree(line)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "find docs -printf '/etc/%f\\n' | xargs cat",
        "find docs -type f -print0 | xargs cat",
        "find docs | xargs -0 cat",
        "find docs | sed s,^,/etc/, | xargs cat",
        "find docs | grep -o x | xargs cat",
        "find docs | grep -n x | xargs cat",
        "find docs | xargs rm",
        "find docs | xargs -I{} cat ../{}",
        "find docs -exec cat {}/../../../secret \\;",
        "find docs -exec uniq {} +",
        "find docs | xargs uniq",
        "find docs -print0 -type f | xargs -0 xxd",
        "echo ../secret | xargs cat",
        "find docs | while read -r f; do cat \"../$f\"; done",
        "find docs | while read -r f; do rm \"$f\"; done",
        "find docs | while read -r f g; do cat \"$g\"; done"
      })
  void listsThatAreChangedOrHandedToOthersAreNot(String line) {
    assertThat(isFree(line)).isFalse();
  }

  @Test
  void aFolderThatIsThereCanBeChangedTo() {
    assertThat(isFree("cd docs; ls; cd ..; ls")).isTrue();
    assertThat(isFree("cd nothing; ls; cd ..; ls")).isFalse();
    assertThat(isFree("cd docs || cat ../secret")).isFalse();
    assertThat(isFree("cd docs && false; cat ../../secret")).isFalse();
  }

  @Test
  void valuesOfTheEnvironmentAreOnlyPrinted() {
    assertThat(isFree("echo \"$PATH\" | tr : ' '; echo $HOME; [ -n \"$CI\" ] && echo yes"))
        .isTrue();
    for (var line :
        new String[] {
          "cat \"$HOME\"", "ls $PWD", "git log \"$USER\"", "printf \"$PATH\"", "[ \"$CI\" x ]",
          "echo \"$ANTHROPIC_API_KEY\"", "echo \"${PATH@P}\"", "echo $HOME/*", "$SHELL", "cd $HOME"
        }) {
      assertThat(isFree(line)).as(line).isFalse();
    }
  }
}
