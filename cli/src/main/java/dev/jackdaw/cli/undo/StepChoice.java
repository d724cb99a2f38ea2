package dev.jackdaw.cli.undo;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.journal.checkpoint.Step;
import dev.jackdaw.journal.checkpoint.Undo.Direction;
import java.util.ArrayList;
import java.util.List;

/** Which steps a person means, in the order in which they are gone through. */
final class StepChoice {
  private StepChoice() {}

  /**
   * Returns every step that is open to that, the next one first. What others may have had a part in
   * is taken back by its number alone: it may hold work of the user.
   */
  static List<Step> open(Direction direction, List<Step> all) {
    var open =
        all.stream()
            .filter(step -> isOpen(direction, step))
            .filter(step -> direction == Direction.REDO || !step.found().shared())
            .toList();
    if (open.isEmpty()) {
      throw new JackdawException(
          JackdawException.Kind.USER,
          "nothing-to-undo",
          direction == Direction.UNDO
              ? nothing(all) + " \"jackdaw undo --list\" shows the steps of the session."
              : "no step is undone. \"jackdaw undo --list\" shows the steps of the session.");
    }
    return direction == Direction.UNDO ? open.reversed() : open;
  }

  private static String nothing(List<Step> all) {
    return all.stream().allMatch(Step::isUndone)
        ? "there is no step to undo."
        : "the steps that are left were made in the background and may hold changes of yours; take"
            + " them back by their numbers.";
  }

  private static boolean isOpen(Direction direction, Step step) {
    return step.isUndone() == (direction == Direction.REDO);
  }

  /** Returns the steps of these numbers; without any the next one that is open. */
  static List<Step> of(Direction direction, List<Step> all, List<String> numbers) {
    if (numbers.isEmpty()) return List.of(open(direction, all).getFirst());
    var steps = new ArrayList<Step>();
    for (var number : numbers) {
      var step = named(all, number);
      if (!isOpen(direction, step)) {
        throw wrong(
            "step "
                + number
                + (direction == Direction.UNDO ? " is undone already." : " is not undone."));
      }
      steps.add(step);
    }
    return steps;
  }

  private static Step named(List<Step> all, String number) {
    return all.stream()
        .filter(one -> Integer.toString(one.number()).equals(number))
        .findFirst()
        .orElseThrow(() ->
            wrong(
                "there is no step \""
                    + number
                    + "\"; the session has "
                    + (all.isEmpty() ? "none" : "1 to " + all.size())
                    + ". \"jackdaw undo --list\" shows them."));
  }

  /** Returns the open steps between now and how it was right after a step. */
  static List<Step> to(Direction direction, List<Step> all, String given) {
    var to = number(given);
    return open(direction, all).stream()
        .filter(step -> direction == Direction.UNDO ? step.number() > to : step.number() <= to)
        .toList();
  }

  private static int number(String given) {
    try {
      var number = Integer.parseInt(given);
      if (number >= 0) return number;
    } catch (NumberFormatException _) {
      // As below.
    }
    throw wrong("--to takes the number of a step or 0, not \"" + given + "\".");
  }

  private static JackdawException wrong(String message) {
    return new JackdawException(JackdawException.Kind.USER, "no-step", message);
  }
}
