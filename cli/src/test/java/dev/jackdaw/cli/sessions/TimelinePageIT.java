package dev.jackdaw.cli.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Decision;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Idempotency;
import dev.jackdaw.api.Journal;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Redactor;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.TurnId;
import dev.jackdaw.api.Usage;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.options.Arguments;
import dev.jackdaw.cli.sessions.TimelineCommand.Screen;
import dev.jackdaw.journal.Sessions;
import dev.jackdaw.journal.timeline.Signs;
import dev.jackdaw.journal.timeline.TimelineText.Paint;
import dev.jackdaw.testkit.FakeClock;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page of a timeline in a browser. */
@Timeout(120)
class TimelinePageIT {
  private static final TurnId TURN = new TurnId(1);
  private static final String HOSTILE =
      "</pre><img src=http://127.0.0.1:9/x><script>alert(1)</script>";

  @TempDir Path folder;

  private final FakeClock clock = FakeClock.create();

  /** Three calls side by side: a read, an edit with its difference, a command that failed. */
  private void tell(Journal journal) {
    add(journal, new Event.SessionOpened(journal.session(), "/p", "1", Optional.empty()));
    var prompt = new Block.Text("Fix it " + HOSTILE, Label.USER);
    add(journal, new Event.PromptSubmitted(List.of(prompt), false));
    clock.advance(Duration.ofSeconds(2));
    add(
        journal,
        new Event.ReplyReceived(
            TURN,
            new Message.Assistant(
                List.of(call("c1", "read"), call("c2", "edit"), call("c3", "bash"))),
            new Usage(10, 0, 0, 5, 0),
            StopReason.CALLS,
            "scripted/demo",
            Optional.of(0.25),
            Duration.ofSeconds(2)));
    var effects =
        List.of(
            new Effect.Reads(Path.of("/p/a")),
            new Effect.Writes(Path.of("/p/b")),
            new Effect.Executes(HOSTILE, Path.of("/p")));
    for (var i = 1; i <= 3; i++) {
      var decision = new Decision.Allow("a rule allows it");
      add(journal, new Event.CallDecided(TURN, id("c" + i), List.of(effects.get(i - 1)), decision));
      add(journal, new Event.CallStarted(TURN, id("c" + i), Idempotency.PURE));
    }
    clock.advance(Duration.ofSeconds(1));
    finish(journal, "c1", ToolResult.ok("text", Label.JACKDAW));
    var diff = "--- a/b\n+++ b/b\n@@ -1 +1 @@\n-old\n+new " + HOSTILE + "\n";
    var details = Json.object().put("diff", diff).build();
    finish(journal, "c2", ToolResult.ok("Changed b", Label.JACKDAW).withDetails(details));
    finish(journal, "c3", ToolResult.failed(HOSTILE));
  }

  private static void add(Journal journal, Event.Durable event) {
    journal.append(AgentId.MAIN, event);
  }

  private static CallId id(String name) {
    return new CallId(name);
  }

  private static Block.Call call(String name, String tool) {
    return new Block.Call(id(name), tool, Json.object().put("path", HOSTILE).build());
  }

  private static void finish(Journal journal, String name, ToolResult result) {
    add(journal, new Event.CallFinished(TURN, id(name), result, Duration.ofSeconds(1)));
  }

  private Path page() {
    var sessions = new Sessions(folder.resolve("state"), clock);
    try (var journal = sessions.create(new SessionId("s"), folder)) {
      tell(journal);
    }
    var screen = new Screen(80, Signs.ASCII, Paint.PLAIN);
    new TimelineCommand(sessions, ZoneOffset.UTC, folder, screen, Redactor.forSharing(Map.of()))
        .show(
            Arguments.parse("sessions", "show", "s", "--timeline", "--html", "page.html"),
            new PrintWriter(new StringWriter()));
    return folder.resolve("page.html");
  }

  @Test
  void isDrawnOpensByLinkAndNeedsNothingElse() throws Exception {
    var program = Chromium.installed();
    assumeThat(program).as("Chromium is not installed (Debian: chromium)").isPresent();
    var address = page().toUri().toString();
    try (var browser = new Chromium(program.orElseThrow(), folder.resolve("profile"))) {
      browser.open(address);
      assertThat(browser.evaluate("document.title")).isEqualTo("Timeline: Fix it " + HOSTILE);
      var bars =
          "[...document.querySelectorAll('.lane a rect')]"
              + ".every(r => r.getBoundingClientRect().width > 5)";
      assertThat(browser.evaluate(bars)).isEqualTo("true");
      assertThat(browser.evaluate("document.querySelectorAll('.lane a').length")).isEqualTo("4");
      assertThat(browser.evaluate("document.images.length + document.scripts.length"))
          .isEqualTo("0");
      readsAtEveryWidth(browser);
      opensByLink(browser, address);
      followsTheColoursOfTheSystem(browser);
      assertThat(browser.complaints()).isEmpty();
      assertThat(browser.requests()).isNotEmpty().allMatch(url -> url.startsWith(address));
    }
    Files.delete(folder.resolve("page.html"));
  }

  private static void readsAtEveryWidth(Chromium browser) throws Exception {
    for (var width : List.of(320, 800, 1_760)) {
      browser.send(
          "Emulation.setDeviceMetricsOverride",
          "{\"width\":" + width + ",\"height\":900,\"deviceScaleFactor\":1,\"mobile\":false}");
      assertThat(
              browser.evaluate(
                  "document.documentElement.scrollWidth - document.documentElement.clientWidth"))
          .as("what does not fit into a window of " + width)
          .isEqualTo("0");
    }
  }

  private static void opensByLink(Chromium browser, String address) throws Exception {
    var isOpen = "document.querySelector('#s3').closest('details').open";
    assertThat(browser.evaluate(isOpen)).isEqualTo("false");
    browser.open(address + "?again#s3");
    assertThat(browser.evaluate(isOpen)).isEqualTo("true");
    assertThat(browser.evaluate("document.querySelector('#s3 .added').checkVisibility()"))
        .isEqualTo("true");
    assertThat(browser.evaluate("document.querySelector('#s3 .added').textContent"))
        .isEqualTo("+new " + HOSTILE);

    browser.evaluate("document.querySelector('#b4').focus()");
    for (var type : List.of("rawKeyDown", "char", "keyUp")) {
      browser.send(
          "Input.dispatchKeyEvent",
          "{\"type\":\""
              + type
              + "\",\"key\":\"Enter\",\"code\":\"Enter\",\"text\":\"\\r\""
              + ",\"windowsVirtualKeyCode\":13}");
    }
    assertThat(
            browser.evaluate(
                "new Promise(done => { const look = () => location.hash === '#s4' ? done('opened')"
                    + " : requestAnimationFrame(look); look(); })"))
        .isEqualTo("opened");
    assertThat(browser.evaluate(isOpen.replace("#s3", "#s4"))).isEqualTo("true");
  }

  private static void followsTheColoursOfTheSystem(Chromium browser) throws Exception {
    for (var scheme : List.of("light", "dark")) {
      browser.send(
          "Emulation.setEmulatedMedia",
          "{\"features\":[{\"name\":\"prefers-color-scheme\",\"value\":\"" + scheme + "\"}]}");
      var picture = ImageIO.read(new ByteArrayInputStream(browser.screenshot()));
      var corner = picture.getRGB(2, 2) & 0xff;
      assertThat(corner < 0x80)
          .as("the page is dark when asked for " + scheme)
          .isEqualTo(scheme.equals("dark"));
    }
  }
}
