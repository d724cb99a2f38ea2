package dev.jackdaw.models;

import java.util.List;
import java.util.Locale;

/** How servers say that a request is larger than the model's window. */
final class Overflow {
  /** Lower case; each line names a server that was seen to say it. */
  private static final List<String> SAYINGS =
      List.of(
          "prompt is too long", // Anthropic
          "exceed context limit", // Anthropic: input length and max_tokens exceed context limit
          "request_too_large", // Anthropic, by size in bytes
          "request exceeds the maximum size", // Anthropic, by size in bytes
          "input is too long", // Bedrock
          "context_length_exceeded", // OpenAI, OpenRouter
          "maximum context length", // OpenAI, vLLM, OpenRouter, DeepSeek
          "exceeds the context window", // OpenAI
          "exceed_context_size", // llama.cpp
          "exceeds the available context size", // llama.cpp
          "exceed context window", // llama-cpp-python
          "context size has been exceeded", // llama.cpp, amid a reply
          "greater than the context length", // LM Studio
          "when context the overflows", // LM Studio, older
          "with n_keep", // LM Studio: cannot truncate prompt with n_keep
          "prompt too long", // Ollama
          "input length exceeds", // Ollama
          "context length exceeded",
          "reduce the length of the messages",
          "input token count", // Gemini: the input token count exceeds the maximum
          "exceeded model token limit"); // Kimi

  private Overflow() {}

  static boolean isSaidBy(String errorBody) {
    var text = errorBody.toLowerCase(Locale.ROOT);
    for (var saying : SAYINGS) {
      if (text.contains(saying)) return true;
    }
    return false;
  }
}
