package dev.jackdaw.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.json.Json;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the server's prompt cache finds, and what loses what. */
class AnthropicCacheTest {
  private static final String MARK = ",\"cache_control\":{\"type\":\"ephemeral\"}";
  private static final String HOUR = ",\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"1h\"}";
  private static final String LONG = "word ".repeat(100);
  private static final String TOOL =
      "{\"name\":\"bash\",\"description\":\"DESCRIPTION\",\"input_schema\":{\"type\":\"object\"}MARK}";
  private static final String IMAGE =
      "{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"AAAA\"}}";

  private final AnthropicServer server = AnthropicServer.open(0);
  private final Client client = Client.of(server);

  AnthropicCacheTest() {
    server.answering(_ -> Prepared.text("ok"));
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void losesByTiers() throws Exception {
    var whole = read(request("", "Runs.", "Be good.", "hi"));
    assertThat(whole).isZero();
    whole = read(request("", "Runs.", "Be good.", "hi"));
    var tools = read(request("", "Runs.", "Be bad.", "hi"));
    var system = read(request("", "Runs.", "Be good.", "ho"));
    assertThat(tools).isPositive();
    assertThat(system).isGreaterThan(tools);
    assertThat(whole).isGreaterThan(system);
    assertThat(read(request("", "Walks.", "Be good.", "hi"))).isZero();
    for (var option :
        new String[] {
          ",\"tool_choice\":{\"type\":\"none\"}",
          ",\"thinking\":{\"type\":\"adaptive\"}",
          ",\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024}",
          ",\"output_config\":{\"effort\":\"low\"}"
        }) {
      assertThat(read(request(option, "Runs.", "Be good.", "hi"))).as(option).isEqualTo(system);
    }
    var pictured =
        request("", "Runs.", "Be good.", "hi")
            .replace("\"content\":[", "\"content\":[" + IMAGE + ",");
    assertThat(read(pictured)).isEqualTo(system);
  }

  @Test
  void keepsAnEntryAsLongAsItsMarkSays() throws Exception {
    var prompt = request("", "Runs.", "Be good.", "hi").replace("MARK", MARK);
    var hourly = prompt.replace("\"Be good.\"" + MARK, "\"Be good.\"" + HOUR);
    read(prompt);
    server.later(Duration.ofMinutes(4));
    var all = read(prompt);
    server.later(Duration.ofMinutes(4));
    assertThat(read(prompt)).as("renewed by the reading").isEqualTo(all).isPositive();
    server.later(Duration.ofMinutes(5));
    assertThat(read(prompt)).isZero();

    server.expireCache();
    read(withHourlyHead(hourly));
    server.later(Duration.ofMinutes(59));
    assertThat(read(withHourlyHead(hourly))).isPositive().isLessThan(all);
    server.later(Duration.ofMinutes(60));
    assertThat(read(withHourlyHead(hourly))).isZero();
  }

  /** Agents that are started together all pay for the same prompt. */
  @Test
  void isReadOnlyOnceTheFirstReplyHasBegun() throws Exception {
    server.then(Prepared.text("late").stallAfter(0));
    var prompt = request("", "Runs.", "Be good.", "hi");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = threads.submit(() -> read(prompt));
      server.awaitStall();
      assertThat(read(prompt)).isZero();
      assertThat(read(prompt)).as("the second one's own").isPositive();
      server.expireCache();
      server.release();
      first.get();
      assertThat(read(prompt)).as("the first one's").isPositive();
    }
  }

  private static String withHourlyHead(String request) {
    return request.replaceFirst(
        "\"input_schema\":\\{\"type\":\"object\"}" + java.util.regex.Pattern.quote(MARK),
        java.util.regex.Matcher.quoteReplacement("\"input_schema\":{\"type\":\"object\"}" + HOUR));
  }

  private static String request(String options, String tool, String system, String word) {
    return ("{\"model\":\"claude-test-1\",\"max_tokens\":4000"
            + options
            + ",\"tools\":["
            + TOOL.replace("DESCRIPTION", tool + LONG)
            + "],\"system\":[{\"type\":\"text\",\"text\":\""
            + LONG
            + "\"},{\"type\":\"text\",\"text\":\""
            + system
            + "\"MARK}],\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\""
            + LONG
            + word
            + "\"MARK}]}]}")
        .replace("MARK", MARK);
  }

  private long read(String request) throws Exception {
    var response = client.post("/v1/messages", request);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return Json.parseObject(response.body()).object("usage").integer("cache_read_input_tokens", -1);
  }
}
