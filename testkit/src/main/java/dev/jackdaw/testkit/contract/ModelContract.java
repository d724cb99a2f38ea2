package dev.jackdaw.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.AnswerForm;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Effort;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelException;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.Reply;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolSpec;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.testkit.server.Prepared;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/**
 * What every model holds to. With a strict server behind it, this also shows that the dialect sends
 * nothing the service refuses.
 */
public abstract class ModelContract {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Label FILE = new Label(Label.Source.WORKSPACE, "a.txt");
  private static final String PNG =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5E"
          + "rkJggg==";
  private static final ToolSpec BASH =
      new ToolSpec(
          "bash",
          "Runs a command.",
          Json.parseObject(
              """
              {"type":"object","properties":{"command":{"type":"string","description":"What."}},
               "required":["command"],"additionalProperties":false}
              """));

  /** Returns a model whose provider gives these answers, one a request. */
  protected abstract Model model(Prepared.Speech... answers);

  /** Returns a model whose provider says a little and then nothing more. */
  protected abstract Model stalling();

  /** Returns the ways this model can be made to fail with {@link #failing}. */
  protected abstract Set<ModelException.Failure> failures();

  /** Returns a model that fails in this way until its retries are used up. */
  protected abstract Model failing(ModelException.Failure failure);

  /** Returns the provider's word for it. */
  protected abstract String word(StopReason reason);

  /** Returns what is kept of a call with this input that is no object. */
  protected String kept(String brokenInput) {
    return brokenInput;
  }

  /** Returns whether the dialect carries the model's reasoning. */
  protected boolean hasThinking() {
    return true;
  }

  /** Returns whether the dialect can carry input that is no JSON object. */
  protected boolean hasMalformedInput() {
    return true;
  }

  @Test
  void streamsWhatItReturns() throws Exception {
    var speech =
        Prepared.Speech.of(
            new Prepared.Thinking("I should look."),
            new Prepared.Text("Looking at \u00E9\uD83D\uDC26 now."),
            new Prepared.Call("", "bash", "{\"command\":\"ls \\u00e9\"}"),
            new Prepared.Call("", "bash", "{\"command\":\"pwd\"}"));
    for (var splitBytes : new int[] {0, 1, 7}) {
      var deltas = new ArrayList<Delta>();
      var reply =
          model(speech.splitEvery(splitBytes)).reply(request(Message.User.text("go")), deltas::add);
      assertThat(joined(deltas)).isEqualTo(told(reply.message()));
      assertThat(reply.message().text()).isEqualTo("Looking at \u00E9\uD83D\uDC26 now.");
      assertThat(reply.message().calls().stream().map(Block.Call::input))
          .containsExactly(command("ls \u00E9"), command("pwd"));
    }
  }

  /** A model may leave the form out; refusing the request for it is no answer. */
  @Test
  void answersWhereAFormIsAskedFor() throws Exception {
    var plain = request(Message.User.text("go"));
    var schema =
        Json.parseObject(
            """
            {"type":"object","properties":{"done":{"type":"boolean"}},"required":["done"],
             "additionalProperties":false}
            """);
    for (var tools : List.of(plain.tools(), List.<ToolSpec>of())) {
      var asked =
          new ModelRequest(
              plain.system(),
              tools,
              plain.messages(),
              plain.maxOutput(),
              plain.effort(),
              plain.cacheKey(),
              Duration.ZERO,
              0,
              Optional.of(new AnswerForm("Verdict", schema)));
      var reply = model(Prepared.text("{\"done\":true}")).reply(asked, _ -> {});
      assertThat(reply.message().text()).isEqualTo("{\"done\":true}");
    }
  }

  @Test
  void givesEveryCallAnIdOfItsOwn() throws Exception {
    var reply =
        reply(
            Prepared.Speech.of(
                new Prepared.Call("", "bash", "{\"command\":\"a\"}"),
                new Prepared.Call("", "bash", "{\"command\":\"a\"}")));
    assertThat(reply.message().calls().stream().map(Block.Call::id)).doesNotHaveDuplicates();
    assertThat(reply.message().calls()).hasSize(2);
  }

  @Test
  void countsTokens() throws Exception {
    var usage = reply(Prepared.text("Hello there, how are you?")).usage();
    assertThat(usage.prompt()).isPositive();
    assertThat(usage.output()).isPositive();
  }

  @Test
  void tellsWhyTheReplyEnded() throws Exception {
    assertThat(reply(Prepared.text("x")).stop()).isEqualTo(StopReason.END);
    assertThat(reply(Prepared.call("bash", "{}")).stop()).isEqualTo(StopReason.CALLS);
    for (var reason : List.of(StopReason.LENGTH, StopReason.REFUSED)) {
      assertThat(reply(Prepared.text("x").stopping(word(reason))).stop()).isEqualTo(reason);
    }
  }

  @Test
  void takesACallWithoutInputForAnEmptyObject() throws Exception {
    var call = reply(Prepared.call("bash", "{}")).message().calls().getFirst();
    assertThat(call.input()).isEqualTo(Json.Obj.EMPTY);
    assertThat(call.malformed()).isEmpty();
  }

  @Test
  void keepsInputThatIsNoObjectForTheModelToSee() throws Exception {
    if (!hasMalformedInput()) return;
    for (var broken : List.of("{\"command\":\"ls", "[1]", "no json")) {
      var call = reply(Prepared.call("bash", broken)).message().calls().getFirst();
      assertThat(call.malformed()).isEqualTo(kept(broken));
      assertThat(call.input()).isEqualTo(Json.Obj.EMPTY);
    }
  }

  @Test
  void returnsThinkingUnmodified() throws Exception {
    if (!hasThinking()) return;
    var first =
        Prepared.Speech.of(
            new Prepared.Thinking("Let me see\n\n "),
            new Prepared.RedactedThinking("cmVkYWN0ZWQ="),
            new Prepared.Text("Looking."),
            new Prepared.Call("", "bash", "{\"command\":\"ls\"}"));
    var model = model(first, Prepared.text("done"));
    var user = Message.User.text("go");
    var said = model.reply(request(user), _ -> {}).message();
    assertThat(said.blocks()).anyMatch(Block.Thinking.class::isInstance);
    var results = results(said, "a.txt");
    assertThat(model.reply(request(user, said, results), _ -> {}).message().text())
        .isEqualTo("done");
  }

  @Test
  void takesAWholeConversation() throws Exception {
    var calls =
        new Message.Assistant(
            List.of(
                new Block.Text("Working.", Label.MODEL),
                new Block.Call(new CallId("call_1"), "bash", command("ls")),
                new Block.Call(new CallId("call_2"), "bash", Json.Obj.EMPTY, "{\"comm"),
                new Block.Call(new CallId("call_3"), "gone", Json.Obj.EMPTY)));
    var results =
        new Message.User(
            List.of(
                new Block.Result(
                    new CallId("call_1"),
                    new ToolResult(
                        ToolResult.Status.OK,
                        List.of(
                            new Block.Text("a.png:", FILE),
                            new Block.Image("image/png", PNG, FILE)),
                        Json.Obj.EMPTY,
                        FILE)),
                new Block.Result(
                    new CallId("call_2"),
                    ToolResult.of(ToolResult.Status.INVALID, "not JSON", Label.JACKDAW)),
                new Block.Result(new CallId("call_3"), ToolResult.ok("", FILE)),
                new Block.Text("Go on, please.", Label.USER)));
    var said =
        accepted(
            new Message.User(
                List.of(
                    new Block.Text("See this.", Label.USER),
                    new Block.Image("image/png", PNG, Label.USER))),
            calls,
            results,
            new Message.Assistant(List.of(new Block.Text("Done.", Label.MODEL))),
            Message.User.text("Thanks."));
    assertThat(said).isEqualTo("ok");
  }

  @Test
  void survivesWhatServicesRefuse() throws Exception {
    var call = new Block.Call(new CallId("call_1"), "bash", command("half \uD83D"));
    var picture =
        new ToolResult(
            ToolResult.Status.FAILED,
            List.of(new Block.Text(" ", FILE), new Block.Image("image/png", PNG, FILE)),
            Json.Obj.EMPTY,
            FILE);
    assertThat(
            accepted(
                Message.User.text("half a character \uD83D"),
                new Message.Assistant(List.of()),
                Message.User.text("an empty reply before, blank ones after"),
                new Message.Assistant(List.of(new Block.Text(" \n", Label.MODEL), call)),
                new Message.User(List.of(new Block.Result(call.id(), picture))),
                new Message.Assistant(List.of(new Block.Text("", Label.MODEL))),
                new Message.User(
                    List.of(new Block.Text("", Label.USER), new Block.Text("so?", Label.USER)))))
        .isEqualTo("ok");
  }

  @Test
  void leavesOutTheThinkingOfAnotherDialect() throws Exception {
    var thought = new Block.Thinking("x", "elsewhere", Json.object().put("signature", "y").build());
    var said =
        new Message.Assistant(List.of(thought, new Block.Text("From elsewhere.", Label.MODEL)));
    assertThat(accepted(Message.User.text("a"), said, Message.User.text("b"))).isEqualTo("ok");
  }

  @Test
  void fails() {
    for (var failure : failures()) {
      assertThatThrownBy(() -> failing(failure).reply(request(Message.User.text("go")), _ -> {}))
          .isInstanceOfSatisfying(
              ModelException.class, e -> assertThat(e.failure()).isEqualTo(failure))
          .message()
          .isNotBlank();
    }
  }

  @Test
  void stopsWhenInterrupted() throws Exception {
    var model = stalling();
    var begun = new CountDownLatch(1);
    var end = new AtomicReference<Object>("nothing");
    var thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                end.set(model.reply(request(Message.User.text("go")), _ -> begun.countDown()));
              } catch (InterruptedException | RuntimeException e) {
                end.set(e);
              }
            });
    begun.await();
    thread.interrupt();
    assertThat(thread.join(PATIENCE)).isTrue();
    assertThat(end.get()).isInstanceOf(InterruptedException.class);
  }

  @Test
  void asksNothingOnAnInterruptedThread() throws Exception {
    var model = model(Prepared.text("x"));
    var end = new AtomicReference<Object>("nothing");
    var thread =
        Thread.ofVirtual()
            .start(() -> {
              Thread.currentThread().interrupt();
              try {
                end.set(model.reply(request(Message.User.text("go")), _ -> {}));
              } catch (InterruptedException | RuntimeException e) {
                end.set(e);
              }
            });
    assertThat(thread.join(PATIENCE)).isTrue();
    assertThat(end.get()).isInstanceOf(InterruptedException.class);
  }

  private Reply reply(Prepared.Speech speech) throws InterruptedException {
    return model(speech).reply(request(Message.User.text("go")), _ -> {});
  }

  private String accepted(Message... messages) throws InterruptedException {
    return model(Prepared.text("ok")).reply(request(messages), _ -> {}).message().text();
  }

  private static Message.User results(Message.Assistant said, String text) {
    var results = new ArrayList<Block.Given>();
    for (var call : said.calls()) {
      results.add(new Block.Result(call.id(), ToolResult.ok(text, FILE)));
    }
    return new Message.User(results);
  }

  private static Json.Obj command(String text) {
    return Json.object().put("command", text).build();
  }

  private static ModelRequest request(Message... messages) {
    return new ModelRequest(
        List.of(new Block.Text("Be good.", Label.JACKDAW)),
        List.of(BASH),
        List.of(messages),
        8_000,
        Effort.MEDIUM,
        "contract");
  }

  /** Returns what was handed out, what was taken back left out. */
  private static String joined(List<Delta> deltas) {
    var text = new StringBuilder();
    var thinking = new StringBuilder();
    var calls = new ArrayList<StringBuilder>();
    for (var delta : deltas) {
      switch (delta) {
        case Delta.TextDelta(var piece) -> text.append(piece);
        case Delta.ThinkingDelta(var piece) -> thinking.append(piece);
        case Delta.CallBegun(var index, var tool) -> {
          assertThat(index).isEqualTo(calls.size());
          calls.add(new StringBuilder(tool + " "));
        }
        case Delta.CallInputDelta(var index, var json) -> calls.get(index).append(json);
        case Delta.Retrying _ -> {}
        case Delta.Restarted _ -> {
          text.setLength(0);
          thinking.setLength(0);
          calls.clear();
        }
      }
    }
    var out = new StringBuilder(thinking).append('|').append(text);
    for (var call : calls) {
      var space = call.indexOf(" ");
      out.append('|').append(call, 0, space + 1);
      out.append(Json.parse(call.substring(space + 1)).canonical());
    }
    return out.toString();
  }

  private static String told(Message.Assistant message) {
    var out = new StringBuilder();
    for (var block : message.blocks()) {
      if (block instanceof Block.Thinking thought) out.append(thought.text());
    }
    out.append('|').append(message.text());
    for (var call : message.calls()) {
      out.append('|').append(call.tool()).append(' ').append(call.input().canonical());
    }
    return out.toString();
  }
}
