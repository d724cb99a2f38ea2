package dev.jackdaw.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.engine.MemoryFiles.Memory;
import dev.jackdaw.engine.memory.SourceReader;
import dev.jackdaw.testkit.Workspaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryFilesTest {
  @TempDir Path temp;
  private Path root;
  private Workspaces files;

  @BeforeEach
  void setUp() throws IOException {
    root = Files.createDirectory(temp.toRealPath().resolve("project"));
    files = Workspaces.in(root).folder(".git");
  }

  private List<String> texts(Path directory, Path... userFolders) {
    return new MemoryFiles(List.of(userFolders), directory)
        .withCap(1_000_000).initial(0).stream().map(Memory::text).toList();
  }

  @Test
  void readsFromTheUserDownToTheWorkingDirectory() throws IOException {
    var user = Files.createDirectory(temp.toRealPath().resolve("user"));
    Files.writeString(user.resolve("AGENTS.md"), "user");
    files.file("AGENTS.md", "root").file("a/CLAUDE.md", "a").file("a/b/AGENTS.md", "b");
    files.file("a/CLAUDE.local.md", "a, local").file("c/AGENTS.md", "elsewhere");

    assertThat(texts(root.resolve("a/b"), user))
        .containsExactly("user", "root", "a", "a, local", "b");
  }

  @Test
  void saysTheSameThingOnlyOnce() {
    files.file("AGENTS.md", "same").file("CLAUDE.md", "same\n");

    assertThat(texts(root)).containsExactly("same");
  }

  @Test
  void importsFilesRelativeToTheImportingOne() {
    files
        .file("AGENTS.md", "Rules:\n@docs/rules.md\n- @docs/more.md\nmail me @home")
        .file("docs/rules.md", "rule one\n@deep.md")
        .file("docs/deep.md", "rule two")
        .file("docs/more.md", "more");

    assertThat(texts(root)).containsExactly("Rules:\nrule one\nrule two\nmore\nmail me @home");
  }

  @Test
  void doesNotImportInsideACodeFence() {
    files.file("AGENTS.md", "```\n@secret.md\n```").file("secret.md", "no");

    assertThat(texts(root)).containsExactly("```\n@secret.md\n```");
  }

  @Test
  void namesAnImportThatGoesInACircle() {
    files.file("AGENTS.md", "@a.md").file("a.md", "a\n@b.md").file("b.md", "b\n@a.md");

    assertThat(texts(root)).singleElement().asString().contains("a\nb\n(", "imports itself");
  }

  @Test
  void stopsAtTheDepthLimit() {
    files.file("AGENTS.md", "@1.md");
    for (var i = 1; i < 10; i++) files.file(i + ".md", "level " + i + "\n@" + (i + 1) + ".md");
    files.file("10.md", "end");

    assertThat(texts(root))
        .singleElement()
        .asString()
        .contains("level 5", "nested too deep")
        .doesNotContain("level 6");
  }

  @Test
  void neverLetsAProjectImportWhatIsOutsideIt() throws IOException {
    Files.writeString(temp.resolve("secret"), "the secret");
    files.file("AGENTS.md", "@../secret\n@link.md").link("link.md", "../secret");

    assertThat(texts(root))
        .singleElement()
        .asString()
        .contains("was not imported")
        .doesNotContain("the secret");
  }

  @Test
  void ignoresAMemoryFileThatIsALinkToOutside() throws IOException {
    Files.writeString(temp.resolve("secret"), "the secret");
    files.link("AGENTS.md", "../secret");

    assertThat(texts(root)).isEmpty();
  }

  @Test
  void ignoresAFolderNamedLikeAMemoryFile() {
    files.folder("AGENTS.md").file("CLAUDE.md", "here");

    assertThat(texts(root)).containsExactly("here");
  }

  @Test
  void cutsAnOversizedFileAndSaysSo() {
    files.file("AGENTS.md", "x".repeat(SourceReader.MAX_FILE_BYTES * 2));

    assertThat(texts(root))
        .singleElement()
        .asString()
        .contains("cut here")
        .hasSizeLessThan(SourceReader.MAX_FILE_BYTES + 100);
  }

  @Test
  void discoversANestedFileOnceTheAgentWorksThere() {
    files.file("AGENTS.md", "root").file("sub/deep/AGENTS.md", "deep").file("sub/deep/A.java", "");
    var memory = new MemoryFiles(List.of(), root);
    memory.initial(0);

    assertThat(memory.discover(root.resolve("sub/deep/A.java")))
        .extracting(Memory::text)
        .containsExactly("deep");
    assertThat(memory.discover(root.resolve("sub/deep/A.java"))).isEmpty();
    assertThat(memory.discover(temp.resolve("other"))).isEmpty();
  }

  private MemoryFiles started() {
    var memory = new MemoryFiles(List.of(), root);
    memory.initial(0);
    return memory;
  }

  private static List<String> texts(List<Memory> memories) {
    return memories.stream().map(Memory::text).toList();
  }

  @Test
  void readsRulesBehindTheFileOfTheirFolder() throws IOException {
    var user = Files.createDirectory(temp.toRealPath().resolve("user"));
    Files.createDirectory(user.resolve("rules"));
    Files.writeString(user.resolve("rules/mine.md"), "mine");
    files.file("AGENTS.md", "root").file("CLAUDE.local.md", "local");
    files.file(".claude/rules/b.md", "\uFEFF---\r\ndescription: b\r\n---\r\nrule b\r\n");
    files.file(".claude/rules/sub/c.md", "rule c").file(".claude/rules/no.txt", "no");
    files.file(".jackdaw/rules/d.md", "---\npaths:\n  - src/**\n---\nrule d");
    files.link(".claude/rules/circle", "..");

    assertThat(texts(root, user)).containsExactly("mine", "root", "rule b", "rule c", "local");
  }

  @Test
  void rulesOfAPathComeIntoForceOnceTheAgentWorksThere() {
    files.file(".claude/rules/ts.md", "---\npaths: src/**/*.{ts,tsx}, lib/*\n---\nUse types.");
    var memory = started();

    assertThat(memory.discover(root.resolve("src/a.js"))).isEmpty();
    assertThat(texts(memory.discover(root.resolve("src/a/b.tsx")))).containsExactly("Use types.");
    assertThat(memory.discover(root.resolve("lib/x"))).isEmpty();
  }

  @Test
  void rulesOfANestedFolderAreRelativeToIt() {
    files.file("web/.claude/rules/ts.md", "---\npaths: [src/*.ts]\n---\nUse types.");
    files.file("web/.claude/rules/all.md", "Be quick.");
    var memory = started();

    assertThat(texts(memory.discover(root.resolve("web/README.md")))).containsExactly("Be quick.");
    assertThat(texts(memory.discover(root.resolve("web/src/a.ts")))).containsExactly("Use types.");
  }

  @Test
  void rulesWhoseHeadIsBrokenHoldForEveryPath() {
    files.file(".claude/rules/a.md", "---\npaths: [src\n\ntext");

    assertThat(texts(root)).containsExactly("---\npaths: [src\n\ntext");
  }

  @Test
  void readsNothingOfAProjectThatIsNotTrusted() {
    files.file("AGENTS.md", "root").file("sub/AGENTS.md", "sub");
    files.file(".claude/rules/a.md", "---\npaths: '**'\n---\nrule");
    var memory = new MemoryFiles(List.of(), root).withoutProject();

    assertThat(memory.initial(0)).isEmpty();
    assertThat(memory.discover(root.resolve("sub/a"))).isEmpty();
    assertThat(memory.inForce(List.of(root.resolve("sub/a")))).isEmpty();
  }

  @Test
  void theUsersOwnFileMayBeALinkAndImportFromAnywhere() throws IOException {
    var user = Files.createDirectory(temp.toRealPath().resolve("user"));
    var dotfiles = Files.createDirectory(temp.toRealPath().resolve("dotfiles"));
    Files.writeString(dotfiles.resolve("mine.md"), "mine\n@more.md");
    Files.writeString(dotfiles.resolve("more.md"), "more");
    Files.createSymbolicLink(user.resolve("CLAUDE.md"), dotfiles.resolve("mine.md"));

    assertThat(texts(root, user)).containsExactly("mine\nmore");
  }

  @Test
  void filesThatImportEachOtherManyTimesOverEnd() {
    files.file("AGENTS.md", "@1.md\n".repeat(1_000));
    for (var i = 1; i < 5; i++) files.file(i + ".md", ("@" + (i + 1) + ".md\n").repeat(1_000));
    files.file("5.md", "x".repeat(60_000));

    assertThat(texts(root)).singleElement().asString().contains("too much in all");
  }

  @Test
  void aFoldKeepsWhatTheAgentWorksOnAndForgetsTheRest() {
    files.file("AGENTS.md", "root").file("a/AGENTS.md", "a").file("b/AGENTS.md", "b");
    files.file(".claude/rules/c.md", "---\npaths: c/**\n---\nrule c");
    var memory = started();
    for (var path : List.of("a/x", "b/x", "c/x")) memory.discover(root.resolve(path));
    files.file("b/AGENTS.md", "b, new");

    assertThat(texts(memory.inForce(List.of(root.resolve("c/x"), root.resolve("b/x")))))
        .containsExactly("b, new", "rule c");
    assertThat(memory.changes()).isEmpty();
    assertThat(memory.discover(root.resolve("b/x"))).isEmpty();
    assertThat(texts(memory.discover(root.resolve("a/x")))).containsExactly("a");
  }

  @Test
  void marksHoldFromTheFirstFoldOn() {
    var much = "much ".repeat(40);
    files.file(
        "AGENTS.md",
        "# A\nstays\n# B\n<!-- keep: elide -->\n" + much + "\n# C\n<!-- keep: drop -->\nc");
    files.file("sub/AGENTS.md", "# D\n<!-- keep: summarise -->\nfirst\n\nsecond " + much);
    var memory = started();
    assertThat(texts(memory.discover(root.resolve("sub/x")))).first().asString().contains("second");

    assertThat(texts(memory.inForce(List.of(root.resolve("sub/x")))))
        .containsExactly(
            """
            # D
            <!-- keep: summarise -->
            first
            [Not shown: the rest of "D". To be read when it matters: sub/AGENTS.md, lines 4-5]\
            """);
    assertThat(texts(memory.initial(0)))
        .containsExactly(
            """
            # A
            stays
            [Not shown: "B". To be read when it matters: AGENTS.md, lines 3-5]\
            """);
  }

  @Test
  void whatPassesTheCapIsNamedAndReportedOnce() {
    files.file("AGENTS.md", "# A\n" + "a a\n".repeat(200) + "# B\n@more.md\n# C\nc");
    files.file("more.md", "b b\n".repeat(200));
    var memory = new MemoryFiles(List.of(), root);

    assertThat(texts(memory.initial(3_200)))
        .singleElement()
        .asString()
        .endsWith(
            "b b\n[Not shown: the rest of \"B\", \"C\". To be read when it matters:"
                + " more.md, lines "
                + (1 + countOfB(memory))
                + "-200; AGENTS.md, lines 204-205]")
        .startsWith("# A\na a\n");
    assertThat(memory.overflow())
        .singleElement()
        .asString()
        .contains("where 320 are shown", "\"B\" (AGENTS.md), \"C\" (AGENTS.md)");
    memory.initial(3_200);
    assertThat(memory.overflow()).isEmpty();
    assertThat(texts(memory.withCap(10_000).initial(3_200))).first().asString().endsWith("# C\nc");
  }

  private static long countOfB(MemoryFiles memory) {
    return memory.initial(3_200).getFirst().text().lines().filter("b b"::equals).count();
  }

  @Test
  void tellsWhatChangedAsADifferenceOrWholeWhateverIsShorter() {
    files.file("AGENTS.md", "one\n".repeat(50) + "@more.md\nend").file("more.md", "before");
    files.file("sub/AGENTS.md", "short");
    var memory = started();
    memory.discover(root.resolve("sub/x"));
    assertThat(memory.changes()).isEmpty();
    files.file("more.md", "after").file("sub/AGENTS.md", "brief");

    assertThat(memory.changes())
        .extracting(MemoryFiles.Change::text)
        .containsExactly(
            """
            What is different:

            --- AGENTS.md
            +++ AGENTS.md
            @@ -48,5 +48,5 @@
             one
             one
             one
            -before
            +after
             end
            """,
            "They are now:\n\nbrief");
    assertThat(memory.changes()).isEmpty();
  }

  @Test
  void tellsThatAFileIsGoneAndThatItIsBack() throws IOException {
    files.file("AGENTS.md", "root").file("CLAUDE.md", "@later.md");
    var memory = started();
    Files.delete(root.resolve("AGENTS.md"));

    assertThat(memory.changes())
        .containsExactly(
            new MemoryFiles.Change(
                root.resolve("AGENTS.md"),
                true,
                "AGENTS.md was removed or emptied: the instructions from it no longer hold."));
    files.file("AGENTS.md", "root").file("later.md", "later");
    assertThat(memory.changes())
        .extracting(MemoryFiles.Change::text)
        .containsExactlyInAnyOrder("They are now:\n\nroot", "They are now:\n\nlater");
  }

  @Test
  void seesAChangeThatLeavesTimeAndSizeAlone() throws IOException {
    files.file("AGENTS.md", "one");
    var memory = started();
    var time = Files.getLastModifiedTime(root.resolve("AGENTS.md"));
    Files.writeString(root.resolve("AGENTS.md"), "two");
    Files.setLastModifiedTime(root.resolve("AGENTS.md"), time);

    assertThat(memory.changes())
        .extracting(MemoryFiles.Change::text)
        .containsExactly("They are now:\n\ntwo");
  }

  @Test
  void agentsAreToldApart() {
    files.file("AGENTS.md", "root").file("sub/AGENTS.md", "sub");
    var memory = started();
    var other = memory.afresh();
    other.initial(0);
    assertThat(texts(memory.discover(root.resolve("sub/x")))).containsExactly("sub");
    assertThat(texts(other.discover(root.resolve("sub/x")))).containsExactly("sub");
    files.file("sub/AGENTS.md", "sub, new");

    assertThat(memory.changes()).hasSize(1);
    assertThat(other.changes()).hasSize(1);
  }
}
