package dev.jackdaw.engine.workflow;

import dev.jackdaw.api.Nearest;
import dev.jackdaw.api.json.Json;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Checks the arguments of a built-in function before anything runs. */
final class BuiltinCheck {
  private final String step;
  private final List<String> problems;

  BuiltinCheck(String step, List<String> problems) {
    this.step = step;
    this.problems = problems;
  }

  void check(Builtin builtin, Json.Obj args, Set<String> ids) {
    var known = builtin.known();
    for (var member : args.members().keySet()) {
      if (!known.contains(member)) {
        tell(
            member,
            "there is no such argument of "
                + builtin.text()
                + Nearest.hint(member, known)
                + "; there are "
                + String.join(", ", known));
      }
    }
    for (var member : builtin.required()) {
      if (!args.has(member)) tell(member, "is missing; " + builtin.text() + " needs it");
    }
    if (builtin == Builtin.FILTER && !args.has("regex") && !args.has("where")) {
      tell("regex", "is missing; filter needs it or \"where\"");
    }
    var withItem = new LinkedHashSet<>(ids);
    withItem.add(Scope.ITEM);
    args.members()
        .forEach((member, value) -> {
          if (member.equals("where")) checkWhere(value, withItem);
          else
            Template.references(
                value, Builtin.isLate(member) ? withItem : ids, problem -> tell(member, problem));
        });
    args.string("regex").ifPresent(this::checkRegex);
    if (args.has("regex") && args.string("regex").isEmpty()) tell("regex", "must be a text");
    if (args.has("n") && args.integer("n").isEmpty() && args.string("n").isEmpty()) {
      tell("n", "must be a whole number");
    }
  }

  private void checkRegex(String regex) {
    try {
      var _ = Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      tell("regex", "is no regular expression: " + e.getDescription());
    }
  }

  private void checkWhere(Json where, Set<String> roots) {
    if (!(where instanceof Json.Str(var text))) {
      tell("where", "must be a text such as \"$item.ok\"");
      return;
    }
    try {
      for (var reference : Condition.parse(text).references()) {
        if (!roots.contains(reference.root())) tell("where", Template.unknown(reference, roots));
      }
    } catch (StepProblem e) {
      tell("where", e.text());
    }
  }

  private void tell(String member, String problem) {
    problems.add(step + ", \"args." + member + "\": " + problem);
  }
}
