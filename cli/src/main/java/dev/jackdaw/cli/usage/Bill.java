package dev.jackdaw.cli.usage;

import dev.jackdaw.api.CacheMiss;
import dev.jackdaw.api.Usage;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.journal.ReplyUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Sums over replies. Not thread-safe. */
final class Bill {
  private int requests;
  private int unpriced;
  private int defects;
  private Usage usage = Usage.NONE;
  private double dollars;

  void add(ReplyUsage reply) {
    requests++;
    usage = usage.plus(reply.usage());
    dollars += reply.dollars().orElse(0.0);
    if (reply.dollars().isEmpty()) unpriced++;
    if (reply.cacheMiss().filter(CacheMiss::isOurs).isPresent()) defects++;
  }

  /** Returns the sum; what is not known is never shown as nothing. */
  String money() {
    if (requests > 0 && unpriced == requests) return "unknown";
    var known = String.format(Locale.ROOT, "$%.4f", dollars);
    return unpriced == 0 ? known : "at least " + known;
  }

  /** Returns the part of all prompts that came from the cache. */
  String hitRate() {
    return usage.prompt() == 0 ? "-" : usage.cacheRead() * 100 / usage.prompt() + "%";
  }

  String line() {
    return String.format(
        Locale.ROOT,
        "%8d %12s %12s %12s %12s %6s  %s",
        requests,
        tokens(usage.input()),
        tokens(usage.cacheRead()),
        tokens(usage.cacheWrite()),
        tokens(usage.output()),
        hitRate(),
        money());
  }

  /** Returns a sum; one to which a provider did not tell its part is marked. */
  private String tokens(long sum) {
    return usage.known() ? Long.toString(sum) : ">=" + sum;
  }

  static String heading() {
    return String.format(
        "%8s %12s %12s %12s %12s %6s  %s",
        "REQUESTS", "INPUT", "CACHE READ", "CACHE WRITE", "OUTPUT", "HIT", "COST");
  }

  /**
   * Returns what of the writes is kept for an hour, and how often a prompt was not kept as sent.
   */
  List<String> remarks() {
    var remarks = new ArrayList<String>();
    if (usage.hourWrite() > 0) {
      remarks.add(
          tokens(usage.hourWrite())
              + " of "
              + tokens(usage.cacheWrite())
              + " tokens were written into the cache for an hour");
    }
    if (defects > 0) {
      remarks.add(
          "prompts that Jackdaw changed after they were sent: "
              + defects
              + ". That is a bug of Jackdaw; please report it with the journal's cache_miss");
    }
    return remarks;
  }

  Json.Obj json() {
    return Json.object()
        .put("requests", requests)
        .put("input", usage.input())
        .put("cache_read", usage.cacheRead())
        .put("cache_write", usage.cacheWrite())
        .put("cache_write_1h", usage.hourWrite())
        .put("prefix_changes", defects)
        .put("output", usage.output())
        .put("reasoning", usage.reasoning())
        .put("tokens_known", usage.known())
        .put("dollars", unpriced < requests ? Json.of(dollars) : Json.Null.INSTANCE)
        .put("requests_without_price", unpriced)
        .build();
  }
}
