package dev.jackdaw.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.JackdawException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuirkTableTest {
  private static final URI LOCAL = URI.create("http://127.0.0.1:8000/v1");

  @TempDir Path directory;

  private ModelFacts facts(String quirks) throws Exception {
    var file = directory.resolve("facts.json");
    Files.writeString(file, "{\"quirks\": " + quirks + "}");
    return ModelFacts.with(file);
  }

  @Test
  void knowsTheHostsOfThisRelease() {
    var shipped = ModelFacts.shipped();
    assertThat(shipped.quirks("openai-chat", URI.create("https://api.openai.com/v1"), "x"))
        .containsExactlyInAnyOrder(
            Quirks.MAX_COMPLETION_TOKENS, Quirks.PROMPT_CACHE_KEY, Quirks.SHORT_CALL_IDS);
    assertThat(shipped.quirks("openai-chat", URI.create("https://a.openai.azure.com/v1"), "x"))
        .containsExactlyInAnyOrder(Quirks.MAX_COMPLETION_TOKENS, Quirks.SHORT_CALL_IDS);
    assertThat(shipped.quirks("openai-chat", URI.create("https://api.mistral.ai/v1"), "x"))
        .contains(Quirks.NINE_CHARACTER_CALL_IDS, Quirks.NO_USER_AFTER_TOOL);
    assertThat(shipped.quirks("openrouter", URI.create("https://openrouter.ai/api/v1"), "x"))
        .containsExactly(Quirks.REASONING_DETAILS_RETURNED);
    assertThat(shipped.quirks("vllm", LOCAL, "google/gemma-2-9b-it"))
        .contains(Quirks.PROMPTED_TOOLS);
    assertThat(shipped.quirks("vllm", LOCAL, "qwen3")).isEmpty();
  }

  @Test
  void addsTheRowsOfTheUserAndTakesBack() throws Exception {
    var facts =
        facts(
            """
            [{"provider": "vllm", "names": ["gemma-2*"], "quirks": ["text-only"],
              "without": ["prompted-tools", "strict-alternation"], "note": "ours has tools"},
             {"host": "127.0.0.1", "quirks": ["no-stream-options"]},
             {"provider": "lmstudio", "quirks": ["no-stream"]}]
            """);
    assertThat(facts.quirks("vllm", LOCAL, "gemma-2-9b"))
        .containsExactlyInAnyOrder(
            Quirks.NO_SYSTEM_ROLE, Quirks.TEXT_ONLY, Quirks.NO_STREAM_OPTIONS);
    assertThat(facts.quirks("llamacpp", URI.create("http://[::1]:1/v1"), "x")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[{\"host\": \"a\", \"quirks\": [\"no-steam\"]}] | quirks[0].quirks must be one of",
        "[{\"quirks\": [\"no-stream\"]}] | quirks[0] is about nobody",
        "[{\"hosts\": \"a\"}] | there is no member \"quirks[0].hosts\"",
        "{} | quirks must be an array",
        "[1] | quirks[0] must be an object"
      })
  void saysWhatIsWrongWithARow(String rows, String problem) {
    assertThatThrownBy(() -> facts(rows))
        .isInstanceOf(JackdawException.class)
        .hasMessageContaining(problem);
  }
}
