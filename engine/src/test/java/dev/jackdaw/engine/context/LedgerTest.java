package dev.jackdaw.engine.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolResult.Status;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.testkit.Properties;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
  @TempDir Path temporary;
  private Workspace workspace;
  private Ledger ledger;
  private long number;

  @BeforeEach
  void open() throws Exception {
    workspace = Workspace.of(temporary);
    ledger = new Ledger(workspace);
  }

  /** One call and how it ended. */
  private record Step(
      String tool,
      List<Effect> effects,
      Status status,
      Json.Obj details,
      String line,
      List<String> changed) {
    void addTo(Ledger ledger, long number) {
      var call = new Block.Call(new CallId("c" + number), tool, Json.Obj.EMPTY);
      var result = ToolResult.of(status, "", Label.JACKDAW).withDetails(details);
      ledger.add(number, call, effects, result, line, changed);
    }
  }

  private Step run(String command, int exit) {
    return new Step(
        "bash",
        List.of(new Effect.Executes(command, workspace.directory())),
        exit == 0 ? Status.OK : Status.FAILED,
        Json.object().put("exit_code", exit).build(),
        "\"" + command + "\" exit " + exit,
        List.of());
  }

  private Step edit(String path, int added) {
    var file = Json.object().put("path", path).put("change", "update").put("added", added).build();
    return new Step(
        "edit",
        writes(path),
        Status.OK,
        Json.object().put("files", Json.array(List.of(file))).build(),
        path + " +" + added + " -0",
        List.of("~ " + path));
  }

  private Step failedEdit(String path) {
    return new Step(
        "edit", writes(path), Status.FAILED, Json.Obj.EMPTY, path + ": not found", List.of());
  }

  private List<Effect> writes(String path) {
    return List.of(new Effect.Writes(workspace.directory().resolve(path)));
  }

  private Step read(String path) {
    var reads = List.<Effect>of(new Effect.Reads(workspace.directory().resolve(path)));
    return new Step("read", reads, Status.OK, Json.Obj.EMPTY, path + " all 9 lines", List.of());
  }

  private Step search(String pattern) {
    var reads = List.<Effect>of(new Effect.Reads(workspace.directory()));
    var line = "\"" + pattern + "\": 2 matches in 1 files";
    return new Step("grep", reads, Status.OK, Json.Obj.EMPTY, line, List.of());
  }

  private void take(Step... steps) {
    for (var step : steps) step.addTo(ledger, ++number);
  }

  @Test
  void tellsEveryCallWhileThereIsRoom() {
    take(read("a/A.java"), edit("a/A.java", 3), run("mvn test", 1), search("foo"), failedEdit("b"));
    assertThat(ledger.lines(10_000))
        .containsExactly(
            "#1 read a/A.java all 9 lines ok",
            "#2 edit a/A.java +3 -0 ok",
            "#3 bash \"mvn test\" exit 1",
            "#4 grep \"foo\": 2 matches in 1 files ok",
            "#5 edit b: not found failed");
  }

  @Test
  void tellsOfFilesAndCommandsWhereThereIsNot() {
    for (var i = 0; i < 5; i++) take(read("a/A.java"), edit("a/A.java", 3), run("mvn test", 1));
    take(search("foo"), search("foo"), run("ls", 0));
    assertThat(ledger.lines(400))
        .containsExactly(
            "#14 a/A.java: 5 edits +15 -0, read 5 times",
            "#15 bash \"mvn test\" exit 1 (5 runs)",
            "#17 grep \"foo\": 2 matches in 1 files ok",
            "#18 bash \"ls\" exit 0");
    assertThat(ledger.lines(150))
        .containsExactly(
            "[earlier calls left out here: 2]",
            "#14 a/A.java: 5 edits +15 -0, read 5 times",
            "#15 bash \"mvn test\" exit 1 (5 runs)");
    assertThat(ledger.lines(0))
        .containsExactly("#14 changed in a/: A.java", "#15 bash \"mvn test\" exit 1 (5 runs)");
  }

  @Test
  void keepsAFailureUntilTheSameOrAWiderCommandSucceeds() {
    take(run("mvn -Dtest=A test", 1), run("mvn compile", 0), run("mvn test | tail -3", 1));
    assertThat(ledger.failures())
        .containsExactly("#1 bash \"mvn -Dtest=A test\" exit 1", "#3 bash \"mvn test | tail -3\" exit 1");
    take(run("mvn -Dtest=A test", 0));
    assertThat(ledger.failures()).containsExactly("#3 bash \"mvn test | tail -3\" exit 1");
    take(run("mvn -q verify", 0));
    assertThat(ledger.failures()).isEmpty();
  }

  @Test
  void keepsAFailedEditUntilTheFileIsChanged() {
    take(edit("a", 1), failedEdit("a"), failedEdit("b"), read("a"));
    assertThat(ledger.failures())
        .containsExactly("#2 edit a: not found failed", "#3 edit b: not found failed");
    take(edit("a", 1));
    assertThat(ledger.failures()).containsExactly("#3 edit b: not found failed");
    take(new Step("bash", List.of(), Status.OK, Json.Obj.EMPTY, "sed", List.of("~ b")));
    assertThat(ledger.failures()).isEmpty();
    assertThat(ledger.modified()).containsExactly("a", "b");
  }

  @Test
  void aRunnerBehindAFilterMayFailWithoutSayingSo() {
    var step = run("mvn test | tail -3", 0);
    var details = step.details().with("failures", Json.of(2));
    take(new Step("bash", step.effects(), Status.OK, details, step.line() + ": A.b", List.of()));
    assertThat(ledger.failures()).containsExactly("#1 bash \"mvn test | tail -3\" exit 0: A.b");
    take(run("mvn test | tail -3", 0));
    assertThat(ledger.failures()).isEmpty();
  }

  @Test
  void aSearchThatFoundNothingIsNoFailure() {
    take(run("grep -r foo src", 1), run("diff a b", 1), run("grep -r foo nowhere", 2));
    assertThat(ledger.failures()).containsExactly("#3 bash \"grep -r foo nowhere\" exit 2");
  }

  @Test
  void followsACommandIntoTheBackground() {
    var started =
        new Step(
            "bash",
            run("mvn test", 0).effects(),
            Status.OK,
            Json.object().put("job", "bg1").build(),
            "\"mvn test\" goes on as bg1",
            List.of());
    var details = Json.object().put("job", "bg1").put("exit_code", 1).build();
    take(run("mvn -q test", 1), started);
    take(new Step("bash_output", List.of(), Status.OK, details, "bg1 exited with code 1", List.of()));
    assertThat(ledger.failures())
        .containsExactly(
            "#1 bash \"mvn -q test\" exit 1", "#3 bash_output bg1 exited with code 1");
    take(run("mvn test", 0));
    assertThat(ledger.failures()).isEmpty();
  }

  @Test
  void tellsOfFilesThatNoLineNames() {
    take(new Step("bash", List.of(), Status.OK, Json.Obj.EMPTY, "\"make\"", List.of("+ x/m.o", "m")));
    assertThat(ledger.lines(10_000))
        .containsExactly(
            "#1 x/m.o: new, changed by 1 command",
            "#1 m: changed by 1 command",
            "#1 bash \"make\" ok");
  }

  /** What must hold, kept in the simplest way. */
  private static final class Model {
    final Map<String, String> failing = new HashMap<>();
    final Set<String> modified = new LinkedHashSet<>();

    void take(Step step) {
      if (step.tool().equals("bash")) {
        var command = ((Effect.Executes) step.effects().getFirst()).command();
        if (step.status() == Status.OK) failing.remove(command);
        else failing.put(command, step.line());
        if (step.status() == Status.OK && command.equals("mvn test")) {
          failing.keySet().removeIf(other -> other.startsWith("mvn -Dtest="));
        }
      }
      if (step.tool().equals("edit")) {
        var path = step.line().split("[: ]", 2)[0];
        if (step.status() == Status.OK) {
          modified.add(path);
          failing.remove(path);
        } else {
          failing.put(path, step.line());
        }
      }
      for (var path : step.changed()) {
        modified.add(path.substring(2));
        failing.remove(path.substring(2));
      }
    }
  }

  private List<Step> anySteps(RandomGenerator random, int size) {
    var steps = new ArrayList<Step>();
    for (var i = random.nextInt(size * 6 + 1); i > 0; i--) {
      var path = "d" + random.nextInt(4) + "/f" + random.nextInt(size + 1);
      var some = random.nextInt(size + 1);
      steps.add(
          switch (random.nextInt(9)) {
            case 0 -> edit(path, random.nextInt(50));
            case 1 -> failedEdit(path);
            case 2 -> run("mvn test", random.nextInt(2));
            case 3 -> run("mvn -Dtest=T" + some + " test", random.nextInt(2));
            case 4 -> run("./tool " + some, random.nextInt(2));
            case 5, 6 -> read(path);
            case 7 -> search("p" + random.nextInt(4 * size + 1));
            default -> {
              var step = run("./generate " + some, 0);
              yield new Step(
                  "bash", step.effects(), step.status(), step.details(), step.line(), List.of("+ " + path));
            }
          });
    }
    return steps;
  }

  @Test
  void theLawsHold() {
    Properties.forAll(
        300,
        (random, size) -> new Case(anySteps(random, size), random.nextInt(1 + size * 60)),
        one -> check(one.steps(), one.cap()));
  }

  private record Case(List<Step> steps, int cap) {}

  private void check(List<Step> steps, int cap) {
    var taken = new Ledger(workspace);
    var model = new Model();
    var before = taken.copy();
    for (var i = 0; i < steps.size(); i++) {
      if (i == steps.size() / 2) before = taken.copy();
      steps.get(i).addTo(taken, i + 1L);
      model.take(steps.get(i));
    }
    var lines = taken.lines(cap);
    assertThat(taken.modified()).containsExactlyInAnyOrderElementsOf(model.modified);
    assertThat(taken.failures()).hasSize(model.failing.size());
    var text = String.join("\n", lines);
    for (var failure : model.failing.values()) assertThat(text).contains(failure);
    for (var path : model.modified) {
      assertThat(lines)
          .anyMatch(line -> line.contains(path) || line.matches(inFolder(path)));
    }
    assertThat(numbers(lines)).isSorted();
    var must = String.join("\n", taken.failures()).length() + byFolder(model.modified) + 62;
    assertThat(text.length()).isLessThanOrEqualTo(Math.max(cap, must));

    assertThat(taken.lines(cap)).isEqualTo(lines);
    var again = before;
    for (var i = 0; i < steps.size(); i++) steps.get(i).addTo(again, i + 1L);
    assertThat(again.lines(cap)).isEqualTo(lines);
    for (var i = 0; i < steps.size(); i++) steps.get(i).addTo(taken, i + 1L);
    assertThat(taken.lines(cap)).isEqualTo(lines);
  }

  private static String inFolder(String path) {
    var cut = path.indexOf('/') + 1;
    return "#\\d+ changed in " + path.substring(0, cut) + ": (.*, )?" + path.substring(cut) + "(,.*)?";
  }

  private static List<Long> numbers(List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith("#"))
        .map(line -> Long.parseLong(line.substring(1, line.indexOf(' '))))
        .toList();
  }

  private static int byFolder(Set<String> paths) {
    var folders = new LinkedHashSet<String>();
    var size = 0;
    for (var path : paths) {
      folders.add(path.substring(0, path.indexOf('/')));
      size += path.length() - path.indexOf('/') + 1;
    }
    return size + folders.size() * 25;
  }
}
