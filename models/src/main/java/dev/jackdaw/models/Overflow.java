package dev.jackdaw.models;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

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

  /** Where such sayings name the limit; commas and underscores may group its digits. */
  private static final List<String> LIMITS =
      List.of(
          "> ([0-9][0-9,_]*) maximum", // Anthropic: 208310 tokens > 200000 maximum
          "\\+ [0-9,_]+ > ([0-9][0-9,_]*)", // Anthropic: 190000 + 20000 > 200000
          "maximum context length is ([0-9][0-9,_]*)", // OpenAI, vLLM, OpenRouter, DeepSeek
          "maximum context length of ([0-9][0-9,_]*)",
          "\"n_ctx\" *: *([0-9]+)", // llama.cpp
          "available context size \\(([0-9][0-9,_]*)", // llama.cpp
          "context window of ([0-9][0-9,_]*)", // llama-cpp-python
          "context length of (?:only )?([0-9][0-9,_]*)", // LM Studio
          "maximum number of tokens allowed \\(([0-9][0-9,_]*)", // Gemini
          "model token limit: ([0-9][0-9,_]*)"); // Kimi

  private Overflow() {}

  /** Returns the limit the words name, 0 when they name none. */
  static int limit(String errorBody) {
    var text = errorBody.toLowerCase(Locale.ROOT);
    for (var saying : LIMITS) {
      var found = Pattern.compile(saying).matcher(text);
      if (!found.find()) continue;
      var digits = found.group(1).replace(",", "").replace("_", "");
      if (digits.length() <= 9) return Integer.parseInt(digits);
    }
    return 0;
  }

  static boolean isSaidBy(String errorBody) {
    var text = errorBody.toLowerCase(Locale.ROOT);
    for (var saying : SAYINGS) {
      if (text.contains(saying)) return true;
    }
    return false;
  }
}
