package dev.jackdaw.cli.settings;

import dev.jackdaw.api.Rule;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.tools.shell.ChildEnvironment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes over settings of another agent, in the format of {@code .claude/settings.json}, into an
 * object of Jackdaw's. What is there already stays, and whatever is not taken over is said. Used
 * once.
 */
final class SettingsImport {
  /**
   * What was made of it.
   *
   * @param content the settings as they would be
   * @param taken what was taken over, for people
   * @param left what was not, each with the reason
   */
  record Result(Json.Obj content, List<String> taken, List<String> left) {}

  private static final List<String> LISTS = List.of("allow", "ask", "deny");
  private static final Map<String, String> REASONS =
      Map.of(
          "$schema", "it names the other program's schema",
          "apiKeyHelper", "it hands out a key; set it yourself if Jackdaw shall run it too",
          "forceLoginMethod", "Jackdaw has no accounts",
          "cleanupPeriodDays", "Jackdaw deletes no sessions by itself",
          "includeCoAuthoredBy", "Jackdaw adds nothing to commits");

  private final Json.Obj from;
  private final List<String> taken = new ArrayList<>();
  private final List<String> left = new ArrayList<>();
  private Json.Obj to;

  private SettingsImport(Json.Obj from, Json.Obj to) {
    this.from = from;
    this.to = to;
  }

  /** Returns what {@code to} becomes with what can be had from the other. */
  static Result of(Json.Obj from, Json.Obj to) {
    var job = new SettingsImport(from, to);
    job.run();
    return new Result(job.to, job.taken, job.left);
  }

  private void run() {
    for (var member : from.members().entrySet()) {
      var name = member.getKey();
      switch (name) {
        case "permissions" -> permissions(member.getValue());
        case "env" -> env(member.getValue());
        case HookReader.KEY -> hooks(member.getValue());
        case "sandbox" -> sandbox(member.getValue());
        default -> other(name, member.getValue());
      }
    }
  }

  private void leave(String what, String why) {
    left.add(what + ": " + why);
  }

  private void other(String name, Json value) {
    var reason = Optional.ofNullable(REASONS.get(name));
    if (reason.isPresent()) {
      leave(name, reason.get());
    } else if (Keys.under(name).isEmpty()) {
      leave(name, "Jackdaw has no such setting");
    } else if (name.equals("model")) {
      model(value);
    } else {
      single(name, value);
    }
  }

  /** A value that is there already is never replaced. */
  private void single(String name, Json value) {
    var before = to.get(name);
    if (before.isPresent() && before.get().equals(value)) return;
    if (before.isPresent()) {
      leave(name, "it is set to " + before.get().compact() + " already");
      return;
    }
    var refused = refused(to.with(name, value));
    if (refused.isPresent()) {
      leave(name, refused.get());
      return;
    }
    to = to.with(name, value);
    taken.add(name + " = " + value.compact());
  }

  /** Whatever a reader would not take must not get into the file. */
  private static Optional<String> refused(Json.Obj content) {
    return SettingsTrial.problem(content);
  }

  private void model(Json value) {
    if (!(value instanceof Json.Str(var model)) || model.isBlank() || model.equals("default")) {
      leave("model", "it names no model");
      return;
    }
    var plain = model.replaceAll("\\[.*]$", "");
    single("model", Json.of(plain.contains("/") ? plain : "anthropic/" + plain));
  }

  private void permissions(Json value) {
    if (!(value instanceof Json.Obj permissions)) {
      leave("permissions", "it is no object");
      return;
    }
    for (var member : permissions.members().entrySet()) {
      var name = member.getKey();
      if (LISTS.contains(name)) rules(name, member.getValue());
      else if (name.equals("additionalDirectories")) add("permissions", name, member.getValue());
      else if (Keys.named("permissions." + name).isPresent())
        inPermissions(name, member.getValue());
      else leave("permissions." + name, "Jackdaw has no such setting");
    }
  }

  private void inPermissions(String name, Json value) {
    var permissions = to.object("permissions");
    var before = permissions.get(name);
    if (before.isPresent()) {
      if (!before.get().equals(value)) {
        leave("permissions." + name, "it is set to " + before.get().compact() + " already");
      }
      return;
    }
    var content = to.with("permissions", permissions.with(name, value));
    var refused = refused(content);
    if (refused.isPresent()) {
      leave("permissions." + name + " = " + value.compact(), refused.get());
      return;
    }
    to = content;
    taken.add("permissions." + name + " = " + value.compact());
  }

  private void rules(String name, Json value) {
    var good = new ArrayList<Json>();
    for (var rule : value instanceof Json.Arr(var rules) ? rules : List.of(value)) {
      if (rule instanceof Json.Str(var text) && isRule(text)) good.add(rule);
      else leave("permissions." + name + " " + rule.compact(), "it is no rule of Jackdaw's");
    }
    add("permissions", name, new Json.Arr(good));
  }

  private static boolean isRule(String text) {
    try {
      return !Rule.parse(text).tool().isEmpty();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /** Lists grow by what they do not hold. */
  private void add(String object, String name, Json value) {
    if (!(value instanceof Json.Arr(var more))) {
      leave(object + "." + name, "it is no list");
      return;
    }
    var all = new ArrayList<>(to.object(object).array(name));
    for (var element : more) {
      if (all.contains(element)) continue;
      all.add(element);
      taken.add(object + "." + name + " + " + element.compact());
    }
    if (!all.isEmpty()) to = to.with(object, to.object(object).with(name, new Json.Arr(all)));
  }

  private void env(Json value) {
    if (!(value instanceof Json.Obj variables)) {
      leave("env", "it is no object");
      return;
    }
    for (var variable : variables.members().entrySet()) env(variable.getKey(), variable.getValue());
  }

  private void env(String name, Json value) {
    var what = "env." + name;
    if (!(value instanceof Json.Str(var text))) {
      leave(what, "it is no text");
      return;
    }
    try {
      var _ = new ChildEnvironment.Settings(List.of(), Map.of(name, text));
    } catch (IllegalArgumentException e) {
      leave(what, String.valueOf(e.getMessage()));
      return;
    }
    if (name.startsWith("CLAUDE_") || name.startsWith("ANTHROPIC_")) {
      leave(
          what,
          "it is for the other program; Jackdaw's variables of the commands are no use for it");
      return;
    }
    var before = to.object("env").get(name);
    if (before.isPresent()) {
      if (!before.get().equals(value)) leave(what, "it is set to another value already");
      return;
    }
    to = to.with("env", to.object("env").with(name, value));
    taken.add(what + " (for commands; Jackdaw itself does not see it)");
  }

  private void sandbox(Json value) {
    if (!(value instanceof Json.Obj sandbox)) {
      single("sandbox", value);
      return;
    }
    if (sandbox.bool("enabled", false)) single("sandbox", Json.of("auto"));
    for (var name : sandbox.members().keySet()) {
      if (!name.equals("enabled")) leave("sandbox." + name, "Jackdaw's sandbox is set otherwise");
    }
  }

  private void hooks(Json value) {
    if (!(value instanceof Json.Obj events)) {
      leave(HookReader.KEY, "it is no object");
      return;
    }
    for (var event : events.members().entrySet()) hooks(event.getKey(), event.getValue());
  }

  private void hooks(String event, Json value) {
    var what = HookReader.KEY + "." + event;
    if (!HookReader.EVENTS.contains(event)) {
      leave(what, "Jackdaw has no such event");
      return;
    }
    var groups = new ArrayList<>(to.object(HookReader.KEY).array(event));
    for (var element : value instanceof Json.Arr(var elements) ? elements : List.<Json>of()) {
      if (!(element instanceof Json.Obj group)) {
        leave(what, "an element is no object");
        continue;
      }
      usable(what, group)
          .filter(usable -> !groups.contains(usable))
          .ifPresent(usable -> {
            groups.add(usable);
            taken.add(what + " + " + usable.compact());
          });
    }
    if (groups.isEmpty()) return;
    var all = to.object(HookReader.KEY).with(event, new Json.Arr(groups));
    var refused = refused(to.with(HookReader.KEY, all));
    if (refused.isPresent()) leave(what, refused.get());
    else to = to.with(HookReader.KEY, all);
  }

  /** Returns the group with the hooks that Jackdaw can run. */
  private Optional<Json.Obj> usable(String what, Json.Obj group) {
    var hooks = new ArrayList<Json>();
    for (var hook : group.array("hooks")) {
      if (!(hook instanceof Json.Obj entry)
          || entry.string("command", "").isBlank()
          || !entry.string("type", "command").equals("command")) {
        leave(what + " " + hook.compact(), "only commands are run");
        continue;
      }
      var known = new LinkedHashMap<String, Json>();
      entry
          .members()
          .forEach((name, value) -> {
            if (HookReader.ENTRY_KEYS.contains(name)) known.put(name, value);
            else
              leave(what + " " + name, "it has no effect here; the hook was taken over without it");
          });
      hooks.add(new Json.Obj(known));
    }
    return hooks.isEmpty()
        ? Optional.empty()
        : Optional.of(group.with("hooks", new Json.Arr(hooks)));
  }
}
