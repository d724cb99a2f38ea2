package dev.jackdaw.models;

import java.util.Locale;
import java.util.Optional;

/**
 * What servers of the Chat Completions dialect want said differently. Which server has which stands
 * in {@code model-facts.json}, see {@link QuirkTable}; some are learned from a refusal, see {@link
 * Refusals}. What servers merely answer differently needs no quirk: {@link ChatStream} takes it.
 */
enum Quirks {
  /**
   * The limit is called {@code max_completion_tokens}; {@code max_tokens} is refused or ignored.
   */
  MAX_COMPLETION_TOKENS,
  /** The limit is called {@code max_tokens}, whatever the model is. */
  MAX_TOKENS,
  /** No limit at all is taken. */
  NO_LIMIT,
  /** Requests with the same {@code prompt_cache_key} are sent to the same machine. */
  PROMPT_CACHE_KEY,
  /** {@code prompt_cache_key} is refused. */
  NO_PROMPT_CACHE_KEY,
  /** {@code reasoning_effort} is refused. */
  NO_EFFORT,
  /** Reasoning must come back as {@code reasoning_content}, at least amid calls. */
  REASONING_RETURNED,
  /** Reasoning must come back as {@code reasoning_details}, unmodified. */
  REASONING_DETAILS_RETURNED,
  /** Call ids longer than 40 characters are refused. */
  SHORT_CALL_IDS,
  /** Call ids are nine letters or digits. */
  NINE_CHARACTER_CALL_IDS,
  /** {@code stream_options} is refused. */
  NO_STREAM_OPTIONS,
  /** Replies come whole only. */
  NO_STREAM,
  /** With tools, replies come whole only. */
  NO_STREAMED_TOOLS,
  /** The role {@code system} is refused: its text leads the first user message. */
  NO_SYSTEM_ROLE,
  /** The role {@code tool} is refused: calls and results are written as text. */
  NO_TOOL_ROLE,
  /** A user message must not follow a tool message: a word of the assistant goes between. */
  NO_USER_AFTER_TOOL,
  /** Roles must alternate, from the user on. */
  STRICT_ALTERNATION,
  /** Content must be there beside calls, if only an empty text. */
  EMPTY_CONTENT,
  /** Content must be there beside calls, and must not be empty. */
  FILLED_CONTENT,
  /** Content is a text and no array of parts: images cannot be shown. */
  TEXT_ONLY,
  /** Names of tools have letters, digits and underscores only. */
  NARROW_TOOL_NAMES,
  /** The model has no tools of its own: they are described in the prompt. */
  PROMPTED_TOOLS;

  /** Returns the name the facts file uses. */
  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<Quirks> named(String text) {
    for (var quirk : values()) {
      if (quirk.text().equals(text)) return Optional.of(quirk);
    }
    return Optional.empty();
  }
}
