package dev.jackdaw.examples.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.Reply;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.Usage;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.embed.Jackdaw;
import dev.jackdaw.embed.Tool;
import dev.jackdaw.testkit.Script.Turn;
import dev.jackdaw.testkit.ScriptedModel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AgentServiceTest {
  private static final String TOKEN = "0123456789abcdef";

  private final JdbcDataSource database = JdbcStoreTest.database();
  private final Desk desk = new Desk();

  /** Tools of the service. */
  public static final class Desk {
    final AtomicInteger sent = new AtomicInteger();

    @Tool("Sends a mail.")
    public String sendMail(String to) {
      return "sent " + sent.incrementAndGet() + " to " + to;
    }
  }

  private AgentService service() throws IOException {
    var model =
        ScriptedModel.of(
            Turn.call("send_mail", "{\"to\":\"ada\"}"), Turn.text("Sent."), Turn.text("Again."));
    return new AgentService(
        Jackdaw.builder().model(model).tools(desk), new JdbcStore(database), TOKEN, 0);
  }

  /** What one client does. */
  private record Client(HttpClient http, URI address) {
    HttpRequest.Builder to(String path) {
      return HttpRequest.newBuilder(address.resolve(path))
          .header("Authorization", "Bearer " + TOKEN);
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
      return http.send(
          to(path).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    String get(String path) throws IOException, InterruptedException {
      return http.send(to(path).build(), BodyHandlers.ofString()).body();
    }

    /** Reads events until one fits. */
    List<String> events(String session, String after, Predicate<String> last)
        throws IOException, InterruptedException {
      var request = to("/sessions/" + session + "/events").header("Last-Event-ID", after).build();
      var lines = new ArrayList<String>();
      try (var in =
          new BufferedReader(
              new InputStreamReader(
                  http.send(request, BodyHandlers.ofInputStream()).body(),
                  StandardCharsets.UTF_8))) {
        for (var line = in.readLine(); line != null; line = in.readLine()) {
          lines.add(line);
          if (last.test(line)) return lines;
        }
      }
      throw new AssertionError("the events ended: " + lines);
    }
  }

  @Test
  void serves() throws IOException, InterruptedException {
    String id;
    List<String> seen;
    try (var http = HttpClient.newHttpClient()) {
      try (var service = service()) {
        var client = new Client(http, service.address());
        id = Json.parseObject(client.post("/sessions", "").body()).string("id", "");
        assertThat(client.post("/sessions/" + id + "/prompts", "mail ada").statusCode())
            .isEqualTo(202);
        client.events(id, "0", line -> line.contains("approvals") && line.contains("send_mail"));
        var waiting = Json.parse(client.get("/sessions/" + id + "/approvals"));
        var first = (Json.Obj) ((Json.Arr) waiting).elements().getFirst();
        assertThat(first.string("rule", "")).isEqualTo("send_mail");
        assertThat(desk.sent).hasValue(0);
        var answer = "/sessions/" + id + "/approvals/" + first.integer("number", 0);
        assertThat(client.post(answer, "{\"allow\":\"once\"}").statusCode()).isEqualTo(204);
        assertThat(client.post(answer, "{\"allow\":\"once\"}").statusCode()).isEqualTo(404);
        seen = client.events(id, "0", line -> line.contains("\"Sent.\"") && line.contains("task"));
        assertThat(desk.sent).hasValue(1);
      }
      // Another process goes on with it; nothing is told twice.
      try (var service = service()) {
        var client = new Client(http, service.address());
        client.post("/sessions/" + id + "/prompts", "again");
        var last = seen.stream().filter(line -> line.startsWith("id: ")).toList().getLast();
        var later =
            client.events(
                id,
                last.substring(4),
                line -> line.contains("\"Again.\"") && line.contains("task"));
        assertThat(later.toString()).doesNotContain("mail ada");
      }
    }
  }

  /** Answers once so many are asked at once, and at the second prompt never. */
  private static final class Crowd implements Model {
    private final CountDownLatch all;
    private final CountDownLatch again;
    private final AtomicInteger interrupted = new AtomicInteger();

    Crowd(int size) {
      all = new CountDownLatch(size);
      again = new CountDownLatch(size);
    }

    @Override
    public ModelInfo info() {
      return ScriptedModel.of(Turn.text("")).info();
    }

    @Override
    public Reply reply(ModelRequest request, Consumer<Delta> deltas) throws InterruptedException {
      try {
        if (request.messages().size() == 1) {
          all.countDown();
          all.await();
        } else {
          again.countDown();
          new CountDownLatch(1).await();
        }
      } catch (InterruptedException e) {
        interrupted.incrementAndGet();
        throw e;
      }
      var text = new Block.Text("All here.", Label.MODEL);
      return new Reply(
          new Message.Assistant(List.of(text)), Usage.NONE, StopReason.END, "crowd", "");
    }
  }

  @Test
  void fiftySessionsRunAtOnceAndEndWithTheService() throws IOException, InterruptedException {
    var size = 50;
    var model = new Crowd(size);
    var ids = new ArrayList<String>();
    try (var http = HttpClient.newHttpClient()) {
      try (var service =
          new AgentService(Jackdaw.builder().model(model), new JdbcStore(database), TOKEN, 0)) {
        var client = new Client(http, service.address());
        for (var i = 0; i < size; i++) {
          ids.add(Json.parseObject(client.post("/sessions", "").body()).string("id", ""));
          client.post("/sessions/" + ids.getLast() + "/prompts", "go");
        }
        for (var id : ids) {
          client.events(id, "0", line -> line.contains("\"All here.\"") && line.contains("task"));
        }
        for (var id : ids) client.post("/sessions/" + id + "/prompts", "stay");
        model.again.await();
      }
      assertThat(model.interrupted).hasValue(size);
      assertThat(ids).doesNotHaveDuplicates().hasSize(size);
    }
    try (var jackdaw = Jackdaw.builder().model(model).storage(new JdbcStore(database)).build()) {
      assertThat(jackdaw.sessions()).hasSize(size);
      jackdaw.resume(new SessionId(ids.getFirst())).close();
    }
  }

  @Test
  void refusesStrangersAndNonsense() throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient();
        var service = service()) {
      var bare = HttpRequest.newBuilder(service.address().resolve("/sessions"));
      var refused = http.send(bare.POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString());
      assertThat(refused.statusCode()).isEqualTo(401);
      var client = new Client(http, service.address());
      assertThat(client.post("/sessions/unknown/prompts", "x").statusCode()).isEqualTo(404);
      assertThat(client.post("/sessions/%2e%2e/prompts", "x").statusCode()).isEqualTo(400);
      assertThat(client.get("/sessions/x/y")).contains("nothing here");
    }
  }
}
