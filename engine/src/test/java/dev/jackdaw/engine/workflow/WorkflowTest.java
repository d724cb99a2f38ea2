package dev.jackdaw.engine.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.testkit.Generators;
import dev.jackdaw.testkit.Golden;
import dev.jackdaw.testkit.Properties;
import dev.jackdaw.testkit.Workspaces;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkflowTest {
  @TempDir Path folder;

  private Workflow parse(String json) throws InvalidWorkflowException {
    return parse(Json.parseObject(json));
  }

  private Workflow parse(Json.Obj json) throws InvalidWorkflowException {
    return Workflow.parse(json, NamedTool.some(), Workspaces.in(folder).workspace());
  }

  private static String step(String rest) {
    return "{\"steps\":[{\"id\":\"a\"," + rest + "}],\"return\":{}}";
  }

  private String problem(String json) {
    try {
      return "runs: " + parse(json).ids();
    } catch (InvalidWorkflowException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void namesTheStepAndTheFieldOfWhateverIsWrong() {
    var read = "\"tool\":\"read\",\"args\":{\"path\":\"x\"}";
    var wrong =
        List.of(
            "{}",
            "{\"steps\":[],\"return\":{},\"step\":1}",
            "{\"steps\":[7],\"return\":{}}",
            step("\"tool\":\"reed\",\"args\":{\"path\":\"x\"}"),
            step("\"tool\":\"task\",\"args\":{}"),
            step("\"tool\":\"workflow\",\"args\":{}"),
            step("\"tool\":\"ask_user\",\"args\":{}"),
            step("\"args\":{}"),
            step("\"tool\":\"read\",\"args\":\"x\""),
            step("\"tool\":\"read\""),
            step("\"tool\":\"read\",\"args\":{\"path\":\"x\",\"limits\":1}"),
            step("\"tool\":\"read\",\"args\":{\"path\":7}"),
            step("\"tool\":\"read\",\"foreach\":[1],\"args\":{\"limit\":\"x\",\"pat\":\"$item\"}"),
            step(read + ",\"iff\":\"true\""),
            step(read + ",\"if\":\"$b.ok\""),
            step(read + ",\"if\":\"1 >\""),
            step(read + ",\"if\":true"),
            step(read + ",\"foreach\":\"a,b\""),
            step(read + ",\"foreach\":\"$b.paths\""),
            step(read + ",\"max\":500,\"parallel\":0,\"retry\":\"2\""),
            step(read + ",\"onError\":\"ignore\""),
            step("\"tool\":\"read\",\"args\":{\"path\":\"$item\"}"),
            step("\"tool\":\"read\",\"args\":{\"path\":\"$aa.path\"}"),
            step("\"tool\":\"read\",\"foreach\":[1],\"args\":{\"path\":\"src/$item\"}"),
            step("\"tool\":\"read\",\"args\":{\"path\":\"$a.path\"}"),
            step("\"tool\":\"filter\",\"args\":{\"in\":\"$b\"}"),
            step("\"tool\":\"filter\",\"args\":{\"in\":[],\"regexp\":\"(\"}"),
            step("\"tool\":\"filter\",\"args\":{\"in\":[],\"regex\":\"(\",\"where\":\"$x\"}"),
            step("\"tool\":\"head\",\"foreach\":[1],\"args\":{\"in\":[],\"n\":true}"),
            "{\"steps\":[{\"id\":\"a b\","
                + read
                + "},{\"id\":\"item\","
                + read
                + "}],\"return\":{}}",
            "{\"steps\":[{\"id\":\"a\"," + read + "},{\"id\":\"a\"," + read + "}],\"return\":{}}",
            "{\"steps\":[{\"id\":\"a\",\"foreach\":[1]," + read + "}],\"return\":\"$a.text\"}",
            "{\"steps\":[{\"id\":\"a\"," + read + "}],\"return\":{\"x\":\"$b\"}}",
            "{\"steps\":[{\"id\":\"a\","
                + read
                + "}],\"return\":{},\"budget\":{\"calls\":0,\"time\":1}}",
            "{\"steps\":[{\"id\":\"a\"," + read + "}],\"return\":{},\"budget\":5}",
            "{\"steps\":["
                + "{\"id\":\"x\",\"tool\":\"read\",\"args\":{\"path\":\"$z.path\"}},"
                + "{\"id\":\"y\",\"tool\":\"read\",\"args\":{\"path\":\"$x.path\"}},"
                + "{\"id\":\"z\",\"if\":\"$y.ok\","
                + read
                + "}],\"return\":{}}",
            "{\"steps\":["
                + IntStream.range(0, 201).mapToObj(_ -> "{}").collect(Collectors.joining(","))
                + "],\"return\":{}}");
    var report = new StringBuilder();
    for (var json : wrong) {
      var shown = json.length() > 300 ? json.substring(0, 40) + "..." : json;
      report.append(shown).append('\n').append(problem(json).indent(4)).append('\n');
    }

    Golden.check("workflow-problems.txt", report.toString());
  }

  @Test
  void putsEachStepBehindWhatItRefersTo() throws InvalidWorkflowException {
    var workflow =
        parse(
            "{\"steps\":["
                + "{\"id\":\"c\",\"tool\":\"count\",\"args\":{\"in\":\"$b\"}},"
                + "{\"id\":\"b\",\"tool\":\"join\",\"args\":{\"in\":[\"${a.text}\"]}},"
                + "{\"id\":\"a\",\"tool\":\"read\",\"args\":{\"path\":\"x\"}}],\"return\":\"$c\"}");

    assertThat(workflow.steps()).extracting(Step::id).containsExactly("a", "b", "c");
  }

  @Test
  void leavesTheDollarsOfAShellAlone() throws InvalidWorkflowException {
    var workflow =
        parse(step("\"tool\":\"read\",\"args\":{\"path\":\"echo $HOME ${PATH} $(ls) $$ $1\"}"));

    assertThat(new Run(workflow, NamedTool.some(), workspace()).ready(1))
        .extracting(planned -> planned.args().string("path", ""))
        .containsExactly("echo $HOME ${PATH} $(ls) $$ $1");
  }

  private dev.jackdaw.api.Workspace workspace() {
    return Workspaces.in(folder).workspace();
  }

  @Test
  void twoDollarsBeforeANameStandForOne() throws InvalidWorkflowException {
    var workflow = parse(step("\"tool\":\"read\",\"args\":{\"path\":\"$$a ${a $${a}\"}"));

    assertThat(new Run(workflow, NamedTool.some(), workspace()).ready(1))
        .extracting(planned -> planned.args().string("path", ""))
        .containsExactly("$a ${a ${a}");
  }

  @Test
  void readsWhateverAModelSendsWithoutFailing() {
    var good =
        "{\"steps\":[{\"id\":\"a\",\"tool\":\"read\",\"if\":\"!($b.ok && 1 < 2)\",\"foreach\":\"$b[0].lines\","
            + "\"args\":{\"path\":\"${item.x} $$b\"}},{\"id\":\"b\",\"tool\":\"map\",\"args\":{\"in\":[1],"
            + "\"to\":{\"x\":\"$item\"}}}],\"return\":{\"x\":\"$a[*].text\"},\"budget\":{\"calls\":3}}";
    Properties.forAll(
        2_000,
        (random, _) -> Generators.mutated(good, random),
        text -> {
          Json.Obj json;
          try {
            json = Json.parseObject(text);
          } catch (dev.jackdaw.api.json.JsonException _) {
            return;
          }
          assertThat(problem(json.compact())).isNotEmpty();
        });
  }

  @Test
  void tellsAFewProblemsAtOnceAndHowManyMore() {
    var steps = new ArrayList<String>();
    for (var i = 0; i < 20; i++) steps.add("{\"id\":\"s" + i + "\",\"tool\":\"nope\"}");

    assertThatThrownBy(() -> parse("{\"steps\":[" + String.join(",", steps) + "],\"return\":{}}"))
        .isInstanceOf(InvalidWorkflowException.class)
        .hasMessageContaining("step \"s0\"")
        .hasMessageEndingWith("and 8 more");
  }
}
