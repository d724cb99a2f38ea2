package dev.jackdaw.cli.sessions;

import dev.jackdaw.api.VisibleText;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.text.Plain;
import dev.jackdaw.journal.SessionSummary;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** The list of sessions, as a table for people or as JSON for programs. */
final class SessionTable {
  private static final int LEAST_TITLE_COLUMNS = 20;

  private final Instant now;
  private final DateTimeFormatter time;
  private final int columns;

  /**
   * Sets the table up.
   *
   * @param zone of the times it shows
   * @param columns the width of the terminal
   */
  SessionTable(Instant now, ZoneId zone, int columns) {
    this.now = now;
    this.time = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(zone);
    this.columns = columns;
  }

  void print(List<SessionSummary> sessions, PrintWriter out) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("ID", "LAST USED", "", "TURNS", "TITLE"));
    for (var session : sessions) {
      var last = session.lastActivity();
      rows.add(
          List.of(
              session.id().value(),
              time.format(last),
              ago(Duration.between(last, now)),
              Integer.toString(session.turns()),
              title(session)));
    }
    var widths = widths(rows);
    for (var row : rows) out.println(line(row, widths));
  }

  private static String title(SessionSummary session) {
    var title = session.title().isEmpty() ? "(no prompt)" : session.title();
    return VisibleText.blanked(title + "  [" + session.directory() + "]");
  }

  private static int[] widths(List<List<String>> rows) {
    var widths = new int[4];
    for (var row : rows) {
      for (var i = 0; i < widths.length; i++) widths[i] = Math.max(widths[i], row.get(i).length());
    }
    return widths;
  }

  private String line(List<String> row, int[] widths) {
    var line = new StringBuilder();
    for (var i = 0; i < widths.length; i++) {
      line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
    }
    var left = Math.max(LEAST_TITLE_COLUMNS, columns - line.length());
    return line.append(Plain.cut(row.getLast(), left)).toString();
  }

  /** Returns how long ago that was, in the largest unit that fits. */
  static String ago(Duration since) {
    var seconds = since.toSeconds();
    if (seconds < 60) return "just now";
    if (seconds < 3_600) return since.toMinutes() + " min ago";
    if (seconds < 86_400) return since.toHours() + " h ago";
    var days = since.toDays();
    return days == 1 ? "yesterday" : days + " days ago";
  }

  static Json json(List<SessionSummary> sessions) {
    var list = new ArrayList<Json>();
    for (var session : sessions) {
      list.add(
          Json.object()
              .put("id", session.id().value())
              .put("title", session.title())
              .put("directory", session.directory())
              .put("started", session.started().toString())
              .put("last_activity", session.lastActivity().toString())
              .put("turns", session.turns())
              .put("bytes", session.bytes())
              .put("forked_from", session.forkedFrom().map(id -> Json.of(id.value())))
              .build());
    }
    return Json.array(list);
  }
}
