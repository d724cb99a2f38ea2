package dev.jackdaw.testkit.server;

import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.List;

/** What the prompts of Chat Completions cost, cached as OpenAI caches. Not thread-safe. */
final class ChatCache {
  private final PrefixCache cache = new PrefixCache();

  PrefixCache.Bill bill(Json.Obj request) {
    return cache.bill(segments(request));
  }

  static int tokens(Json.Obj request) {
    return PrefixCache.tokens(segments(request));
  }

  private static List<String> segments(Json.Obj request) {
    var segments = new ArrayList<String>();
    segments.add(request.string("model", ""));
    for (var tool : request.array("tools")) segments.add(tool.canonical());
    for (var message : request.array("messages")) segments.add(message.canonical());
    return segments;
  }
}
