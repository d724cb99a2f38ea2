package dev.jackdaw.tui;

import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Question;
import dev.jackdaw.api.VisibleText;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.tui.ask.QuestionLines;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts a question to the person. Commands and paths are shown whole, with every hidden character
 * made visible; only an explicit yes allows.
 */
final class QuestionDialog {
  private final Screen screen;
  private final Editor editor;
  private final Look look;

  QuestionDialog(Screen screen, Editor editor) {
    this.screen = screen;
    this.editor = editor;
    this.look = screen.look();
  }

  /**
   * Asks until there is an answer; nothing when the person pressed Ctrl+C.
   *
   * @param from the name of the sub-agent that asks; empty for the main agent
   */
  Optional<Answer> ask(Question question, String from) {
    if (!from.isEmpty()) {
      screen.line(look.cyan(screen.signs().agent() + " " + OutputFilter.line(from) + " asks:"));
    }
    return switch (question) {
      case Question.Approval approval -> approve(approval);
      case Question.Choice choice -> choose(choice);
    };
  }

  private Optional<Answer> approve(Question.Approval approval) {
    show(approval);
    while (true) {
      switch (editor.answer("allow? [n] ")) {
        case Editor.Entry.Interrupted _ -> {
          return Optional.empty();
        }
        case Editor.Entry.Ended _ -> {
          return Optional.of(new Answer.Dismissed());
        }
        case Editor.Entry.Line(var text) -> {
          var answer =
              text.strip().equals("e") && hasCommand(approval)
                  ? changed(approval)
                  : approval(PromptParser.meant(text), approval);
          if (answer.isPresent()) return answer;
          screen.line("Answer y, a, A or n, or say what to do instead.");
        }
      }
    }
  }

  private static boolean hasCommand(Question.Approval approval) {
    return approval.call().input().string("command").isPresent();
  }

  /** Returns the call as the person changed it; nothing when nothing is left of the command. */
  private Optional<Answer> changed(Question.Approval approval) {
    var input = approval.call().input();
    var before = input.string("command", "");
    if (!VisibleText.of(before).equals(before)) {
      screen.line("It holds characters that do not show; answer no, or say what to do instead.");
      return Optional.empty();
    }
    return switch (editor.answer("run this: ", before)) {
      case Editor.Entry.Interrupted _, Editor.Entry.Ended _ -> Optional.of(new Answer.Refuse(""));
      case Editor.Entry.Line(var text) when text.isBlank() -> Optional.empty();
      case Editor.Entry.Line(var text) when text.equals(before) ->
          Optional.of(new Answer.AllowOnce());
      case Editor.Entry.Line(var text) ->
          Optional.of(new Answer.AllowEdited(input.with("command", Json.of(text))));
    };
  }

  private static Optional<Answer> approval(String text, Question.Approval approval) {
    return switch (text) {
      case "y", "Y", "yes" -> Optional.of(new Answer.AllowOnce());
      case "a" -> Optional.of(new Answer.AllowForSession(approval.remember()));
      case "A" -> Optional.of(new Answer.AllowAlways(approval.remember()));
      case "", "n", "N", "no" -> Optional.of(new Answer.Refuse(""));
      default -> text.length() == 1 ? Optional.empty() : Optional.of(new Answer.Refuse(text));
    };
  }

  private void show(Question.Approval approval) {
    var call = approval.call();
    screen.line(
        look.yellow("? ") + look.bold(OutputFilter.line(call.tool())) + " needs your approval");
    for (var line : QuestionLines.of(approval, screen.signs())) screen.line(line);
    screen.line(
        "  y yes, once"
            + "\n  a yes, and for this session: "
            + look.cyan(VisibleText.of(approval.remember().toString()))
            + "\n  A yes, and always: the same rule, kept in your settings"
            + (hasCommand(approval) ? "\n  e yes, once, but the command as you change it" : "")
            + "\n  n no; or type what to do instead");
  }

  private Optional<Answer> choose(Question.Choice choice) {
    screen.line(look.yellow("? ") + VisibleText.of(choice.text()));
    for (var i = 0; i < choice.options().size(); i++) {
      var option = choice.options().get(i);
      var description = option.description().isEmpty() ? "" : "  " + option.description();
      screen.line("  " + (i + 1) + " " + OutputFilter.line(option.label() + description));
    }
    var label = choice.options().isEmpty() ? "answer: " : label(choice);
    return switch (editor.answer(label)) {
      case Editor.Entry.Interrupted _ -> Optional.empty();
      case Editor.Entry.Ended _ -> Optional.of(new Answer.Dismissed());
      case Editor.Entry.Line(var text) -> Optional.of(chosen(PromptParser.meant(text), choice));
    };
  }

  private static String label(Question.Choice choice) {
    return choice.several() ? "numbers, or your own words: " : "number, or your own words: ";
  }

  private static Answer chosen(String text, Question.Choice choice) {
    if (text.isEmpty()) return new Answer.Dismissed();
    var labels = new ArrayList<String>();
    for (var part : text.split("[,\\s]+", -1)) {
      var number = number(part);
      if (number < 1 || number > choice.options().size()) return new Answer.Chosen(List.of(text));
      labels.add(choice.options().get(number - 1).label());
    }
    return labels.size() > 1 && !choice.several()
        ? new Answer.Chosen(List.of(text))
        : new Answer.Chosen(labels);
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException _) {
      return -1;
    }
  }
}
