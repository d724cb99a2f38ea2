package dev.jackdaw.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Effort;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.Reply;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolSpec;
import dev.jackdaw.api.Usage;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.testkit.server.ChatCompletionsServer;
import dev.jackdaw.testkit.server.ChatHabit;
import dev.jackdaw.testkit.server.Prepared;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A conversation with calls goes well whatever habits a server has, and is learned but once. */
class ChatHabitsTest {
  private static final String TOOL = "find-it";
  private static final Json.Obj FIRST = Json.parseObject("{\"path\":\"a b\",\"from\":1}");
  private static final Json.Obj SECOND = Json.parseObject("{\"path\":\"\u00e9\"}");

  @ParameterizedTest
  @EnumSource
  void talksWithServersOfEveryHabit(ChatHabit habit) throws Exception {
    converse(habit);
  }

  static List<Set<ChatHabit>> habitsTogether() {
    return List.of(
        EnumSet.of(ChatHabit.SENDS_NO_IDS, ChatHabit.SENDS_NO_INDEXES),
        EnumSet.of(ChatHabit.SENDS_NO_IDS, ChatHabit.SENDS_NO_INDEXES, ChatHabit.SENDS_NAMES_AGAIN),
        EnumSet.of(
            ChatHabit.SENDS_NO_IDS, ChatHabit.SENDS_NO_INDEXES, ChatHabit.SENDS_CALLS_AT_ONCE),
        EnumSet.of(
            ChatHabit.SENDS_NO_INDEXES,
            ChatHabit.SENDS_ARGUMENTS_AS_OBJECTS,
            ChatHabit.SENDS_NO_FINISH_REASON),
        EnumSet.of(ChatHabit.SENDS_NO_IDS, ChatHabit.SENDS_CALLS_INTERLEAVED),
        EnumSet.of(
            ChatHabit.SENDS_NO_IDS, ChatHabit.SENDS_CALLS_INTERLEAVED, ChatHabit.SENDS_NAMES_AGAIN),
        EnumSet.of(
            ChatHabit.REFUSES_SYSTEM_ROLE,
            ChatHabit.REFUSES_TOOL_ROLE,
            ChatHabit.WANTS_ALTERNATION,
            ChatHabit.REFUSES_PARTS,
            ChatHabit.REFUSES_STREAM_OPTIONS,
            ChatHabit.REFUSES_LIMITS,
            ChatHabit.REFUSES_EFFORT),
        EnumSet.of(
            ChatHabit.REFUSES_TOOLS,
            ChatHabit.REFUSES_TOOL_ROLE,
            ChatHabit.WANTS_ALTERNATION,
            ChatHabit.REFUSES_SYSTEM_ROLE));
  }

  @ParameterizedTest
  @MethodSource("habitsTogether")
  void talksWithServersOfSeveralHabits(Set<ChatHabit> habits) throws Exception {
    converse(habits.toArray(ChatHabit[]::new));
  }

  private static void converse(ChatHabit... habits) throws Exception {
    var all = List.of(habits);
    try (var server = ChatCompletionsServer.open(habits)) {
      var model = model(server);
      server.then(speech(all), Prepared.text("done"), Prepared.text("still done"));
      var deltas = new ArrayList<Delta>();
      var reply = model.reply(request(all, List.of(Message.User.text("go"))), deltas::add);
      assertReply(reply, all);
      assertThat(Samples.joined(deltas)).containsEntry("text", "Look.");
      List<Message> messages =
          List.of(
              Message.User.text("go"),
              new Message.Assistant(
                  reply.message().calls().stream().<Block.Said>map(c -> c).toList()),
              results(reply),
              new Message.Assistant(List.of(new Block.Text("One.", Label.MODEL))),
              new Message.Assistant(List.of(new Block.Text("Two.", Label.MODEL))),
              Message.User.text("and on"));
      assertThat(model.reply(request(all, messages), _ -> {}).message().text()).isEqualTo("done");
      var refused = server.rejections().size();
      assertThat(model.reply(request(all, messages), _ -> {}).message().text())
          .isEqualTo("still done");
      assertThat(server.rejections()).as("what was learned stays known").hasSize(refused);
    }
  }

  private static Model model(ChatCompletionsServer server) {
    return Samples.providers(
            Map.of(
                "OPENAI_BASE_URL",
                server.uri().toString(),
                "OPENAI_API_KEY",
                ChatCompletionsServer.KEY))
        .model("openai-chat/" + ChatCompletionsServer.PLAIN_MODEL);
  }

  private static Prepared.Speech speech(List<ChatHabit> habits) {
    var speech = Prepared.Speech.of(new Prepared.Thinking("Hm, "), new Prepared.Text("Look."));
    if (habits.contains(ChatHabit.REFUSES_TOOLS)) {
      for (var input : List.of(FIRST, SECOND)) {
        var call = Json.object().put("name", TOOL).put("arguments", input).build();
        speech = speech.and(new Prepared.Text("<tool_call>" + call.compact() + "</tool_call>"));
      }
      return speech;
    }
    var name = habits.contains(ChatHabit.WANTS_NARROW_NAMES) ? written() : TOOL;
    return speech
        .and(new Prepared.Call("", name, FIRST.compact()))
        .and(new Prepared.Call("", name, SECOND.compact()));
  }

  private static String written() {
    return new ToolNames(true).written(TOOL);
  }

  private static void assertReply(Reply reply, List<ChatHabit> habits) {
    assertThat(reply.message().text()).isEqualTo("Look.");
    assertThat(reply.message().calls())
        .extracting(Block.Call::tool, Block.Call::input, Block.Call::malformed)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(TOOL, FIRST, ""),
            org.assertj.core.groups.Tuple.tuple(TOOL, SECOND, ""));
    assertThat(reply.message().calls()).extracting(Block.Call::id).doesNotHaveDuplicates();
    assertThat(reply.stop()).isEqualTo(StopReason.CALLS);
    assertThat(reply.message().blocks())
        .filteredOn(Block.Thinking.class::isInstance)
        .extracting(block -> ((Block.Thinking) block).text())
        .containsExactly("Hm, ");
    var unbilled =
        habits.contains(ChatHabit.SENDS_NO_USAGE)
            || habits.contains(ChatHabit.REFUSES_STREAM_OPTIONS);
    assertThat(reply.usage().equals(Usage.UNKNOWN)).isEqualTo(unbilled);
  }

  private static Message.User results(Reply reply) {
    var results = new ArrayList<Block.Given>();
    for (var call : reply.message().calls()) {
      results.add(
          new Block.Result(new CallId(call.id().value()), ToolResult.ok("x", Label.JACKDAW)));
    }
    results.add(new Block.Image("image/png", Samples.PIXEL, Label.USER));
    return new Message.User(results);
  }

  private static ModelRequest request(List<ChatHabit> habits, List<Message> messages) {
    var effort = habits.contains(ChatHabit.REFUSES_EFFORT) ? Effort.HIGH : Effort.DEFAULT;
    return new ModelRequest(
        List.of(new Block.Text("Be good.", Label.JACKDAW)),
        List.of(new ToolSpec(TOOL, "Finds it.", Samples.SCHEMA)),
        messages,
        1000,
        effort,
        "key");
  }
}
