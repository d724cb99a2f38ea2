package dev.jackdaw.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Effort;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.ModelException;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.Reply;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.Usage;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.testkit.Script.Fault;
import dev.jackdaw.testkit.Script.Turn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptedModelTest {
  private static final Json.Obj LS = Json.object().put("command", "ls").build();

  @TempDir Path folder;

  private final List<Message> conversation = new ArrayList<>(List.of(Message.User.text("go")));

  @Test
  void saysItsTurnsInOrder() throws Exception {
    var model = ScriptedModel.of(Turn.call("bash", LS), Turn.text("done"));
    assertThat(next(model))
        .isEqualTo(
            new Message.Assistant(List.of(new Block.Call(new CallId("call_t1_0"), "bash", LS))));
    answer("a.txt");
    assertThat(next(model).text()).isEqualTo("done");
    assertThat(model.requests()).hasSize(2);
  }

  @Test
  void givesTheSameReplyToTheSameRequest() throws Exception {
    var model = ScriptedModel.of(Turn.call("bash", LS), Turn.text("done"));
    assertThat(ask(model)).isEqualTo(ask(model));
    next(model);
    answer("");
    assertThat(ask(model)).isEqualTo(ask(model));
    assertThat(ask(model).message().text()).isEqualTo("done");
  }

  @Test
  void goesOnWhereItWasWhenTheBeginningWasFoldedAway() throws Exception {
    var model = ScriptedModel.of(Turn.call("bash", LS).times(9), Turn.text("done"));
    for (var i = 0; i < 9; i++) {
      next(model);
      answer("" + i);
    }
    conversation.subList(1, conversation.size() - 2).clear();
    assertThat(next(model).text()).isEqualTo("done");
    conversation.add(Message.User.text("more"));
    assertThatThrownBy(() -> ask(model)).hasMessageContaining("turn 11 was asked for");
  }

  @Test
  void saysLoudlyThatItHasNoMoreTurns() {
    var model = ScriptedModel.of();
    assertThatThrownBy(() -> ask(model))
        .isInstanceOfSatisfying(
            ModelException.class,
            e -> assertThat(e.failure()).isEqualTo(ModelException.Failure.INVALID_REQUEST))
        .hasMessageContaining("turn 1 was asked for, but the script has only 0");
  }

  @Test
  void fillsInWhatIsInBraces() throws Exception {
    var model =
        ScriptedModel.of(
            Script.of(
                Turn.call("bash", "{\"a\":[\"{{i}} {{cwd}}\"],\"b\":\"{{x}} {{\"}").times(2),
                Turn.text("{{turn}}: {{lastResult}} for {{prompt}}")),
            folder);
    next(model);
    answer("first");
    assertThat(next(model).calls().getFirst().input())
        .isEqualTo(Json.parse("{\"a\":[\"2 " + folder + "\"],\"b\":\"{{x}} {{\"}"));
    answer("second");
    assertThat(next(model).text()).isEqualTo("3: second for go");
  }

  @Test
  void repeatsRowsOfTurns() throws Exception {
    var model =
        ScriptedModel.of(
            new Script.Group(List.of(Turn.text("a{{i}}"), Turn.text("b{{i}}").times(2)), 2),
            Turn.text("c{{i}}"));
    var said = new ArrayList<String>();
    for (var i = 0; i < 7; i++) said.add(next(model).text());
    assertThat(said).containsExactly("a1", "b1", "b2", "a2", "b1", "b2", "c1");
  }

  @Test
  void streamsWhatItReturns() throws Exception {
    var turn =
        Turn.call("bash", LS).saying("I shall list the files. \uD83D\uDC26").thinking("Hm, well");
    var deltas = new ArrayList<Delta>();
    var reply = ScriptedModel.of(turn).reply(request(), deltas::add);
    assertThat(joined(deltas))
        .isEqualTo(
            "think:Hm, well\ntext:I shall list the files. \uD83D\uDC26\nbash" + LS.compact());
    assertThat(deltas).hasSizeGreaterThan(6);
    assertThat(reply.stop()).isEqualTo(StopReason.CALLS);
    assertThat(reply.message().blocks()).hasSize(3);
    assertThat(reply.usage().output()).isPositive();
  }

  @Test
  void failsOnlyAsOftenAsItShould() throws Exception {
    var fault =
        Fault.of(ModelException.Failure.OVERLOADED, "busy")
            .retryAfter(Duration.ofSeconds(7))
            .times(2);
    var model = ScriptedModel.of(Turn.text("ok").failingFirst(fault.afterChars(1)));
    for (var i = 0; i < 2; i++) {
      var deltas = new ArrayList<Delta>();
      assertThatThrownBy(() -> model.reply(request(), deltas::add))
          .isInstanceOfSatisfying(
              ModelException.class, e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(7)))
          .hasMessage("busy");
      assertThat(joined(deltas)).isEqualTo("text:o");
    }
    assertThat(next(model).text()).isEqualTo("ok");
  }

  @Test
  void canRetryByItself() throws Exception {
    var fault = Fault.of(ModelException.Failure.RATE_LIMITED, "slow down").retried();
    var deltas = new ArrayList<Delta>();
    ScriptedModel.of(Turn.text("ok").failingFirst(fault)).reply(request(), deltas::add);
    assertThat(deltas)
        .containsExactly(
            new Delta.Retrying("slow down", Duration.ZERO, 1),
            new Delta.Restarted(),
            new Delta.TextDelta("ok"));
  }

  @Test
  void stopsAtOnceWhenInterrupted() throws Exception {
    var model = ScriptedModel.of(Turn.text("long").after(Duration.ofHours(1)));
    var caught = new ArrayList<Throwable>();
    var thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                ask(model);
              } catch (Exception e) {
                caught.add(e);
              }
            });
    thread.interrupt();
    thread.join();
    assertThat(caught).singleElement().isInstanceOf(InterruptedException.class);
  }

  @Test
  void tellsWhatItExpectedAndWhatCame() throws Exception {
    var model =
        ScriptedModel.of(
            Script.of(
                    Turn.call("bash", LS),
                    Turn.text("done").expecting(Expectation.resultContains("BUILD SUCCESS")))
                .named("ci.json"),
            folder);
    next(model);
    answer("BUILD FAILURE");
    assertThatThrownBy(() -> ask(model))
        .hasMessage(
            "ci.json: turn 2 expected the last result to contain \"BUILD SUCCESS\""
                + " but it was \"BUILD FAILURE\"");
  }

  @Test
  void letsSubAgentsSpeakTheirOwnTurns() throws Exception {
    var model =
        ScriptedModel.of(
            Script.of(Turn.text("main")).agent("count the files", Turn.call("bash", LS)), folder);
    assertThat(ask(model).message().text()).isEqualTo("main");
    conversation.set(0, Message.User.text("please count the files here"));
    assertThat(ask(model).message().calls())
        .containsExactly(new Block.Call(new CallId("call_a1t1_0"), "bash", LS));
  }

  @Test
  void readsAScriptFile() throws Exception {
    var file = folder.resolve("demo.json");
    Files.writeString(
        file,
        """
        {"name":"demo","window":32000,"comment":"x","prices":{"input":1,"output":5},
         "turns":[
          {"text":"Looking.","thinking":"Hm.","calls":[{"tool":"bash","input":{"command":"ls {{cwd}}"}}],
           "usage":{"input":10,"cacheRead":5,"cacheWrite":1,"output":3,"reasoning":2}},
          {"repeat":2,"turns":[{"text":"again {{i}}","stop":"length","expect":{"lastResultContains":"a.txt"}}]},
          {"fail":{"kind":"overloaded","message":"busy","retryAfterMs":10}}],
         "final":"Done.",
         "agents":[{"whenPromptContains":"sub","turns":[{"text":"sub"}]}],
         "asides":[{"whenPromptContains":"summarise","text":"a note"}]}
        """);
    var model = ScriptedModel.read(file, folder);
    assertThat(model.info().id()).isEqualTo("scripted/demo");
    assertThat(model.info().window()).isEqualTo(32_000);
    var first = ask(model);
    assertThat(first.usage()).isEqualTo(new Usage(10, 5, 1, 3, 2));
    conversation.add(first.message());
    assertThatThrownBy(() -> ask(model)).hasMessageContaining("demo: turn 2 expected");
    answer("a.txt");
    var second = ask(model);
    assertThat(second.message().text()).isEqualTo("again 1");
    assertThat(second.stop()).isEqualTo(StopReason.LENGTH);
    conversation.add(Message.User.text("summarise this"));
    assertThat(ask(model).message().text()).isEqualTo("a note");
    conversation.add(second.message());
    conversation.add(Message.User.text("no aside"));
    assertThatThrownBy(() -> ask(model)).hasMessageContaining("demo: turn 3 expected");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"turns\":[{\"tekst\":\"x\"}]} | s.json is wrong at turns[0]: there is no \"tekst\", did you mean \"text\"?",
        "{\"turns\":[{\"calls\":[{\"tool\":\"a\",\"imput\":{}}]}]} | turns[0].calls[0]: there is no \"imput\"",
        "{\"turns\":[{\"calls\":[{\"input\":{}}]}]} | turns[0].calls[0].tool: it is missing",
        "{\"turns\":[{\"calls\":[{\"tool\":\"a\",\"input\":\"ls\"}]}]} | turns[0].calls[0].input: it must be an object, was \"ls\"",
        "{\"turns\":[{\"text\":7}]} | turns[0].text: it must be a string, was 7",
        "{\"turns\":{}} | turns: it must be an array, was {}",
        "{\"turns\":[3]} | turns[0]: it must be an object, was 3",
        "{\"turns\":[{\"stop\":\"later\"}]} | turns[0].stop: it must be one of end, calls",
        "{\"turns\":[{\"fail\":{\"kind\":\"bad\"}}]} | turns[0].fail.kind: it must be one of rate_limited",
        "{\"turns\":[{\"fail\":{}}]} | turns[0].fail.kind: it is missing",
        "{\"turns\":[{\"repeat\":0}]} | turns[0].repeat: it must be an integer from 1 to 1000000, was 0",
        "{\"turns\":[{\"repeat\":2,\"turns\":[]}]} | turns[0].turns: it must be at least one turn, was []",
        "{\"turns\":[{\"delayMs\":-1}]} | turns[0].delayMs: it must be an integer from 0",
        "{\"turns\":[{\"expect\":{\"lastResultContains\":[1]}}]} | turns[0].expect.lastResultContains",
        "{\"window\":\"big\"} | window: it must be an integer",
        "{\"turn\":[]} | the top: there is no \"turn\", did you mean \"turns\"?",
        "[] | line 1, column 1: expected an object",
        "{\"a\": | line 1, column 6: unexpected end"
      })
  void namesWhatIsWrongWithAScript(String script, String problem) {
    assertThatThrownBy(() -> ScriptedModel.parse("s.json", script, folder))
        .isInstanceOfSatisfying(
            JackdawException.class, e -> assertThat(e.kind()).isEqualTo(JackdawException.Kind.USER))
        .hasMessageContaining(problem);
  }

  @Test
  void namesTheFileItCannotRead() {
    assertThatThrownBy(() -> ScriptedModel.read(folder.resolve("none.json"), folder))
        .isInstanceOf(JackdawException.class)
        .hasMessageContaining("none.json");
  }

  private Message.Assistant next(ScriptedModel model) throws InterruptedException {
    var message = ask(model).message();
    conversation.add(message);
    return message;
  }

  private Reply ask(ScriptedModel model) throws InterruptedException {
    return model.reply(request(), _ -> {});
  }

  private void answer(String text) {
    var call = ((Message.Assistant) conversation.getLast()).calls().getFirst();
    var result = ToolResult.ok(text, new Label(Label.Source.COMMAND, ""));
    conversation.add(new Message.User(List.of(new Block.Result(call.id(), result))));
  }

  private ModelRequest request() {
    return new ModelRequest(
        List.of(new Block.Text("be good", Label.JACKDAW)),
        List.of(),
        conversation,
        0,
        Effort.DEFAULT,
        "session");
  }

  private static String joined(List<Delta> deltas) {
    var out = new StringBuilder();
    Class<?> last = Delta.class;
    for (var delta : deltas) {
      var begins = delta.getClass() != last;
      last = delta.getClass();
      switch (delta) {
        case Delta.TextDelta(var text) -> out.append(begins ? "\ntext:" : "").append(text);
        case Delta.ThinkingDelta(var text) -> out.append(begins ? "\nthink:" : "").append(text);
        case Delta.CallBegun(_, var tool) -> out.append('\n').append(tool);
        case Delta.CallInputDelta(_, var json) -> out.append(json);
        case Delta.Retrying _, Delta.Restarted _ -> out.append("\n").append(delta);
      }
    }
    return out.toString().strip();
  }
}
