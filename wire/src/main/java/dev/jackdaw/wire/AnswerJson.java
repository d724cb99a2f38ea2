package dev.jackdaw.wire;

import dev.jackdaw.api.Answer;
import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Answers as JSON objects told apart by {@code type}. */
public final class AnswerJson {
  private AnswerJson() {}

  public static Json.Obj write(Answer answer) {
    return switch (answer) {
      case Answer.AllowOnce() -> typed("allow_once").build();
      case Answer.AllowEdited(var input) -> typed("allow_edited").put("input", input).build();
      case Answer.AllowForSession(var rule) ->
          typed("allow_for_session").put("rule", RuleJson.write(rule)).build();
      case Answer.AllowAlways(var rule) ->
          typed("allow_always").put("rule", RuleJson.write(rule)).build();
      case Answer.Refuse(var instructions) ->
          typed("refuse").putUnlessEmpty("instructions", instructions).build();
      case Answer.Chosen(var texts) -> typed("chosen").put("texts", Json.strings(texts)).build();
      case Answer.Dismissed() -> typed("dismissed").build();
    };
  }

  private static Json.Builder typed(String type) {
    return Json.object().put("type", type);
  }

  /** Reads an answer; nothing when its type is not known. */
  public static Optional<Answer> read(Json.Obj answer) {
    return switch (answer.string("type", "")) {
      case "allow_once" -> Optional.of(new Answer.AllowOnce());
      case "allow_edited" -> Optional.of(new Answer.AllowEdited(answer.object("input")));
      case "allow_for_session" ->
          Optional.of(new Answer.AllowForSession(RuleJson.read(answer.object("rule"))));
      case "allow_always" ->
          Optional.of(new Answer.AllowAlways(RuleJson.read(answer.object("rule"))));
      case "refuse" -> Optional.of(new Answer.Refuse(answer.string("instructions", "")));
      case "chosen" -> Optional.of(new Answer.Chosen(strings(answer, "texts")));
      case "dismissed" -> Optional.of(new Answer.Dismissed());
      default -> Optional.empty();
    };
  }

  /** Returns the strings of an array; anything else in it is left out. */
  static List<String> strings(Json.Obj object, String name) {
    var texts = new ArrayList<String>();
    for (var element : object.array(name)) {
      if (element instanceof Json.Str(var text)) texts.add(text);
    }
    return texts;
  }
}
