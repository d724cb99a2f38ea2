package dev.jackdaw.wire;

import dev.jackdaw.api.Label;
import dev.jackdaw.api.Question;
import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Questions as JSON objects told apart by {@code type}. */
public final class QuestionJson {
  private QuestionJson() {}

  public static Json.Obj write(Question question) {
    return switch (question) {
      case Question.Approval(
              var call,
              var summary,
              var effects,
              var reason,
              var remember,
              var origins) -> {
        var json =
            Json.object()
                .put("type", "approval")
                .put("call", BlockJson.write(call))
                .put("summary", summary)
                .put("effects", EffectJson.write(effects))
                .put("reason", reason)
                .put("remember", RuleJson.write(remember));
        if (!origins.isEmpty()) json.put("origins", Json.strings(written(origins)));
        yield json.build();
      }
      case Question.Choice(var text, var options, var several) ->
          Json.object()
              .put("type", "choice")
              .put("text", text)
              .put("options", options(options))
              .put("several", several)
              .build();
    };
  }

  private static List<String> written(List<Label> origins) {
    return origins.stream().map(LabelJson::write).toList();
  }

  private static Json.Arr options(List<Question.Option> options) {
    var elements = new ArrayList<Json>(options.size());
    for (var option : options) {
      elements.add(
          Json.object()
              .put("label", option.label())
              .putUnlessEmpty("description", option.description())
              .build());
    }
    return new Json.Arr(elements);
  }

  /** Reads a question; nothing when its type is not known. */
  public static Optional<Question> read(Json.Obj question) {
    return switch (question.string("type", "")) {
      case "approval" ->
          Optional.of(
              new Question.Approval(
                  BlockJson.call(question.object("call")),
                  question.string("summary", ""),
                  EffectJson.read(question.array("effects")),
                  question.string("reason", ""),
                  RuleJson.read(question.object("remember")),
                  AnswerJson.strings(question, "origins").stream().map(LabelJson::read).toList()));
      case "choice" ->
          Optional.of(
              new Question.Choice(
                  question.string("text", ""), options(question), question.bool("several", false)));
      default -> Optional.empty();
    };
  }

  private static List<Question.Option> options(Json.Obj question) {
    var options = new ArrayList<Question.Option>();
    for (var element : question.array("options")) {
      if (element instanceof Json.Obj option) {
        options.add(
            new Question.Option(option.string("label", ""), option.string("description", "")));
      }
    }
    return options;
  }
}
