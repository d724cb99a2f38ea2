package dev.jackdaw.acp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Question;
import dev.jackdaw.api.Rule;
import dev.jackdaw.api.json.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionsTest {
  private static final Rule RULE = Rule.parse("Bash(rm:*)");
  private static final Approval APPROVAL =
      new Approval(
          "call",
          "rm -r x",
          new Question.Approval(
              new Block.Call(new CallId("call"), "bash", Json.Obj.EMPTY),
              "rm",
              List.of(new Effect.Executes("rm -r \u202ex", Path.of("/code"))),
              "Commands ask.",
              RULE));
  private static final Choices CHOICES =
      new Choices(
          new Question.Choice(
              "Which?",
              List.of(new Question.Option("tea", ""), new Question.Option("coffee", "black")),
              false),
          Optional.empty());

  private static Json selected(String option) {
    return Json.parse("{\"outcome\":{\"outcome\":\"selected\",\"optionId\":\"" + option + "\"}}");
  }

  @Test
  void whatIsAskedShowsCommandReasonAndRuleWithNothingHidden() {
    var text = APPROVAL.params("s").toString();
    assertThat(text).contains("Commands ask.", "Bash(rm:*)", "/code").doesNotContain("\u202e");
  }

  @Test
  void optionsAreAnswers() {
    assertThat(APPROVAL.verdict(selected("allow-once")).answer()).isEqualTo(new Answer.AllowOnce());
    assertThat(APPROVAL.verdict(selected("allow-session")).answer())
        .isEqualTo(new Answer.AllowForSession(RULE));
    assertThat(APPROVAL.verdict(selected("allow-always")).answer())
        .isEqualTo(new Answer.AllowAlways(RULE));
    assertThat(APPROVAL.verdict(selected("reject-once")).answer()).isEqualTo(new Answer.Refuse(""));
    assertThat(APPROVAL.verdict(selected("reject-session")).forever()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "null",
        "[]",
        "\"allow-once\"",
        "{\"outcome\":\"selected\",\"optionId\":\"allow-once\"}",
        "{\"outcome\":{\"outcome\":\"cancelled\",\"optionId\":\"allow-once\"}}",
        "{\"outcome\":{\"outcome\":\"selected\"}}",
        "{\"outcome\":{\"outcome\":\"selected\",\"optionId\":\"allow\"}}",
        "{\"outcome\":{\"outcome\":\"selected\",\"optionId\":[\"allow-once\"]}}"
      })
  void onlyAnOptionThatAllowsDoes(String response) {
    assertThat(APPROVAL.verdict(Json.parse(response)).answer())
        .isInstanceOfAny(Answer.Dismissed.class, Answer.Refuse.class);
    assertThat(CHOICES.chosen(Json.parse(response))).isEqualTo(new Answer.Dismissed());
    assertThat(CHOICES.filled(Json.parse(response))).isEqualTo(new Answer.Dismissed());
  }

  @Test
  void aFormTakesAnOptionOrOwnWords() {
    assertThat(CHOICES.filled(filled("\"answer\":\"tea\"")))
        .isEqualTo(new Answer.Chosen(List.of("tea")));
    assertThat(CHOICES.filled(filled("\"answer\":[\"tea\",\"milk\"]")))
        .isEqualTo(new Answer.Chosen(List.of("tea")));
    assertThat(CHOICES.filled(filled("\"answer\":\"tea\",\"own_words\":\"water\"")))
        .isEqualTo(new Answer.Chosen(List.of("water")));
    assertThat(CHOICES.filled(filled("\"answer\":\"milk\""))).isEqualTo(new Answer.Dismissed());
    assertThat(CHOICES.chosen(selected("option-1")))
        .isEqualTo(new Answer.Chosen(List.of("coffee")));
  }

  private static Json filled(String content) {
    return Json.parse("{\"action\":\"accept\",\"content\":{" + content + "}}");
  }
}
