package dev.jackdaw.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnsweringModelTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'message_start','message':{'model':'m'}}",
        "{'object':'chat.completion.chunk','model':'m','choices':[]}",
        "{'type':'response.created','response':{'model':'m'}}",
        "{'candidates':[],'modelVersion':'m'}",
        "{'model':'m','message':{'content':'Hi'}}"
      })
  void isFoundWhereEachDialectPutsIt(String event) {
    var answering = new AnsweringModel();
    answering.look(Json.parseObject(event.replace('\'', '"')));
    assertThat(answering.name()).isEqualTo("m");
  }

  @Test
  void isTheFirstOneThatIsNamed() {
    var answering = new AnsweringModel();
    answering.look(Json.parseObject("{\"type\":\"ping\"}"));
    assertThat(answering.name()).isEmpty();
    answering.look(Json.parseObject("{\"model\":\"a\"}"));
    answering.look(Json.parseObject("{\"model\":\"b\"}"));
    assertThat(answering.name()).isEqualTo("a");
  }
}
