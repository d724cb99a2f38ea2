package dev.jackdaw.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToolNamesTest {
  private static final Set<String> TOOLS = Set.of("read", "grep", "bash");

  private static List<String> problems(String source) {
    return new ToolNames(source, TOOLS).problems();
  }

  @Test
  void namesLineToolAndWhatWasPerhapsMeant() {
    assertThat(problems("const a = 1;\nawait tools.raed({});\nawait tools.raed({});"))
        .containsExactly(
            "\"script\": line 2: there is no tool \"raed\", did you mean \"read\"?; a script can call bash,"
                + " grep, read",
            "\"script\": line 3: there is no tool \"raed\", did you mean \"read\"?; a script can call bash,"
                + " grep, read");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tools.nope()",
        "tools?.nope()",
        "tools['nope']()",
        "tools[\"nope\"]()",
        "tools . nope",
        "const {read, nope} = tools;",
        "const {nope: other} = tools;",
        "`${tools.nope()}`",
        "`a ${`b ${tools.nope()}`}`",
        "const r = /[/'\"]/; tools.nope()",
        "x = a / b; tools.nope() / 2",
        "// it's\ntools.nope()",
        "/* ' */ tools.nope()"
      })
  void findsAWrongName(String source) {
    assertThat(problems(source)).hasSize(1).first().asString().contains("\"nope\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "await tools.read({path: 'tools.nope'})",
        "// tools.nope\n",
        "/* tools.nope */",
        "'tools.nope'",
        "\"tools.nope\"",
        "`tools.nope ${1} tools.nope`",
        "/tools.nope/.test(x)",
        "if (/[/]tools.nope/.test(x)) {}",
        "return /tools.nope/",
        "mytools.nope()",
        "other.tools.nope()",
        "tools[name]({})",
        "const {read: r, ...rest} = tools;",
        "const {read = 1} = tools;",
        "const {a} = tools.read;",
        "const {lines} = await tools.read({})",
        "'unfinished",
        "`unfinished ${",
        "/unfinished",
        "}}}"
      })
  void tellsNothingThatIsNotCertain(String source) {
    assertThat(problems(source)).isEmpty();
  }

  @Test
  void comesToAnEndWithWhateverText() {
    var random = new Random(5);
    var pieces =
        List.of(
            "tools", ".", "nope", "`", "${", "}", "{", "/", "'", "\"", "\\", "\n", " ", "*", "[",
            "]", "=", ",");
    for (var run = 0; run < 2_000; run++) {
      var text = new StringBuilder();
      for (var i = 0; i < 20; i++) text.append(pieces.get(random.nextInt(pieces.size())));
      assertThat(problems(text.toString())).isNotNull();
    }
  }
}
