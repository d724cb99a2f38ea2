package dev.jackdaw.cli.custom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Prompt;
import dev.jackdaw.api.Prompt.Part;
import dev.jackdaw.api.Rule;
import dev.jackdaw.cli.commands.Builtins;
import dev.jackdaw.cli.definitions.Homes;
import dev.jackdaw.tui.CustomCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandBookTest {
  @TempDir Path temp;
  private final List<String> problems = new ArrayList<>();
  private Homes homes;

  @BeforeEach
  void prepare() throws IOException {
    homes = Homes.in(temp);
  }

  private Customs customs(boolean trusted) {
    return new Customs(
        homes.places(), trusted, Optional.empty(), CommandBook::taken, problems::add);
  }

  private CommandBook book(Customs customs) {
    var builtins = new Builtins(homes.environment(), () -> "Found: !`rm -rf ~` @pom.xml $1");
    return new CommandBook(customs, builtins, homes.project());
  }

  private CommandBook book() {
    return book(customs(true));
  }

  private static String text(Prompt prompt) {
    var text = new StringBuilder();
    for (var part : prompt.parts()) {
      text.append(
          switch (part) {
            case Part.Said(Block.Text(var said, _)) -> said;
            case Part.Said _ -> "?";
            case Part.LookedUp(var tool, var input) -> "<" + tool + " " + input.compact() + ">";
          });
      text.append('\n');
    }
    return text.toString();
  }

  @Test
  void findsCommandsInFoldersAsNamespaces() throws IOException {
    homes.write(
        homes.project(),
        ".claude/commands/db/migrate.md",
        "---\ndescription: Migrate\nargument-hint: \"[TO]\"\nmodel: small\n---\nMigrate to $1.");
    homes.write(homes.home(), ".claude/commands/tidy.md", "# Tidy up\n\nTidy.");

    assertThat(book().list())
        .contains(
            new CustomCommand("tidy", "Tidy up", "", "user"),
            new CustomCommand("db:migrate", "Migrate", "[TO]", "project"));
    var order = book().order("/db:migrate v2").orElseThrow();
    assertThat(text(order.prompt())).isEqualTo("/db:migrate v2\nMigrate to v2.\n");
    assertThat(order.model()).isEqualTo("small");
  }

  @Test
  void readsWhatStandsBelowTheLineAsGivenWithIt() {
    var order = book().order("/commit\n\ndiff --git !`id`").orElseThrow();

    assertThat(text(order.prompt())).startsWith("/commit\n").endsWith("\ndiff --git !`id`\n");
  }

  @Test
  void allowsWhatTheUsersOwnCommandsSayAndNobodyElses() throws IOException {
    var text = "---\nallowed-tools: Bash(git add:*)\n---\nGo.";
    homes.write(homes.home(), ".claude/commands/own.md", text);
    homes.write(homes.project(), ".claude/commands/theirs.md", text);

    assertThat(book().order("/own").orElseThrow().allowed())
        .containsExactly(new Rule("Bash", "git add:*"));
    assertThat(book().order("/theirs").orElseThrow().allowed()).isEmpty();
  }

  @Test
  void shadowsNothingAndSaysSo() throws IOException {
    homes.write(homes.project(), ".jackdaw/commands/help.md", "x");
    homes.write(homes.project(), ".jackdaw/commands/review.md", "x");
    homes.write(homes.home(), ".claude/commands/mine.md", "mine");
    homes.write(homes.project(), ".claude/commands/mine.md", "theirs");
    homes.write(homes.project(), ".claude/commands/b d.md", "x");

    var customs = customs(true);
    assertThat(text(book(customs).order("/mine").orElseThrow().prompt())).contains("mine");
    assertThat(customs.changes())
        .anyMatch(text -> text.contains("help.md: the command is left out, because /help comes"))
        .anyMatch(text -> text.contains("review.md: the command is left out"))
        .anyMatch(text -> text.contains("another has the name /mine"))
        .anyMatch(text -> text.contains("\"b d\" is no name for a command"));
  }

  @Test
  void knowsNothingOfAProjectThatNobodyTrusts() throws IOException {
    homes.write(homes.project(), ".claude/commands/a.md", "x");
    homes.skill(".claude/skills/b", "description: x");

    var book = book(customs(false));

    assertThat(book.order("/a")).isEmpty();
    assertThat(book.order("/b")).isEmpty();
  }

  @Test
  void takesUpASkillForAPerson() throws IOException {
    homes.skill(".claude/skills/a", "description: x\ndisable-model-invocation: true");
    homes.skill(".claude/skills/b", "description: x\nuser-invocable: false");
    homes.skill(".claude/skills/c", "description: x\ncontext: fork\nagent: reviewer");

    assertThat(text(book().order("/a now").orElseThrow().prompt()))
        .contains("/a now\nSkill a (project)")
        .contains("Do it.")
        .contains("ARGUMENTS: now");
    assertThat(book().order("/b")).isEmpty();
    assertThat(text(book().order("/c now").orElseThrow().prompt()))
        .contains("<task {\"description\":\"skill c\"")
        .contains("\"agent\":\"reviewer\"}>");
  }

  @Test
  void insertsNothingThatTheRepositorySaysIntoInit() {
    var prompt = book().order("/init").orElseThrow().prompt();

    assertThat(prompt.hasLookUps()).isFalse();
    assertThat(text(prompt)).contains("Found: !`rm -rf ~` @pom.xml $1");
    assertThat(prompt.said().getLast().label().source()).isEqualTo(Label.Source.WORKSPACE);
  }

  @Test
  void reviewsWhatIsAskedFor() {
    assertThat(text(book().order("/review").orElseThrow().prompt()))
        .contains("<bash {\"command\":\"git diff HEAD\"}>");
    assertThat(text(book().order("/review main").orElseThrow().prompt()))
        .contains("<bash {\"command\":\"git diff --merge-base main\"}>")
        .contains("`git diff HEAD...main`");
    assertThat(text(book().order("/review #12").orElseThrow().prompt()))
        .contains("`gh pr diff 12`")
        .doesNotContain("<bash");
  }

  @Test
  void printsTheRequestWhereNothingCanOpenIt() {
    assertThat(text(book().order("/pr").orElseThrow().prompt())).contains("push nothing");
  }

  @Test
  void beginsAnAgentWithTheSkillsItNames() throws IOException {
    homes.skill(".claude/skills/a", "description: x");
    homes.write(
        homes.project(),
        ".claude/agents/b.md",
        "---\ndescription: d\nskills: a, gone\n---\nBe terse.");

    var agent = customs(true).agents().getFirst();

    assertThat(agent.prompt()).startsWith("Be terse.\n\nSkill a (project)").endsWith("Do it.");
    assertThat(problems).singleElement().asString().contains("there is no skill \"gone\"");
  }

  @Test
  void noticesWhatChangedSinceTheLastPrompt() throws IOException {
    var file = homes.skill(".claude/skills/a", "description: x");
    var customs = customs(true);
    assertThat(customs.changes()).isEmpty();

    homes.skill(".claude/skills/b", "description: y");
    homes.write(homes.project(), ".claude/commands/c.md", "x");
    Files.writeString(file, "---\ndescription: z\n---\nOther.");
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
    homes.write(homes.project(), ".claude/agents/d.md", "---\ndescription: d\n---\nx");

    assertThat(customs.changes())
        .singleElement()
        .asString()
        .contains("new: agent d; changed: skill a; new: skill b");
    assertThat(customs.changes()).isEmpty();
    assertThat(customs.generation()).isEqualTo(1);
    homes.write(homes.project(), ".claude/commands/e.md", "x");
    assertThat(book(customs).order("/e")).as("found when it is typed").isPresent();
  }
}
