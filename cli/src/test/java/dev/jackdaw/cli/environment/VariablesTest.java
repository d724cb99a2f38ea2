package dev.jackdaw.cli.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of environment variables, held against the sources. */
class VariablesTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "environment.md");
  private static final Path ROOT = Path.of("..");
  private static final Pattern NAME = Pattern.compile("\"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\"");
  private static final Pattern READ =
      Pattern.compile(
          "(?:getenv|variable|folder|variables\\(\\)\\.get)\\(\"([A-Z][A-Za-z_0-9]+)\"\\)");
  private static final Pattern IN_SHELL = Pattern.compile("\\$\\{?(JACKDAW_[A-Z_]+)");

  /** These only name what commands see, or words of a provider's answers. */
  private static final Set<String> OTHERS =
      Set.of(
          "ChildEnvironment.java",
          "InertGit.java",
          "Failures.java",
          "VertexFailures.java",
          "GeminiStream.java",
          "VertexReply.java",
          "GitIdentity.java",
          "Git.java",
          "Fetch.java",
          "Worktree.java",
          "DemoProject.java",
          "OtherForms.java",
          "Words.java",
          "Variables.java");

  private static final List<String> MODULES =
      List.of(
          "api",
          "journal",
          "policy",
          "models",
          "tools",
          "engine",
          "tui",
          "mcp",
          "acp",
          "lsp",
          "script",
          "spring",
          "cli",
          "azure",
          "bedrock",
          "vertex",
          "telemetry");

  private static Set<String> declared() {
    var names = new TreeSet<String>();
    for (var group : Variables.GROUPS) {
      for (var variable : group.variables()) names.add(variable.name());
    }
    return names;
  }

  private static void collect(Path folder, String ending, Set<String> names, Pattern... patterns)
      throws IOException {
    if (!Files.isDirectory(folder)) return;
    try (var files = Files.walk(folder)) {
      for (var file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        var name = file.getFileName().toString();
        if (!name.endsWith(ending) || OTHERS.contains(name)) continue;
        var text = Files.readString(file);
        for (var pattern : patterns)
          pattern.matcher(text).results().forEach(m -> names.add(m.group(1)));
      }
    }
  }

  @Test
  void everyVariableThatIsReadIsInTheTable() throws IOException {
    var found = new TreeSet<String>();
    for (var module : MODULES) {
      collect(ROOT.resolve(module).resolve("src/main/java"), ".java", found, NAME, READ);
    }
    collect(ROOT.resolve("bin"), ".sh", found, IN_SHELL);
    found.removeAll(declared());
    assertThat(found)
        .as("declare them in Variables, or name the file in OTHERS of this test")
        .isEmpty();
  }

  @Test
  void isWhatTheDocumentSays() throws IOException {
    if (Boolean.getBoolean("golden.update")) Files.writeString(DOCUMENT, Variables.markdown());
    assertThat(DOCUMENT)
        .as("docs/environment.md is generated; run the tests with -Dgolden.update=true")
        .hasContent(Variables.markdown());
  }
}
