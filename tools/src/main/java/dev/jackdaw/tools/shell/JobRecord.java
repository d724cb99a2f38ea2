package dev.jackdaw.tools.shell;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is on record of a command: who it was, and how it ended as far as anybody could put that
 * down. It is a file to whose end lines are added: by Jackdaw the first and the names of background
 * jobs, by the supervisor of the command {@code exit CODE}, by the watchdog {@code ending} before
 * it ends it and {@code gone} when it was not there any more; {@code held} where what it writes
 * does not count until it has succeeded, and {@code applying} once that is brought to the
 * workspace. What stands before the first line is what the launcher had to say.
 *
 * @param exit nothing when no exit was put down
 * @param name that of the background job it became; empty for none
 */
record JobRecord(
    Start start,
    OptionalInt exit,
    boolean ending,
    boolean gone,
    Writes writes,
    String name,
    String launcher) {
  static final String HELD = "held";
  static final String APPLYING = "applying";

  /** What becomes of what it writes. */
  enum Writes {
    COUNT,
    /** It does not count, and nothing of it will. */
    HELD,
    /** It was about to be brought to the workspace. */
    APPLIED
  }

  /**
   * The first line.
   *
   * @param boot the run of the machine it belongs to
   * @param mark the value that marks its processes
   * @param ticks between the start of the machine and that of the process
   * @param origin whose words it prints
   */
  record Start(
      AgentId agent,
      CallId call,
      String command,
      String boot,
      String mark,
      long pid,
      long ticks,
      Instant at,
      boolean kept,
      Label origin) {

    String line() {
      return Json.object()
              .put("agent", agent.value())
              .put("call", call.value())
              .put("command", command)
              .put("boot", boot)
              .put("mark", mark)
              .put("pid", pid)
              .put("ticks", ticks)
              .put("at", at.toEpochMilli())
              .put("kept", kept)
              .put("source", origin.source().name())
              .put("detail", origin.detail())
              .build()
              .compact()
          + "\n";
    }

    private static Start of(Json.Obj line) {
      return new Start(
          new AgentId(line.string("agent", "")),
          new CallId(line.string("call", "-")),
          line.string("command", ""),
          line.string("boot", ""),
          line.string("mark", ""),
          line.integer("pid", 0),
          line.integer("ticks", -1),
          Instant.ofEpochMilli(line.integer("at", 0)),
          line.bool("kept", false),
          new Label(
              Label.Source.valueOf(line.string("source", "COMMAND")), line.string("detail", "")));
    }
  }

  /** Reads a record; nothing when it has no first line, so that the command never began. */
  static Optional<JobRecord> of(String text) {
    var lines = text.lines().toList();
    for (var i = 0; i < lines.size(); i++) {
      if (!lines.get(i).startsWith("{\"agent\":")) continue;
      try {
        var start = Start.of(Json.parseObject(lines.get(i)));
        return Optional.of(
            of(start, launcher(lines.subList(0, i)), lines.subList(i, lines.size())));
      } catch (IllegalArgumentException _) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static JobRecord of(Start start, String before, List<String> lines) {
    var exit = OptionalInt.empty();
    var name = "";
    for (var line : lines) {
      if (exit.isEmpty() && line.matches("exit [0-9]{1,3}")) {
        exit = OptionalInt.of(Integer.parseInt(line.substring(5)));
      }
      if (line.startsWith("name ")) name = line.substring(5);
    }
    return new JobRecord(
        start, exit, lines.contains("ending"), lines.contains("gone"), writes(lines), name, before);
  }

  private static Writes writes(List<String> lines) {
    if (lines.contains(APPLYING)) return Writes.APPLIED;
    return lines.contains(HELD) ? Writes.HELD : Writes.COUNT;
  }

  /** Returns the lines that are none of ours. */
  static String launcher(List<String> lines) {
    var said = new StringBuilder();
    for (var line : lines) {
      if (!line.matches("\\{\"agent\":.*|exit [0-9]{1,3}|name .*|ending|gone|held|applying")) {
        said.append(line).append('\n');
      }
    }
    return said.toString();
  }
}
