package dev.jackdaw.cli.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.Prices;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.options.Arguments;
import dev.jackdaw.cli.options.ExitCode;
import dev.jackdaw.testkit.Workspaces;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryCommandsTest {
  private static final ModelInfo MODEL =
      new ModelInfo("acme", "one", 32_000, 0, Set.of(), Optional.of(new Prices(5, 6.25, 0.5, 25)));

  @TempDir Path temp;
  private Path user;
  private Path project;
  private Workspaces files;
  private ExitCode code = ExitCode.DONE;

  @BeforeEach
  void prepare() throws IOException {
    user = Files.createDirectory(temp.toRealPath().resolve("user"));
    project = Files.createDirectory(temp.toRealPath().resolve("project"));
    files = Workspaces.in(project).folder(".git");
  }

  private String run(
      boolean trusted, BiFunction<MemoryCommands, Arguments, ExitCode> command, String... words) {
    var text = new StringWriter();
    var commands =
        new MemoryCommands(
            project, List.of(user), trusted, 0, Optional.of(MODEL), 100, new PrintWriter(text));
    code = command.apply(commands, Arguments.parse(words));
    return text.toString();
  }

  private String lint(String... more) {
    var words = new String[more.length + 2];
    words[0] = "memory";
    words[1] = "lint";
    System.arraycopy(more, 0, words, 2, more.length);
    return run(true, MemoryCommands::lint, words);
  }

  private List<String> warnings(String... more) {
    return lint(more).lines().map(String::strip).filter(line -> line.startsWith("!")).toList();
  }

  @Test
  void listsWhatIsInForceAndWhatWaits() throws IOException {
    Files.writeString(user.resolve("AGENTS.md"), "Be kind.");
    files.file("AGENTS.md", "Use tabs.").file("sub/CLAUDE.md", "Here, spaces.");
    files.file(".claude/rules/ts.md", "---\npaths: src/**\n---\nUse types.");

    assertThat(run(true, MemoryCommands::list, "memory", "list", "sub/x"))
        .isEqualTo(
            user.resolve("AGENTS.md")
                + "       3 tokens  yours, for every project\n"
                + """
                AGENTS.md                              3 tokens  the project's
                sub/CLAUDE.md                          5 tokens  the project's
                Once the agent works on such paths:
                .claude/rules/ts.md                    4 tokens  a rule of the project, for src/**
                """);
    assertThat(run(false, MemoryCommands::list, "memory", "list"))
        .contains("yours", "2 files of this folder do not count: it is not trusted")
        .doesNotContain("the project's");
  }

  @Test
  void listsForPrograms() {
    files.file("CLAUDE.local.md", "Mine.");
    var json = Json.parseObject(run(true, MemoryCommands::list, "memory", "list", "--json"));

    assertThat(json)
        .isEqualTo(
            Json.parseObject(
                "{\"files\":[{\"path\":\""
                    + project.resolve("CLAUDE.local.md")
                    + "\",\"kind\":\"yours, for this project\",\"paths\":[],\"inForce\":true,"
                    + "\"tokens\":2}],\"untrusted\":0}"));
  }

  @Test
  void showsWhatBecomesOfSectionsAndWhatTheyCost() {
    files.file(
        "AGENTS.md",
        "# Build\nmake\n# Release\n<!-- keep: elide -->\n" + "step\n".repeat(100) + "## Late\nx\n");

    assertThat(lint("--strict"))
        .isEqualTo(
            """
            AGENTS.md  (the project's, 173 tokens)
              pinned          5  Build  (AGENTS.md, lines 1-2)
              elide         166  Release  (AGENTS.md, lines 3-104)
              elide           3    Late  (AGENTS.md, lines 105-106)

            In the context: about 173 tokens, after a fold 30 tokens; room for 3,200 tokens (memoryTokens).
            Each request: about $0.00009, read from the cache of acme/one.
            No warnings.
            """);
    assertThat(code).isEqualTo(ExitCode.DONE);
  }

  @Test
  void warnsOfWhatItsAuthorMeantOtherwise() {
    var same = "# Style\nUse tabs and nothing but tabs, everywhere.\n";
    files.file(
        "AGENTS.md", "\uFEFF" + same.replace("\n", "\r\n") + "# B\n<!-- keep: all -->\n@x.md\n");
    files.file(
        "sub/AGENTS.md", same + "text\n\n<!-- keep: drop -->\nzero\u200Bwidth \u202Eturned\n");
    files.file(".claude/rules/a.md", "---\npaths: [src/*.ts, nothing/**]\n---\nUse types.");
    files.file(".claude/rules/b.md", "---\nglobs: src\n---\nrule b");
    files.file(".claude/rules/c.md", "---\nname\n").file("src/a.ts", "");

    assertThat(warnings("--strict", "sub"))
        .containsExactly(
            "! line 5: x.md was not imported: there is no such file",
            "! line 4: \"keep: all\" is unknown; it is pinned, summarise, elide or drop",
            "! line 1: the head has no \"paths\", so the rules are always in force",
            "! line 1: the line --- that ends the head is missing. Add it. The rules are in force"
                + " for every path.",
            "! line 5: the mark \"drop\" stands under no heading",
            "! line 6: it holds characters that nobody sees: zero<U+200B>width <U+202E>turned",
            "! \"nothing/**\" matches no file of the project");
    assertThat(code).isEqualTo(ExitCode.FAILED);
    lint();
    assertThat(code).isEqualTo(ExitCode.DONE);
  }

  @Test
  void warnsOfTextThatIsThereTwice() {
    var same = "# Style\nUse tabs and nothing but tabs, everywhere.\n";
    files.file("AGENTS.md", same).file("CLAUDE.md", "@AGENTS.md\n# More\nmore");

    assertThat(warnings())
        .containsExactly("! AGENTS.md, line 1: \"Style\" says the same as AGENTS.md, line 1");
  }

  @Test
  void warnsOfWhatHasNoRoom() {
    files.file(
        "AGENTS.md",
        "# A\n<!-- keep: pinned -->\n" + "a\n".repeat(6_000) + "# B\n" + "b\n".repeat(6_000));

    assertThat(warnings())
        .hasSize(2)
        .anyMatch(line -> line.contains("\"B\" (AGENTS.md)"))
        .anyMatch(line -> line.contains("marked as pinned have about 3759 tokens"));
    assertThat(lint()).contains("demoted     3,751  B");
  }

  @Test
  void lintsForPrograms() {
    files.file("AGENTS.md", "# A\n<!-- keep: soon -->\n");
    var json = Json.parseObject(lint("--json"));

    assertThat(json.string("model", "")).isEqualTo("acme/one");
    assertThat(json.toString()).contains("soon", "pinned", "warningCount", "tokensAfterFold");
  }

  @Test
  void showsAFileAsTheModelSeesIt() {
    files.file("AGENTS.md", "One\n@two.md").file("two.md", "Two\u202E");
    files.file("sub/AGENTS.md", "Sub");

    assertThat(run(true, MemoryCommands::show, "memory", "show", "AGENTS.md"))
        .isEqualTo("One\nTwo<U+202E>\n");
    assertThat(run(true, MemoryCommands::show, "memory", "show", "sub/AGENTS.md"))
        .isEqualTo("Sub\n");
    assertThatThrownBy(() -> run(true, MemoryCommands::show, "memory", "show", "two.md"))
        .isInstanceOf(JackdawException.class)
        .hasMessageContaining("\"two.md\" is no memory file here");
  }
}
