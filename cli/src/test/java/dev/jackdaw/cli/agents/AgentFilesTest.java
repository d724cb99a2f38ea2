package dev.jackdaw.cli.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.AgentDefinition;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Mode;
import dev.jackdaw.cli.environment.Directories;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.environment.Platform;
import dev.jackdaw.cli.text.Plain;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentFilesTest {
  @TempDir Path temp;
  private Path project;
  private Path home;

  @BeforeEach
  void prepare() throws IOException {
    project = Files.createDirectories(temp.toRealPath().resolve("project"));
    home = Files.createDirectories(temp.toRealPath().resolve("home"));
  }

  private AgentFiles files() {
    var environment =
        new Environment(
            Map.of("JACKDAW_HOME", home.resolve("own").toString(), "HOME", home.toString()),
            Platform.LINUX,
            home.toString(),
            project,
            temp);
    return new AgentFiles(environment, Directories.of(environment, _ -> {}));
  }

  private AgentCatalog read() {
    return files().read(Optional.empty(), true);
  }

  private Path write(String name, String text) throws IOException {
    var file = project.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private Path agent(String name, String head) throws IOException {
    return write(".jackdaw/agents/" + name + ".md", "---\n" + head + "\n---\nBe terse.\n");
  }

  @Test
  void readsAWholeDefinition() throws IOException {
    var file =
        agent(
            "any",
            """
            # what it is
            name: reviewer
            description: Use it when: a change is done
            tools: Read, LS, MultiEdit
            disallowedTools:
              - Bash
            model: inherit
            permissionMode: plan
            maxTurns: 7
            isolation: worktree
            background: true
            color: green
            hooks:
              Stop:
                - matcher: x\
            """);

    assertThat(read().problems()).isEmpty();
    assertThat(read().definitions())
        .containsExactly(
            new AgentDefinition(
                "reviewer",
                "Use it when: a change is done",
                "Be terse.",
                Optional.of(List.of("Read", "list", "edit", "apply_patch")),
                List.of("bash", "bash_output", "bash_kill"),
                "",
                Optional.of(Mode.PLAN),
                7,
                true,
                true,
                new Label(Label.Source.MEMORY, file.toString())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '~',
      value = {
        "description: plain § plain",
        "description: \"quoted: \\\"x\\\" # no comment\" § quoted: \"x\" # no comment",
        "description: 'it''s' § it's",
        "description: a # comment § a",
        "description: a\\n  goes on\\n  here § a goes on here",
        "description: >\\n  folded\\n  lines § folded lines",
        "description: |\\n  one\\n  two § one\\ntwo",
      })
  void readsTextsAsPeopleWriteThem(String head, String expected) throws IOException {
    agent("a", head.replace("\\n", "\n"));

    assertThat(read().problems()).isEmpty();
    assertThat(read().definitions().getFirst().description())
        .isEqualTo(expected.replace("\\n", "\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "tools: read, grep | read,grep",
        "tools: [read, 'grep'] | read,grep",
        "tools:\\n  - read\\n  - grep | read,grep",
        "tools: [] | ~~",
        "tools: | ~~",
      })
  void readsListsAsPeopleWriteThem(String head, String expected) throws IOException {
    agent("a", "description: x\n" + head.replace("\\n", "\n"));

    assertThat(read().problems()).isEmpty();
    assertThat(read().definitions().getFirst().tools().map(tools -> String.join(",", tools)))
        .contains(expected);
  }

  /** What restricts and is not understood must not be dropped: the whole agent is. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "tool: read | line 3: the agent is left out: there is no \"tool\". Write \"tools\"",
        "Tools: read | line 3: the agent is left out: there is no \"Tools\". Write \"tools\"",
        "tools: Bash(git:*) | line 3: the agent is left out: \"Bash(git:*)\" in tools is a rule.",
        "disallowedTools: bsh | line 3: the agent is left out: there is no tool \"bsh\", did you",
        "permissionMode: free | line 3: the agent is left out: permissionMode is one of default,",
        "maxTurns: 0 | line 3: the agent is left out: maxTurns is a whole number from 1 to 1000",
        "maxTurns: 99999999999 | line 3: the agent is left out: maxTurns is a whole number",
        "isolation: container | line 3: the agent is left out: isolation is \"worktree\" or nothing",
        "background: maybe | line 3: the agent is left out: \"background\" is true or false.",
        "name: ../../etc | line 3: the agent is left out: the name must be 1 to 64 letters",
        "description: twice | line 3: the agent is left out: \"description\" is there twice.",
        "tools: [read | line 3: the agent is left out: the list has no ] at its end.",
        "model: \"x | line 3: the agent is left out: the text in quotes does not end with one.",
        "? what | line 3: the agent is left out: this is no line such as \"name: reviewer\".",
      })
  void leavesOutWhatItCannotUnderstandAndReadsTheRest(String line, String problem)
      throws IOException {
    var file = agent("bad", "description: x\n" + line);
    agent("good", "description: y");

    assertThat(read().definitions()).extracting(AgentDefinition::name).containsExactly("good");
    assertThat(read().problems()).hasSize(1);
    assertThat(read().problems().getFirst()).startsWith(file + ", " + problem);
  }

  @Test
  void leavesOutFilesThatAreNoDefinitions() throws IOException {
    write(".claude/agents/README.md", "# Agents\n");
    write(".claude/agents/open.md", "---\nname: x\n");
    write(".claude/agents/nothing.md", "");
    write(".claude/agents/undescribed.md", "---\nname: x\n---\nDo.");
    write(".claude/agents/large.md", "---\n" + "x".repeat(70_000));
    Files.write(
        project.resolve(".claude/agents/latin.md"),
        "---\nname: é".getBytes(StandardCharsets.ISO_8859_1));
    Files.writeString(temp.resolve("secret"), "---\ndescription: s\n---\n");
    Files.createSymbolicLink(project.resolve(".claude/agents/out.md"), temp.resolve("secret"));
    Files.createDirectory(project.resolve(".claude/agents/folder.md"));

    assertThat(read().definitions()).isEmpty();
    assertThat(read().problems()).hasSize(8);
    assertThat(read().problems().toString())
        .contains("does not begin with a line ---", "that ends the head is missing")
        .contains("the description is missing", "larger than 64 KiB", "not valid UTF-8")
        .contains("leads out of");
  }

  @Test
  void warnsOfAToolThereIsNotAndGivesTheOthers() throws IOException {
    agent("a", "description: x\ntools: Raed, grep");

    assertThat(read().problems().getFirst())
        .endsWith("line 3: there is no tool \"Raed\", did you mean \"read\"?");
    assertThat(read().definitions().getFirst().tools()).contains(List.of("Raed", "grep"));
  }

  @Test
  void takesTheNearestOfSeveralWithOneName() throws IOException {
    var user = Files.createDirectories(home.resolve(".claude/agents"));
    var own = Files.createDirectories(home.resolve("own/config/agents"));
    for (var folder : List.of(user, Files.isDirectory(own) ? own : user)) {
      Files.writeString(folder.resolve("scout.md"), "---\ndescription: of the user\n---\n");
    }
    write(".claude/agents/scout.md", "---\ndescription: of claude\n---\n");
    write(".jackdaw/agents/scout.md", "---\ndescription: of jackdaw\n---\n");
    Files.writeString(user.resolve("judge.md"), "---\ndescription: judges\n---\n");

    assertThat(read().definitions())
        .extracting(AgentDefinition::description)
        .containsExactly("of jackdaw", "judges");
    assertThat(
            files()
                .read(Optional.of("{\"Scout\":{\"description\":\"of the line\"}}"), true)
                .definitions())
        .extracting(AgentDefinition::description)
        .containsExactly("of the line", "judges");
  }

  @Test
  void passesOverAProjectThatNobodyTrusts() throws IOException {
    agent("a", "description: x");

    assertThat(files().read(Optional.empty(), false))
        .isEqualTo(new AgentCatalog(List.of(), List.of(), 1));
  }

  @Test
  void readsTheOptionAndSaysWhatIsWrongWithIt() {
    var given =
        "{\"scout\":{\"description\":\"x\",\"prompt\":\"Look.\",\"tools\":[\"read\"],"
            + "\"maxTurns\":3,\"background\":true}}";
    var scout = files().read(Optional.of(given), true).definitions().getFirst();

    assertThat(scout.prompt()).isEqualTo("Look.");
    assertThat(scout.tools()).contains(List.of("read"));
    assertThat(scout.maxTurns()).isEqualTo(3);
    assertThat(scout.background()).isTrue();
    assertThat(scout.label()).isEqualTo(Label.USER);
    assertThatThrownBy(() -> files().read(Optional.of("{\"scout\":{\"prompt\":\"Look.\"}}"), true))
        .isInstanceOf(JackdawException.class)
        .hasMessageStartingWith("--agents, \"scout\": the description is missing");
    assertThatThrownBy(() -> files().read(Optional.of("{\"scout\":7}"), true))
        .hasMessageContaining("it must be an object");
  }

  @Test
  void neverFailsOnAnyBytes() throws IOException {
    var pieces =
        List.of(
            "---\n",
            "name: a\n",
            "description: b\n",
            "tools:",
            "[",
            "]",
            "- x\n",
            "\"",
            "'",
            "|\n",
            ">\n",
            "\n",
            "  ",
            ":",
            "#",
            "\\",
            "\u0000",
            "é",
            "\r\n",
            "maxTurns: 9\n");
    for (var seed = 0L; seed < 3_000; seed++) {
      var random = new Random(seed);
      var text = new StringBuilder("---\n");
      for (var i = random.nextInt(20); i > 0; i--) {
        text.append(pieces.get(random.nextInt(pieces.size())));
      }
      write(".jackdaw/agents/a.md", text.toString());
      var catalog = read();
      assertThat(catalog.definitions().size() + catalog.problems().size())
          .as("seed %s: %s", seed, text)
          .isPositive();
    }
  }

  @Test
  void listsWhatThereIsAndWhatIsWrong() throws IOException {
    agent("scout", "description: Looks around\u001b[2J\ntools: read\nmaxTurns: 3");
    var bad = agent("bad", "name: x");
    var out = new StringWriter();

    new AgentCommand(read(), 100).print(new PrintWriter(out));

    assertThat(out.toString())
        .isEqualTo(
            """
            scout  (project)
              Looks around␛[2J
              tools: read
              turns: 3 at most
              %s
            ! %s, line 1: the agent is left out: the description is missing. Say when to use the agent: "description: …".
            """
                .formatted(
                    Plain.cut(project.resolve(".jackdaw/agents/scout.md").toString(), 98), bad));
  }
}
