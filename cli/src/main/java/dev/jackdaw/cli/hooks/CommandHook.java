package dev.jackdaw.cli.hooks;

import dev.jackdaw.api.Hook;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.VisibleText;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.settings.HookDeed;
import dev.jackdaw.cli.settings.HookSetting;
import dev.jackdaw.cli.text.Plain;
import dev.jackdaw.policy.CommandOrigin;
import dev.jackdaw.tools.shell.Exchange;
import dev.jackdaw.tools.shell.Launcher;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;

/**
 * A hook of somebody's settings: a command, an address or a question to a model. A command of a
 * project is confined as the agent's own are; nothing of a project spares anybody a question.
 */
public final class CommandHook implements Hook {
  static final Duration TIMEOUT = Duration.ofSeconds(60);

  /** Whoever ends a session does not want to wait. */
  static final Duration TIMEOUT_AT_END = Duration.ofSeconds(5);

  private static final int MAX_BYTES = 1 << 20;
  private static final int NAME_CHARS = 60;

  private final HookSetting setting;
  private final HookPlace place;
  private final HookMatcher matcher;
  private final HookInput input;
  private final Label label;

  private CommandHook(HookSetting setting, HookPlace place) {
    this.setting = setting;
    this.place = place;
    this.matcher = new HookMatcher(setting.matcher());
    this.input = new HookInput(place.directory(), place.transcript());
    this.label = label(setting);
  }

  /** Returns the hooks that the settings describe, in their order. */
  public static List<Hook> of(List<HookSetting> settings, HookPlace place) {
    return settings.stream().<Hook>map(setting -> new CommandHook(setting, place)).toList();
  }

  /** What a project's hook says is in its files; what the user's prints may be of anywhere. */
  private static Label label(HookSetting setting) {
    if (setting.origin().layer().isProject()) {
      return new Label(Label.Source.WORKSPACE, "hook of " + setting.origin().where());
    }
    var origin =
        switch (setting.deed()) {
          case HookDeed.Runs(var command) -> CommandOrigin.of(command);
          case HookDeed.Posts(var address, _) -> new Label(Label.Source.WEB, address.getHost());
          case HookDeed.Asks _ -> new Label(Label.Source.COMMAND, "");
        };
    return origin.detail().isEmpty()
        ? new Label(origin.source(), "hook of the user's settings")
        : origin;
  }

  @Override
  public String name() {
    return "hook \""
        + Plain.cut(VisibleText.inOneLine(setting.shown()), NAME_CHARS)
        + "\" ("
        + setting.origin().layer().text()
        + ")";
  }

  @Override
  public boolean wants(Occasion occasion) {
    if (!occasion.moment().event(occasion.agent()).equals(setting.event())) return false;
    var subjects = HookInput.subjects(occasion);
    return subjects.isEmpty() || matcher.matches(subjects);
  }

  @Override
  public Answer on(Occasion occasion) throws InterruptedException {
    return limited(run(occasion)).with(label);
  }

  /** A project may be stricter than the user, never laxer. */
  private Answer limited(Answer answer) {
    return answer.verdict() == Verdict.ALLOW && setting.origin().layer().isProject()
        ? answer.with(Verdict.NONE, "")
        : answer;
  }

  private Answer run(Occasion occasion) throws InterruptedException {
    var told = input.of(occasion);
    return switch (setting.deed()) {
      case HookDeed.Runs(var command) -> run(command, occasion, told);
      case HookDeed.Posts posts -> post(posts, occasion, told);
      case HookDeed.Asks(var prompt) -> ask(prompt, occasion, told);
    };
  }

  private Answer run(String command, Occasion occasion, Json.Obj told) throws InterruptedException {
    var request =
        new Exchange.Request(
            command,
            place.directory(),
            place.environment(),
            told.compact() + "\n",
            timeout(occasion.moment()),
            MAX_BYTES);
    try {
      var answer = Exchange.run(launcher(), request);
      return switch (answer.end()) {
        case ENDED -> named(occasion, answer.exit(), ended(answer, occasion, told));
        case TIMED_OUT ->
            silent(
                occasion,
                "did not end within " + seconds(request.timeout()) + " s and was stopped");
        case FLOODED ->
            silent(occasion, "printed more than " + MAX_BYTES + " bytes and was stopped");
      };
    } catch (IOException e) {
      return silent(occasion, "cannot be run: " + e.getMessage());
    }
  }

  /** What is told may hold anything of the session: a project does not choose who hears it. */
  private Answer post(HookDeed.Posts posts, Occasion occasion, Json.Obj told)
      throws InterruptedException {
    var address = posts.address();
    if (setting.origin().layer().isProject() && !place.posting().reaches(address)) {
      return silent(
          occasion,
          "is not sent anything: a project's hooks reach hosts of \"sandboxDomains\" of your own"
              + " settings only");
    }
    var within = timeout(occasion.moment());
    try {
      var answer = place.posting().send(address, posts.headers(), told.compact(), within);
      if (answer.status() / 100 != 2) return silent(occasion, "answered " + answer.status());
      return named(occasion, 0, new HookOutput(occasion.moment(), told).read(0, answer.text(), ""));
    } catch (TimeoutException _) {
      return silent(occasion, "did not answer within " + seconds(within) + " s");
    } catch (IOException e) {
      return silent(occasion, "cannot be reached: " + e.getMessage());
    } catch (JackdawException e) {
      return silent(occasion, "cannot be reached: " + e.getMessage());
    }
  }

  private Answer ask(String prompt, Occasion occasion, Json.Obj told) throws InterruptedException {
    var within = timeout(occasion.moment());
    var verdict = new PromptVerdict(prompt, told).ask(occasion.sideJobs(), within);
    return switch (verdict) {
      case PromptVerdict.Verdict.Passes _ -> Answer.NOTHING;
      case PromptVerdict.Verdict.Refuses(var reason) ->
          new HookOutput(occasion.moment(), told).read(HookOutput.BLOCKS, "", reason);
      case PromptVerdict.Verdict.None(var why) -> silent(occasion, why);
    };
  }

  private static Answer ended(Exchange.Answer answer, Occasion occasion, Json.Obj told) {
    return new HookOutput(occasion.moment(), told)
        .read(answer.exit(), answer.output(), answer.errors());
  }

  private Answer named(Occasion occasion, int exit, Answer answer) {
    var named = answer.withMessages(answer.messages().stream().map(this::named).toList());
    return exit == 0 || exit == 2 ? named : closed(occasion, named);
  }

  private String named(String message) {
    return name() + ": " + message;
  }

  private Answer silent(Occasion occasion, String problem) {
    return closed(occasion, Answer.NOTHING.withMessages(List.of(name() + " " + problem)));
  }

  /** A guard that fails may be wanted to count as a no. */
  private Answer closed(Occasion occasion, Answer answer) {
    var decides =
        switch (occasion.moment()) {
          case Moment.CallPlanned _, Moment.ApprovalNeeded _, Moment.PromptGiven _ -> true;
          default -> false;
        };
    return setting.failsClosed() && decides
        ? answer.with(Verdict.BLOCK, "it failed, and is set to refuse then")
        : answer;
  }

  private static String seconds(Duration time) {
    return time.toMillis() % 1000 == 0
        ? Long.toString(time.toSeconds())
        : Double.toString(time.toMillis() / 1000.0);
  }

  private Duration timeout(Moment moment) {
    var usual = moment instanceof Moment.SessionEnded ? TIMEOUT_AT_END : TIMEOUT;
    return setting.timeout().orElse(usual);
  }

  private Launcher launcher() {
    var confined = setting.origin().layer().isProject() || setting.sandboxed();
    return confined ? place.confined() : place.own();
  }
}
