package dev.jackdaw.acp;

import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Question;
import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A question with options: a form where the editor has forms, else a request for permission whose
 * options are the answers.
 */
record Choices(Question.Choice question, Optional<String> callId) {
  private static final String ANSWER = "answer";
  private static final String OWN = "own_words";
  private static final String NONE = "none";

  /** Returns the parameters of {@code elicitation/create}. */
  Json.Obj form(String session) {
    var properties = Json.object();
    if (!question.options().isEmpty()) properties.put(ANSWER, field());
    properties.put(
        OWN,
        Json.object()
            .put("type", "string")
            .put("title", question.options().isEmpty() ? "Answer" : "Or in your own words")
            .build());
    var schema = Json.object().put("type", "object").put("properties", properties.build());
    var params =
        Json.object()
            .put("sessionId", session)
            .put("mode", "form")
            .put("message", question.text())
            .put("requestedSchema", schema.build());
    callId.ifPresent(id -> params.put("toolCallId", id));
    return params.build();
  }

  private Json.Obj field() {
    var options = new ArrayList<Json>();
    for (var option : question.options()) options.add(option(option));
    var field = Json.object().put("title", "Answer");
    if (!question.several()) {
      return field.put("type", "string").put("oneOf", Json.array(options)).build();
    }
    var items = Json.object().put("anyOf", Json.array(options)).build();
    return field.put("type", "array").put("items", items).build();
  }

  private static Json.Obj option(Question.Option option) {
    var title =
        option.description().isEmpty()
            ? option.label()
            : option.label() + ": " + option.description();
    return Json.object().put("const", option.label()).put("title", title).build();
  }

  /** Reads what was filled in. */
  Answer filled(Json response) {
    if (!(response instanceof Json.Obj object)) return new Answer.Dismissed();
    if (!object.string("action", "").equals("accept")) return new Answer.Dismissed();
    var content = object.object("content");
    var own = content.string(OWN, "").strip();
    if (!own.isEmpty()) return new Answer.Chosen(List.of(own));
    var texts = new ArrayList<String>();
    content.string(ANSWER).ifPresent(texts::add);
    for (var element : content.array(ANSWER)) {
      if (element instanceof Json.Str(var text)) texts.add(text);
    }
    texts.removeIf(text -> !isOption(text));
    return texts.isEmpty() ? new Answer.Dismissed() : new Answer.Chosen(texts);
  }

  private boolean isOption(String text) {
    return question.options().stream().anyMatch(option -> option.label().equals(text));
  }

  /** Returns whether it can be put as a request for permission: only then there are options. */
  boolean canBeChosen() {
    return !question.options().isEmpty();
  }

  /** Returns the parameters of {@code session/request_permission}. */
  Json.Obj permission(String session) {
    var options = new ArrayList<Json>();
    for (var i = 0; i < question.options().size(); i++) {
      var title = option(question.options().get(i)).string("title", "");
      options.add(option("option-" + i, title, "allow_once"));
    }
    options.add(option(NONE, "None of these", "reject_once"));
    var call =
        Json.object()
            .put("toolCallId", callId.orElse("question"))
            .put("title", question.text().lines().findFirst().orElse("A question"))
            .put("kind", "other")
            .put("status", "pending")
            .put("content", Json.array(List.of(ToolCalls.said(question.text()))))
            .build();
    return Json.object()
        .put("sessionId", session)
        .put("toolCall", call)
        .put("options", Json.array(options))
        .build();
  }

  private static Json.Obj option(String id, String name, String kind) {
    return Json.object().put("optionId", id).put("name", name).put("kind", kind).build();
  }

  /** Reads which option was chosen. */
  Answer chosen(Json response) {
    var outcome = response instanceof Json.Obj object ? object.object("outcome") : Json.Obj.EMPTY;
    var id = outcome.string("optionId", NONE);
    for (var i = 0; i < question.options().size(); i++) {
      if (id.equals("option-" + i)) {
        return new Answer.Chosen(List.of(question.options().get(i).label()));
      }
    }
    return new Answer.Dismissed();
  }
}
