package dev.jackdaw.wire.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.json.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class LineConnectionTest {
  private static final int MOST = 200;

  private final List<String> notified = new ArrayList<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private final Peer.Handler echo =
      new Peer.Handler() {
        @Override
        public void request(Request request) throws RpcException {
          if (request.method().equals("echo")) request.answer(request.params());
          else throw RpcException.methodNotFound(request.method());
        }

        @Override
        public void notification(String method, Json.Obj params) {
          notified.add(method);
        }
      };

  private List<String> answers(byte[] input) throws InterruptedException {
    new LineConnection(new ByteArrayInputStream(input), out, echo, MOST).run();
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private List<String> answers(String... lines) throws InterruptedException {
    return answers((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> codes(List<String> answers) {
    return answers.stream()
        .map(line -> Json.parseObject(line).object("error").members().get("code"))
        .map(String::valueOf)
        .toList();
  }

  @Test
  void requestsAreAnsweredAndNotificationsHeard() throws InterruptedException {
    assertThat(
            answers(
                "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"echo\",\"params\":{\"x\":1}}",
                "",
                "{\"jsonrpc\":\"2.0\",\"method\":\"hello\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"echo\"}"))
        .containsExactly(
            "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"result\":{\"x\":1}}",
            "{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{}}");
    assertThat(notified).containsExactly("hello");
  }

  @Test
  void whatIsNoMessageIsAnsweredWithAnErrorAndTheNextIsHeard() throws InterruptedException {
    assertThat(
            codes(
                answers(
                    "nonsense",
                    "[]",
                    "{}",
                    "{\"id\":1,\"method\":\"echo\",\"params\":3}",
                    "{\"id\":null,\"method\":\"echo\"}",
                    "{\"id\":1,\"method\":\"none\"}",
                    "{\"id\":1,\"method\":\"echo\",\"params\":{\"x\":\""
                        + "x".repeat(MOST)
                        + "\"}}",
                    "{\"id\":1,\"method\":\"echo\"}")))
        .containsExactly(
            "-32700", "-32600", "-32600", "-32600", "-32600", "-32601", "-32600", "null");
  }

  @Test
  void aLineThatIsNotFinishedIsNoMessage() throws InterruptedException {
    assertThat(answers("{\"id\":1,\"method\":\"echo\"}".getBytes(StandardCharsets.UTF_8)))
        .isEmpty();
  }

  @Test
  void aRequestThatWaitsHearsOfTheEnd() throws InterruptedException {
    var connection = new LineConnection(new ByteArrayInputStream(new byte[0]), out, echo, MOST);
    var pending = connection.peer().request("ask", Json.Obj.EMPTY);

    connection.run();

    assertThat(pending.answer())
        .failsWithin(Duration.ofSeconds(5))
        .withThrowableOfType(ExecutionException.class)
        .withCauseInstanceOf(RpcException.class);
  }

  @Test
  void anAnswerFindsItsRequest() throws Exception {
    var input =
        """
        {"id":99,"result":{}}
        {"id":1,"error":{"code":-5,"message":"no"}}
        {"id":2,"result":{"ok":true}}
        """;
    var connection =
        new LineConnection(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), out, echo, MOST);
    var refused = connection.peer().request("ask", Json.Obj.EMPTY).answer();
    var granted = connection.peer().request("ask", Json.Obj.EMPTY).answer();

    connection.run();

    assertThat(granted.get()).isEqualTo(Json.parse("{\"ok\":true}"));
    assertThat(refused)
        .failsWithin(Duration.ofSeconds(5))
        .withThrowableOfType(ExecutionException.class)
        .withMessageContaining("no");
  }
}
