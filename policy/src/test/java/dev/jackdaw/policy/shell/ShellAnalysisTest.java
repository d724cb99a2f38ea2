package dev.jackdaw.policy.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Effect;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShellAnalysisTest {
  private static final Path ROOT = Path.of("/ws");

  /** A file system in which nothing is a link and every folder holds the same three names. */
  private record Made() implements Surroundings {
    @Override
    public Optional<Path> canonical(Path path) {
      return Optional.of(path.normalize());
    }

    @Override
    public boolean isFolder(Path path) {
      return path.endsWith("there");
    }

    @Override
    public Optional<String> untidyTracked(Path folder) {
      return untidy(folder);
    }

    @Override
    public boolean isIndexTidy(Path folder) {
      return true;
    }

    @Override
    public Optional<String> untidy(Path folder) {
      return Optional.empty();
    }

    @Override
    public Optional<List<String>> names(Path folder) {
      return Optional.of(List.of("a.md", "b.md", ".hidden.md"));
    }

    @Override
    public Optional<String> gitTrouble(Path folder) {
      return Optional.empty();
    }
  }

  private static ShellAnalysis analyse(String line) {
    return ShellAnalysis.of(line, ROOT, new Made());
  }

  private static List<Command> commands(String line) {
    return ((ShellAnalysis.Certain) analyse(line)).commands();
  }

  @Test
  void tellsWhatACommandIsGivenAndWhatItDoes() {
    assertThat(commands("grep -rn --include='*.java' foo src 2>/dev/null"))
        .containsExactly(
            new Command(
                "grep -rn --include='*.java' foo src 2>/dev/null",
                ROOT,
                List.of("grep", "-rn", "--include=*.java", "foo", "src"),
                List.of("--include", "-n", "-r"),
                List.of(
                    new Operand("*.java", Operand.Kind.PATTERN, List.of()),
                    new Operand("foo", Operand.Kind.PATTERN, List.of()),
                    new Operand("src", Operand.Kind.WALKS, List.of(ROOT.resolve("src")))),
                List.of(new Effect.Reads(ROOT.resolve("src"))),
                ""));
  }

  @Test
  void aProgramThatIsNotKnownCouldDoAnything() {
    var command = commands("mvn -q test").getFirst();
    assertThat(command.isKnown()).isFalse();
    assertThat(command.effects()).containsExactly(new Effect.Executes("mvn -q test", ROOT));
  }

  @Test
  void patternsStandForTheNamesThereAre() {
    assertThat(commands("cat ./*.md").getFirst().effects())
        .containsExactly(
            new Effect.Reads(ROOT.resolve("*.md")),
            new Effect.Reads(ROOT.resolve("a.md")),
            new Effect.Reads(ROOT.resolve("b.md")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '%',
      value = {
        "pwd                              % /ws",
        "cd a && pwd                      % /ws/a",
        "cd a; pwd                        % /ws/a /ws",
        "cd a || pwd                      % /ws",
        "cd a && cd b && pwd              % /ws/a/b",
        "cd a && cd .. && pwd             % /ws",
        "(cd a && ls) && pwd              % /ws",
        "{ cd a; } && pwd                 % /ws/a",
        "cd a | pwd                       % /ws",
        "! cd a && pwd                    % /ws",
        "if cd a; then pwd; fi            % /ws/a",
        "if cd a; then ls; fi; pwd        % /ws/a /ws",
        "if ls; then cd a; else cd b; fi; pwd % /ws/a /ws /ws/b",
        "cd a && ls || pwd                % /ws /ws/a",
        "for d in a b; do (cd a); done; pwd % /ws"
      })
  void foldersAreFollowedThroughEveryWay(String line, String expected) {
    var folders =
        commands(line).stream()
            .filter(command -> command.words().equals(List.of("pwd")))
            .map(command -> command.directory().toString())
            .toList();
    assertThat(folders).containsExactlyInAnyOrder(expected.split(" ", -1));
  }

  @Test
  void aRedirectionIsAnEffectOfItsOwn() {
    assertThat(commands("echo x > out.txt < in.txt").stream().flatMap(c -> c.effects().stream()))
        .containsExactly(
            new Effect.Writes(ROOT.resolve("out.txt")), new Effect.Reads(ROOT.resolve("in.txt")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '%',
      value = {
        "echo $(id)      % it substitutes the output of a command without quotes % $",
        "a & b           % it leaves a command in the background           % &",
        "X=1 ls          % it sets a variable                              % X=1",
        "cat $y          % it uses a variable whose value is not known     % $y",
        "ls ~/x          % it names a home folder                           % ~",
        "select a in b   % it uses \"select\"                              % s",
      })
  void whatEndsTheAnalysisIsNamed(String line, String why, String offending) {
    assertThat(analyse(line)).isEqualTo(new ShellAnalysis.Unsure(why, offending));
  }

  @Test
  void lengthDepthAndNumberAreBounded() {
    assertThat(analyse("ls ".repeat(6_000))).isInstanceOf(ShellAnalysis.Unsure.class);
    assertThat(analyse("ls;".repeat(64))).isInstanceOf(ShellAnalysis.Certain.class);
    assertThat(analyse("ls;".repeat(65))).isInstanceOf(ShellAnalysis.Unsure.class);
    assertThat(analyse("( ".repeat(31) + "ls" + ")".repeat(31)))
        .isInstanceOf(ShellAnalysis.Certain.class);
    assertThat(analyse("( ".repeat(32) + "ls" + ")".repeat(32)))
        .isInstanceOf(ShellAnalysis.Unsure.class);
    assertThat(analyse("a&&".repeat(5_000) + "a")).isInstanceOf(ShellAnalysis.Unsure.class);
    assertThat(analyse("! ".repeat(8_000) + "ls")).isInstanceOf(ShellAnalysis.Unsure.class);
  }

  @Test
  void aLineMayGoOnBehindABackslash() {
    assertThat(commands("ls -la \\\n  src").getFirst().words()).containsExactly("ls", "-la", "src");
    assertThat(analyse("ls\\\n-la")).isInstanceOf(ShellAnalysis.Unsure.class);
  }
}
