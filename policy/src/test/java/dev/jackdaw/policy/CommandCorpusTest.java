package dev.jackdaw.policy;

import static dev.jackdaw.policy.Fixture.decide;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Decision;
import dev.jackdaw.api.Mode;
import dev.jackdaw.policy.shell.ShellAnalysis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The reviewed lines: {@code plain.txt} and {@code hostile.txt}, which the tables grew with, {@code
 * everyday.txt} and {@code attacks.txt}, {@code daily.txt} and {@code manuals.txt}, which were
 * written apart from them.
 */
class CommandCorpusTest {
  private static final int LEAST_LINES = 400;
  @TempDir Path temp;
  private Fixture on = Fixture.in(Path.of(""));

  @BeforeEach
  void layOut() throws IOException {
    var root = Files.createDirectory(temp.resolve("work"));
    for (var folder : List.of("src/main/java", "docs", "web", ".git", "bare/objects")) {
      Files.createDirectories(root.resolve(folder));
    }
    for (var file :
        List.of(
            "README.md",
            "pom.xml",
            "package.json",
            "src/main/java/A.java",
            "docs/a.md",
            "docs/b.md",
            "docs/guide.md",
            "main.py",
            "data.csv",
            ".git/HEAD",
            "bare/HEAD",
            "../secret")) {
      Files.writeString(root.resolve(file), "text\n");
    }
    for (var folder : List.of("src/test", "tests", "python", "web/src", "crates/core/src")) {
      Files.createDirectories(root.resolve(folder));
    }
    Files.write(
        root.resolve(".git/index"), new byte[] {'D', 'I', 'R', 'C', 0, 0, 0, 2, 0, 0, 0, 0});
    Files.writeString(root.resolve(".git/config"), "[core]\n\tbare = false\n");
    on = Fixture.in(root);
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain.txt", "everyday.txt", "daily.txt"})
  void plainlyReadOnlyLinesRunUnasked(String list) {
    var lines = lines(list);
    assertThat(lines).hasSizeGreaterThanOrEqualTo(LEAST_LINES).doesNotHaveDuplicates();
    var policy = on.builder().build();
    var asked = new ArrayList<String>();
    for (var line : lines) {
      var decision = decide(policy, on.bash(line));
      if (!(decision instanceof Decision.Allow)) asked.add(line + "  <-  " + decision.reason());
      assertThat(decide(policy, on.bash(line), Mode.PLAN) instanceof Decision.Allow)
          .as(line)
          .isEqualTo(decision instanceof Decision.Allow);
    }
    System.out.println(list + ": " + asked.size() + " of " + lines.size() + " ask");
    assertThat(asked.size() * 100).as(String.join("\n", asked)).isLessThan(lines.size() * 3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hostile.txt", "attacks.txt", "manuals.txt"})
  void noHostileLineRunsUnasked(String list) throws IOException {
    Files.writeString(on.root().resolve(".env"), "TOKEN=x\n");
    Files.createSymbolicLink(on.root().resolve("link"), Path.of("/etc"));
    var lines = lines(list).stream().map(CommandCorpusTest::spelledOut).toList();
    assertThat(lines).hasSizeGreaterThanOrEqualTo(LEAST_LINES).doesNotHaveDuplicates();
    var policy = on.builder().build();
    var allowed = new ArrayList<String>();
    for (var line : lines) {
      for (var mode : List.of(Mode.DEFAULT, Mode.PLAN)) {
        if (decide(policy, on.bash(line), mode) instanceof Decision.Allow) allowed.add(line);
      }
    }
    assertThat(allowed).isEmpty();
  }

  @Test
  void questionsSayWhatEachCommandDoes() {
    var decision = decide(on.builder().build(), on.bash("cat README.md | tee docs/c.md; make"));
    assertThat(decision.reason())
        .isEqualTo(
            """
            Running a command asks unless a rule allows it.
            cat reads README.md.
            tee could do anything: what this program does is not known: tee.
            make could do anything: what it does with these operands is not known: make.\
            """);
    assertThat(decide(on.builder().build(), on.bash("cat $x")).reason())
        .endsWith("What it does is not certain: it uses a variable whose value is not known: $x.");
  }

  static List<String> lines(String name) {
    try (var in = ShellAnalysis.class.getResourceAsStream(name)) {
      if (in == null) throw new IllegalStateException(name + " is missing");
      var lines = new ArrayList<String>();
      for (var line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        if (!line.isBlank() && !line.startsWith("# ")) lines.add(line);
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String spelledOut(String line) {
    if (!line.contains("\\u") && !line.matches(".*\\\\[nr0].*")) return line;
    var text = new StringBuilder();
    for (var i = 0; i < line.length(); i++) {
      if (line.startsWith("\\u", i) && line.substring(i + 2).matches("[0-9a-f]{4}.*")) {
        text.append((char) Integer.parseInt(line.substring(i + 2, i + 6), 16));
        i += 5;
      } else if (line.startsWith("\\n", i)) {
        text.append('\n');
        i++;
      } else if (line.startsWith("\\r", i)) {
        text.append('\r');
        i++;
      } else if (line.startsWith("\\0", i)) {
        text.append('\0');
        i++;
      } else {
        text.append(line.charAt(i));
      }
    }
    return text.toString();
  }
}
