package dev.jackdaw.engine;

import static dev.jackdaw.engine.LambdaTool.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.ToolResult.Status;
import dev.jackdaw.api.ToolSpec;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.testkit.Script;
import dev.jackdaw.testkit.Script.Turn;
import dev.jackdaw.testkit.ScriptedModel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sessions with more tools than fit the window. */
@Timeout(60)
class HeldBackToolsTest extends SessionFixture {
  private static final String WRAPPED =
      "{\"name\":\"mail_list_thread\",\"input\":{\"title\":\"today\"}}";

  private static Tool<?>[] tools(Tool<?>... more) {
    var tools = new ArrayList<>(ManyTools.threeHundred());
    tools.addAll(List.of(more));
    return tools.toArray(Tool<?>[]::new);
  }

  @Test
  void tellsOfTwoToolsInsteadOfThreeHundred() throws Exception {
    var model = ScriptedModel.of(Turn.text("done"));
    run(model, tools());
    var request = model.requests().getFirst();
    assertThat(request.tools())
        .extracting(ToolSpec::name)
        .containsExactly("call_tool", "tool_search");
    assertThat(request.tools().toString().length()).isLessThan(12_000);
    assertThat(request.tools().getLast().description())
        .contains("wiki_update_space")
        .doesNotContain("as people write it");
  }

  @Test
  void keepsWhatIsCalledBehindTheSearchOutOfThePrefix() throws Exception {
    var model =
        ScriptedModel.of(
            Turn.call("tool_search", "{\"query\":\"list the threads of my mail\"}"),
            Turn.call("call_tool", WRAPPED),
            Turn.text("done"));
    assertThat(run(model, tools())).isInstanceOf(Outcome.Finished.class);

    var results = journal.events(Event.CallFinished.class);
    assertThat(results.getFirst().result().text())
        .contains("{\"name\":\"mail_list_thread\",\"description\":")
        .contains("\"input_schema\":{\"type\":\"object\",\"properties\":{\"title\":");
    assertThat(results.getLast().result().text()).isEqualTo("mail_list_thread did today");

    var requests = model.requests();
    for (var i = 1; i < requests.size(); i++) assertPrefix(requests.get(i - 1), requests.get(i));
    assertThat(calls(requests.getLast()))
        .extracting(Block.Call::tool)
        .last()
        .isEqualTo("call_tool");
    assertThat(calls(requests.getLast()).getLast().input()).isEqualTo(Json.parse(WRAPPED));
  }

  private static void assertPrefix(ModelRequest before, ModelRequest after) {
    assertThat(after.tools()).isEqualTo(before.tools());
    assertThat(after.system()).isEqualTo(before.system());
    assertThat(after.messages().subList(0, before.messages().size())).isEqualTo(before.messages());
  }

  private static List<Block.Call> calls(ModelRequest request) {
    return request.messages().stream()
        .filter(Message.Assistant.class::isInstance)
        .flatMap(message -> ((Message.Assistant) message).calls().stream())
        .toList();
  }

  /** Rules, questions, limits and the journal are about the tool that was meant. */
  @Test
  void showsEverybodyElseTheToolItself() throws Exception {
    var model =
        ScriptedModel.of(
            Turn.calls(
                call("call_tool", wrapped("tracker_create_issue", "{\"title\":\"a\"}")),
                call("call_tool", wrapped("tracker_delete_issue", "{\"title\":\"b\"}"))),
            Turn.text("done"));
    try (var session =
        builder(model, tools()).policy(OpenPolicy.allowingTools("tracker_create_issue")).open()) {
      session.run("do it");
    }
    assertThat(statuses()).containsExactly(Status.OK, Status.REFUSED);
    assertThat(journal.events(Event.CallFinished.class).getLast().result().text())
        .contains("--allowedTools \"tracker_delete_issue\"");
    assertThat(journal.events(Event.ReplyReceived.class).getFirst().message().calls())
        .extracting(Block.Call::tool)
        .containsExactly("tracker_create_issue", "tracker_delete_issue");
  }

  @Test
  void showsTheToolItselfWhileItsCallArrivesAndInTheReport() throws Exception {
    var model =
        ScriptedModel.of(
            Turn.call("call_tool", wrapped("mail_list_thread", "{\"title\":\"a\"}")),
            Turn.text("done"));
    var streamed = new ArrayList<Delta>();
    try (var session = builder(model, tools()).open()) {
      session.listen(occurrence -> {
        if (occurrence.event() instanceof Event.ReplyStreamed(_, var delta)) {
          streamed.add(delta);
        }
      });
      session.run("do it");
      var held = session.context().heldBack();
      assertThat(held.tools()).isGreaterThan(200);
      assertThat(held.tokens()).isGreaterThan(50L * held.tools());
    }
    assertThat(streamed)
        .contains(new Delta.CallBegun(0, "mail_list_thread"))
        .doesNotContain(new Delta.CallBegun(0, "call_tool"));
  }

  @Test
  void checksTheInputAndTheName() throws Exception {
    var model =
        ScriptedModel.of(
            Turn.calls(
                call("call_tool", wrapped("mail_list_thread", "{}")),
                call("call_tool", wrapped("mail_list_threads", "{\"title\":\"a\"}")),
                call("call_tool", "{\"input\":{}}"),
                call(
                    "call_tool",
                    "{\"name\":\"mail_list_thread\",\"input\":\"{\\\"title\\\":\\\"t\\\"}\"}"),
                call("call_tool", "{\"name\":\"mail_list_thread\",\"input\":\"title\"}"),
                call("mail_list_thread", "{\"title\":\"direct\"}"),
                call("tool_search", "{\"names\":[\"wiki_list_page\",\"wiki_list_pags\"]}"),
                call("tool_search", "{}"),
                call("tool_search", "{\"query\":\"zzzzzzzz\"}")),
            Turn.text("done"));
    run(model, tools());
    var texts = results(model.requests().getLast());
    assertThat(texts.get(0)).contains("The input of mail_list_thread is wrong: title is missing");
    assertThat(texts.get(1)).contains("did you mean \"mail_list_thread\"?").contains("tool_search");
    assertThat(texts.get(2)).contains("\"name\" must be the name of a tool");
    assertThat(texts.get(3)).isEqualTo("mail_list_thread did t");
    assertThat(texts.get(4)).contains("The input of mail_list_thread was not a JSON object");
    assertThat(texts.get(5)).isEqualTo("mail_list_thread did direct");
    assertThat(texts.get(6))
        .contains("There is no tool \"wiki_list_pags\" here. Near to it: wiki_list_page")
        .contains("{\"name\":\"wiki_list_page\"");
    assertThat(texts.get(7)).contains("give \"query\"");
    assertThat(texts.get(8)).isEqualTo("No tool matches. Try other words.");
  }

  private static List<String> results(ModelRequest request) {
    return ((Message.User) request.messages().getLast())
        .blocks().stream().map(block -> ((Block.Result) block).result().text()).toList();
  }

  @Test
  void holdsToolsBackFromSubAgentsToo() throws Exception {
    var model =
        ScriptedModel.of(
            Script.of(Turn.call("task", "{\"prompt\":\"go there\"}"), Turn.text("done"))
                .agent("go there", Turn.call("call_tool", WRAPPED), Turn.text("seen")),
            folder);
    run(model, tools(SubAgentsTest.TASK));
    assertThat(journal.events(Event.CallFinished.class))
        .extracting(finished -> finished.result().text())
        .contains("mail_list_thread did today");
    for (var request : model.requests()) {
      assertThat(request.tools())
          .extracting(ToolSpec::name)
          .contains("call_tool")
          .hasSizeLessThan(4);
    }
  }

  @Test
  void goesOnAfterItWasResumed() throws Exception {
    var first = ScriptedModel.of(Turn.call("call_tool", WRAPPED), Turn.text("done"));
    run(first, tools());
    var second = ScriptedModel.of(Turn.text("again"));
    try (var session = builder(second, tools()).journal(journal.afterCrash()).open()) {
      session.run("once more");
    }
    assertPrefix(first.requests().getLast(), second.requests().getFirst());
  }

  @Test
  void holdsNothingBackWhereThereIsRoom() throws Exception {
    var model = ScriptedModel.of(Turn.text("done"));
    run(model, LambdaTool.pure("b", (_, _) -> ok("")), LambdaTool.pure("a", (_, _) -> ok("")));
    assertThat(model.requests().getFirst().tools())
        .extracting(ToolSpec::name)
        .containsExactly("a", "b");
  }

  @Test
  void holdsNothingBackWhereSchemasMayTakeAll() throws Exception {
    var roomy = ScriptedModel.of(Turn.text("done"));
    try (var session = builder(roomy, tools()).limits(Limits.NONE.withSchemaShare(1)).open()) {
      session.run("do it");
    }
    assertThat(roomy.requests().getFirst().tools()).hasSize(300);
  }

  private static String wrapped(String tool, String input) {
    return "{\"name\":\"" + tool + "\",\"input\":" + input + "}";
  }
}
