package dev.jackdaw.wire;

import dev.jackdaw.api.CacheMiss;
import dev.jackdaw.api.json.Json;
import java.util.Optional;

/** Why a cache was missed, as JSON. */
public final class CacheMissJson {
  private CacheMissJson() {}

  public static Json.Obj write(CacheMiss miss) {
    var written =
        Json.object().put("reason", EnumJson.write(miss.reason())).put("detail", miss.detail());
    if (miss.isOurs()) written.put("ours", true);
    return written.build();
  }

  /** Reads the member {@code cache_miss} of a reply; a reason of a later version is unexplained. */
  public static Optional<CacheMiss> read(Json.Obj reply) {
    if (!(reply.members().get("cache_miss") instanceof Json.Obj miss)) return Optional.empty();
    return Optional.of(
        new CacheMiss(
            EnumJson.read(miss, "reason", CacheMiss.Reason.values(), CacheMiss.Reason.UNEXPLAINED),
            miss.string("detail", ""),
            miss.bool("ours", false)));
  }
}
