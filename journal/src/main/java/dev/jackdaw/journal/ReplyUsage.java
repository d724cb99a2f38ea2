package dev.jackdaw.journal;

import dev.jackdaw.api.CacheMiss;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.Usage;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.wire.CacheMissJson;
import dev.jackdaw.wire.UsageJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What one reply used, in a task or for a small job beside it.
 *
 * @param directory the session's working directory
 * @param dollars nothing when the price was not known
 * @param job what the side job was for; empty for a reply in a task
 */
public record ReplyUsage(
    SessionId session,
    String directory,
    Instant time,
    String model,
    Usage usage,
    Optional<Double> dollars,
    Optional<CacheMiss> cacheMiss,
    String job) {
  private static final byte[] REPLY =
      "\"type\":\"reply_received\"".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] SIDE_JOB =
      "\"type\":\"side_job_ended\"".getBytes(StandardCharsets.US_ASCII);

  /**
   * Hands out the replies of a session since a moment. Of a fork only what came after it, as the
   * original has the rest.
   */
  static void read(SessionId session, Path file, Instant since, Consumer<ReplyUsage> each)
      throws IOException {
    try (var records = new RecordReader(file)) {
      if (!records.next()) return;
      var first = records.record();
      var opened = first.object("e");
      var start = since;
      if (opened.has("forked_from") && Playback.time(first).isAfter(start)) {
        start = Playback.time(first);
      }
      while (records.next()) {
        if (!records.holds(REPLY) && !records.holds(SIDE_JOB)) continue;
        var record = records.record();
        if (!wasAnswered(record.object("e"))) continue;
        var time = Playback.time(record);
        if (time.isBefore(start)) continue;
        each.accept(of(session, opened.string("directory", ""), time, record.object("e")));
      }
    }
  }

  /** A side job that no model answered used nothing. */
  private static boolean wasAnswered(Json.Obj event) {
    return switch (event.string("type", "")) {
      case "reply_received" -> true;
      case "side_job_ended" -> !UsageJson.read(event.object("usage")).equals(Usage.NONE);
      default -> false;
    };
  }

  private static ReplyUsage of(SessionId session, String directory, Instant time, Json.Obj reply) {
    return new ReplyUsage(
        session,
        directory,
        time,
        reply.string("model", ""),
        UsageJson.read(reply.object("usage")),
        reply.number("dollars").filter(Double::isFinite),
        CacheMissJson.read(reply),
        reply.string("job", ""));
  }
}
