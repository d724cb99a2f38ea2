package dev.jackdaw.tools.talk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.Idempotency;
import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Recall;
import dev.jackdaw.api.Retention;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.tools.shell.Stage;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecallToolTest {
  @TempDir Path directory;
  private final RecallTool tool = new RecallTool();
  private Stage stage;

  @BeforeEach
  void openStage() {
    stage = new Stage(directory);
  }

  private RecallTool.Input input(String json) throws InvalidInputException {
    return tool.decode(Json.parseObject(json));
  }

  private Recall asked(String json) throws Exception {
    assertThat(tool.call(input(json), stage)).isEqualTo(ToolResult.ok("as it was", Label.USER));
    return stage.recalled.getLast();
  }

  @Test
  void asksTheSessionByNumberOrByWords() throws Exception {
    assertThat(asked("{\"from\":214}")).isEqualTo(new Recall.Range(214, 214, 2_000));
    assertThat(asked("{\"from\":2,\"to\":9,\"max_tokens\":500}"))
        .isEqualTo(new Recall.Range(2, 9, 500));
    assertThat(asked("{\"query\":\"port\",\"max_tokens\":900000}"))
        .isEqualTo(new Recall.Query("port", 20_000));
  }

  @Test
  void leavesALineBehindAndHasNoEffect() throws Exception {
    var range = input("{\"from\":2,\"to\":9}");
    var query = input("{\"query\":\" port clash \"}");
    var none = ToolResult.failed("nothing");

    assertThat(tool.summary(range, stage.workspace())).isEqualTo("#2-9");
    assertThat(tool.ledger(query, none, stage.workspace()))
        .isEqualTo("\"port clash\": nothing found");
    assertThat(tool.retention(range, none)).isEqualTo(Retention.ELIDE);
    assertThat(tool.effects(range, stage.workspace())).isEmpty();
    assertThat(tool.idempotency(range)).isEqualTo(Idempotency.PURE);
    for (var mode : Mode.values()) assertThat(tool.isOffered(mode)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | give either \"query\", or \"from\"",
        "{\"from\":1,\"query\":\"a\"} | give either",
        "{\"query\":\" \"} | give either",
        "{\"query\":\"a\",\"to\":3} | \"to\" goes with \"from\"",
        "{\"from\":0} | \"from\" counts from 1",
        "{\"from\":5,\"to\":4} | \"to\" must not be below \"from\"",
        "{\"from\":5,\"max_tokens\":0} | \"max_tokens\" must be at least 1"
      })
  void saysWhatIsWrongWithTheInput(String json, String message) {
    assertThatThrownBy(() -> input(json))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message);
  }
}
