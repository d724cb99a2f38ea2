package dev.jackdaw.journal;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import dev.jackdaw.wire.InstantText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The process that holds a session.
 *
 * @param started when the process began, which tells it from a later one with the same number
 * @param since when it opened the session
 */
record Owner(long process, Instant started, String host, Instant since) {
  private static final Path KERNEL_HOST_NAME = Path.of("/proc/sys/kernel/hostname");

  /** Start times are read from the system's clock ticks and may be off by a little. */
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  static Owner self(Instant now) {
    var self = ProcessHandle.current();
    return new Owner(self.pid(), started(self), hostName(), now);
  }

  private static Instant started(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH);
  }

  private static String hostName() {
    try {
      if (Files.isReadable(KERNEL_HOST_NAME)) return Files.readString(KERNEL_HOST_NAME).strip();
    } catch (IOException _) {
      // The environment may know.
    }
    return firstOf(System.getenv("HOSTNAME"), System.getenv("COMPUTERNAME"));
  }

  private static String firstOf(@Nullable String first, @Nullable String second) {
    if (first != null) return first;
    return second == null ? "" : second;
  }

  /** Returns whether the process may still be there; one on another host may always be. */
  boolean isAlive() {
    if (!host.equals(hostName())) return true;
    return ProcessHandle.of(process)
        .filter(ProcessHandle::isAlive)
        .map(Owner::started)
        .filter(now -> now.equals(Instant.EPOCH) || isSameTime(now))
        .isPresent();
  }

  private boolean isSameTime(Instant other) {
    return Duration.between(started, other).abs().compareTo(TOLERANCE) <= 0;
  }

  String write() {
    return Json.object()
        .put("process", process)
        .put("started", InstantText.write(started))
        .put("host", host)
        .put("since", InstantText.write(since))
        .build()
        .compact();
  }

  /** Reads what another process wrote; nothing when it has not written yet. */
  static Optional<Owner> read(String text) {
    try {
      var owner = Json.parseObject(text);
      return Optional.of(
          new Owner(
              owner.integer("process", 0),
              InstantText.read(owner.string("started", "")).orElse(Instant.EPOCH),
              owner.string("host", ""),
              InstantText.read(owner.string("since", "")).orElse(Instant.EPOCH)));
    } catch (JsonException _) {
      return Optional.empty();
    }
  }

  String description() {
    return "process " + process + " on " + host + " since " + InstantText.write(since);
  }
}
