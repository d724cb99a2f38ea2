package dev.jackdaw.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.Effort;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelException;
import dev.jackdaw.api.ModelException.Failure;
import dev.jackdaw.api.ModelInfo.Feature;
import dev.jackdaw.api.ModelRequest;
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

/** Ollama's own dialect against a server that refuses what Ollama would pass over. */
class OllamaContractTest extends ModelContract {
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

  private static Model model(OllamaServer server) {
    return model(server, OllamaServer.MODEL, Map.of());
  }

  @Test
  void keepsTheWholeCallsOfAReplyThatBreaksOff() throws Exception {
    var server = open();
    server.then(
        Prepared.Speech.of(
                new Prepared.Call("", "list", "{\"path\":\"a\"}"),
                new Prepared.Call("", "list", "{\"path\":\"b\"}"))
            .cutAfterEvents(1));
    var reply = model(server, OllamaServer.MODEL, Map.of()).reply(Samples.conversation(), _ -> {});
    assertThat(reply.stop()).isEqualTo(StopReason.CUT);
    assertThat(reply.message().calls())
        .extracting(call -> call.input().compact())
        .containsExactly("{\"path\":\"a\"}");
  }

  @Test
  void asksForTheContextTheModelAndItsServerAllow() throws Exception {
    var server = open();
    assertThat(model(server).info().window()).isEqualTo(OwnServer.USUAL_CONTEXT);
    server.load(65_536);
    assertThat(model(server).info().window()).isEqualTo(65_536);
    server.setParameters("stop \"<end>\"\nnum_ctx                        8192\n");
    assertThat(model(server).info().window()).isEqualTo(8_192);
    var chosen = Map.of(OllamaOptions.CONTEXT_VARIABLE, "16384");
    var model = model(server, OllamaServer.MODEL, chosen);
    assertThat(model.info().window()).isEqualTo(16_384);
    server.then(Prepared.text("ok"));
    model.reply(Samples.conversation(), _ -> {});
    var options = server.bodies().getLast().object("options");
    assertThat(options.integer("num_ctx", 0)).isEqualTo(16_384);
    assertThat(options.integer("num_predict", 0)).isEqualTo(4_000);
  }

  @Test
  void asksTheServerNothingBeforeSomebodyWantsToKnow() throws Exception {
    var server = open();
    var model = model(server);
    assertThat(server.requests()).isEmpty();
    model.info();
    model.info();
    assertThat(server.requests()).extracting("path").containsExactly("/api/show", "/api/ps");
  }

  @Test
  void knowsWhatTheModelCanDo() {
    var server = open();
    assertThat(model(server).info().features()).contains(Feature.IMAGES, Feature.THINKING);
    assertThat(model(server, OllamaServer.PLAIN_MODEL, Map.of()).info().features())
        .doesNotContain(Feature.IMAGES, Feature.THINKING);
  }

  @Test
  void livesWithAServerThatDoesNotAnswer() {
    var server = open();
    server.close();
    assertThat(model(server).info().window()).isZero();
  }

  @Test
  void refusesAContextThatIsNoNumber() {
    for (var given : List.of("lots", "100", "-1")) {
      assertThatThrownBy(() ->
              model(open(), OllamaServer.MODEL, Map.of(OllamaOptions.CONTEXT_VARIABLE, given)))
          .isInstanceOf(JackdawException.class)
          .hasMessageContaining("JACKDAW_OLLAMA_NUM_CTX is \"" + given + "\"");
    }
  }

  @Test
  void saysThatThePromptIsTooLong() {
    var server = open();
    server.setParameters("num_ctx 4096");
    server.then(Prepared.text("never"));
    assertThatThrownBy(() -> model(server).reply(longRequest(), _ -> {}))
        .isInstanceOfSatisfying(
            ModelException.class, e -> assertThat(e.failure()).isEqualTo(Failure.OVERFLOW));
  }

  @Test
  void noticesThatThePromptWasCutInSilence() {
    for (var parameters : List.of("num_ctx 4096", "")) {
      var server = open();
      server.truncateSilently();
      server.setParameters(parameters);
      server.then(Prepared.text("What task?"));
      assertThatThrownBy(() -> model(server).reply(longRequest(), _ -> {}))
          .isInstanceOfSatisfying(
              ModelException.class, e -> assertThat(e.failure()).isEqualTo(Failure.OVERFLOW))
          .hasMessageContaining("Ollama read only")
          .hasMessageContaining("Set JACKDAW_OLLAMA_NUM_CTX to more");
    }
  }

  private static ModelRequest longRequest() {
    return Samples.request(Message.User.text("Read this. ".repeat(60_000)));
  }

  @Test
  void saysTheEffortAndTheKeepAliveAsOllamaTakesThem() throws Exception {
    var server = open();
    server.then(Prepared.text("ok"), Prepared.text("ok"));
    var request =
        new ModelRequest(
            List.of(), List.of(), List.of(Message.User.text("go")), 0, Effort.HIGH, "");
    model(server, OllamaServer.MODEL, Map.of(OllamaOptions.KEEP_ALIVE_VARIABLE, "1h"))
        .reply(request, _ -> {});
    assertThat(server.bodies().getLast().get("think")).contains(new Json.Bool(true));
    assertThat(server.bodies().getLast().string("keep_alive", "")).isEqualTo("1h");
    model(server, OllamaServer.PLAIN_MODEL, Map.of()).reply(request, _ -> {});
    assertThat(server.bodies().getLast().has("think")).isFalse();
    assertThat(server.bodies().getLast().has("keep_alive")).isFalse();
  }

  @Test
  void tellsAnErrorAmidTheReply() {
    var server = open();
    server.then(Prepared.text("Hello there").failingAfter(1, "", "an error was encountered"));
    assertThatThrownBy(() -> model(server).reply(longRequest(1), _ -> {}))
        .isInstanceOfSatisfying(
            ModelException.class, e -> assertThat(e.failure()).isEqualTo(Failure.OVERLOADED))
        .hasMessageContaining("an error was encountered");
  }

  private static ModelRequest longRequest(int times) {
    return Samples.request(Message.User.text("Read this. ".repeat(times)));
  }

  @Override
  protected Model model(Prepared.Speech... answers) {
    var server = open();
    server.then(answers);
    return model(server);
  }

  @Override
  protected Model stalling() {
    var server = open();
    server.then(Prepared.text("Let me see ".repeat(1000)).stallAfter(3000));
    return model(server);
  }

  @Override
  protected Set<Failure> failures() {
    return Set.of(Failure.values());
  }

  @Override
  protected Model failing(Failure failure) {
    var server = open();
    server.answering(request -> prepared(failure));
    return model(server);
  }

  private static Prepared prepared(Failure failure) {
    return switch (failure) {
      case RATE_LIMITED -> OllamaServer.failure(429, "too many concurrent requests");
      case OVERLOADED -> OllamaServer.failure(503, "server busy, please try again");
      case UNREACHABLE -> Prepared.text("Hello").cutAfter(100);
      case MALFORMED -> Prepared.text("Hello").contentType("application/json");
      case OVERFLOW -> OllamaServer.failure(400, "the input length exceeds the context length");
      case UNAUTHORIZED -> OllamaServer.failure(401, "unauthorized");
      case QUOTA -> OllamaServer.failure(402, "you have reached your limit");
      case UNKNOWN_MODEL -> OllamaServer.failure(404, "model 'x' not found");
      case INVALID_REQUEST -> OllamaServer.failure(400, "invalid options");
    };
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
