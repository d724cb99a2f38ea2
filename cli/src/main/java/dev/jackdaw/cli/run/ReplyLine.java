package dev.jackdaw.cli.run;

import dev.jackdaw.api.CacheMiss;
import dev.jackdaw.api.Event;
import java.util.Locale;

/** What a reply used, on a line. */
final class ReplyLine {
  private ReplyLine() {}

  static String of(Event.ReplyReceived reply) {
    var usage = reply.usage();
    if (!usage.known()) return "tokens: the provider does not tell; price not known";
    var line =
        new StringBuilder("tokens: ")
            .append(usage.input() + " in, ")
            .append(usage.cacheRead() + " from the cache, ")
            .append(usage.cacheWrite() + " into it, ")
            .append(usage.output() + " out");
    if (usage.reasoning() > 0) line.append(" (" + usage.reasoning() + " reasoning)");
    line.append(
        reply
            .dollars()
            .map(dollars -> String.format(Locale.ROOT, "; $%.4f", dollars))
            .orElse("; price not known"));
    var miss = reply.cacheMiss().filter(CacheMiss::isSurprising);
    if (miss.isPresent()) line.append("; cache missed: " + miss.get().detail());
    return line.toString();
  }
}
