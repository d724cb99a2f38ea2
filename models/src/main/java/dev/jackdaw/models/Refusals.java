package dev.jackdaw.models;

import dev.jackdaw.api.ModelException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What can be learned from a refusal: a server that says which parameter, role or content it does
 * not take is asked again without, and so from then on.
 */
final class Refusals {
  /** Ways of saying that something is not taken at all, rather than being too much of it. */
  private static final List<String> NOT_TAKEN =
      List.of(
          "unsupported",
          "not supported",
          "not support",
          "unknown",
          "unrecognized",
          "unexpected",
          "not permitted",
          "not allowed",
          "not one of",
          "extra_forbidden",
          "additional properties",
          "additionalproperties",
          "invalid parameter",
          "invalid argument",
          "invalid role",
          "cannot use",
          "can't use",
          "not implemented",
          "only supports");

  private static final List<String> ANY = List.of("");

  /** What to learn from an error that says all of some words, and one of others. */
  private record Row(Quirks learned, List<String> all, List<String> one) {
    boolean isSaidBy(String text) {
      for (var word : all) {
        if (!text.contains(word)) return false;
      }
      for (var word : one) {
        if (text.contains(word)) return true;
      }
      return false;
    }
  }

  /** Lower case; the first row that fits and is not yet known counts. */
  private static final List<Row> TABLE =
      List.of(
          new Row(Quirks.NO_STREAM_OPTIONS, List.of("stream_options"), NOT_TAKEN),
          new Row(Quirks.NO_PROMPT_CACHE_KEY, List.of("prompt_cache_key"), NOT_TAKEN),
          new Row(Quirks.NO_EFFORT, List.of("reasoning_effort"), NOT_TAKEN),
          new Row(Quirks.NO_STREAMED_TOOLS, List.of("stream", "tool"), NOT_TAKEN),
          new Row(Quirks.NO_STREAM, List.of("stream"), NOT_TAKEN),
          new Row(Quirks.NO_USER_AFTER_TOOL, List.of("'user' after role 'tool'"), ANY),
          new Row(Quirks.NO_SYSTEM_ROLE, List.of("system", "role"), NOT_TAKEN),
          new Row(Quirks.NO_TOOL_ROLE, List.of("tool", "role"), NOT_TAKEN),
          new Row(
              Quirks.STRICT_ALTERNATION,
              List.of("role"),
              List.of("alternat", "consecutive", "same role")),
          new Row(Quirks.NINE_CHARACTER_CALL_IDS, List.of("tool call id", "length of 9"), ANY),
          new Row(Quirks.SHORT_CALL_IDS, List.of("tool_call", "maximum length 40"), ANY),
          new Row(
              Quirks.NARROW_TOOL_NAMES,
              List.of("name"),
              List.of(
                  "match pattern",
                  "matches the pattern",
                  "invalid characters",
                  "alphanumeric",
                  "start with a letter")),
          new Row(
              Quirks.TEXT_ONLY,
              List.of(),
              List.of(
                  "not support image",
                  "images are not supported",
                  "image input is not supported",
                  "image_url is not supported",
                  "not a multimodal",
                  "not support vision",
                  "content must be a string",
                  "content should be a string")),
          new Row(
              Quirks.EMPTY_CONTENT,
              List.of("content"),
              List.of("null", "none is not", "a valid string", "is required", "nonetype")),
          new Row(
              Quirks.FILLED_CONTENT,
              List.of("content"),
              List.of("empty", "blank", "at least 1 char")));

  private static final List<String> NO_TOOLS =
      List.of(
          "does not support tools", // Ollama
          "does not support tool", // Ollama, Groq
          "does not support function calling",
          "tools param requires", // llama.cpp without --jinja
          "enable-auto-tool-choice", // vLLM without a parser of calls
          "support tool use", // OpenRouter: no endpoints found that support tool use
          "tool calling is not supported",
          "tool use is not supported",
          "tools are not supported",
          "tools is not supported",
          "unsupported parameter: 'tools'",
          "unknown parameter: 'tools'",
          "unrecognized request argument supplied: tools");

  private Refusals() {}

  /** Returns whether the server says that the model cannot call tools. */
  static boolean ofTools(ModelException e) {
    return isRefusal(e) && isSaid(NO_TOOLS, text(e));
  }

  /** Returns what to say differently after the failure, if that is new. */
  static Optional<Quirks> learned(ModelException e, Set<Quirks> known, String limitName) {
    if (!isRefusal(e) || ofTools(e)) return Optional.empty();
    var text = text(e);
    if (text.contains(limitName) && isSaid(NOT_TAKEN, text)) return limit(known, limitName);
    for (var row : TABLE) {
      if (!known.contains(row.learned()) && row.isSaidBy(text)) return Optional.of(row.learned());
    }
    return Optional.empty();
  }

  /** The other name first, then none. */
  private static Optional<Quirks> limit(Set<Quirks> known, String refused) {
    var other = refused.equals("max_tokens") ? Quirks.MAX_COMPLETION_TOKENS : Quirks.MAX_TOKENS;
    var one = refused.equals("max_tokens") ? Quirks.MAX_TOKENS : Quirks.MAX_COMPLETION_TOKENS;
    if (known.contains(Quirks.NO_LIMIT)) return Optional.empty();
    return Optional.of(known.contains(one) && known.contains(other) ? Quirks.NO_LIMIT : other);
  }

  /** Returns the quirks with one more; names of the limit replace each other. */
  static Set<Quirks> with(Set<Quirks> known, Quirks learned) {
    var more = EnumSet.of(learned);
    more.addAll(known);
    return more;
  }

  /** Templates that fail are often told as a broken server. */
  private static boolean isRefusal(ModelException e) {
    return switch (e.failure()) {
      case INVALID_REQUEST, OVERLOADED, UNKNOWN_MODEL -> true;
      case RATE_LIMITED, UNREACHABLE, MALFORMED, OVERFLOW, UNAUTHORIZED, QUOTA -> false;
    };
  }

  private static boolean isSaid(List<String> sayings, String text) {
    for (var saying : sayings) {
      if (text.contains(saying)) return true;
    }
    return false;
  }

  private static String text(ModelException e) {
    return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
  }
}
