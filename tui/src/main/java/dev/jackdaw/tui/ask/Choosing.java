package dev.jackdaw.tui.ask;

import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Question;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.tui.layout.Ink;
import dev.jackdaw.tui.layout.Paragraph;
import dev.jackdaw.tui.theme.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What can be answered to a question, and what the answers mean. */
final class Choosing {
  private static final int NO = 3;

  private Choosing() {}

  static Items items(Question question) {
    return switch (question) {
      case Question.Approval approval -> new Items(items(approval), NO, false);
      case Question.Choice(_, var options, var several) when options.isEmpty() ->
          Items.withoutDefault(List.of(), several);
      case Question.Choice choice -> Items.withoutDefault(items(choice), choice.several());
    };
  }

  private static List<Item> items(Question.Approval approval) {
    var rule = approval.remember();
    var items = new ArrayList<Item>();
    items.add(new Item("y", "Yes, once", "", give(new Answer.AllowOnce())));
    items.add(
        new Item(
            "a",
            "Yes, and for this session",
            rule.toString(),
            give(new Answer.AllowForSession(rule))));
    items.add(
        new Item(
            "p",
            "Yes, and always",
            "the same rule, kept in your settings",
            give(new Answer.AllowAlways(rule))));
    items.add(new Item("n", "No", "", give(new Answer.Refuse(""))));
    items.add(new Item("i", "No, and do this instead", "", new Act.Write(Act.Purpose.INSTEAD)));
    if (ApprovalText.hasCommand(approval)) {
      items.add(
          new Item(
              "e",
              "Yes, once, but as I change it",
              "rules that forbid still do",
              new Act.Write(Act.Purpose.CHANGE)));
    }
    return items;
  }

  private static List<Item> items(Question.Choice choice) {
    var items = new ArrayList<Item>();
    for (var option : choice.options()) {
      var answer = new Answer.Chosen(List.of(option.label()));
      items.add(new Item("", option.label(), option.description(), give(answer)));
    }
    items.add(new Item("", "In your own words", "", new Act.Write(Act.Purpose.OWN_WORDS)));
    return items;
  }

  private static Act give(Answer answer) {
    return new Act.Give(answer);
  }

  /** Returns the text of a free question. */
  static List<Paragraph> text(Question.Choice choice, Ink ink) {
    var all = new ArrayList<Paragraph>();
    for (var line : ink.judged(Role.TEXT, choice.text().strip())) {
      all.add(Paragraph.indented(2, line));
    }
    return all;
  }

  static String title(Question question) {
    return switch (question) {
      case Question.Approval approval -> approval.call().tool() + " needs your approval";
      case Question.Choice(_, var options, _) ->
          options.isEmpty() ? "A question to you" : "A question to you: choose";
    };
  }

  static String hint(Question question) {
    return switch (question) {
      case Question.Approval _ -> "the letters, numbers or arrows choose; Esc is no";
      case Question.Choice _ -> "numbers or arrows choose, typing answers in your words";
    };
  }

  /** Returns what it means that the person closes the question. */
  static Answer refused(Question question) {
    return switch (question) {
      case Question.Approval _ -> new Answer.Refuse("");
      case Question.Choice _ -> new Answer.Dismissed();
    };
  }

  static boolean allows(Answer answer) {
    return switch (answer) {
      case Answer.AllowOnce _,
          Answer.AllowEdited _,
          Answer.AllowForSession _,
          Answer.AllowAlways _,
          Answer.Chosen _ ->
          true;
      case Answer.Refuse _, Answer.Dismissed _ -> false;
    };
  }

  static Answer chosen(List<Item> ticked) {
    var texts = new ArrayList<String>();
    for (var item : ticked) texts.add(item.label());
    return new Answer.Chosen(texts);
  }

  static String beginning(Act.Purpose purpose, Question question) {
    return purpose == Act.Purpose.CHANGE
            && question instanceof Question.Approval(var call, _, _, _, _, _)
        ? call.input().string("command", "")
        : "";
  }

  /** A command that was not changed is the one that was asked about. */
  private static Optional<Answer> changed(String text, Question question) {
    if (text.isBlank() || !(question instanceof Question.Approval(var call, _, _, _, _, _))) {
      return Optional.empty();
    }
    var isSame = text.equals(call.input().string("command", ""));
    return Optional.of(
        isSame
            ? new Answer.AllowOnce()
            : new Answer.AllowEdited(call.input().with("command", Json.of(text))));
  }

  /** Returns the answer that was written; nothing while there is none. */
  static Optional<Answer> written(Act.Purpose purpose, String text, Question question) {
    var meant = text.strip();
    return switch (purpose) {
      case INSTEAD -> Optional.of(new Answer.Refuse(meant));
      case CHANGE -> changed(text, question);
      case OWN_WORDS ->
          meant.isEmpty() ? Optional.empty() : Optional.of(new Answer.Chosen(List.of(meant)));
    };
  }
}
