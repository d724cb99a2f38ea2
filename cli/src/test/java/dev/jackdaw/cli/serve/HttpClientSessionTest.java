package dev.jackdaw.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class HttpClientSessionTest {
  private final HttpClientSession client =
      new HttpClientSession(new McpSession.About("1", ""), _ -> new ConformanceTools());

  private EventStream ping(int id) {
    return client.hear(Json.of(id), "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"ping\"}");
  }

  @Test
  void whatIsAnsweredAtOnceNeedsNoStream() {
    var stream = ping(1);
    assertThat(stream.only()).contains("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}");
    assertThat(client.isBusy()).isFalse();
  }

  @Test
  void theNewestStreamsAreKept() {
    var names = new String[100];
    for (var i = 0; i < names.length; i++) names[i] = ping(i).name();
    assertThat(client.stream(names[0])).isEmpty();
    assertThat(client.stream(names[50])).isPresent();
    assertThat(client.stream(names[99])).isPresent();
    assertThat(client.stream("0")).contains(client.general());
  }

  @Test
  void whoComesBackHearsWhatFollows() throws Exception {
    var stream = new EventStream("7");
    for (var i = 1; i <= 3; i++) stream.add(Json.object().put("n", i).build());
    stream.complete();
    var out = new ByteArrayOutputStream();

    stream.serve(out, 1, true);

    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            id: 7-1
            retry: 500
            data:\s

            id: 7-2
            event: message
            data: {"n":2}

            id: 7-3
            event: message
            data: {"n":3}

            """);
  }
}
