package dev.jackdaw.models.cassette;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Effort;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.Redactor;
import dev.jackdaw.api.Reply;
import dev.jackdaw.models.ProviderSettings;
import dev.jackdaw.models.Providers;
import dev.jackdaw.models.Retry;
import dev.jackdaw.testkit.server.AnthropicServer;
import dev.jackdaw.testkit.server.GeminiServer;
import dev.jackdaw.testkit.server.LoopbackServer;
import dev.jackdaw.testkit.server.Prepared;
import dev.jackdaw.testkit.server.ResponsesServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CassetteTest {
  private static final String SECRET = "not-of-a-known-form-1234";
  private static final Prepared.Speech SPEECH =
      Prepared.Speech.of(
          new Prepared.Thinking("Hm."),
          new Prepared.Text("Grüße 🦜 from /home/me/project/a.txt"),
          new Prepared.Call("", "list", "{\"path\":\"/home/me/project\"}"));

  @TempDir Path temp;
  private Path file;

  @BeforeEach
  void setUp() {
    file = temp.resolve("cassette.jsonl");
  }

  @Test
  void answersEveryDialectFromTheFileWithoutServerAndKey() throws Exception {
    try (var anthropic = AnthropicServer.open();
        var responses = ResponsesServer.open();
        var gemini = GeminiServer.open()) {
      var environment =
          Map.of(
              "ANTHROPIC_BASE_URL",
              anthropic.uri().toString(),
              "ANTHROPIC_API_KEY",
              AnthropicServer.KEY,
              "OPENAI_BASE_URL",
              responses.uri().toString(),
              "OPENAI_API_KEY",
              ResponsesServer.KEY,
              "GOOGLE_GEMINI_BASE_URL",
              gemini.uri().toString(),
              "GEMINI_API_KEY",
              GeminiServer.KEY);
      var models =
          List.of(
              "anthropic/" + AnthropicServer.MODEL,
              "openai/" + ResponsesServer.MODEL,
              "gemini/" + GeminiServer.MODEL);
      for (var server : List.of(anthropic, responses, gemini)) server.then(SPEECH);
      var recorded = new ArrayList<Reply>();
      try (var recorder = recorder(environment)) {
        for (var model : models) recorded.add(ask(model(model, environment, recorder), "Hi"));
      }

      var player = player();
      for (var i = 0; i < models.size(); i++) {
        assertThat(ask(model(models.get(i), Map.of(), player), "Hi")).isEqualTo(recorded.get(i));
      }
      player.requireComplete();
    }
  }

  @Test
  void replaysWhatFailedAsItFailed() throws Exception {
    record(
        AnthropicServer.rateLimited().retryAfter(Duration.ZERO),
        Prepared.text("Hello ".repeat(50)).cutAfter(900),
        Prepared.text("Hello."));
    var deltas = new ArrayList<Delta>();
    var reply = model(anthropic(), Map.of(), player()).reply(request("Hi"), deltas::add);
    assertThat(reply.message().text()).isEqualTo("Hello.");
    assertThat(deltas.stream().filter(Delta.Retrying.class::isInstance)).hasSize(2);
    assertThat(deltas).contains(new Delta.Restarted());
  }

  @Test
  void neverHoldsASecret() throws Exception {
    try (var server = AnthropicServer.open();
        var recorder = recorder(environment(server))) {
      var known = "sk-proj-abcdefghijklmnopqrstuvwx";
      server.then(Prepared.text("The key is " + SECRET + ", or " + known));
      ask(
          model(anthropic(), environment(server), recorder),
          SECRET + " Bearer abcdefghijklmnopqrstuvwxyz AKIAABCDEFGHIJKLMNOP");
    }
    assertThat(Files.readString(file))
        .doesNotContain(
            SECRET, AnthropicServer.KEY, "sk-proj", "abcdefghijkl", "AKIAABCDEFGHIJKLMNOP")
        .contains("[secret]");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  /** The server streams six characters at a time: a longer path would come in pieces. */
  @Test
  void namesTheFoldersOfTheMachine() throws Exception {
    try (var server = AnthropicServer.open();
        var recorder =
            CassetteRecorder.begin(file, Redactor.forSharing(Map.of()), "/wd", "/home/me")) {
      recorder.describe(anthropic(), "test");
      server.then(Prepared.call("list", "{\"path\":\"/wd\"}"));
      ask(model(anthropic(), environment(server), recorder), "Look at /wd/b.txt");
    }
    assertThat(Files.readString(file)).contains("{{cwd}}").doesNotContain("/wd");
    var player =
        CassettePlayer.open(file, Redactor.forSharing(Map.of()), "/elsewhere", "/home/you");
    var reply = ask(model(anthropic(), Map.of(), player), "Look at /elsewhere/b.txt");
    assertThat(reply.message().calls().getFirst().input().string("path")).contains("/elsewhere");
  }

  @Test
  void saysWhatDiffers() throws Exception {
    record(Prepared.text("x"));
    var model = model(anthropic(), Map.of(), player());
    assertThatThrownBy(() -> ask(model, "Hello there"))
        .isInstanceOf(JackdawException.class)
        .hasMessageContaining("messages[0].content[0].text, from character 0")
        .hasMessageContaining("- \"Look at {{cwd}}/b.txt\"")
        .hasMessageContaining("+ \"Hello there\"")
        .hasMessageContaining("--record");
  }

  @Test
  void saysWhenThereIsMoreOrLessThanRecorded() throws Exception {
    record(Prepared.text("x"));
    var player = player();
    assertThatThrownBy(player::requireComplete).hasMessageContaining("1 recorded request was");
    var model = model(anthropic(), Map.of(), player);
    ask(model, "Look at /home/me/project/b.txt");
    player.requireComplete();
    assertThatThrownBy(() -> ask(model, "Look at /home/me/project/b.txt"))
        .hasMessageContaining("all recorded requests were made");
  }

  @Test
  void readsAFileThatWasNotFinished() throws Exception {
    record(Prepared.text("x"));
    Files.writeString(file, "{\"request\":{\"meth", StandardOpenOption.APPEND);
    var reply = ask(model(anthropic(), Map.of(), player()), "Look at /home/me/project/b.txt");
    assertThat(reply.message().text()).isEqualTo("x");
  }

  @Test
  void refusesWhatIsNoCassetteAndOverwritesNothing() throws Exception {
    for (var text : List.of("", "{}\n", "no json\n", "{\"cassette\":99}\n")) {
      Files.writeString(file, text);
      assertThatThrownBy(this::player).as(text).hasMessageContaining("cannot be used");
    }
    assertThatThrownBy(() -> recorder(Map.of())).hasMessageContaining("is there already");
    assertThat(file).hasContent("{\"cassette\":99}\n");
  }

  private static String anthropic() {
    return "anthropic/" + AnthropicServer.MODEL;
  }

  private static Map<String, String> environment(LoopbackServer server) {
    return Map.of(
        "ANTHROPIC_BASE_URL",
        server.uri().toString(),
        "ANTHROPIC_API_KEY",
        AnthropicServer.KEY,
        "MY_TOKEN",
        SECRET);
  }

  /** Records one request, answered until the retries are used up. */
  private void record(Prepared... answers) throws Exception {
    try (var server = AnthropicServer.open();
        var recorder = recorder(environment(server))) {
      server.then(answers);
      ask(
          model(anthropic(), environment(server), recorder),
          answers.length > 1 ? "Hi" : "Look at /home/me/project/b.txt");
    }
  }

  private CassetteRecorder recorder(Map<String, String> environment) {
    var redactor = Redactor.forSharing(environment);
    var recorder = CassetteRecorder.begin(file, redactor, "/home/me/project", "/home/me");
    recorder.describe(anthropic(), "test");
    return recorder;
  }

  private CassettePlayer player() {
    return CassettePlayer.open(file, Redactor.forSharing(Map.of()), "/home/me/project", "/home/me");
  }

  private static Model model(String spec, Map<String, String> environment, Cassette cassette) {
    var retry = new Retry(3, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMinutes(1));
    var settings =
        ProviderSettings.of(new HashMap<>(environment), "test").withRetry(retry).withTape(cassette);
    return new Providers(settings, InstantSource.system(), new Random(1)).model(spec);
  }

  private static Reply ask(Model model, String text) throws InterruptedException {
    return model.reply(request(text), _ -> {});
  }

  private static ModelRequest request(String text) {
    return new ModelRequest(
        List.of(new Block.Text("Be good.", Label.JACKDAW)),
        List.of(),
        List.of(Message.User.text(text)),
        4000,
        Effort.DEFAULT,
        "session-" + System.nanoTime());
  }
}
