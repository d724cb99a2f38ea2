package dev.jackdaw.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.json.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class StreamServerTest {
  private static final String INITIALIZE =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"%s\"}}";

  private static List<Json.Obj> answers(String... lines) throws InterruptedException {
    var out = new ByteArrayOutputStream();
    var input = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    new StreamServer(
            "1", "Say please.", _ -> new ConformanceTools(), new ByteArrayInputStream(input), out)
        .run();
    return out.toString(StandardCharsets.UTF_8).lines().map(Json::parseObject).toList();
  }

  @Test
  void agreesOnAVersionBothKnow() throws InterruptedException {
    for (var version : List.of("2024-11-05", "2025-11-25")) {
      assertThat(
              answers(INITIALIZE.formatted(version))
                  .getFirst()
                  .object("result")
                  .string("protocolVersion"))
          .contains(version);
    }
    assertThat(answers(INITIALIZE.formatted("2031-01-01")).getFirst().object("result"))
        .satisfies(result -> {
          assertThat(result.string("protocolVersion")).contains("2025-11-25");
          assertThat(result.string("instructions")).contains("Say please.");
        });
  }

  @Test
  void saysWhatIsWrongAndGoesOn() throws InterruptedException {
    var codes =
        answers(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}",
                "not JSON",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{}}",
                INITIALIZE.formatted("2025-06-18"),
                INITIALIZE.formatted("2025-06-18"),
                "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"resources/list\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{\"name\":\"none\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\","
                    + "\"params\":{\"name\":\"test_simple_text\",\"arguments\":[]}}",
                "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"logging/setLevel\",\"params\":{\"level\":\"loud\"}}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":77}}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/none\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"ping\"}")
            .stream()
            .map(answer -> answer.object("error").integer("code", 0))
            .toList();
    assertThat(codes)
        .containsExactly(
            -32600L, -32700L, -32602L, 0L, -32600L, -32601L, -32602L, -32602L, -32602L, 0L);
  }
}
