package dev.jackdaw.testkit.server;

/** A way in which a server of Chat Completions differs from OpenAI's. */
public enum ChatHabit {
  REFUSES_STREAM_OPTIONS,
  REFUSES_STREAMED_TOOLS,
  REFUSES_TOOLS,
  REFUSES_SYSTEM_ROLE,
  REFUSES_TOOL_ROLE,
  REFUSES_USER_AFTER_TOOL,
  REFUSES_NULL_CONTENT,
  /** Neither null nor an empty text is content. */
  REFUSES_EMPTY_CONTENT,
  /** Content is a text, never an array of parts. */
  REFUSES_PARTS,
  REFUSES_EFFORT,
  /** Neither name of the limit is known. */
  REFUSES_LIMITS,
  /** The roles of user and assistant alternate, and the user begins. */
  WANTS_ALTERNATION,
  /** Names of tools have letters, digits and underscores only. */
  WANTS_NARROW_NAMES,
  WANTS_NINE_CHARACTER_IDS,
  /** Answers whole whatever is asked for. */
  ANSWERS_WHOLE,
  SENDS_NO_INDEXES,
  SENDS_NO_IDS,
  /** All calls come whole, in one delta. */
  SENDS_CALLS_AT_ONCE,
  /** The pieces of several calls take turns. */
  SENDS_CALLS_INTERLEAVED,
  /** Every piece of a call repeats its name. */
  SENDS_NAMES_AGAIN,
  /** Arguments are an object and no text. */
  SENDS_ARGUMENTS_AS_OBJECTS,
  SENDS_NO_USAGE,
  /** Reasoning stands in the content, between tags. */
  SENDS_THINK_TAGS,
  /** Reasoning is called {@code reasoning}. */
  SENDS_REASONING,
  /** Reasoning comes as {@code reasoning_details} only. */
  SENDS_REASONING_DETAILS,
  /** The finish reason is {@code stop} in spite of calls. */
  SENDS_STOP_WITH_CALLS,
  SENDS_NO_FINISH_REASON,
  SENDS_CONTENT_AS_PARTS
}
