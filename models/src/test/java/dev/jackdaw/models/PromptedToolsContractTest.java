package dev.jackdaw.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelException.Failure;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.testkit.contract.ModelContract;
import dev.jackdaw.testkit.server.OllamaServer;
import dev.jackdaw.testkit.server.Prepared;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tools by prompt, with a model on Ollama that has none. */
class PromptedToolsContractTest extends ModelContract {
  private final List<OllamaServer> servers = new ArrayList<>();

  @AfterEach
  void closeServers() {
    for (var server : servers) server.close();
  }

  private OllamaServer open() {
    var server = OllamaServer.open();
    servers.add(server);
    return server;
  }

  private static Model model(OllamaServer server, String name, Map<String, String> more) {
    var environment = new HashMap<>(more);
    environment.put("OLLAMA_HOST", server.uri().toString());
    return Samples.providers(environment).model("ollama/" + name);
  }

  @Test
  void describesToolsOnceTheServerRefusesThem() throws Exception {
    var server = open();
    server.then(written(Prepared.call("list", "{\"path\":\"a\"}")), Prepared.text("ok"));
    var model = model(server, OllamaServer.PLAIN_MODEL, Map.of());
    var request = withoutImages();
    var reply = model.reply(request, _ -> {});
    assertThat(reply.stop()).isEqualTo(StopReason.CALLS);
    assertThat(reply.message().calls()).extracting(Block.Call::tool).containsExactly("list");
    model.reply(request, _ -> {});
    assertThat(server.rejections()).hasSize(1);
    var system = ((Json.Obj) server.bodies().getLast().array("messages").getFirst());
    assertThat(system.string("content", ""))
        .contains("<tool_call>", "## read_file", "Reads a file.", "\"additionalProperties\"");
    assertThat(server.bodies().getLast().has("tools")).isFalse();
  }

  private static dev.jackdaw.api.ModelRequest withoutImages() {
    var sample = Samples.conversation();
    return new dev.jackdaw.api.ModelRequest(
        sample.system(),
        sample.tools(),
        List.of(Message.User.text("go")),
        sample.maxOutput(),
        sample.effort(),
        sample.cacheKey());
  }

  @Test
  void describesThemFromTheStartWhereTheUserSaysSo() throws Exception {
    for (var listed : List.of("*", "other, " + OllamaServer.MODEL)) {
      var server = open();
      server.then(Prepared.text("ok"));
      model(server, OllamaServer.MODEL, Map.of("JACKDAW_PROMPTED_TOOLS", listed))
          .reply(withoutImages(), _ -> {});
      assertThat(server.bodies().getLast().has("tools")).isFalse();
    }
  }

  @Test
  void givesResultsBackAsText() throws Exception {
    var server = open();
    server.then(Prepared.text("ok"));
    model(server, OllamaServer.MODEL, Map.of("JACKDAW_PROMPTED_TOOLS", "*"))
        .reply(Samples.conversation(), _ -> {});
    var messages = Json.array(server.bodies().getLast().array("messages")).compact();
    assertThat(messages)
        .contains("<tool_call>\\n{\\\"name\\\":\\\"list\\\",\\\"arguments\\\":{}}\\n</tool_call>")
        .contains("<tool_result name=\\\"list\\\" id=\\\"toolu_2\\\">\\nNo such folder.")
        .doesNotContain("\"role\":\"tool\"", "tool_calls");
  }

  /** Returns the speech with its calls written as the model was told to. */
  private static Prepared.Speech written(Prepared.Speech speech) {
    var pieces = new ArrayList<Prepared.Piece>();
    for (var piece : speech.pieces()) {
      pieces.add(
          piece instanceof Prepared.Call call
              ? new Prepared.Text(
                  "\n<tool_call>\n" + envelope(call.tool(), call.input()) + "\n</tool_call>")
              : piece);
    }
    return new Prepared.Speech(
        pieces,
        speech.stop(),
        speech.splitBytes(),
        speech.ending(),
        speech.endingAfter(),
        speech.error(),
        speech.contentType(),
        speech.compressed());
  }

  private static String envelope(String tool, String input) {
    return "{\"name\":\"" + tool + "\",\"arguments\":" + input + "}";
  }

  @Override
  protected String kept(String brokenInput) {
    return brokenInput.equals("[1]") ? "[1]" : envelope("bash", brokenInput);
  }

  @Override
  protected Model model(Prepared.Speech... answers) {
    var server = open();
    for (var answer : answers) server.then(written(answer));
    return model(server, OllamaServer.MODEL, Map.of("JACKDAW_PROMPTED_TOOLS", "*"));
  }

  @Override
  protected Model stalling() {
    var server = open();
    server.then(Prepared.text("Let me see ".repeat(1000)).stallAfter(3000));
    return model(server, OllamaServer.MODEL, Map.of("JACKDAW_PROMPTED_TOOLS", "*"));
  }

  @Override
  protected Set<Failure> failures() {
    return Set.of(Failure.OVERFLOW, Failure.INVALID_REQUEST);
  }

  @Override
  protected Model failing(Failure failure) {
    var server = open();
    var says =
        failure == Failure.OVERFLOW
            ? "the input length exceeds the context length"
            : "invalid options";
    server.answering(request -> OllamaServer.failure(400, says));
    return model(server, OllamaServer.MODEL, Map.of("JACKDAW_PROMPTED_TOOLS", "*"));
  }

  @Override
  protected String word(StopReason reason) {
    return switch (reason) {
      case END, CALLS -> "stop";
      case LENGTH -> "length";
      case REFUSED -> "content_filter";
      case PAUSED, INTERRUPTED, CUT -> throw new IllegalArgumentException("no word for it");
    };
  }
}
