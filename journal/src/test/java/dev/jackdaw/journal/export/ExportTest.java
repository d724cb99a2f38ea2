package dev.jackdaw.journal.export;

import static dev.jackdaw.testkit.Properties.forAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Decision;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Idempotency;
import dev.jackdaw.api.Journal;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Question;
import dev.jackdaw.api.Rule;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.TurnId;
import dev.jackdaw.api.Usage;
import dev.jackdaw.api.VisibleText;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.testkit.FakeClock;
import dev.jackdaw.testkit.Golden;
import dev.jackdaw.testkit.MemoryJournal;
import dev.jackdaw.testkit.Samples;
import dev.jackdaw.wire.OccurrenceJson;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Document;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;

final class ExportTest {
  private static final TurnId TURN = new TurnId(1);
  private static final CallId CALL = new CallId("c1");
  private static final AgentId CHILD = AgentId.MAIN.child(1);
  private static final Label OUTPUT = new Label(Label.Source.COMMAND, "mvn");

  /** What a hostile model, tool or page might say. */
  private static final List<String> HOSTILE =
      List.of(
          "</script><script>alert(1)</script>",
          "</pre></details></body><img src=x onerror=alert(1)>",
          "```\n# break\n```",
          "````````\nand then\n",
          "~~~\nnever closed",
          "<!-- never closed",
          "<style>*{display:none}",
          "![tracker](https://evil.example/x.png)",
          "\" onload=\"alert(1)' x='",
          "\u001b]0;title\u0007\u001b[2J",
          "user\u202etxt.exe\u2066hidden\u2069",
          "\u0000\u0008\u007f\u0085\u2028",
          "\ud800 lone",
          "%TITLE%",
          "    ```\nindented",
          "`one <b> tick` and ``two ` <i> ticks`` and `open <u>");

  private final MemoryJournal journal = new MemoryJournal(new SessionId("s1"), FakeClock.create());

  private void add(AgentId agent, Event.Durable... events) {
    for (var event : events) journal.append(agent, event);
  }

  private static Block.Text said(String text) {
    return new Block.Text(text, Label.MODEL);
  }

  private static Event.ReplyReceived reply(Optional<Double> dollars, Block.Said... blocks) {
    return new Event.ReplyReceived(
        TURN,
        new Message.Assistant(List.of(blocks)),
        new Usage(100, 50, 20, 30, 0),
        StopReason.END,
        "scripted/demo",
        dollars,
        Duration.ofSeconds(1));
  }

  private static Block.Call call(String tool, String input) {
    return new Block.Call(CALL, tool, Json.parseObject(input));
  }

  private static Event.CallFinished finished(ToolResult result) {
    return new Event.CallFinished(TURN, CALL, result, Duration.ofMillis(1_500));
  }

  private static String markdown(Journal journal) throws IOException {
    var out = new StringBuilder();
    Export.markdown(journal, out);
    return out.toString();
  }

  private static String html(Journal journal) throws IOException {
    var out = new StringBuilder();
    Export.html(journal, out);
    return out.toString();
  }

  private void tellAStory() {
    add(
        AgentId.MAIN,
        new Event.SessionOpened(
            new SessionId("s1"), "/home/ada/my_project", "0.1.0", Optional.of(new SessionId("s0"))),
        new Event.AgentConfigured("scripted/demo", List.of(), List.of("bash", "task")),
        new Event.PromptSubmitted(
            List.of(
                new Block.Text("Why is the build red?\n\nLook at `pom.xml`.", Label.USER),
                Block.Image.of("image/png", new byte[] {1, 2, 3}, Label.USER)),
            false),
        reply(
            Optional.of(0.0125),
            new Block.Thinking("Run it\nfirst.", "anthropic", Json.Obj.EMPTY),
            said("I will run the build.\n\n```sh\nmvn verify\n```"),
            call("bash", "{\"command\":\"mvn verify\"}")),
        new Event.CallDecided(
            TURN, CALL, List.of(), new Decision.Ask("runs a command", new Rule("Bash", "mvn:*"))),
        new Event.QuestionAnswered(
            new Question.Approval(
                call("bash", "{}"), "mvn verify", List.of(), "", new Rule("Bash", "mvn:*")),
            new Answer.AllowForSession(new Rule("Bash", "mvn:*"))),
        new Event.CallStarted(TURN, CALL, Idempotency.UNSAFE),
        finished(
            new ToolResult(
                ToolResult.Status.FAILED,
                List.of(new Block.Text("x".repeat(5_000), OUTPUT)),
                Json.Obj.EMPTY,
                OUTPUT)),
        new Event.AgentStarted(CHILD, CALL, "Look for callers"));
    add(CHILD, reply(Optional.empty(), said("None.")));
    add(
        AgentId.MAIN,
        new Event.SessionTitled("Fix the build"),
        new Event.TaskFinished(new Outcome.Finished("done")));
  }

  @Test
  void readsAsADocumentInMarkdown() throws IOException {
    tellAStory();
    Golden.check("story.md", markdown(journal));
  }

  @Test
  void isOneFileOfHtml() throws IOException {
    tellAStory();
    Golden.check("story.html", html(journal));
  }

  @Test
  void isOneObjectOfJson() throws IOException {
    tellAStory();
    var out = new StringBuilder();
    Export.json(journal, out);
    var document = Json.parseObject(out);
    assertThat(document.string("session")).contains("s1");
    assertThat(
            document.array("events").stream()
                .map(event -> OccurrenceJson.read((Json.Obj) event).orElseThrow()))
        .isEqualTo(journal.occurrences());
  }

  @Test
  void anEmptyJournalIsADocumentToo() throws IOException {
    assertThat(markdown(journal)).startsWith("# Session s1\n");
    assertThat(html(journal)).startsWith("<!DOCTYPE html>").endsWith("</html>\n");
    var out = new StringBuilder();
    Export.json(journal, out);
    assertThat(Json.parseObject(out).array("events")).isEmpty();
  }

  @Test
  void everyKindOfEventCanBeTold() throws IOException {
    for (var event : Samples.events()) journal.append(AgentId.MAIN, event);
    assertThat(markdown(journal)).isNotEmpty();
    assertHarmless(html(journal));
  }

  private void sayEverywhere(String text) {
    add(
        AgentId.MAIN,
        new Event.SessionTitled(text),
        new Event.PromptSubmitted(
            List.of(new Block.Text(text, Label.USER), new Block.Image(text, text, Label.USER)),
            false),
        new Event.NoticeGiven(text),
        reply(
            Optional.empty(),
            new Block.Thinking(text, "x", Json.Obj.EMPTY),
            said(text),
            new Block.Call(CALL, text, Json.object().put("a", text).build()),
            new Block.Call(new CallId("c2"), text, Json.Obj.EMPTY, text)),
        finished(ToolResult.ok(text, OUTPUT)),
        new Event.ModelFailed(TURN, text, text),
        new Event.MemoryLoaded(text, text));
  }

  @Test
  void hostileTextIsHarmlessInHtml() throws IOException {
    for (var text : HOSTILE) sayEverywhere(text);
    assertHarmless(html(journal));
  }

  /** Every tag is one of ours, nothing is hidden, nothing outside is named. */
  private static void assertHarmless(String html) {
    var tag = Pattern.compile("<[^>]*>");
    var ours =
        Pattern.compile(
            "<!DOCTYPE html>|<html lang=\"en\">|<meta [^<>]*>|<img alt=\"image\""
                + " src=\"data:image/[a-z]+;base64,[A-Za-z0-9+/=]+\">"
                + "|<(div|p) class=\"[a-z ]+\">"
                + "|</?(html|head|title|style|body|h1|h2|dl|dt|dd|div|p|pre|details|summary|hr)>");
    var tags = tag.matcher(html);
    while (tags.find()) assertThat(tags.group()).matches(ours);
    assertThat(html).doesNotContain("<script", "http://", "https://evil.example\"");
    assertVisible(html);
    assertThat(count(html, "<pre>")).isEqualTo(count(html, "</pre>"));
    assertThat(count(html, "<style>")).isEqualTo(1);
    assertThat(html).endsWith("</body>\n</html>\n");
  }

  private static void assertVisible(String document) {
    document
        .chars()
        .forEach(c -> {
          var hidden = Character.isISOControl(c) && c != '\n' && c != '\t';
          assertThat(hidden || Character.getType(c) == Character.FORMAT).as("U+%04X", c).isFalse();
        });
  }

  private static int count(String text, String part) {
    return (text.length() - text.replace(part, "").length()) / part.length();
  }

  @Test
  void hostileTextStaysInItsPlaceInMarkdown() throws IOException {
    for (var text : HOSTILE) sayEverywhere(text);
    var markdown = markdown(journal);
    assertVisible(markdown);
    assertNothingBreaksOut(markdown);
  }

  /**
   * Reads the document as others do, tables or not. There is no raw HTML and no picture, and our
   * own headings are headings, so that none of them was swallowed.
   */
  private static void assertNothingBreaksOut(String markdown) {
    for (var extensions : List.of(List.<Extension>of(), List.of(TablesExtension.create()))) {
      var headings = new Headings();
      Parser.builder().extensions(extensions).build().parse(markdown).accept(headings);
      var ours = Pattern.compile("(?m)^## (Jackdaw|You|Jackdaw, thinking)$").matcher(markdown);
      var expected = ours.results().map(result -> result.group(1)).toList();
      assertThat(headings.found).containsSubsequence(expected);
    }
  }

  /** The headings of a document that holds neither raw HTML nor pictures. */
  private static final class Headings extends AbstractVisitor {
    private final List<String> found = new ArrayList<>();

    @Override
    public void visit(HtmlBlock html) {
      throw new AssertionError("raw HTML: " + html.getLiteral());
    }

    @Override
    public void visit(HtmlInline html) {
      throw new AssertionError("raw HTML: " + html.getLiteral());
    }

    @Override
    public void visit(Image image) {
      throw new AssertionError("a picture: " + image.getDestination());
    }

    @Override
    public void visit(Heading heading) {
      if (heading.getParent() instanceof Document && heading.getFirstChild() instanceof Text text) {
        found.add(text.getLiteral());
      }
      visitChildren(heading);
    }
  }

  private static void assertNothingBreaksOutOf(String text) throws IOException {
    var journal = new MemoryJournal();
    journal.append(AgentId.MAIN, reply(Optional.empty(), said(text)));
    journal.append(AgentId.MAIN, finished(ToolResult.ok(text, OUTPUT)));
    journal.append(AgentId.MAIN, new Event.NoticeGiven(text));
    journal.append(AgentId.MAIN, reply(Optional.empty(), said("after")));
    assertNothingBreaksOut(markdown(journal));
  }

  @Test
  void codeKeepsItsBracketsWhereItIsCertainlyCode() {
    var code = "A `List<String>`:\n```java\nList<String> a;\n```\nand `Map<A, B>`.";
    assertThat(MarkdownProse.of(code).text()).isEqualTo(code);
  }

  @Test
  void whatMayNotBeCodeLosesItsBrackets() throws IOException {
    for (var text :
        List.of(
            "`a\nb` <img src=x> `c`",
            "\\` <img src=x> `",
            "- ```\n  <img src=x>\n  ```\n<img src=x>\n```\n<img src=x>",
            "> ```\n<img src=x>\n```\n<img src=x>",
            "   ```\n<img src=x>\n```\n<img src=x>\n```",
            "1. ~~~\n<img src=x>",
            "|`a|<img src=x>|b`|\n|-|-|-|\n|`a|<img src=x>|b`|",
            "a\n\n    ```\n\n<img src=x>",
            "[a]: /b '\n```\n<img src=x>\n```\n'",
            "```x`y\n<img src=x>\n```")) {
      assertNothingBreaksOutOf(text);
    }
  }

  @Test
  void anyMixtureOfMarkupStaysInItsPlace() {
    var pieces =
        List.of(
            "`",
            "``",
            "```",
            "````",
            "~~~",
            "\n",
            "\n\n",
            "  ",
            "    ",
            "\t",
            "- ",
            "> ",
            "1. ",
            "|",
            "|-|-|\n",
            "\\",
            "<img src=x>",
            "<!--",
            "<script>",
            "![a](b)",
            "[a]: b\n",
            "a",
            "*",
            "_",
            "# ",
            "===\n",
            "---\n",
            "&lt;",
            "<http://x.y>",
            "\u202e");
    forAll(
        3_000,
        (random, size) -> {
          var text = new StringBuilder();
          for (var i = 0; i < size / 2; i++) text.append(pieces.get(random.nextInt(pieces.size())));
          return text.toString();
        },
        ExportTest::assertNothingBreaksOutOf);
  }

  @Test
  void hiddenCharactersBecomeVisible() {
    assertThat(VisibleText.prose("a\tb\nc")).isEqualTo("a\tb\nc");
    assertThat(VisibleText.prose("\u001b[31m\u0000\u007f\r")).isEqualTo("␛[31m␀␡␍");
    assertThat(VisibleText.prose("a\r\nb")).isEqualTo("a\nb");
    assertThat(VisibleText.prose("x\u202ey\u200b\ufeff\u2028\ud800"))
        .isEqualTo("x<U+202E>y<U+200B><U+FEFF><U+2028><U+D800>");
    assertThat(VisibleText.prose("👩\u200d💻 \udb40\udc41")).isEqualTo("👩\u200d💻 <U+E0041>");
  }

  @Test
  void aCostThatIsNotKnownIsNotShownAsNothing() throws IOException {
    add(AgentId.MAIN, reply(Optional.empty(), said("x")));
    assertThat(markdown(journal)).contains("Cost: not known");
    add(AgentId.MAIN, reply(Optional.of(0.5), said("x")));
    assertThat(markdown(journal)).contains("Cost: $0.5000 and what is not known");
  }

  @Test
  void aFailingOutputIsReportedAsSuch() {
    tellAStory();
    var full =
        new Appendable() {
          @Override
          public Appendable append(CharSequence text) throws IOException {
            throw new IOException("No space left on device");
          }

          @Override
          public Appendable append(CharSequence text, int from, int to) throws IOException {
            throw new IOException("No space left on device");
          }

          @Override
          public Appendable append(char c) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    assertThatThrownBy(() -> Export.json(journal, full)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> Export.html(journal, full)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> Export.markdown(journal, full)).isInstanceOf(IOException.class);
  }
}
