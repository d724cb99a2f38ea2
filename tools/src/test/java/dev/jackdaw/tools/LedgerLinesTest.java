package dev.jackdaw.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.VisibleText;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.testkit.Golden;
import dev.jackdaw.testkit.Properties;
import dev.jackdaw.tools.output.LedgerLine;
import dev.jackdaw.tools.shell.Stage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerLinesTest {
  @TempDir Path temporary;
  private final Toolbox toolbox = Toolbox.create(ToolboxOptions.defaults());
  private final List<Tool<?>> tools = new ArrayList<>();
  private final StringBuilder report = new StringBuilder();
  private Path folder;
  private Stage stage;

  @BeforeEach
  void open() throws Exception {
    folder = temporary.toRealPath().resolve("work");
    Files.createDirectories(folder.resolve("src"));
    stage = new Stage(folder);
    tools.addAll(toolbox.tools(new ModelInfo("test", "model", 0, 0, Set.of(), Optional.empty())));
  }

  @AfterEach
  void close() {
    toolbox.close();
  }

  private <I> void line(Tool<I> tool, String json) throws Exception {
    var input = tool.decode(Json.parseObject(json));
    var result = tool.call(input, stage);
    report
        .append(tool.spec().name())
        .append(' ')
        .append(tool.ledger(input, result, stage.workspace()));
    report.append(" (").append(tool.retention(input, result)).append(")\n");
  }

  private void call(String tool, String json) throws Exception {
    for (var one : tools) if (one.spec().name().equals(tool)) line(one, json);
  }

  @Test
  void tellWhatCallsDid() throws Exception {
    Files.writeString(folder.resolve("src/A.java"), "class A {\n  int a;\n}\n");
    Files.writeString(folder.resolve("long.txt"), "x\n".repeat(3_000));
    call("read", "{\"path\":\"src/A.java\"}");
    call("read", "{\"path\":\"long.txt\",\"offset\":5,\"limit\":20}");
    call("read", "{\"path\":\"src/B.java\"}");
    call(
        "edit", "{\"path\":\"src/A.java\",\"old_string\":\"a;\",\"new_string\":\"b;\\n  int c;\"}");
    call("edit", "{\"path\":\"src/A.java\",\"old_string\":\"zzz\",\"new_string\":\"y\"}");
    call("write", "{\"path\":\"src/B.java\",\"content\":\"class B {}\\n\"}");
    call("write", "{\"path\":\"src/B.java\",\"content\":\"class B {}\\n\"}");
    call("grep", "{\"pattern\":\"class\",\"path\":\"src\"}");
    call("grep", "{\"pattern\":\"cl(ss\"}");
    call("glob", "{\"pattern\":\"**/*.java\"}");
    call("list", "{}");
    call("bash", "{\"command\":\"echo hello\"}");
    call("bash", "{\"command\":\"echo '[ERROR]   FooTest.bar:88 » NullPointer'; exit 1\"}");
    call("bash", "{\"command\":\"cd nowhere && make\"}");
    call("bash", "{\"command\":\"printf 'a.c:1:2: error: wrong\\\\n' | tail -3\"}");
    call("bash_kill", "{\"id\":\"bg7\"}");
    call("todo", "{\"items\":[{\"text\":\"a\",\"state\":\"done\"}]}");
    call("task", "{\"description\":\"look around\",\"prompt\":\"p\"}");
    call("ask_user", "{\"question\":\"Which one?\"}");
    call("web_fetch", "{\"url\":\"http://127.0.0.1:1/\"}");
    Golden.check("ledger.txt", report.toString());
  }

  @Test
  void areOneShortLineWhateverTheCall() {
    Properties.forAll(
        (random, size) ->
            new Case(tools.get(random.nextInt(tools.size())), random.nextLong(), size),
        one -> check(one.tool(), Properties.random(one.seed()), one.size()));
  }

  private record Case(Tool<?> tool, long seed, int size) {
    @Override
    public String toString() {
      return tool.spec().name() + " " + seed + " " + size;
    }
  }

  private <I> void check(Tool<I> tool, RandomGenerator random, int size) throws Exception {
    var input = decoded(tool, random, size);
    var result = anyResult(random, size);
    var line = tool.ledger(input, result, stage.workspace());
    assertThat(line).hasSizeLessThanOrEqualTo(LedgerLine.MAX_CHARS).doesNotContain("\n", "\r");
    assertThat(line).isEqualTo(VisibleText.inOneLine(line));
    assertThat(tool.retention(input, result)).isNotNull();
  }

  private static <I> I decoded(Tool<I> tool, RandomGenerator random, int size) throws Exception {
    var text = anyText(random, size);
    var input =
        switch (tool.spec().name()) {
          case "read", "list" -> Json.object().put("path", text);
          case "write" -> Json.object().put("path", text).put("content", text);
          case "edit" ->
              Json.object().put("path", text).put("old_string", text).put("new_string", text);
          case "glob" -> Json.object().put("pattern", "x" + text.replaceAll("[^a-z/ ]", ""));
          case "grep" -> Json.object().put("pattern", "x" + text.replace("\0", ""));
          case "bash" -> Json.object().put("command", "x" + text.replace("\0", ""));
          case "bash_kill", "bash_output" -> Json.object().put("id", text);
          case "web_fetch" -> Json.object().put("url", text);
          case "ask_user" -> Json.object().put("question", "x" + text);
          case "task" -> Json.object().put("description", "x" + text).put("prompt", "x");
          case "present_plan" ->
              Json.object().put("plan", "x").put("steps", Json.strings(List.of()));
          case "todo" -> Json.object().put("items", Json.Arr.EMPTY);
          case "recall" -> Json.object().put("query", "x" + text);
          case "workflow" -> Json.object().put("resume", text);
          default -> throw new AssertionError("a tool without a case here: " + tool.spec().name());
        };
    return tool.decode(input.build());
  }

  private static ToolResult anyResult(RandomGenerator random, int size) {
    var labels = List.of(Label.JACKDAW, new Label(Label.Source.COMMAND, ""));
    var content = new ArrayList<Block.Content>();
    for (var i = random.nextInt(4); i > 0; i--) {
      content.add(new Block.Text(anyText(random, size), labels.get(random.nextInt(2))));
    }
    var details = Json.object();
    for (var name : List.of("path", "url", "redirect", "unchanged", "job")) {
      if (random.nextInt(3) == 0) details.put(name, anyText(random, size));
    }
    for (var name : List.of("exit_code", "lines", "of", "from", "files", "matches", "status")) {
      if (random.nextInt(3) == 0) details.put(name, random.nextInt(300));
    }
    var statuses = ToolResult.Status.values();
    var status = statuses[random.nextInt(statuses.length)];
    return new ToolResult(status, content, details.build(), Label.JACKDAW);
  }

  private static String anyText(RandomGenerator random, int size) {
    var parts =
        List.of("a", "src/", " ", "\n", "\u001b[31m", "\u202e", "\0", "é", "🦅", "\ud83e", ". ");
    var text = new StringBuilder();
    for (var i = random.nextInt(size * 4 + 1); i > 0; i--) {
      text.append(parts.get(random.nextInt(parts.size())));
    }
    return text.toString();
  }

  @Test
  void nameEveryFileThatWasWritten() throws Exception {
    for (var count : List.of(1, 3, 5, 8)) {
      var files = new ArrayList<Json>();
      var names = new ArrayList<String>();
      for (var i = 0; i < count; i++) {
        names.add("src/a" + i + ".txt");
        files.add(Json.object().put("path", names.getLast()).put("change", "update").build());
      }
      var details = Json.object().put("files", Json.array(files)).build();
      var result = ToolResult.ok("", Label.JACKDAW).withDetails(details);
      for (var tool : tools) {
        if (tool.spec().name().equals("edit")) {
          var line =
              lineOf(
                  tool,
                  "{\"path\":\"a\",\"edits\":[],\"old_string\":\"a\",\"new_string\":\"b\"}",
                  result);
          assertThat(line).contains(names.subList(0, Math.min(5, count)));
          if (count > 5) assertThat(line).endsWith("+3 more");
        }
      }
    }
  }

  private <I> String lineOf(Tool<I> tool, String json, ToolResult result)
      throws InvalidInputException {
    return tool.ledger(tool.decode(Json.parseObject(json)), result, stage.workspace());
  }

  @Test
  void ofAPathTheEndIsThere() {
    var path = LedgerLine.path("folder/".repeat(100) + "Name.java");
    assertThat(path).startsWith("…").endsWith("/Name.java").hasSizeLessThanOrEqualTo(150);
  }
}
