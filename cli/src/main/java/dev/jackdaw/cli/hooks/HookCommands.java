package dev.jackdaw.cli.hooks;

import dev.jackdaw.api.Hook.Answer;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Nearest;
import dev.jackdaw.api.VisibleText;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.options.Arguments;
import dev.jackdaw.cli.options.Option;
import dev.jackdaw.cli.settings.HookDeed;
import dev.jackdaw.cli.settings.HookSetting;
import dev.jackdaw.cli.settings.HookSettings;
import dev.jackdaw.cli.settings.SettingsText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code jackdaw hooks …}: what is configured, and trying it. */
public final class HookCommands {
  private final Optional<HookSettings> settings;
  private final boolean trusted;
  private final PrintWriter out;

  /** {@code trusted} is whether the folder is. */
  public HookCommands(Optional<HookSettings> settings, boolean trusted, PrintWriter out) {
    this.settings = settings;
    this.trusted = trusted;
    this.out = out;
  }

  private List<HookSetting> all() {
    return settings.map(HookSettings::all).orElse(List.of());
  }

  private Optional<String> whyNot(HookSetting hook) {
    return settings.flatMap(all -> all.whyNot(hook, trusted));
  }

  /** Prints them, where each is from, and whether it is run. */
  public void list(boolean json) {
    if (json) out.println(asJson().compact());
    else if (all().isEmpty()) out.println("No hooks are configured.");
    else for (var hook : all()) print(hook);
    out.flush();
  }

  private void print(HookSetting hook) {
    out.println(hook.event() + (hook.matcher().isBlank() ? "" : "  " + visible(hook.matcher())));
    out.println("  " + visible(hook.shown()));
    out.println(
        "  "
            + hook.origin().layer().text()
            + ", "
            + visible(hook.origin().where())
            + "; "
            + whyNot(hook).orElse("runs" + (isConfined(hook) ? ", confined" : "")));
  }

  private static boolean isConfined(HookSetting hook) {
    return hook.deed() instanceof HookDeed.Runs
        && (hook.sandboxed() || hook.origin().layer().isProject());
  }

  private static String visible(String text) {
    return VisibleText.inOneLine(text);
  }

  private Json asJson() {
    var hooks = new ArrayList<Json>();
    for (var hook : all()) {
      var why = whyNot(hook);
      hooks.add(
          Json.object()
              .put("event", hook.event())
              .put("matcher", hook.matcher())
              .put("command", hook.shown())
              .put("layer", hook.origin().layer().text())
              .put("where", hook.origin().where())
              .put("confined", isConfined(hook))
              .put("runs", why.isEmpty())
              .putUnlessEmpty("why", why.orElse(""))
              .build());
    }
    return Json.object().put("hooks", new Json.Arr(hooks)).build();
  }

  /**
   * Runs those of an event on a sample of it, and prints what each said and what that would mean.
   */
  public void test(Arguments arguments, HookPlace where) throws InterruptedException {
    var event = arguments.operands().getFirst();
    var input =
        arguments
            .text(Option.INPUT)
            .map(text -> SettingsText.readEither(Option.INPUT.longName(), text, where.directory()));
    var occasion =
        HookSamples.of(event, arguments.text(Option.TOOL).orElse("bash"), input)
            .orElseThrow(() -> unknown(event));
    out.println(
        "told: " + new HookInput(where.directory(), where.transcript()).of(occasion).pretty());
    var count = 0;
    for (var setting : all()) {
      var hook = CommandHook.of(List.of(setting), where).getFirst();
      if (!hook.wants(occasion)) continue;
      count++;
      var why = whyNot(setting);
      out.println(why.isPresent() ? hook.name() + " is " + why.get() : hook.name() + ":");
      if (why.isEmpty()) print(hook.on(occasion));
      out.flush();
    }
    if (count == 0) out.println("No hook is configured for this.");
    out.flush();
  }

  private static JackdawException unknown(String event) {
    var events = HookSettings.events();
    var hint = Nearest.hint(event, events);
    return new JackdawException(
        JackdawException.Kind.USER,
        "no-such-event",
        "There is no event \""
            + event
            + "\""
            + (hint.isEmpty() ? "." : hint)
            + " There are: "
            + String.join(", ", events)
            + ".");
  }

  private void print(Answer answer) {
    for (var line : meanings(answer)) out.println("  " + visible(line));
  }

  private static List<String> meanings(Answer answer) {
    var lines = new ArrayList<String>();
    switch (answer.verdict()) {
      case NONE -> {}
      case ALLOW -> lines.add("allows it" + because(answer));
      case ASK -> lines.add("asks for a person" + because(answer));
      case BLOCK -> lines.add("refuses" + because(answer));
    }
    answer.input().ifPresent(input -> lines.add("changes the input to " + input.compact()));
    if (!answer.context().isEmpty()) lines.add("tells the model: " + answer.context());
    answer.stop().ifPresent(why -> lines.add("stops the task: " + why));
    for (var message : answer.messages()) lines.add("to you: " + message);
    if (lines.isEmpty()) lines.add("says nothing");
    return lines;
  }

  private static String because(Answer answer) {
    return answer.reason().isEmpty() ? "" : ": " + answer.reason();
  }
}
