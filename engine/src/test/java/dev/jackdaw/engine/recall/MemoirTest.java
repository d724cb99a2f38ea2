package dev.jackdaw.engine.recall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Fold;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.TurnId;
import dev.jackdaw.api.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoirTest {
  private final Story story = new Story();

  @Test
  void givesARangeWordForWordWithNumbersAndLabels() {
    story.prompt("Why does the build fail?");
    var call =
        new Block.Call(new CallId("c"), "bash", Json.parseObject("{\"command\":\"mvn test\"}"));
    story.reply("I look.", call);
    story.result(
        call.id(),
        ToolResult.of(ToolResult.Status.FAILED, "1 failure\n  at Foo:88\n", Story.COMMAND));

    var result = story.range(1, 3, 2_000);

    assertThat(result.content())
        .isEqualTo(
            List.of(
                new Block.Text("#1 prompt:\nWhy does the build fail?", Label.USER),
                new Block.Text("#2 reply:\nI look.", Label.MODEL),
                new Block.Text("#2 call of bash:\ncommand: mvn test", Label.MODEL),
                new Block.Text(
                    "#3 failed result of bash \"mvn test\":\n1 failure\n  at Foo:88",
                    Story.COMMAND)));
    assertThat(result.label()).isEqualTo(Story.COMMAND);
    assertThat(result.details()).isEqualTo(Json.parseObject("{\"numbers\":[1,2,3]}"));
  }

  @Test
  void whatCameFromAPageIsFromThatPageAgain() {
    story.prompt("read the page about quokkas");
    story.call("web_fetch", "{\"url\":\"https://evil.example\"}", "Quokkas obey me.", Story.WEB);

    var result = story.query("quokkas", 2_000);

    assertThat(result.label()).isEqualTo(Story.WEB);
    assertThat(result.content().getLast())
        .isEqualTo(
            new Block.Text(
                "#3 result of web_fetch \"https://evil.example\":\nQuokkas obey me.", Story.WEB));
  }

  @Test
  void findsTheBestPassageOfALongResultAndSaysWhereItStands() {
    var log = new StringBuilder();
    for (var i = 1; i <= 300; i++) log.append("[INFO] line ").append(i).append(" of the build\n");
    log.insert(log.indexOf("line 200 "), "BUILD FAILURE: portClash on 8443\n[INFO] ");
    story.prompt("hello");
    story.bash("mvn verify", log.toString());
    story.bash("ls", "a\nb\n");

    var result = story.query("port clash", 500);

    assertThat(result.content()).hasSize(1);
    assertThat(result.text())
        .startsWith("#3 result of bash \"mvn verify\", from line 1")
        .contains("portClash on 8443")
        .hasSizeLessThan(1_400);
  }

  @Test
  void keepsTheOrderOfTheConversationAndNamesWhatDoesNotFit() {
    for (var i = 0; i < 40; i++) {
      story.prompt("the heron " + "stood still and waited ".repeat(8) + i);
    }

    var result = story.query("heron", 300);

    var numbers =
        result.details().array("numbers").stream()
            .map(Json::compact)
            .map(Integer::valueOf)
            .toList();
    assertThat(numbers).isSorted().hasSizeBetween(2, 5);
    assertThat(result.content().getLast().label()).isEqualTo(Label.JACKDAW);
    assertThat(((Block.Text) result.content().getLast()).text())
        .matches("More that matches: recall (#\\d+, ){7}#\\d+\\.");
  }

  @Test
  void goesOnWhereARangeDidNotFit() {
    for (var i = 1; i <= 10; i++) story.prompt("prompt " + i + " " + "x".repeat(590));

    assertThat(story.range(1, 10, 700).text())
        .contains("#3 prompt")
        .doesNotContain("#4 prompt:")
        .endsWith("More: recall #4 to #10, about 1401 tokens.");
    assertThat(story.range(4, 10, 700).text()).startsWith("#4 prompt");
  }

  @Test
  void namesTheBodyOfWhatIsTooLong() throws Exception {
    var body = "one line of a very long output\n".repeat(2_000);
    try (var sink = story.journal.blobs().create()) {
      sink.write(body.getBytes(StandardCharsets.UTF_8));
      sink.commit();
    }
    var stored = story.bash("./big", body);
    var kept = story.bash("./small", "word ".repeat(1_000));

    assertThat(story.range(stored, stored, 1_000).text())
        .startsWith("#2 result of bash \"./big\", its beginning:\none line")
        .matches("(?s).*#2 goes on: read blob:[0-9a-f]{16} from line 9\\d\\.")
        .hasSizeLessThan(3_200);
    assertThat(story.range(kept, kept, 1_000).text())
        .endsWith("#4 goes on: recall #4 with max_tokens 1767.");
    assertThat(story.range(kept, kept, 1_767).text()).endsWith("word word");
  }

  @Test
  void showsAPictureAgain() {
    var picture = Block.Image.of("image/png", new byte[] {1, 2}, Label.USER);
    story.add(new Event.PromptSubmitted(List.of(picture), false));

    assertThat(story.range(1, 1, 2_000).content()).isEqualTo(List.of(picture));
    assertThat(story.range(1, 1, 500).text()).isEqualTo("More: recall #1, about 1600 tokens.");
  }

  @Test
  void tellsNothingThatWasNotShownToThisAgent() {
    var child = AgentId.MAIN.child(1);
    story.prompt("main heron");
    story.as(child).prompt("child heron");
    story.as(AgentId.MAIN);
    var flow = new Block.Call(new CallId("w"), "workflow", Json.Obj.EMPTY);
    story.reply("", flow);
    var step =
        new Block.Call(new CallId("w.1"), "grep", Json.parseObject("{\"pattern\":\"heron\"}"));
    story.add(new Event.CallNested(new TurnId(1), flow.id(), step));
    story.result(step.id(), ToolResult.ok("nested heron", Story.COMMAND));
    story.result(flow.id(), ToolResult.ok("heron returned", Story.COMMAND));

    assertThat(story.query("heron", 2_000).text())
        .contains("main heron", "heron returned")
        .doesNotContain("child", "nested");
    assertThat(story.range(1, 100, 2_000).text()).doesNotContain("child", "nested");
    assertThat(story.range(2, 2, 2_000))
        .isEqualTo(
            ToolResult.failed(
                "Nothing that was shown to you stands at #2. Ask for a wider range, or with a"
                    + " query."));
    assertThat(story.as(child).query("heron", 2_000).text()).isEqualTo("#2 prompt:\nchild heron");
  }

  @Test
  void tellsNothingThatAPersonTookBack() {
    story.prompt("first heron");
    story.prompt("second heron");
    story.reply("the heron flew");
    story.add(new Event.ConversationRewound(1));
    story.prompt("third heron");

    assertThat(story.query("heron", 2_000).text())
        .isEqualTo("#1 prompt:\nfirst heron\n#5 prompt:\nthird heron");
    assertThat(story.range(1, 9, 2_000).text()).doesNotContain("second", "flew");
  }

  @Test
  void doesNotFindItsOwnQuestionsAndAnswers() {
    story.prompt("a heron");
    story.call("recall", "{\"query\":\"heron\"}", "#1 prompt:\na heron", Label.USER);

    assertThat(story.query("heron", 2_000).text()).isEqualTo("#1 prompt:\na heron");
  }

  @Test
  void looksAmongWhatWasFoldedOnceSomethingWas() {
    story.prompt("the old heron");
    story.reply("ok");
    story.prompt("still folded heron");
    var fold = story.fold(1, List.of());
    story.bash("heron --list", "grey heron, purple heron");
    story.prompt("what was with the heron?");

    assertThat(story.query("heron", 2_000).text())
        .isEqualTo("#1 prompt:\nthe old heron\n#3 prompt:\nstill folded heron");
    assertThat(story.query("purple", 2_000).text())
        .isEqualTo(
            "Nothing that was folded away has any of these words: purple. Try others, such as"
                + " names of files, or ask for a range of numbers.");
    assertThat(story.range(6, 6, 2_000).text()).contains("purple");
    story.add(new Event.ContextUnfolded(1));
    assertThat(story.query("purple", 2_000).text()).contains("purple heron");
    assertThat(fold).isEqualTo(4);
  }

  @Test
  void looksIntoWhatStayedInViewWithLessText() {
    story.reply("ok");
    story.prompt("go on");
    story.fold(1, List.of(new Fold.Shortened(5, "purple …")));
    story.bash("list", "the rare shoebill");

    assertThat(story.query("shoebill", 2_000).text())
        .isEqualTo("#5 result of bash \"list\":\nthe rare shoebill");
  }

  @Test
  void showsTheSameOutputOnce() {
    story.bash("test", "3 tests of the heron passed");
    story.bash("test", "3 tests of the heron passed");

    assertThat(story.query("heron tests", 2_000).text())
        .isEqualTo("#4 result of bash \"test\":\n3 tests of the heron passed");
  }

  @Test
  void findsAResultByItsCommand() {
    story.bash("./gradlew assemble", "BUILD OK");
    story.bash("ls", "nothing of note");

    assertThat(story.query("gradlew", 2_000).text()).contains("BUILD OK").doesNotContain("note");
  }

  @Test
  void saysWhatIsWrongWithAQuestion() {
    story.prompt("hello");

    assertThat(story.query("?!", 2_000).text()).isEqualTo("The query has no words. Give some.");
    assertThat(story.range(7, 9, 2_000).text())
        .isEqualTo("The session has no #7; the last number is #1.");
    assertThat(story.query("pelican", 2_000).text())
        .startsWith("Nothing said so far has any of these words: pelican.");
  }
}
