package dev.jackdaw.tools.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.tools.FakeContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SearchFilesTest {
  private static final String PATH = System.getenv().getOrDefault("PATH", "");

  @TempDir Path temporary;
  private final SearchFiles tool = new SearchFiles(_ -> true, "");
  private Path folder;
  private FakeContext context;

  @BeforeEach
  void openFolder() throws Exception {
    folder = Files.createDirectory(temporary.toRealPath().resolve("work"));
    context = FakeContext.in(folder);
  }

  private void file(String name, String content) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private ToolResult grep(String json) throws Exception {
    return context.run(tool, json);
  }

  @Test
  void showsMatchingLinesByFile() throws Exception {
    file("b.txt", "no\nneedle here\n");
    file("a/x.txt", "needle\nno\nneedle again\r\n");
    var result = grep("{\"pattern\":\"needle\"}");
    assertThat(result.text())
        .isEqualTo("a/x.txt\n1:needle\n3:needle again\n\nb.txt\n2:needle here");
    assertThat(result.label()).isEqualTo(new Label(Label.Source.WORKSPACE, "."));
    assertThat(grep("{\"pattern\":\"needle\",\"output\":\"files\"}").text())
        .isEqualTo("a/x.txt\nb.txt");
    assertThat(grep("{\"pattern\":\"needle\",\"output\":\"count\"}").text())
        .isEqualTo("a/x.txt: 2\nb.txt: 1");
  }

  @Test
  void statesTheFolderItReads() throws Exception {
    var input = tool.decode(Json.parseObject("{\"pattern\":\"x\",\"path\":\"src/..\"}"));
    assertThat(tool.effects(input, context.workspace())).containsExactly(new Effect.Reads(folder));
    assertThat(tool.summary(input, context.workspace())).isEqualTo("grep x");
  }

  @Test
  void showsContextAndGaps() throws Exception {
    file("a", "1\nx\n3\n4\n5\n6\nx\n8\n");
    assertThat(grep("{\"pattern\":\"x\",\"context\":1}").text())
        .isEqualTo("a\n1-1\n2:x\n3-3\n--\n6-6\n7:x\n8-8");
  }

  @Test
  void takesExpressionsFlagsAndGlobs() throws Exception {
    file("a.java", "class Foo {}\nvoid foo() {}\n");
    file("a.txt", "foo\n");
    assertThat(grep("{\"pattern\":\"^\\\\w+ foo\\\\b\",\"ignore_case\":true}").text())
        .isEqualTo("a.java\n1:class Foo {}\n2:void foo() {}");
    assertThat(grep("{\"pattern\":\"foo\",\"glob\":\"*.txt\"}").text()).isEqualTo("a.txt\n1:foo");
    assertThat(grep("{\"pattern\":\"\\\\{\\\\}\\n.*foo\",\"multiline\":true}").text())
        .isEqualTo("a.java\n1:class Foo {}\n2:void foo() {}");
    assertThat(grep("{\"pattern\":\"foo\",\"path\":\"a.txt\"}").text()).isEqualTo("a.txt\n1:foo");
    assertThat(grep("{\"pattern\":\"[[:upper:]]oo\"}").text()).startsWith("a.java\n1:");
    assertThat(grep("{\"pattern\":\"(?P<n>f)oo$\"}").text()).isEqualTo("a.txt\n1:foo");
  }

  @Test
  void leavesOutIgnoredHiddenAndBinaryFiles() throws Exception {
    file(".gitignore", "out/\n*.log\n!keep.log\n");
    file("out/a", "needle\n");
    file("b.log", "needle\n");
    file("keep.log", "needle\n");
    file(".hidden/c", "needle\n");
    file(".git/config", "needle\n");
    file("binary", "\0needle\n");
    assertThat(grep("{\"pattern\":\"needle\"}").text()).isEqualTo("keep.log\n1:needle");
    assertThat(grep("{\"pattern\":\"needle\",\"glob\":\".hidden/**\"}").text())
        .isEqualTo(".hidden/c\n1:needle");
    assertThat(grep("{\"pattern\":\"needle\",\"glob\":\"*.log\"}").text())
        .isEqualTo("keep.log\n1:needle");
    assertThat(grep("{\"pattern\":\"needle\",\"path\":\".hidden\"}").text())
        .isEqualTo(".hidden/c\n1:needle");
    assertThat(grep("{\"pattern\":\"needle\",\"path\":\"out\"}").text())
        .isEqualTo("out/a\n1:needle");
  }

  @Test
  void doesNotLookIntoFilesItMayNotRead() throws Exception {
    file("secret.txt", "needle\n");
    file("open.txt", "needle\n");
    var guarded = new SearchFiles(path -> !path.endsWith("secret.txt"), PATH);
    assertThat(context.run(guarded, "{\"pattern\":\"needle\"}").text())
        .isEqualTo("open.txt\n1:needle");
    assertThat(context.run(guarded, "{\"pattern\":\"needle\",\"glob\":\"s*\"}").text())
        .startsWith("No match")
        .endsWith("nor those that need permission to be read.");
  }

  @Test
  void looksIntoTheOneFileThatItWasAllowedToRead() throws Exception {
    file("secret.txt", "needle\n");
    var guarded = new SearchFiles(_ -> false, PATH);
    assertThat(context.run(guarded, "{\"pattern\":\"needle\",\"path\":\"secret.txt\"}").text())
        .isEqualTo("secret.txt\n1:needle");
  }

  @Test
  void believesRipgrepOnlyWhatStandsInTheFile() throws Exception {
    file("a.txt", "one\ntwo\r\n\u00e9 three");
    var lines =
        List.of(
            Query.Line.of(1, "one", true),
            Query.Line.of(2, "2", true),
            Query.Line.of(3, "\u00e9 three", true),
            Query.Line.of(4, "", false));
    var query = query("o", Query.Span.ONE_LINE, SearchFiles.Output.CONTENT, "", 0);
    try (var files = new Reread(query)) {
      assertThat(files.confirmed(folder.resolve("a.txt"), lines))
          .containsExactly(lines.get(0), lines.get(2));
      assertThat(files.confirmed(folder.resolve("gone.txt"), lines)).isEmpty();
    }
  }

  @Test
  void doesNotFollowLinks() throws Exception {
    Files.writeString(temporary.resolve("outside"), "needle\n");
    Files.createSymbolicLink(folder.resolve("link"), temporary.resolve("outside"));
    Files.createSymbolicLink(folder.resolve("loop"), folder);
    assertThat(grep("{\"pattern\":\"needle\"}").text()).startsWith("No match for needle in .");
  }

  @Test
  void saysWhenThereIsMore() throws Exception {
    file("a", "x\n".repeat(300));
    var text = grep("{\"pattern\":\"x\"}").text();
    assertThat(text.lines().filter(line -> line.endsWith(":x"))).hasSize(200);
    assertThat(text)
        .endsWith(
            "[200 of 300 matching lines in 1 files; narrow it with path or glob, or raise limit]");
    assertThat(grep("{\"pattern\":\"x\",\"limit\":2}").text())
        .isEqualTo(
            "a\n1:x\n2:x\n\n[2 of 300 matching lines in 1 files; narrow it with path or glob, or raise limit]");
  }

  @Test
  void stopsAtTooManyMatchesAndCutsLongLines() throws Exception {
    file("a", "x\n".repeat(100_000));
    assertThat(grep("{\"pattern\":\"x\"}").text()).contains("stopped: too many matches");
    file("a", "x".repeat(1_000_000));
    assertThat(grep("{\"pattern\":\"x\"}").text().length()).isLessThan(600);
  }

  @Test
  void explainsAPatternThatIsWrong() throws Exception {
    file("a", "x\n");
    var result = grep("{\"pattern\":\"foo(\"}");
    assertThat(result.status()).isEqualTo(ToolResult.Status.FAILED);
    assertThat(result.text()).contains("no regular expression", "put a backslash before each");
    assertThat(grep("{\"pattern\":\"\"}").status()).isEqualTo(ToolResult.Status.INVALID);
    assertThat(grep("{\"pattern\":\"x\",\"path\":\"nowhere\"}").text())
        .contains("There is no nowhere");
    assertThat(grep("{\"pattern\":\"x\",\"path\":\"/proc\"}").text())
        .contains("belongs to the kernel");
  }

  @Test
  void endsEvilPatternsInTime() throws Exception {
    file("a", "a".repeat(50_000) + "!\n");
    var query = query("(a+)+(b|c)\\1", Query.Span.ONE_LINE, SearchFiles.Output.CONTENT, "", 0);
    var hurried =
        new Query(
            query.start(),
            query.extent(),
            "(a|aa)+$",
            query.letters(),
            query.span(),
            query.glob(),
            query.output(),
            0,
            Duration.ofMillis(200),
            query.readable(),
            query.workspace());
    for (var pattern : List.of(query, hurried)) {
      var limited =
          new Query(
              pattern.start(),
              query.extent(),
              pattern.pattern(),
              pattern.letters(),
              pattern.span(),
              pattern.glob(),
              pattern.output(),
              0,
              Duration.ofMillis(200),
              pattern.readable(),
              pattern.workspace());
      assertThat(new JavaSearch(limited).search().end()).isEqualTo(Query.End.OUT_OF_TIME);
    }
  }

  @Test
  void fallsBackToJavaForLookAround() throws Exception {
    assumeTrue(ripgrep().isPresent(), "rg is not installed");
    file("a", "foobar\nfoobaz\n");
    var both = new SearchFiles(_ -> true, PATH);
    assertThat(context.run(both, "{\"pattern\":\"foo(?=baz)\"}").text()).isEqualTo("a\n2:foobaz");
    assertThat(context.run(both, "{\"pattern\":\"foo(\"}").text())
        .contains("no regular expression");
  }

  private Optional<Ripgrep> ripgrep() {
    return Ripgrep.on(PATH, List.of());
  }

  private Query query(
      String pattern, Query.Span span, SearchFiles.Output output, String glob, int context) {
    return new Query(
        folder,
        Query.Extent.FOLDER,
        pattern,
        Query.Letters.DIFFER_BY_CASE,
        span,
        glob.isEmpty() ? Optional.empty() : Optional.of(glob),
        output,
        context,
        Duration.ofSeconds(30),
        _ -> true,
        this.context.workspace());
  }

  @Test
  void findsWhatRipgrepFinds() throws Exception {
    assumeTrue(ripgrep().isPresent(), "rg is not installed");
    plantTree();
    var patterns =
        List.of(
            "foo",
            "fo+",
            "^foo",
            "bar$",
            "[a-c]{2,}",
            "\\bfoo\\b",
            "\\w+\\s\\w+",
            "é",
            "\\d",
            "foo|bar",
            ".",
            "^$",
            "[[:digit:]]",
            "(?i)FOO",
            "x*",
            "\\.",
            "^\\s+$",
            "[^a-z]");
    var globs = List.of("", "*.txt", "a/**", "!*.txt", "*.{c,h}", "**/b/*", "/x.c", ".*", ".h/**");
    for (var pattern : patterns) {
      for (var output : List.of(SearchFiles.Output.CONTENT, SearchFiles.Output.COUNT)) {
        for (var context = 0; context < 3; context += 2) {
          assertAgree(query(pattern, Query.Span.ONE_LINE, output, "", context));
        }
      }
    }
    Files.delete(folder.resolve("late"));
    for (var pattern : patterns) {
      assertAgree(query(pattern, Query.Span.ONE_LINE, SearchFiles.Output.FILES, "", 0));
    }
    for (var glob : globs) {
      assertAgree(query("foo", Query.Span.ONE_LINE, SearchFiles.Output.CONTENT, glob, 0));
    }
    Files.delete(folder.resolve("latin")); // its bytes are no characters to ripgrep, and one to us
    for (var pattern : List.of("foo\\s+bar", "foo.*bar", "\\nfoo", "bar\\n\\n", "a(?s:.)b")) {
      for (var output : SearchFiles.Output.values()) {
        assertAgree(query(pattern, Query.Span.SEVERAL_LINES, output, "", 0));
      }
    }
  }

  private void assertAgree(Query query) throws Exception {
    var answer = ripgrep().orElseThrow().search(query);
    if (answer.isEmpty()) {
      assertThat(query.pattern()).as("only these cannot be passed on").matches(".*[^ -~].*");
      return;
    }
    var theirs = answer.get();
    var ours = new JavaSearch(query).search();
    assertThat(difference(ours, theirs)).as("found by us alone: %s", query).isEmpty();
    assertThat(difference(theirs, ours)).as("found by ripgrep alone: %s", query).isEmpty();
    assertThat(ours.files()).isEqualTo(theirs.files());
  }

  /** Returns the first few lines that only one of them found. */
  private static List<String> difference(Query.Found some, Query.Found others) {
    var lines = lines(some);
    lines.removeAll(lines(others));
    return lines.subList(0, Math.min(lines.size(), 5));
  }

  private static List<String> lines(Query.Found found) {
    var lines = new ArrayList<String>();
    for (var file : found.files()) {
      lines.add(file.path().getFileName() + " " + file.matches() + " in " + file.path());
      for (var line : file.lines()) lines.add(file.path() + " " + line);
    }
    return lines;
  }

  private void plantTree() throws Exception {
    var random = new Random(42);
    var words = List.of("foo", "bar", "baz", " ", "  ", "\t", "é", "1", "x.y", "aab", "ab");
    var names =
        List.of(
            "x.c",
            "y.h",
            "z.txt",
            "w",
            ".h",
            "a b.txt",
            FakeContext.nameOr("ü.txt", "u.txt"),
            "keep.log",
            "n.log");
    var folders = List.of("", "a/", "a/b/", "b/", "out/", "a/out/", ".h/", ".github/", "deep/er/");
    for (var where : folders) {
      for (var name : names) {
        if (where.equals("") && name.equals(".h")) continue;
        var text = new StringBuilder();
        var end = random.nextInt(4) == 0 ? "\r\n" : "\n";
        for (var line = random.nextInt(30); line >= 0; line--) {
          for (var i = random.nextInt(5); i > 0; i--) {
            text.append(words.get(random.nextInt(words.size())));
          }
          if (line > 0 || random.nextBoolean()) text.append(end);
        }
        file(where + name, text.toString());
      }
    }
    file("empty", "");
    file("binary", "foo\n\0bar foo\n");
    file("late", "foo\n" + ("x".repeat(1_000) + "\n").repeat(200) + "\0\n");
    Files.write(folder.resolve("wide"), "\ufefffoo bar\nfoo\n".getBytes(StandardCharsets.UTF_16LE));
    Files.write(folder.resolve("latin"), "foo \u00e9\nbar\n".getBytes(StandardCharsets.ISO_8859_1));
    Files.writeString(folder.resolve("mark"), "\ufefffoo\nbar\n");
    file(".gitignore", "out/\n*.log\n!keep.log\n!/.github/\n/deep/er/w\n");
    file("a/.gitignore", "keep.log\n/b/x.c\n!out/\n");
    file("b/.git/config", "foo\n");
    file("b/.gitignore", "y.h\n");
    Files.createDirectories(folder.resolve(".git/info"));
    Files.writeString(folder.resolve(".git/HEAD"), "ref: refs/heads/main\n");
    Files.writeString(folder.resolve(".git/info/exclude"), "z.txt\n");
  }

  @Test
  void interruptionStopsASearch() throws Exception {
    file("a", "a".repeat(100_000) + "!\n");
    var query = query("(a|aa)+$", Query.Span.ONE_LINE, SearchFiles.Output.CONTENT, "", 0);
    var ended = new ArrayList<Throwable>();
    var thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                Thread.currentThread().interrupt();
                new JavaSearch(query).search();
              } catch (IOException | InterruptedException e) {
                ended.add(e);
              }
            });
    thread.join();
    assertThat(ended).hasOnlyElementsOfType(InterruptedException.class).hasSize(1);
  }
}
