package dev.jackdaw.models;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.JackdawException.Kind;

/**
 * What a user may set about Ollama.
 *
 * @param context tokens of {@code num_ctx}, 0 to go by the model
 * @param keepAlive how long a model stays loaded, such as {@code 30m}, empty for Ollama's own way
 */
record OllamaOptions(int context, String keepAlive) {
  static final String CONTEXT_VARIABLE = "JACKDAW_OLLAMA_NUM_CTX";
  static final String KEEP_ALIVE_VARIABLE = "JACKDAW_OLLAMA_KEEP_ALIVE";

  /** The least context a system prompt and the tools fit in. */
  private static final int LEAST_CONTEXT = 2_048;

  /**
   * Reads the variables.
   *
   * @throws JackdawException of kind user when the context is no number, or far too small
   */
  static OllamaOptions of(ProviderSettings settings) {
    return new OllamaOptions(
        context(settings.variable(CONTEXT_VARIABLE)), settings.variable(KEEP_ALIVE_VARIABLE));
  }

  private static int context(String given) {
    if (given.isEmpty()) return 0;
    try {
      var tokens = Integer.parseInt(given);
      if (tokens >= LEAST_CONTEXT) return tokens;
    } catch (NumberFormatException _) {
      // told below
    }
    throw new JackdawException(
        Kind.USER,
        "ollama-num-ctx",
        CONTEXT_VARIABLE
            + " is \""
            + given
            + "\"; it must be a number of tokens, at least "
            + LEAST_CONTEXT
            + ", such as 32768.");
  }
}
