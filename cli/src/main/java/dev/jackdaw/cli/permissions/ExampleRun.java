package dev.jackdaw.cli.permissions;

import dev.jackdaw.api.VisibleText;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.settings.PermissionExample;
import java.io.PrintWriter;

/** Tries all examples of the settings and prints those that are not right. */
final class ExampleRun {
  private final Folders folders;
  private final PrintWriter out;
  private int tried;
  private int failed;

  ExampleRun(Folders folders, PrintWriter out) {
    this.folders = folders;
    this.out = out;
  }

  /** Returns how many were not right. */
  int all() {
    var settings = folders.settings();
    var judge = folders.judge("");
    for (var example : new RuleExamples(judge, folders.policies()).all(settings.rules())) {
      count(example.isRight(), example.complaint());
    }
    for (var example : settings.examples()) test(judge, example);
    out.println(
        tried == 0
            ? "The settings hold no examples. docs/permissions.md shows how to write some."
            : tried + " examples, " + failed + " not as expected.");
    return failed;
  }

  private void test(Judge judge, PermissionExample example) {
    try {
      var judged = judge.judge(query(example));
      count(
          judged.word().equals(example.expected()),
          "%s: %s is expected to be %s, but it is %s: %s"
              .formatted(
                  example.origin(),
                  shown(example.call()),
                  example.expected(),
                  judged.word(),
                  judged.ruling().decision().reason()));
    } catch (IllegalArgumentException e) {
      count(false, example.origin() + ": " + e.getMessage());
    }
  }

  private static Query query(PermissionExample example) {
    var context = example.context();
    var query =
        example.call() instanceof Json.Str(var text)
            ? Query.ofText(text)
            : example.call() instanceof Json.Obj call ? Query.of(call) : Query.of(Json.Obj.EMPTY);
    var object = Json.object().put("tool", query.tool()).put("input", query.input());
    context.get("mode").ifPresent(mode -> object.put("mode", mode));
    context.get("labels").ifPresent(labels -> object.put("labels", labels));
    return Query.of(object.build());
  }

  private static String shown(Json call) {
    return call instanceof Json.Str(var text) ? text : call.compact();
  }

  private void count(boolean right, String complaint) {
    tried++;
    if (right) return;
    failed++;
    out.println(VisibleText.blanked(complaint));
  }
}
