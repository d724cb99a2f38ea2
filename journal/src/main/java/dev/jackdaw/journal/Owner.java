package dev.jackdaw.journal;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import dev.jackdaw.wire.InstantText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The process that holds a session.
 *
 * @param started when the process began, in the system's own units: tells it from a later process
 *     with the same number
 * @param since when it opened the session
 */
record Owner(long process, long started, String host, Instant since) {
  private static final Path KERNEL_PROCESSES = Path.of("/proc");
  private static final Path KERNEL_HOST_NAME = Path.of("/proc/sys/kernel/hostname");

  /** How many fields of {@code /proc/PID/stat} stand between the name and the start time. */
  private static final int FIELDS_BEFORE_START = 19;

  private static final long UNKNOWN = 0;

  static Owner self(Instant now) {
    var status = read(KERNEL_PROCESSES.resolve("self/stat"));
    if (status.isEmpty()) {
      var self = ProcessHandle.current();
      return new Owner(self.pid(), started(self), hostName(), now);
    }
    var process = number(status, 0);
    return new Owner(process, started(status), hostName(), now);
  }

  /** Asks Linux directly: a process handle costs more to load than all the rest of opening. */
  private static long started(String status) {
    var at = status.lastIndexOf(')') + 2;
    for (var field = 0; field < FIELDS_BEFORE_START; field++) at = status.indexOf(' ', at) + 1;
    return number(status, at);
  }

  private static long number(String text, int from) {
    var number = 0L;
    for (var i = from; i < text.length(); i++) {
      var digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) break;
      number = number * 10 + digit;
    }
    return number;
  }

  private static long started(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(UNKNOWN);
  }

  /** Returns the text of one of the kernel's files; nothing where there is no such file. */
  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException _) {
      return "";
    }
  }

  private static String hostName() {
    var name = read(KERNEL_HOST_NAME).strip();
    if (!name.isEmpty()) return name;
    return firstOf(System.getenv("HOSTNAME"), System.getenv("COMPUTERNAME"));
  }

  private static String firstOf(@Nullable String first, @Nullable String second) {
    if (first != null) return first;
    return second == null ? "" : second;
  }

  /** Returns whether the process may still be there; one on another host may always be. */
  boolean isAlive() {
    if (!host.equals(hostName())) return true;
    if (Files.isDirectory(KERNEL_PROCESSES.resolve("self"))) {
      var status = read(KERNEL_PROCESSES.resolve(process + "/stat"));
      return !status.isEmpty() && started(status) == started;
    }
    return ProcessHandle.of(process)
        .filter(ProcessHandle::isAlive)
        .map(Owner::started)
        .filter(now -> now == UNKNOWN || now == started)
        .isPresent();
  }

  String write() {
    return Json.object()
        .put("process", process)
        .put("started", started)
        .put("host", host)
        .put("since", InstantText.write(since))
        .build()
        .compact();
  }

  /** Reads what another process wrote; nothing when it has not written yet. */
  static Optional<Owner> parse(String text) {
    try {
      var owner = Json.parseObject(text);
      return Optional.of(
          new Owner(
              owner.integer("process", 0),
              owner.integer("started", UNKNOWN),
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
