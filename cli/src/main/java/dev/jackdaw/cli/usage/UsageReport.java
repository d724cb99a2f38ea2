package dev.jackdaw.cli.usage;

import dev.jackdaw.api.CacheMiss;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.VisibleText;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.journal.ReplyUsage;
import dev.jackdaw.journal.Sessions;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What all sessions used, by day, model and project. Not thread-safe. */
public final class UsageReport {
  /** How many days are summed up when nobody says. */
  public static final int DAYS = 7;

  private final ZoneId zone;
  private final Map<String, Bill> days = new TreeMap<>();
  private final Map<String, Bill> models = new TreeMap<>();
  private final Map<String, Bill> projects = new TreeMap<>();
  private final Map<String, Bill> sideJobs = new TreeMap<>();
  private final Bill total = new Bill();

  private UsageReport(ZoneId zone) {
    this.zone = zone;
  }

  /** Reads so many days, today included, from the journals. */
  public static UsageReport of(Sessions sessions, int count, InstantSource clock, ZoneId zone) {
    var report = new UsageReport(zone);
    sessions.usage(midnight(clock, zone, count), report::add);
    return report;
  }

  private static Instant midnight(InstantSource clock, ZoneId zone, int count) {
    var today = LocalDate.ofInstant(clock.instant(), zone);
    return today.minusDays(count - 1L).atStartOfDay(zone).toInstant();
  }

  private void add(ReplyUsage reply) {
    bill(days, LocalDate.ofInstant(reply.time(), zone).toString()).add(reply);
    bill(models, reply.model()).add(reply);
    bill(projects, reply.directory()).add(reply);
    if (!reply.job().isEmpty()) bill(sideJobs, reply.job() + ", " + reply.model()).add(reply);
    total.add(reply);
  }

  private static Bill bill(Map<String, Bill> bills, String name) {
    return bills.computeIfAbsent(name, _ -> new Bill());
  }

  /** Prints tables, or one JSON object. */
  public void print(boolean json, PrintWriter out) {
    if (json) {
      out.println(json().pretty());
    } else if (days.isEmpty()) {
      out.println("No model was asked in these days. --days N looks further back.");
    } else {
      table("DAY", days, out);
      table("MODEL", models, out);
      table("PROJECT", projects, out);
      if (!sideJobs.isEmpty()) table("SIDE JOB", sideJobs, out);
      out.println(total.line() + "  TOTAL");
      total.remarks().forEach(out::println);
    }
    out.flush();
  }

  private static void table(String name, Map<String, Bill> bills, PrintWriter out) {
    out.println(Bill.heading() + "  " + name);
    bills.forEach((key, bill) -> out.println(bill.line() + "  " + VisibleText.blanked(key)));
    out.println();
  }

  private Json.Obj json() {
    return Json.object()
        .put("days", json(days))
        .put("models", json(models))
        .put("projects", json(projects))
        .put("side_jobs", json(sideJobs))
        .put("total", total.json())
        .build();
  }

  private static Json.Obj json(Map<String, Bill> bills) {
    var object = Json.object();
    bills.forEach((name, bill) -> object.put(name, bill.json()));
    return object.build();
  }

  /** Returns the lines of a session's bill: by model, the surprising cache misses, and today. */
  public static List<String> bill(
      Sessions sessions, SessionId session, InstantSource clock, ZoneId zone) {
    var report = new UsageReport(zone);
    var misses = new ArrayList<String>();
    sessions.usage(
        session,
        reply -> {
          report.add(reply);
          reply
              .cacheMiss()
              .filter(CacheMiss::isSurprising)
              .ifPresent(miss -> misses.add("cache missed: " + miss.detail()));
        });
    var lines = new ArrayList<String>();
    if (!report.models.isEmpty()) lines.add(Bill.heading() + "  MODEL");
    report.models.forEach((name, bill) -> lines.add(bill.line() + "  " + name));
    report.sideJobs.forEach(
        (name, bill) -> lines.add("of these for side jobs: " + name + ": " + bill.money()));
    lines.addAll(misses);
    lines.addAll(report.total.remarks());
    lines.add("today, all sessions: " + of(sessions, 1, clock, zone).total.money());
    return lines;
  }
}
