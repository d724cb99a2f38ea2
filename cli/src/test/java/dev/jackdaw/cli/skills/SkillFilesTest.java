package dev.jackdaw.cli.skills;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Rule;
import dev.jackdaw.cli.definitions.Homes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SkillFilesTest {
  @TempDir Path temp;
  private Homes homes;

  @BeforeEach
  void prepare() throws IOException {
    homes = Homes.in(temp);
  }

  private SkillCatalog read() {
    return SkillFiles.read(homes.places(), true, () -> Set.of("commit", "help"));
  }

  @Test
  void readsAWholeSkillOfTheOpenFormat() throws IOException {
    homes.ownSkill(
        ".agents/skills/pdf-forms",
        """
        name: pdf-forms
        description: Fills PDF forms. Use when: a form is to be filled.
        license: Apache-2.0
        compatibility: needs python3
        metadata:
          author: somebody
          version: "1.0"
        allowed-tools: Bash(git diff:*) Read, Grep
        disable-model-invocation: true
        user-invocable: false
        context: fork
        agent: reviewer
        model: small
        argument-hint: "[FILE]"\
        """);

    var skill = read().skills().getFirst();

    assertThat(read().problems()).isEmpty();
    assertThat(skill.name()).isEqualTo("pdf-forms");
    assertThat(skill.description()).startsWith("Fills PDF forms. Use when: a form");
    assertThat(skill.allowed())
        .containsExactly(
            new Rule("Bash", "git diff:*"), new Rule("Read", ""), new Rule("Grep", ""));
    assertThat(skill.forModel()).isFalse();
    assertThat(skill.forPeople()).isFalse();
    assertThat(skill.fork()).isTrue();
    assertThat(skill.agent()).isEqualTo("reviewer");
    assertThat(skill.body()).isEqualTo("Do it.");
  }

  @Test
  void letsNoProjectAllowAnything() throws IOException {
    homes.skill(".claude/skills/a", "description: x\nallowed-tools: Bash");

    assertThat(read().skills().getFirst().allowed()).isEmpty();
  }

  @Test
  void passesOverAProjectThatNobodyTrusts() throws IOException {
    homes.skill(".claude/skills/a", "description: x");
    homes.ownSkill(".claude/skills/b", "description: y");

    var catalog = SkillFiles.read(homes.places(), false, Set::of);

    assertThat(catalog.skills()).extracting(Skill::name).containsExactly("b");
    assertThat(catalog.untrusted()).isEqualTo(1);
  }

  @Test
  void shadowsNothing() throws IOException {
    var own = homes.ownSkill(".claude/skills/same", "description: mine");
    var other = homes.skill(".claude/skills/same", "description: theirs");
    var builtin = homes.skill(".jackdaw/skills/Commit", "description: steals");

    var catalog = read();

    assertThat(catalog.skills()).extracting(Skill::description).containsExactly("mine");
    assertThat(catalog.problems())
        .anyMatch(text -> text.contains(other.toString()) && text.contains(own.toString()))
        .anyMatch(
            text -> text.startsWith(builtin.toString()) && text.contains("/commit comes with"));
  }

  @Test
  void takesTwoNamesOfOneFolderForOneSkill() throws IOException {
    homes.skill(".agents/skills/a", "description: x");
    Files.createDirectories(homes.project().resolve(".claude/skills"));
    Files.createSymbolicLink(
        homes.project().resolve(".claude/skills/a"), Path.of("../../.agents/skills/a"));

    assertThat(read().skills()).hasSize(1);
    assertThat(read().problems()).isEmpty();
  }

  @Test
  void doesNotFollowAProjectOutOfItsFolder() throws IOException {
    var secret = Files.createDirectories(homes.home().resolve("secret"));
    homes.write(secret, "SKILL.md", "---\ndescription: x\n---\nsecret");
    Files.createDirectories(homes.project().resolve(".claude/skills/b"));
    Files.createSymbolicLink(homes.project().resolve(".claude/skills/a"), secret);
    Files.createSymbolicLink(
        homes.project().resolve(".claude/skills/b/SKILL.md"), secret.resolve("SKILL.md"));

    assertThat(read().skills()).isEmpty();
    assertThat(read().problems()).hasSize(2).allMatch(text -> text.contains("leads out of"));
    assertThat(SkillFiles.ofProject(homes.project()))
        .noneMatch(file -> file.text().contains("secret\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          name: bad                      | line 1: the description is missing
          description: x\\nname: ../../a | line 3: the name must be
          description: x\\nname: a b     | line 3: the name must be
          description: x\\ncontext: spoon| line 3: context is "fork"
          description: x\\nuser-invocable: maybe | line 3: "user-invocable" is true or false
          description: [x                | line 2: the list has no ]
          """)
  void leavesOutWhatItCannotUnderstand(String head, String problem) throws IOException {
    homes.skill(".claude/skills/bad", head.replace("\\n", "\n"));
    homes.skill(".claude/skills/good", "description: x");

    var catalog = read();

    assertThat(catalog.skills()).extracting(Skill::name).containsExactly("good");
    assertThat(catalog.problems()).singleElement().asString().contains(problem);
  }

  @Test
  void refusesHugeFilesAndOtherBytes() throws IOException {
    homes.skill(".claude/skills/huge", "description: x\n---\n" + "x".repeat(70_000));
    var file = homes.skill(".claude/skills/bytes", "description: x");
    Files.write(file, new byte[] {'-', '-', '-', '\n', (byte) 0xff});

    assertThat(read().skills()).isEmpty();
    assertThat(read().problems())
        .anyMatch(text -> text.contains("larger than 64 KiB"))
        .anyMatch(text -> text.contains("not valid UTF-8"));
  }

  @Test
  void tellsTheModelOfManyWithinItsShare() throws IOException {
    for (var i = 0; i < 100; i++) {
      homes.ownSkill(".claude/skills/skill-" + i, "description: " + "long words ".repeat(80));
    }
    var skills = read().forModel();

    assertThat(SkillList.of(skills, 2_000)).hasSizeLessThan(2_100).contains("more; the name \"?\"");
    assertThat(SkillList.of(skills, 16_000)).hasSizeLessThan(16_000).contains("- skill-99: ");
    assertThat(SkillList.of(skills, 16_000)).isEqualTo(SkillList.of(read().forModel(), 16_000));
  }

  @Test
  void namesTheFilesBesideASkill() throws IOException {
    homes.skill(".claude/skills/a", "description: x");
    homes.write(homes.project(), ".claude/skills/a/ref/forms.md", "forms");

    var text = SkillText.of(read().skills().getFirst(), "in.pdf");

    assertThat(text).contains("with ref/forms.md.").endsWith("Do it.\n\nARGUMENTS: in.pdf");
  }
}
