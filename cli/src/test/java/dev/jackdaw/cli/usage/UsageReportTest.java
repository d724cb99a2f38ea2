package dev.jackdaw.cli.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.CacheMiss;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.TurnId;
import dev.jackdaw.api.Usage;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.journal.Sessions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageReportTest {
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  private static final SessionId ID = new SessionId("one");
  private static final CacheMiss MISS =
      new CacheMiss(
          CacheMiss.Reason.SYSTEM_CHANGED, "the system text changed at byte 4 of block 1");

  @TempDir Path folder;
  // Journals are dated by their files too, so the replies are of the present.
  private Instant now = Instant.now();
  private Sessions sessions;

  @BeforeEach
  void record() {
    sessions = new Sessions(folder, () -> now);
    try (var journal = sessions.create(ID, folder)) {
      journal.append(AgentId.MAIN, new Event.SessionOpened(ID, "/home/me", "1", Optional.empty()));
      journal.append(AgentId.MAIN, reply("p/a", Optional.of(0.25), Optional.of(MISS)));
      journal.append(AgentId.MAIN.child(1), reply("p/b", Optional.empty(), Optional.empty()));
    }
  }

  @Test
  void neverCountsAnUnknownPriceAsNothing() {
    var total = json().object("total");
    assertThat(total.integer("requests", 0)).isEqualTo(2);
    assertThat(total.integer("requests_without_price", 0)).isEqualTo(1);
    assertThat(json().object("models").object("p/b").members())
        .containsEntry("dollars", Json.Null.INSTANCE);
    assertThat(text()).contains("at least $0.2500  TOTAL", "unknown  p/b", "/home/me");
  }

  @Test
  void saysWhichModelDidSideJobs() {
    var dollars = Optional.of(0.5);
    try (var journal = sessions.create(new SessionId("two"), folder)) {
      journal.append(AgentId.MAIN, new Event.SessionOpened(ID, "/home/me", "1", Optional.empty()));
      journal.append(
          AgentId.MAIN,
          new Event.SideJobEnded(
              "title", "p/small", new Usage(40, 0, 0, 4, 0), dollars, Duration.ZERO, ""));
      journal.append(
          AgentId.MAIN,
          new Event.SideJobEnded("title", "p/gone", Usage.NONE, dollars, Duration.ZERO, "gone"));
    }
    assertThat(json().object("side_jobs").members()).containsOnlyKeys("title, p/small");
    assertThat(json().object("models").members()).containsOnlyKeys("p/a", "p/b", "p/small");
    assertThat(json().object("total").number("dollars")).hasValue(0.75);
    assertThat(text()).contains("SIDE JOB", "$0.5000  title, p/small");
    assertThat(UsageReport.bill(sessions, new SessionId("two"), () -> now, ZONE))
        .contains("of these for side jobs: title, p/small: $0.5000");
  }

  @Test
  void countsEveryKindOfTokens() {
    var model = json().object("models").object("p/a");
    assertThat(model.integer("input", 0)).isEqualTo(100);
    assertThat(model.integer("cache_read", 0)).isEqualTo(300);
    assertThat(model.integer("cache_write", 0)).isEqualTo(0);
    assertThat(model.integer("output", 0)).isEqualTo(20);
    assertThat(text()).contains(" 75% ");
  }

  @Test
  void countsWhatAForkCopiedOnlyOnce() {
    now = now.plusMillis(5);
    sessions.fork(ID, new SessionId("two")).close();
    assertThat(json().object("total").integer("requests", 0)).isEqualTo(2);
  }

  @Test
  void leavesOutWhatIsOlder() {
    now = now.plus(Duration.ofDays(3));
    assertThat(text()).contains("No model was asked");
  }

  @Test
  void billsASessionWithItsMisses() {
    assertThat(UsageReport.bill(sessions, ID, () -> now, ZONE))
        .contains(
            "cache missed: the system text changed at byte 4 of block 1",
            "today, all sessions: at least $0.2500");
  }

  @Test
  void saysHowOftenJackdawChangedWhatItHadSent() {
    assertThat(json().object("total").integer("prefix_changes", -1)).isZero();
    assertThat(text()).doesNotContain("bug of Jackdaw");
    var ours = new CacheMiss(MISS.reason(), MISS.detail(), true);
    try (var journal = sessions.create(new SessionId("two"), folder)) {
      journal.append(AgentId.MAIN, new Event.SessionOpened(ID, "/home/me", "1", Optional.empty()));
      journal.append(AgentId.MAIN, reply("p/a", Optional.of(0.25), Optional.of(ours)));
    }
    assertThat(json().object("total").integer("prefix_changes", -1)).isEqualTo(1);
    assertThat(text()).contains("prompts that Jackdaw changed after they were sent: 1.");
  }

  private Json.Obj json() {
    return Json.parseObject(printed(true));
  }

  private String text() {
    return printed(false);
  }

  private String printed(boolean json) {
    var out = new StringWriter();
    InstantSource clock = () -> now;
    UsageReport.of(sessions, 1, clock, ZONE).print(json, new PrintWriter(out));
    return out.toString();
  }

  private static Event.ReplyReceived reply(
      String model, Optional<Double> dollars, Optional<CacheMiss> miss) {
    return new Event.ReplyReceived(
        new TurnId(1),
        new Message.Assistant(List.of()),
        new Usage(100, 300, 0, 20, 5),
        StopReason.END,
        model,
        dollars,
        Duration.ZERO,
        miss);
  }
}
