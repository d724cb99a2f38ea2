package dev.jackdaw.journal.export;

import dev.jackdaw.api.Event;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.Usage;
import dev.jackdaw.wire.InstantText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What stands at the head and at the foot of a document. */
final class Facts {
  private static final int CENT_DIGITS = 4;

  private final SessionId session;
  private final Set<String> models = new LinkedHashSet<>();
  private String title = "";
  private String directory = "";
  private @Nullable Instant started;
  private Instant ended = Instant.EPOCH;
  private Usage usage = Usage.NONE;
  private double dollars;
  private boolean dollarsKnown = true;
  private int replies;
  private int calls;

  Facts(SessionId session) {
    this.session = session;
  }

  void add(Occurrence occurrence) {
    if (started == null) started = occurrence.time();
    ended = occurrence.time();
    switch (occurrence.event()) {
      case Event.SessionOpened opened -> directory = opened.directory();
      case Event.SessionTitled(var name) -> title = name;
      case Event.ReplyReceived reply -> add(reply);
      case Event.SideJobEnded job -> add(job);
      case Event.CallFinished _ -> calls++;
      default -> {}
    }
  }

  private void add(Event.ReplyReceived reply) {
    replies++;
    models.add(reply.model());
    usage = usage.plus(reply.usage());
    dollars += reply.dollars().orElse(0.0);
    dollarsKnown &= reply.dollars().isPresent();
  }

  private void add(Event.SideJobEnded job) {
    if (job.usage().equals(Usage.NONE)) return;
    models.add(job.model());
    usage = usage.plus(job.usage());
    dollars += job.dollars().orElse(0.0);
    dollarsKnown &= job.dollars().isPresent();
  }

  String title() {
    return title.isEmpty() ? "Session " + session : title;
  }

  String session() {
    return session.value();
  }

  String directory() {
    return directory;
  }

  String time() {
    var from = started == null ? ended : started;
    return InstantText.write(from) + " to " + InstantText.write(ended);
  }

  String models() {
    return String.join(", ", models);
  }

  String work() {
    return replies + " replies, " + calls + " calls";
  }

  String tokens() {
    return usage.prompt()
        + " in ("
        + usage.cacheRead()
        + " of them from the cache), "
        + usage.output()
        + " out";
  }

  String cost() {
    var sum =
        "$"
            + BigDecimal.valueOf(dollars)
                .setScale(CENT_DIGITS, RoundingMode.HALF_UP)
                .toPlainString();
    if (dollarsKnown) return sum;
    return dollars == 0 ? "not known" : sum + " and what is not known of some replies";
  }
}
