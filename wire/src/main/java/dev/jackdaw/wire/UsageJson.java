package dev.jackdaw.wire;

import dev.jackdaw.api.Usage;
import dev.jackdaw.api.json.Json;

/** Token counts as JSON. */
public final class UsageJson {
  private UsageJson() {}

  public static Json.Obj write(Usage usage) {
    var written =
        Json.object()
            .put("input", usage.input())
            .put("cache_read", usage.cacheRead())
            .put("cache_write", usage.cacheWrite())
            .put("output", usage.output())
            .put("reasoning", usage.reasoning());
    if (usage.hourWrite() != 0) written.put("cache_write_1h", usage.hourWrite());
    if (!usage.known()) written.put("known", false);
    return written.build();
  }

  public static Usage read(Json.Obj usage) {
    return new Usage(
        usage.integer("input", 0),
        usage.integer("cache_read", 0),
        usage.integer("cache_write", 0),
        usage.integer("output", 0),
        usage.integer("reasoning", 0),
        usage.bool("known", true),
        usage.integer("cache_write_1h", 0));
  }
}
