package dev.jackdaw.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the templates for build servers say is what Jackdaw understands. */
class CiTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern OPTION = Pattern.compile("--[A-Za-z][A-Za-z-]+");

  private static String text(String file) throws IOException {
    return Files.readString(ROOT.resolve(file));
  }

  /** Returns the options in the lines that are Jackdaw's. */
  private static List<String> options(String text) {
    return text.lines()
        .filter(line -> !line.contains("curl ") && !line.contains("\"$DOWNLOAD"))
        .filter(line -> !line.contains("tar -") && !line.strip().startsWith("#"))
        .flatMap(line -> OPTION.matcher(line).results().map(found -> found.group()))
        .distinct()
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"action.yml", "ci/gitlab.yml"})
  void usesOptionsThatThereAre(String file) throws IOException {
    var used = options(text(file));

    assertThat(used).contains("--print", "--max-cost", "--require-sandbox", "--max-time");
    assertThat(Command.RUN.options().stream().map(Option::longName)).containsAll(used);
  }

  @ParameterizedTest
  @ValueSource(strings = {"action.yml", "ci/gitlab.yml"})
  void isYamlWithoutTabs(String file) throws IOException {
    assertThat(text(file)).doesNotContain("\t").doesNotContain("\r");
  }

  @Test
  void theDefaultsAreACommandLine() throws IOException {
    var words =
        new String[] {
          "--print",
          "--model",
          "x/y",
          "--max-cost",
          input("max-cost"),
          "--max-time",
          input("max-time"),
          "--permission-mode",
          input("permission-mode"),
          "--require-sandbox=" + input("require-sandbox"),
          "--output-format",
          input("output-format"),
          "--",
          "/review main"
        };

    var arguments = Arguments.parse(words);

    assertThat(arguments.prompt()).contains("/review main");
    assertThat(arguments.text(Option.REQUIRE_SANDBOX)).contains("any");
    assertThat(input("trust")).isEqualTo("false");
  }

  private static String input(String name) throws IOException {
    var found =
        Pattern.compile("(?m)^  " + name + ":\\n(?:    .*\\n)*?    default: \"([^\"]*)\"")
            .matcher(text("action.yml"));
    assertThat(found.find()).as(name).isTrue();
    return found.group(1);
  }

  /** What stands in a title or a name of a branch must never become part of a script. */
  @Test
  void putsNoInputIntoAScript() throws IOException {
    var script = false;
    for (var line : text("action.yml").lines().toList()) {
      if (line.strip().equals("run: |")) script = true;
      else if (line.startsWith("    - ") || line.startsWith("      env:")) script = false;
      if (script) assertThat(line).doesNotContain("${{");
    }
  }
}
