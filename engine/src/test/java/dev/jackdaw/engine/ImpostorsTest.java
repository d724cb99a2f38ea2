package dev.jackdaw.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.ModelInfo;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImpostorsTest {
  private static ModelInfo model(String id) {
    var slash = id.indexOf('/');
    return new ModelInfo(
        id.substring(0, slash), id.substring(slash + 1), 0, 0, Set.of(), Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "anthropic/claude-opus-4-5,claude-opus-4-5",
    "anthropic/claude-opus-4-5,claude-opus-4-5-20251101",
    "anthropic/claude-opus-4-5-20251101,claude-opus-4-5",
    "openai/gpt-5.6,gpt-5.6-2026-07-30",
    "openai/gpt-5.6,GPT-5.6",
    "gemini/gemini-3.1-pro,models/gemini-3.1-pro-preview-05-06",
    "gemini/gemini-flash-latest,gemini-4-neon",
    "openrouter/anthropic/claude-opus-5,anthropic/claude-opus-5",
    "openrouter/qwen/qwen3,qwen/qwen3:free",
    "openrouter/auto,some/model",
    "ollama/qwen3,whatever.gguf",
    "openai/gpt-5.6,''"
  })
  void knowsTheModelUnderItsOtherNames(String asked, String answered) {
    assertThat(Impostors.isOther(model(asked), answered)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "openai/gpt-5.6,gpt-5.6-luna",
    "openai/gpt-5.6-sol,gpt-5.6-luna",
    "anthropic/claude-opus-5-5,claude-sonnet-5-5",
    "anthropic/claude-opus-5,claude-opus-5-5",
    "gemini/gemini-2.5-flash,gemini-2.5-flash-lite",
    "openrouter/anthropic/claude-opus-5,anthropic/claude-haiku-5"
  })
  void noticesAnotherModel(String asked, String answered) {
    assertThat(Impostors.isOther(model(asked), answered)).isTrue();
  }

  @Test
  void tellsEachPairOnce() {
    var impostors = new Impostors();
    assertThat(impostors.isNew(model("openai/a"), "b")).isTrue();
    assertThat(impostors.isNew(model("openai/a"), "b")).isFalse();
    assertThat(impostors.isNew(model("openai/a"), "c")).isTrue();
  }
}
