package dev.jackdaw.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Model;
import dev.jackdaw.models.http.RawServer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnServerTest {
  private static Model model(RawServer server, String variable, String spec) {
    return Samples.providers(Map.of(variable, server.uri().toString())).model(spec);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "llamacpp | /props | {\"default_generation_settings\":{\"n_ctx\":32768},\"total_slots\":1}",
        "lmstudio | /api/v0/models | {\"data\":[{\"id\":\"other\",\"loaded_context_length\":1},"
            + "{\"id\":\"m\",\"state\":\"loaded\",\"max_context_length\":131072,"
            + "\"loaded_context_length\":32768}]}",
        "vllm | /v1/models | {\"object\":\"list\",\"data\":[{\"id\":\"m\",\"max_model_len\":32768}]}"
      })
  void asksEachServerForTheWindowInItsOwnWay(String provider, String path, String answer)
      throws Exception {
    try (var server = RawServer.answering(200, "", answer)) {
      var variable = provider.toUpperCase(java.util.Locale.ROOT) + "_BASE_URL";
      var model = model(server, variable, provider + "/m");
      assertThat(server.requests()).isEmpty();
      assertThat(model.info().window()).isEqualTo(32_768);
      assertThat(model.info().window()).isEqualTo(32_768);
      assertThat(server.requests()).extracting("line").containsExactly("GET " + path + " HTTP/1.1");
    }
  }

  @Test
  void doesNotKnowTheWindowOfAModelThatIsNotLoaded() throws Exception {
    var answer =
        "{\"data\":[{\"id\":\"m\",\"state\":\"not-loaded\",\"max_context_length\":131072}]}";
    try (var server = RawServer.answering(200, "", answer)) {
      assertThat(model(server, "LMSTUDIO_BASE_URL", "lmstudio/m").info().window()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"200 | <html>", "200 | []", "404 | {}", "200 | {\"n_ctx\":-1}", "500 | nothing"})
  void livesWithAServerThatTellsNothing(int status, String answer) throws Exception {
    try (var server = RawServer.answering(status, "", answer)) {
      assertThat(model(server, "LLAMACPP_BASE_URL", "llamacpp/m").info().window()).isZero();
    }
  }
}
