package dev.jackdaw.journal.timeline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;

/**
 * A timeline as one HTML file that needs nothing else: no script, no reference to anything outside.
 * Its policy lets a browser load nothing and apply no style but the one that is in it.
 */
public final class TimelinePage {
  private static final String STYLE = "timeline.css";

  private final Timeline timeline;
  private final Axis axis;
  private final ZoneId zone;
  private final Markup out;

  private TimelinePage(Timeline timeline, ZoneId zone, Appendable out) {
    this.timeline = timeline;
    this.axis = Axis.of(timeline);
    this.zone = zone;
    this.out = new Markup(out);
  }

  /**
   * Writes a timeline.
   *
   * @param zone of the times that are shown
   */
  public static void write(Timeline timeline, ZoneId zone, Appendable out) throws IOException {
    new TimelinePage(timeline, zone, out).write();
  }

  private void write() throws IOException {
    head(style());
    out.raw("<body>\n<a class=\"skip\" href=\"#steps\">Skip the chart</a>\n<header>\n");
    out.element("h1", "", title());
    out.element("p", "about", "Session " + timeline.session() + " in " + timeline.directory());
    out.element("p", "about", time());
    sums();
    out.raw("</header>\n<section aria-label=\"Chart\">\n<h2>At a glance</h2>\n");
    new Chart(timeline, axis, out).write();
    out.raw("</section>\n<main id=\"steps\">\n<h2>Step by step</h2>\n");
    new Steps(timeline, axis, zone, out).write();
    out.raw("</main>\n</body>\n</html>\n");
  }

  private void head(String style) throws IOException {
    out.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ");
    out.raw("style-src 'sha256-" + sha256(style) + "'; base-uri 'none'; form-action 'none'\">\n");
    out.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.raw("<meta name=\"referrer\" content=\"no-referrer\">\n");
    out.element("title", "", "Timeline: " + title());
    out.raw("<style>" + style + "</style>\n</head>\n");
  }

  private String title() {
    return timeline.title().isEmpty() ? "Session " + timeline.session() : timeline.title();
  }

  private String time() {
    var format = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(zone);
    return format.format(timeline.span().from())
        + " to "
        + format.format(timeline.span().to())
        + ", "
        + zone.getId();
  }

  private void sums() throws IOException {
    var totals = timeline.totals();
    out.raw("<dl class=\"sums\">\n");
    sum("In all", Amounts.time(totals.wall()));
    if (!totals.away().isZero()) sum("Between tasks", Amounts.time(totals.away()));
    sum("Model", Amounts.time(totals.model()));
    sum("Calls", Amounts.time(totals.tools()));
    if (!totals.person().isZero()) sum("Waiting for you", Amounts.time(totals.person()));
    if (!totals.parallel().isZero()) sum("Side by side", Amounts.percent(totals.parallelShare()));
    sum("Cost", new Sums(totals).cost());
    sum("Tokens", Sums.tokens(totals.usage()));
    sum("Work", new Sums(totals).done());
    out.raw("</dl>\n");
  }

  private void sum(String name, String value) throws IOException {
    out.raw("<div>").element("dt", "", name).element("dd", "", value).raw("</div>\n");
  }

  private static String style() throws IOException {
    try (var in = TimelinePage.class.getResourceAsStream(STYLE)) {
      if (in == null) throw new IllegalStateException(STYLE + " is missing");
      return "\n" + new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
  }

  private static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var hash = digest.digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
