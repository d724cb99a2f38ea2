package dev.jackdaw.models;

import dev.jackdaw.models.http.Loopback;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What servers of the Chat Completions dialect want said differently. */
enum Quirks {
  /**
   * The limit is called {@code max_completion_tokens}; {@code max_tokens} is refused or ignored.
   */
  MAX_COMPLETION_TOKENS,
  /** Requests with the same {@code prompt_cache_key} are sent to the same machine. */
  PROMPT_CACHE_KEY,
  /** Reasoning must come back as {@code reasoning_content}, at least amid calls. */
  REASONING_RETURNED,
  /** Call ids longer than 40 characters are refused. */
  SHORT_CALL_IDS;

  private record Row(String host, Set<Quirks> quirks) {}

  /** By host, because many providers are reached through {@code OPENAI_BASE_URL}. */
  private static final List<Row> TABLE =
      List.of(
          new Row(
              "api.openai.com",
              EnumSet.of(MAX_COMPLETION_TOKENS, PROMPT_CACHE_KEY, SHORT_CALL_IDS)),
          new Row(".openai.azure.com", EnumSet.of(MAX_COMPLETION_TOKENS, SHORT_CALL_IDS)),
          new Row("api.deepseek.com", EnumSet.of(REASONING_RETURNED)));

  static Set<Quirks> of(URI base) {
    var host = base.getHost();
    if (host == null || Loopback.isHost(host)) return EnumSet.noneOf(Quirks.class);
    for (var row : TABLE) {
      if (row.host().startsWith(".") ? host.endsWith(row.host()) : host.equals(row.host())) {
        return row.quirks();
      }
    }
    return EnumSet.noneOf(Quirks.class);
  }
}
