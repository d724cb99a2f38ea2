package dev.jackdaw.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Delta;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.testkit.Properties;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromptedCallsTest {
  private static final String LS = "{\"name\": \"bash\", \"arguments\": {\"command\": \"ls\"}}";

  /** What was read, and what a screen would have shown. */
  private record Read(String text, List<Block.Call> calls, String shown) {}

  private static Read read(String said, int pieceChars) {
    var deltas = new ArrayList<Delta>();
    var calls = new PromptedCalls(deltas::add, List.of("bash", "read_file"));
    for (var at = 0; at < said.length(); at += pieceChars) {
      calls.accept(
          new Delta.TextDelta(said.substring(at, Math.min(said.length(), at + pieceChars))));
    }
    var found = calls.end();
    return new Read(calls.text(), found, Samples.joined(deltas).getOrDefault("text", ""));
  }

  private static Read read(String said) {
    var whole = read(said, Integer.MAX_VALUE / 2);
    for (var pieceChars : new int[] {1, 3, 10}) {
      assertThat(read(said, pieceChars)).as("in pieces of " + pieceChars).isEqualTo(whole);
    }
    assertThat(whole.shown()).isEqualTo(whole.text());
    return whole;
  }

  private static void assertCalls(Read read, String... commands) {
    assertThat(read.calls()).extracting(Block.Call::malformed).containsOnly("");
    assertThat(read.calls().stream().map(call -> call.input().string("command", "")))
        .containsExactly(commands);
  }

  @Test
  void readsCallsAndTheTextAround() {
    var read =
        read(
            "I look.\n\n<tool_call>\n"
                + LS
                + "\n</tool_call>\n<tool_call>\n"
                + LS.replace("ls", "pwd")
                + "\n</tool_call>\n");
    assertThat(read.text()).isEqualTo("I look.");
    assertCalls(read, "ls", "pwd");
  }

  @Test
  void leavesTextAlone() {
    for (var text :
        List.of(
            "Hello <there>, a < b.",
            "Code:\n\n```java\nvar a = \"{}\";\n```\n\nand more",
            "```\nopen",
            "{\"not\": \"a call\"} and words",
            "```json\n{\"name\": \"nobody\", \"arguments\": {}}\n```",
            "<tool_result> is a tag",
            "<tool")) {
      var read = read(text);
      assertThat(read.text()).isEqualTo(text);
      assertThat(read.calls()).isEmpty();
    }
  }

  @Test
  void readsWhatModelsWriteInstead() {
    for (var said :
        List.of(
            LS,
            "```json\n" + LS + "\n```",
            "```tool_call\n" + LS + "\n```",
            "```\n<tool_call>" + LS + "</tool_call>\n```",
            "<tool_call>" + LS,
            "<tool_call>```json\n" + LS + "\n```</tool_call>",
            "<tool_call>{'name': 'bash', 'arguments': {'command': 'ls',}}</tool_call>",
            "<tool_call>{\"name\": \"bash\", \"parameters\": {\"command\": \"ls\"}}</tool_call>",
            "<tool_call>{\"tool\": \"bash\", \"input\": \"{\\\"command\\\":\\\"ls\\\"}\"}</tool_call>",
            "<tool_call>[" + LS + "]</tool_call>")) {
      assertCalls(read(said), "ls");
    }
  }

  @Test
  void dropsResultsTheModelMadeUp() {
    var read =
        read(
            "<tool_call>" + LS + "</tool_call>\n<tool_result name=\"bash\">a b</tool_result>Done!");
    assertThat(read.text()).isEmpty();
    assertCalls(read, "ls");
  }

  @Test
  void neverRunsHalfACall() {
    var said = "<tool_call>{\"name\": \"bash\", \"arguments\": {\"command\": \"rm -rf build\"}}";
    Properties.forAll(
        300,
        (random, size) -> said.substring(0, random.nextInt(said.length())),
        cut -> {
          for (var call : read(cut).calls()) {
            assertThat(call.input()).isEqualTo(Json.Obj.EMPTY);
            assertThat(call.malformed()).isNotEmpty();
          }
        });
  }

  @Test
  void tellsOfCallsItCannotRead() {
    for (var said :
        List.of(
            "{\"name\": \"bash\", \"arguments\": {\"command\": \"echo \"hi\"\"}}",
            "{\"name\": \"bash\", \"command\": \"ls\"}",
            "{\"name\": \"bash\", \"arguments\": {}, \"timeout\": 3}",
            "{\"name\": \"bash\", \"arguments\": ")) {
      var call = read("<tool_call>" + said + "</tool_call>").calls().getFirst();
      assertThat(call.tool()).isEqualTo("bash");
      assertThat(call.malformed()).isEqualTo(said.strip());
    }
    var nameless = read("<tool_call>ls -l</tool_call>").calls().getFirst();
    assertThat(nameless.tool()).isEqualTo("(no name)");
    assertThat(nameless.malformed()).isEqualTo("ls -l");
  }
}
