package dev.jackdaw.tools.talk;

import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Question;
import dev.jackdaw.api.RecordTool;
import dev.jackdaw.api.Retention;
import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.tools.output.LedgerLine;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Asks the person at the keyboard and waits for the answer. */
public final class AskUser extends RecordTool<AskUser.Input> {
  private static final int MAX_OPTIONS = 9;

  /** An answer to choose. */
  public record Option(String label, Optional<String> description) {
    public Option {
      if (label.isBlank()) throw new IllegalArgumentException("the label of an option is empty");
    }
  }

  /** The question; without options the person answers in their own words. */
  public record Input(String question, Optional<List<Option>> options, Optional<Boolean> several) {
    public Input {
      if (question.isBlank()) throw new IllegalArgumentException("\"question\" is empty");
      var choices = options.orElse(List.of());
      if (choices.size() > MAX_OPTIONS) {
        throw new IllegalArgumentException(
            "at most " + MAX_OPTIONS + " options, not " + choices.size());
      }
      var labels = new HashSet<String>();
      for (var option : choices) {
        if (!labels.add(option.label())) {
          throw new IllegalArgumentException("two options are called \"" + option.label() + "\"");
        }
      }
    }

    Question question(String text) {
      var choices =
          options.orElse(List.of()).stream()
              .map(option -> new Question.Option(option.label(), option.description().orElse("")))
              .toList();
      return new Question.Choice(text, choices, several.orElse(false));
    }
  }

  AskUser() {
    super("ask_user", Input.class);
  }

  @Override
  public boolean isEssential() {
    return true;
  }

  @Override
  public List<Effect> effects(Input input, Workspace workspace) {
    return List.of();
  }

  @Override
  public String summary(Input input, Workspace workspace) {
    return input.question().strip();
  }

  @Override
  public String ledger(Input input, ToolResult result, Workspace workspace) {
    var question = LedgerLine.shortened(input.question(), 90);
    var answer = result.isOk() ? LedgerLine.shortened(result.text(), 90) : "no answer";
    return LedgerLine.of("\"" + question + "\": " + answer);
  }

  /** An answer is the person's own words, as a prompt is. */
  @Override
  public Retention retention(Input input, ToolResult result) {
    return result.isOk() ? Retention.PINNED : Retention.ELIDE;
  }

  @Override
  public ToolResult call(Input input, ToolContext context) throws InterruptedException {
    return switch (context.ask(input.question(input.question()))) {
      case Answer.Chosen(var texts) when !texts.isEmpty() -> answered(texts);
      case Answer.Refuse(var instructions) when !instructions.isBlank() ->
          answered(List.of(instructions));
      case Answer.Chosen _,
          Answer.Refuse _,
          Answer.Dismissed _,
          Answer.AllowOnce _,
          Answer.AllowEdited _,
          Answer.AllowForSession _,
          Answer.AllowAlways _ ->
          ToolResult.failed(
              "Nobody answered. Do not ask again: go on with the safest assumption and say so, or"
                  + " stop here if no assumption is safe.");
    };
  }

  private static ToolResult answered(List<String> texts) {
    return ToolResult.ok(String.join("\n", texts), Label.USER)
        .withDetails(Json.object().put("answers", Json.strings(texts)).build());
  }
}
