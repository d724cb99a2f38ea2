package dev.jackdaw.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Question;
import dev.jackdaw.api.Rule;
import dev.jackdaw.api.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuestionJsonTest {
  private static Question.Approval approval(List<Label> origins) {
    return new Question.Approval(
        new Block.Call(new CallId("c"), "bash", Json.Obj.EMPTY),
        "ls",
        List.of(),
        "asks",
        Rule.parse("Bash(ls)"),
        origins);
  }

  @Test
  void saysWhereTheTextInViewCameFrom() {
    var question =
        approval(
            List.of(
                new Label(Label.Source.WEB, "example.org"), new Label(Label.Source.WORKSPACE, "")));
    var json = QuestionJson.write(question);
    assertThat(new Json.Arr(json.array("origins")).compact())
        .isEqualTo("[\"web:example.org\",\"workspace\"]");
    assertThat(QuestionJson.read(json)).contains(question);
  }

  @Test
  void readsWhatEarlierVersionsWrote() {
    var json = QuestionJson.write(approval(List.of()));
    assertThat(json.members()).doesNotContainKey("origins");
    assertThat(QuestionJson.read(json)).contains(approval(List.of()));
  }
}
