package dev.jackdaw.journal.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Decision;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Rule;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolResult.Status;
import dev.jackdaw.api.TurnId;
import dev.jackdaw.api.Usage;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.journal.timeline.TimelineText.Paint;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A journal whose every text was written by somebody who means harm. */
final class HostileTest {
  private static final Pattern TAG = Pattern.compile("<(/?[a-zA-Z]\\w*)");
  private static final Pattern ATTRIBUTE = Pattern.compile("<[a-z][^>]*?\\s([a-z-]+)=");

  private static Timeline told(String text) {
    var story = new Story();
    var call = new Block.Call(new CallId("c"), "t" + text, Json.object().put("path", text).build());
    return story
        .add(new Event.SessionOpened(story.journal.session(), text, text, Optional.empty()))
        .add(new Event.SessionTitled(text))
        .prompt(text)
        .after(5)
        .reply(5, 0, Story.said(text), call)
        .decided(
            "c",
            new Decision.Ask(text, new Rule("Bash", "x")),
            new Effect.Reads(Path.of("/" + text.replace("\0", "").replace("\ud800", ""))),
            new Effect.Executes(text, Path.of("/x")),
            new Effect.Connects(text, 80),
            new Effect.Persists(Path.of("/x"), text))
        .started("c")
        .agentStarted(AgentId.MAIN.child(1), "c", text)
        .add(new Event.SideJobEnded(text, text, Usage.NONE, Optional.empty(), Duration.ZERO, text))
        .add(new Event.ModelFailed(new TurnId(2), text, text))
        .add(new Event.ModelChanged(text, text))
        .after(5)
        .finished(
            "c",
            new ToolResult(
                Status.FAILED,
                List.of(new Block.Text(text, Label.MODEL)),
                Json.object().put("diff", "+" + text).build(),
                new Label(Label.Source.WEB, text)),
            5)
        .as(AgentId.MAIN.child(1))
        .prompt(text)
        .as(new AgentId(text))
        .started("x" + text)
        .ended(new Outcome.LimitReached(Outcome.Limit.COST, text))
        .timeline();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "</script><script>alert(1)</script>",
        "</style><style>*{display:none}</style>",
        "</title></pre></details><img src=x onerror=alert(1)>",
        "\" onload=\"alert(1)' x='",
        "<!-- never closed",
        "\u001b]0;title\u0007\u001b[2J",
        "user\u202etxt.exe\u2066hidden\u2069",
        "\u0008\u007f\u0085\u2028\rx",
        "\ud800 lone",
        "javascript:alert(1)",
        "<a href=#s1 id=s1>",
        "--><svg/onload=alert(1)>"
      })
  void isShownButNeitherRunsNorHides(String text) throws IOException {
    var timeline = told(text);
    var page = LookTest.page(timeline);
    var body = page.substring(page.indexOf("</style>"));
    assertThat(TAG.matcher(body).results().map(tag -> tag.group(1)))
        .doesNotContain("script", "img", "style", "iframe", "object", "link", "base", "form");
    assertThat(ATTRIBUTE.matcher(body).results().map(found -> found.group(1)))
        .allMatch(name -> !name.startsWith("on") && !name.equals("src") && !name.equals("style"));
    assertThat(page.split("<a ", -1)).hasSameSizeAs(page.split("<a (href=\"#|class=\"skip\")", -1));
    assertThat(page.chars()).noneMatch(HostileTest::hides);
    for (var signs : Signs.values()) {
      assertThat(LookTest.text(timeline, 80, signs, Paint.PLAIN).chars())
          .noneMatch(HostileTest::hides);
    }
    assertThat(TimelineJson.of(timeline).compact()).isNotEmpty();
  }

  private static boolean hides(int c) {
    return c < ' ' && c != '\n' && c != '\t'
        || c >= 0x7f && c < 0xa0
        || c >= 0x202a && c <= 0x202e
        || c >= 0x2066 && c <= 0x2069
        || c == 0x2028
        || c >= 0xd800 && c < 0xe000;
  }
}
