package dev.jackdaw.engine.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Label;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolResult.Status;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.testkit.Properties;
import dev.jackdaw.testkit.Workspaces;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTest {
  private static final Label FILE = new Label(Label.Source.WORKSPACE, "x");

  @TempDir Path folder;

  private Workspace workspace() {
    return Workspaces.in(folder).workspace();
  }

  private Run run(String steps, String returns) throws InvalidWorkflowException {
    var json = Json.parseObject("{\"steps\":[" + steps + "],\"return\":" + returns + "}");
    return run(json);
  }

  private Run run(Json.Obj json) throws InvalidWorkflowException {
    return new Run(
        Workflow.parse(json, NamedTool.some(), workspace()), NamedTool.some(), workspace());
  }

  private static Run.Ending ending(ToolResult result) {
    return new Run.Ending(result, Duration.ZERO, true, false);
  }

  /** Makes every call in the order given; returns what was called. */
  private static List<String> finish(Run run, Function<Run.Planned, ToolResult> tool) {
    var made = new ArrayList<String>();
    while (true) {
      var planned = run.ready(64);
      if (planned.isEmpty()) return made;
      for (var call : planned) {
        made.add(call.name());
        run.finished(call, ending(tool.apply(call)));
      }
    }
  }

  private static ToolResult echo(Run.Planned call) {
    return ToolResult.ok(call.args().string("path", ""), FILE);
  }

  private Json builtin(String tool, String args) throws InvalidWorkflowException {
    var run = run("{\"id\":\"a\",\"tool\":\"" + tool + "\",\"args\":" + args + "}", "\"$a\"");
    finish(run, RunTest::echo);
    assertThat(run.stopped()).as("%s", run.ledger()).isEmpty();
    return run.returned();
  }

  @Test
  void builtInFunctionsDoWhatTheySay() throws InvalidWorkflowException {
    assertThat(
            builtin(
                "filter", "{\"in\":[\"x(a)y(b)\",\"z\",\"(a)\"],\"regex\":\"\\\\((\\\\w)\\\\)\"}"))
        .isEqualTo(
            Json.parse(
                "{\"items\":[\"x(a)y(b)\",\"(a)\"],\"count\":2,\"groups\":[\"a\",\"b\",\"a\"],\"distinct\":[\"a\",\"b\"]}"));
    assertThat(
            builtin(
                "filter",
                "{\"in\":[{\"n\":1},{\"n\":5},{}],\"where\":\"$item.n >= 2 || $item.n == null\"}"))
        .isEqualTo(
            Json.parse("{\"items\":[{\"n\":5},{}],\"count\":2,\"groups\":[],\"distinct\":[]}"));
    assertThat(builtin("map", "{\"in\":[1,\"b\"],\"to\":{\"v\":\"$item\",\"t\":\"<${item}>\"}}"))
        .isEqualTo(Json.parse("[{\"v\":1,\"t\":\"<1>\"},{\"v\":\"b\",\"t\":\"<b>\"}]"));
    assertThat(builtin("head", "{\"in\":[1,2,3],\"n\":2}")).isEqualTo(Json.parse("[1,2]"));
    assertThat(builtin("head", "{\"in\":\"a\\nb\\nc\",\"n\":2}")).isEqualTo(Json.of("a\nb"));
    assertThat(builtin("count", "{\"in\":\"a\\nb\\n\"}")).isEqualTo(Json.of(2));
    assertThat(builtin("count", "{\"in\":{\"a\":1}}")).isEqualTo(Json.of(1));
    assertThat(builtin("join", "{\"in\":[\"a\",1,{\"text\":\"t\"}],\"sep\":\", \"}"))
        .isEqualTo(Json.of("a, 1, t"));
    assertThat(builtin("diff", "{\"a\":\"1\\n2\\n3\",\"b\":\"1\\nx\\n3\\n4\"}"))
        .isEqualTo(Json.of("-2|2\n+2|x\n+4|4"));
    assertThat(builtin("json", "{\"in\":\"{\\\"a\\\":[1]}\"}"))
        .isEqualTo(Json.parse("{\"a\":[1]}"));
  }

  @Test
  void aBuiltInThatCannotSaysWhy() throws InvalidWorkflowException {
    var run =
        run(
            "{\"id\":\"a\",\"tool\":\"json\",\"args\":{\"in\":\"{\"},\"onError\":\"continue\"},"
                + "{\"id\":\"b\",\"tool\":\"count\",\"args\":{\"in\":7}}",
            "\"$a.ok\"");

    assertThat(finish(run, RunTest::echo)).isEmpty();
    assertThat(run.ledger().get(0)).startsWith("a json: failed, went on: \"in\" is no JSON");
    assertThat(run.ledger().get(1))
        .isEqualTo("b count: failed: \"in\" must be a list or a text, was 7");
    assertThat(run.returned()).isEqualTo(Json.of(false));
    assertThat(run.stopped()).contains("step b failed");
  }

  @Test
  void aRegularExpressionWithoutEndStops() throws InvalidWorkflowException {
    var run =
        run(
            "{\"id\":\"a\",\"tool\":\"filter\",\"args\":{\"in\":[\""
                + "a".repeat(60)
                + "!\"],\"regex\":\"(a|aa)+\\\\1$\"}}",
            "{}");
    finish(run, RunTest::echo);

    assertThat(run.ledger().getFirst()).contains("takes too long");
  }

  @Test
  void doublingEndsSoon() throws InvalidWorkflowException {
    var steps = new ArrayList<String>();
    steps.add("{\"id\":\"s0\",\"tool\":\"join\",\"args\":{\"in\":[\"xxxxxxxx\"]}}");
    for (var i = 1; i < 60; i++) {
      var last = "$s" + (i - 1);
      steps.add(
          "{\"id\":\"s"
              + i
              + "\",\"tool\":\"join\",\"args\":{\"in\":[\""
              + last
              + "\",\""
              + last
              + "\"]}}");
    }
    var run = run(String.join(",", steps), "\"$s59\"");
    finish(run, RunTest::echo);

    assertThat(run.stopped()).isPresent();
    assertThat(run.ledger()).anySatisfy(line -> assertThat(line).contains("more than"));
  }

  @Test
  void runsAStepForEachElementInOrder() throws InvalidWorkflowException {
    var run =
        run(
            "{\"id\":\"f\",\"foreach\":[\"c\",\"a\",\"b\",\"d\"],\"max\":3,\"parallel\":2,"
                + "\"if\":\"$item != 'a'\",\"tool\":\"read\",\"args\":{\"path\":\"<${item}>\"}}",
            "{\"texts\":\"$f[*].text\",\"count\":\"$f.count\",\"second\":\"$f[1].text\"}");

    assertThat(run.ready(64)).extracting(Run.Planned::name).containsExactly("f.1", "f.2");
    run =
        run(
            "{\"id\":\"f\",\"foreach\":[\"c\",\"a\",\"b\",\"d\"],\"max\":2,"
                + "\"if\":\"$item != 'a'\",\"tool\":\"read\",\"args\":{\"path\":\"<${item}>\"}}",
            "{\"texts\":\"$f[*].text\",\"count\":\"$f.count\",\"second\":\"$f[1].text\"}");
    assertThat(finish(run, RunTest::echo)).containsExactly("f.1", "f.2");
    assertThat(run.returned())
        .isEqualTo(Json.parse("{\"texts\":[\"<c>\",\"<b>\"],\"count\":2,\"second\":\"<b>\"}"));
    assertThat(run.ledger()).containsExactly("f read x2: ok, 1 of 3 left out, \"max\" is 2");
  }

  @Test
  void whatMayChangeSomethingKeepsItsPlace() throws InvalidWorkflowException {
    var run =
        run(
            "{\"id\":\"a\",\"tool\":\"read\",\"args\":{\"path\":\"a\"}},"
                + "{\"id\":\"b\",\"tool\":\"edit\",\"args\":{\"path\":\"${a.text}\"}},"
                + "{\"id\":\"c\",\"tool\":\"read\",\"args\":{\"path\":\"c\"}},"
                + "{\"id\":\"d\",\"tool\":\"read\",\"args\":{\"path\":\"d\"}}",
            "{}");

    var rounds = new ArrayList<List<String>>();
    for (var planned = run.ready(64); !planned.isEmpty(); planned = run.ready(64)) {
      rounds.add(planned.stream().map(Run.Planned::name).toList());
      for (var call : planned) run.finished(call, ending(echo(call)));
    }
    assertThat(rounds).containsExactly(List.of("a"), List.of("b"), List.of("c", "d"));
  }

  @Test
  void aSkippedStepTakesThoseAlongThatNeedIt() throws InvalidWorkflowException {
    var run =
        run(
            "{\"id\":\"a\",\"tool\":\"read\",\"if\":\"1 > 2\",\"args\":{\"path\":\"a\"}},"
                + "{\"id\":\"b\",\"tool\":\"read\",\"args\":{\"path\":\"$a.text\"}},"
                + "{\"id\":\"c\",\"tool\":\"read\",\"if\":\"!$a.ok\",\"args\":{\"path\":\"c\"}}",
            "{\"a\":\"$a.text\",\"c\":\"$c.text\"}");

    assertThat(finish(run, RunTest::echo)).containsExactly("c");
    assertThat(run.ledger())
        .containsExactly(
            "a read: skipped: its condition does not hold",
            "b read: skipped: a was skipped",
            "c read: ok");
    assertThat(run.returned()).isEqualTo(Json.parse("{\"a\":null,\"c\":\"c\"}"));
    assertThat(run.stopped()).isEmpty();
  }

  @Test
  void triesAgainWhatIsSafeToRepeat() throws InvalidWorkflowException {
    var run =
        run(
            "{\"id\":\"a\",\"tool\":\"read\",\"retry\":2,\"args\":{\"path\":\"x\"}}",
            "\"$a.text\"");

    var made =
        finish(run, call -> call.name().endsWith("~2") ? echo(call) : ToolResult.failed("no"));
    assertThat(made).containsExactly("a", "a~2");
    assertThat(run.returned()).isEqualTo(Json.of("x"));
  }

  @Test
  void neverTriesAgainWhatIsNot() throws InvalidWorkflowException {
    var run = run("{\"id\":\"a\",\"tool\":\"edit\",\"retry\":2,\"args\":{\"path\":\"x\"}}", "{}");
    run.finished(
        run.ready(1).getFirst(),
        new Run.Ending(ToolResult.failed("no"), Duration.ofMillis(5), false, false));

    assertThat(run.ready(1)).isEmpty();
    assertThat(run.ledger())
        .containsExactly("a edit: failed (5 ms): no (not tried again: edit is not safe to repeat)");
  }

  @Test
  void aFailureStopsTheRestUnlessItMayGoOn() throws InvalidWorkflowException {
    var steps =
        "{\"id\":\"a\",\"foreach\":[1,2,3],\"parallel\":1,\"onError\":\"%s\",\"tool\":\"read\",\"args\":{\"path\":\"${item}\"}},"
            + "{\"id\":\"b\",\"tool\":\"count\",\"args\":{\"in\":\"$a\"}}";
    Function<Run.Planned, ToolResult> second =
        call ->
            call.name().equals("a.2")
                ? ToolResult.of(Status.REFUSED, "no", Label.JACKDAW)
                : echo(call);
    var stopping = run(steps.formatted("stop"), "\"$b\"");
    var goingOn = run(steps.formatted("continue"), "{\"b\":\"$b\",\"ok\":\"$a[*].ok\"}");

    assertThat(finish(stopping, second)).containsExactly("a.1", "a.2");
    assertThat(stopping.stopped()).contains("step a failed");
    assertThat(stopping.ledger())
        .containsExactly("a read x3: failed 1 of 2: a.2: refused: no", "b count: not run");
    assertThat(finish(goingOn, second)).containsExactly("a.1", "a.2", "a.3");
    assertThat(goingOn.returned()).isEqualTo(Json.parse("{\"b\":3,\"ok\":[true,false,true]}"));
  }

  @Test
  void saysWhatIsThereWhereAReferenceLeadsNowhere() throws InvalidWorkflowException {
    var run =
        run(
            "{\"id\":\"a\",\"tool\":\"read\",\"args\":{\"path\":\"x\"}},"
                + "{\"id\":\"b\",\"tool\":\"read\",\"onError\":\"continue\",\"args\":{\"path\":\"$a.files\"}}",
            "{\"x\":\"$a.nope\"}");
    finish(run, RunTest::echo);

    assertThat(run.ledger().get(1))
        .isEqualTo(
            "b read: failed, went on: there is no $a.files in $a; it has ok, status, text, lines");
    assertThat(run.missing())
        .containsExactly("there is no $a.nope in $a; it has ok, status, text, lines");
  }

  @Test
  void handsOnLinesWithoutTheNumbersForReaders() {
    var details = Json.parseObject("{\"numbered\":true,\"lines\":2,\"of\":9}");

    assertThat(Values.of(ToolResult.ok("1|a\n2|b|c\n[7 more lines]", FILE).withDetails(details)))
        .isEqualTo(
            Json.parseObject(
                "{\"ok\":true,\"status\":\"ok\",\"text\":\"a\\nb|c\",\"lines\":[\"a\",\"b|c\"],\"numbered\":true,\"of\":9}"));
  }

  /** Steps that refer to earlier ones in any way. */
  private static Json.Obj graph(RandomGenerator random, int size) {
    var steps = new ArrayList<Json>();
    var count = 1 + random.nextInt(2 + size / 5);
    for (var i = 0; i < count; i++) {
      var step = Json.object().put("id", "s" + i);
      var other = i == 0 ? "" : "s" + random.nextInt(i);
      if (i > 0 && random.nextInt(4) == 0) step.put("if", "$" + other + " != 'never'");
      switch (i == 0 ? 0 : random.nextInt(5)) {
        case 0 ->
            step.put("tool", "read")
                .put("onError", "continue")
                .put("args", Json.parseObject("{\"path\":\"p" + i + "\"}"));
        case 1 ->
            step.put("tool", "read")
                .put("onError", "continue")
                .put("args", Json.parseObject("{\"path\":\"[${" + other + "}]\"}"));
        case 2 ->
            step.put("tool", "read")
                .put("foreach", Json.parse("[1,\"$" + other + "\",3]"))
                .put("parallel", 1 + random.nextInt(3))
                .put("onError", "continue")
                .put("retry", random.nextInt(2))
                .put("args", Json.parseObject("{\"path\":\"${item}\"}"));
        case 3 ->
            step.put("tool", "map")
                .put("args", Json.parseObject("{\"in\":[\"$" + other + "\"],\"to\":\"$item\"}"));
        default ->
            step.put("tool", random.nextBoolean() ? "edit" : "read")
                .put("onError", "continue")
                .put("args", Json.parseObject("{\"path\":\"" + i + "${" + other + "}\"}"));
      }
      steps.add(step.build());
    }
    Collections.shuffle(steps, new Random(random.nextLong()));
    var returns = Json.object();
    for (var i = 0; i < count; i++) returns.put("s" + i, "$s" + i);
    return Json.object().put("steps", Json.array(steps)).put("return", returns.build()).build();
  }

  private static ToolResult byInput(Run.Planned call) {
    var path = call.args().string("path", "");
    var shown = path.length() > 40 ? path.hashCode() + "" : path;
    return path.hashCode() % 5 == 0 ? ToolResult.failed(shown) : ToolResult.ok(shown, FILE);
  }

  @Test
  void itIsTheSameInWhateverOrderResultsComeIn() {
    Properties.forAll(
        300,
        (random, size) -> new Json[] {graph(random, size), Json.of(random.nextLong())},
        input -> {
          var graph = (Json.Obj) input[0];
          var plain = run(graph);
          finish(plain, RunTest::byInput);
          var shuffled = run(graph);
          var random = new Random(((Json.Num) input[1]).integer().orElseThrow());
          var open = new ArrayList<Run.Planned>();
          while (true) {
            open.addAll(shuffled.ready(1 + random.nextInt(4)));
            if (open.isEmpty()) break;
            var call = open.remove(random.nextInt(open.size()));
            if (random.nextInt(6) == 0) shuffled.putBack(call);
            else shuffled.finished(call, ending(byInput(call)));
          }

          assertThat(shuffled.returned()).isEqualTo(plain.returned());
          assertThat(shuffled.ledger()).isEqualTo(plain.ledger());
        });
  }
}
