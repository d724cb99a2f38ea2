package dev.jackdaw.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.Delta;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class StreamsTest {
  @ParameterizedTest
  @EnumSource
  void aReplyReadFromMemoryIsTheOneTheModelReads(Dialect dialect)
      throws IOException, InterruptedException {
    var stream = dialect.reply(5, 9);
    try (var server = CannedServer.answering(stream)) {
      var fromModel = new ArrayList<Delta>();
      var fromMemory = new ArrayList<Delta>();

      var asked = dialect.model(server.url()).reply(Conversation.request(1), fromModel::add);
      var read = dialect.read(stream.getBytes(StandardCharsets.UTF_8), fromMemory::add);

      assertThat(read).isEqualTo(asked.by(""));
      assertThat(fromMemory).isEqualTo(fromModel).hasSize(5);
      assertThat(read.message().text()).isEqualTo(Conversation.text(9).repeat(5));
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyTokenOfEveryStreamIsHeard(Dialect dialect) throws IOException, InterruptedException {
    var token = dialect.delta(new Stamp(1, 2).text());
    var reply = dialect.head() + token.repeat(30) + dialect.tail();
    try (var server = CannedServer.answering(reply)) {
      var heard = Streams.hear(dialect.model(server.url()), 3, 30);

      assertThat(heard).hasSize(3).allMatch(lags -> lags.count() == 30);
    }
  }

  @Test
  void aStreamWithTooFewTokensIsAFailure() throws IOException {
    var reply = Dialect.CHAT.head() + Dialect.CHAT.delta(new Stamp(1, 2).text());
    try (var server = CannedServer.answering(reply + Dialect.CHAT.tail())) {
      var model = Dialect.CHAT.model(server.url());

      assertThatThrownBy(() -> Streams.hear(model, 1, 2))
          .hasRootCauseMessage("heard 1 of 2 tokens");
    }
  }

  @Test
  void aStampIsReadAsItWasWritten() {
    var stamp = new Stamp(1_764_250_000_123_456L, 1_764_250_000_123_999L);

    assertThat(Stamp.of(stamp.text())).isEqualTo(stamp);
  }
}
