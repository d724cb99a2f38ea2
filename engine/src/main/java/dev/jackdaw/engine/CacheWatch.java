package dev.jackdaw.engine;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.CacheMiss;
import dev.jackdaw.api.CacheMiss.Reason;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.ToolSpec;
import dev.jackdaw.api.Usage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells why a prompt cache was missed, by comparing an agent's request with the one before it. It
 * holds that request itself rather than digests: its parts are immutable and the transcript's own,
 * so nothing is copied, and only whole texts can tell the place of a change.
 *
 * <p>What was sent stays as it is until somebody says why it may change: a change without a reason
 * is a defect, which is told even where the provider read across it. Used by one thread.
 */
final class CacheWatch {
  /** No provider caches less; some models need up to four times as much. */
  private static final int LEAST_CACHED_TOKENS = 1_024;

  /** Providers read in steps, and the end of a prompt may lie outside of them. */
  private static final int SLACK_TOKENS = 256;

  private record Asked(ModelRequest request, ModelInfo info, Usage usage, Instant time) {
    String model() {
      return info.id();
    }

    boolean isOf(String model) {
      return model().equals(model);
    }

    Duration lifetime() {
      return info.cacheLifetime();
    }
  }

  private @Nullable Asked before;
  private String excuse = "";

  /** Lets the next request begin otherwise than the last one; {@code reason} is for people. */
  void mayChange(String reason) {
    excuse = reason;
  }

  /**
   * Returns why the reply to a request cost more than it had to, and remembers the request.
   *
   * @param asked when the request was sent
   * @return nothing when the cache was hit, and of models that tell of no cache
   */
  Optional<CacheMiss> judge(ModelRequest request, ModelInfo model, Usage usage, Instant asked) {
    var now = new Asked(request, model, usage, asked);
    var last = before;
    before = now;
    var reason = excuse;
    excuse = "";
    var change = last == null ? Optional.<CacheMiss>empty() : change(last, now);
    if (change.isPresent() && reason.isEmpty() && last != null && last.isOf(now.model())) {
      return Optional.of(new CacheMiss(change.get().reason(), change.get().detail(), true));
    }
    if (!model.has(ModelInfo.Feature.PROMPT_CACHE)) return Optional.empty();
    if (last == null) {
      if (usage.cacheRead() > 0) return Optional.empty();
      return miss(Reason.FIRST_REQUEST, "the first request since the session was opened");
    }
    if (isHit(last.usage(), usage)) return Optional.empty();
    return Optional.of(
        change.map(found -> because(reason, found)).orElseGet(() -> unchanged(last, now)));
  }

  private static CacheMiss because(String reason, CacheMiss miss) {
    if (reason.isEmpty()) return miss;
    return new CacheMiss(miss.reason(), miss.detail() + " (" + reason + ")");
  }

  private static boolean isHit(Usage last, Usage usage) {
    if (last.prompt() < LEAST_CACHED_TOKENS) return usage.cacheRead() > 0;
    var kept = last.cacheRead() + last.cacheWrite();
    var expected = kept > 0 ? kept : last.prompt();
    return usage.cacheRead() + Math.max(SLACK_TOKENS, expected / 10) >= expected;
  }

  private static Optional<CacheMiss> change(Asked last, Asked now) {
    if (!last.isOf(now.model())) {
      return miss(
          Reason.MODEL_CHANGED, "the model changed from " + last.model() + " to " + now.model());
    }
    return tools(last.request().tools(), now.request().tools())
        .or(() -> system(last.request(), now.request()))
        .or(() -> history(last.request(), now.request()));
  }

  private static Optional<CacheMiss> tools(List<ToolSpec> last, List<ToolSpec> now) {
    if (last.equals(now)) return Optional.empty();
    var changes = new ArrayList<String>();
    for (var tool : now) {
      var old = named(last, tool.name());
      if (old == null) changes.add("tool " + tool.name() + " is new");
      else if (!old.equals(tool)) changes.add("tool " + tool.name() + " changed");
    }
    for (var tool : last) {
      if (named(now, tool.name()) == null) changes.add("tool " + tool.name() + " was removed");
    }
    return changes.isEmpty()
        ? miss(Reason.TOOLS_REORDERED, "the tools stand in another order")
        : miss(Reason.TOOLS_CHANGED, String.join(", ", changes));
  }

  private static @Nullable ToolSpec named(List<ToolSpec> tools, String name) {
    for (var tool : tools) {
      if (tool.name().equals(name)) return tool;
    }
    return null;
  }

  private static Optional<CacheMiss> system(ModelRequest last, ModelRequest now) {
    var blocks = Math.max(last.system().size(), now.system().size());
    for (var i = 0; i < blocks; i++) {
      var old = i < last.system().size() ? last.system().get(i).text() : "";
      var text = i < now.system().size() ? now.system().get(i).text() : "";
      if (old.equals(text)) continue;
      return miss(
          Reason.SYSTEM_CHANGED,
          "the system text changed at byte " + firstDifference(old, text) + " of block " + (i + 1));
    }
    return Optional.empty();
  }

  /** Returns the byte, counting from 0, of the UTF-8 form at which the texts part. */
  private static int firstDifference(String a, String b) {
    var at = 0;
    var end = Math.min(a.length(), b.length());
    while (at < end && a.charAt(at) == b.charAt(at)) at++;
    if (at > 0 && Character.isHighSurrogate(a.charAt(at - 1))) at--;
    return a.substring(0, at).getBytes(StandardCharsets.UTF_8).length;
  }

  private static Optional<CacheMiss> history(ModelRequest last, ModelRequest now) {
    for (var i = 0; i < last.messages().size(); i++) {
      if (i >= now.messages().size()) {
        return miss(Reason.HISTORY_REWRITTEN, "the history ends before message " + (i + 1));
      }
      if (isKept(last.messages().get(i), now.messages().get(i))) continue;
      return miss(Reason.HISTORY_REWRITTEN, "the history was rewritten at message " + (i + 1));
    }
    return Optional.empty();
  }

  /** A reply without anything in it leaves the user's message open for more. */
  private static boolean isKept(Message last, Message now) {
    if (last.equals(now)) return true;
    return last instanceof Message.User(var old)
        && now instanceof Message.User(var more)
        && old.size() < more.size()
        && old.equals(more.subList(0, old.size()));
  }

  private static boolean hasImage(ModelRequest request) {
    for (var message : request.messages()) {
      if (!(message instanceof Message.User(var blocks))) continue;
      for (var block : blocks) {
        if (block instanceof Block.Image) return true;
        if (block instanceof Block.Result(_, var result)
            && result.content().stream().anyMatch(Block.Image.class::isInstance)) return true;
      }
    }
    return false;
  }

  private static CacheMiss unchanged(Asked last, Asked now) {
    if (!last.request().form().equals(now.request().form())) {
      return new CacheMiss(
          Reason.SYSTEM_CHANGED,
          "the form of the answer changed, which stands before all else",
          false);
    }
    if (last.request().effort() != now.request().effort()) {
      return new CacheMiss(
          Reason.EFFORT_CHANGED,
          "the effort changed from "
              + last.request().effort().text()
              + " to "
              + now.request().effort().text());
    }
    if (hasImage(now.request()) && !hasImage(last.request())) {
      return new CacheMiss(Reason.FIRST_IMAGE, "the first picture of the conversation");
    }
    var gap = Duration.between(last.time(), now.time());
    if (last.usage().prompt() < LEAST_CACHED_TOKENS) {
      return new CacheMiss(
          Reason.PROMPT_TOO_SHORT,
          "the prompt before had "
              + last.usage().prompt()
              + " tokens; fewer than "
              + LEAST_CACHED_TOKENS
              + " are not cached");
    }
    if (gap.compareTo(last.lifetime()) >= 0) {
      return new CacheMiss(
          Reason.LIFETIME_PASSED,
          gap.toMinutes()
              + " min since the last request; a cached prompt is sure to be kept for "
              + last.lifetime().toMinutes()
              + " min");
    }
    return new CacheMiss(
        Reason.UNEXPLAINED,
        "the request began as the one "
            + gap.toSeconds()
            + " s before it; the provider read "
            + now.usage().cacheRead()
            + " of its "
            + last.usage().prompt()
            + " tokens from the cache");
  }

  private static Optional<CacheMiss> miss(Reason reason, String detail) {
    return Optional.of(new CacheMiss(reason, detail));
  }
}
