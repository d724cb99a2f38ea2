package dev.jackdaw.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.environment.Platform;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which hooks are run, by where they and the switches stand. */
class HookReaderTest {
  private static final Path FOLDER = Path.of("/project");

  private static SettingsSource source(Layer layer, boolean foreign, String json) {
    var content = Json.parseObject(json.replace('\'', '"'));
    return new SettingsSource(new Origin(layer, layer.text()), content, FOLDER, foreign);
  }

  private static SettingsSource source(Layer layer, String json) {
    return source(layer, false, json);
  }

  private static Settings merged(SettingsSource... sources) {
    var environment = new Environment(Map.of(), Platform.LINUX, "/home/u", FOLDER, FOLDER);
    return new SettingsMerge(environment).merge(List.of(sources));
  }

  private static String hook(String command) {
    return "'hooks':{'PreToolUse':[{'matcher':'Bash','hooks':[{'type':'command','command':'"
        + command
        + "','timeout':5}]}]}";
  }

  private static List<String> run(boolean trusted, SettingsSource... sources) {
    return merged(sources).hooks().orElseThrow().inForce(trusted).stream()
        .map(HookSetting::shown)
        .toList();
  }

  @Test
  void areNothingWhereNobodySpeaksOfThem() {
    assertThat(merged(source(Layer.USER, "{'model':'a/b'}")).hooks()).isEmpty();
  }

  @Test
  void areReadWithAllThatIsSaidOfThem() {
    var settings = merged(source(Layer.USER, "{" + hook("check") + "}"));
    assertThat(settings.hooks().orElseThrow().all())
        .containsExactly(
            new HookSetting(
                "PreToolUse",
                "Bash",
                new HookDeed.Runs("check"),
                Optional.of(Duration.ofSeconds(5)),
                false,
                false,
                new Origin(Layer.USER, "user")));
    assertThat(settings.warnings()).isEmpty();
  }

  @Test
  void ofAProjectAreRunOnceItIsTrusted() {
    var sources =
        new SettingsSource[] {
          source(Layer.PROJECT, true, "{" + hook("theirs") + "}"),
          source(Layer.USER, "{" + hook("own") + "}")
        };
    assertThat(run(false, sources)).containsExactly("own");
    assertThat(run(true, sources)).containsExactly("theirs", "own");
    assertThat(merged(sources).proposals()).singleElement().matches(Proposal::isAcceptedByTrust);
  }

  @Test
  void aProjectCanSwitchOffItsOwnOnly() {
    assertThat(
            run(
                true,
                source(Layer.PROJECT, "{'disableAllHooks':true," + hook("theirs") + "}"),
                source(Layer.USER, "{" + hook("own") + "}")))
        .containsExactly("own");
  }

  @Test
  void theUserCanSwitchOffAllButTheManaged() {
    assertThat(
            run(
                true,
                source(Layer.MANAGED, "{" + hook("managed") + "}"),
                source(Layer.OPTION, "{'disableAllHooks':true}"),
                source(Layer.PROJECT, "{" + hook("theirs") + "}"),
                source(Layer.USER, "{" + hook("own") + "}")))
        .containsExactly("managed");
  }

  @Test
  void managedSettingsCanForbidOthersAndAll() {
    var own = source(Layer.USER, "{" + hook("own") + "}");
    assertThat(
            run(
                true,
                source(Layer.MANAGED, "{'allowManagedHooksOnly':true," + hook("managed") + "}"),
                own))
        .containsExactly("managed");
    assertThat(
            run(
                true,
                source(Layer.MANAGED, "{'disableAllHooks':true," + hook("managed") + "}"),
                own))
        .isEmpty();
    assertThat(run(true, source(Layer.USER, "{'allowManagedHooksOnly':true," + hook("own") + "}")))
        .containsExactly("own");
  }

  @Test
  void mistakesInTheUsersOwnEndTheRunAndOfOthersAreWarnedOf() {
    var bad = "{'hooks':{'Stop':[{'hooks':[{'type':'command'}]}]}}";
    assertThatThrownBy(() -> merged(source(Layer.USER, bad)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("hooks.Stop.command");
    assertThat(merged(source(Layer.PROJECT, true, bad)).warnings())
        .singleElement()
        .asString()
        .contains("hooks.Stop.command", "no effect");
  }

  @Test
  void canBeAddressesAndQuestions() {
    var settings =
        merged(
            source(
                Layer.USER,
                "{'hooks':{'Stop':[{'hooks':[{'type':'prompt','prompt':'done?'},"
                    + "{'type':'http','url':'https://x.example/h','headers':{'A':'Bearer $TOKEN'},"
                    + "'allowedEnvVars':['TOKEN']}]}],"
                    + "'SessionStart':[{'hooks':[{'type':'prompt','prompt':'x'}]}]}}"));
    assertThat(settings.hooks().orElseThrow().all())
        .extracting(HookSetting::deed)
        .containsExactly(
            new HookDeed.Asks("done?"),
            new HookDeed.Posts(URI.create("https://x.example/h"), Map.of("A", "Bearer \0TOKEN\0")));
    assertThat(settings.warnings())
        .containsExactly(
            "user: \"hooks.SessionStart\" has a hook of the type \"prompt\", and there is nothing"
                + " to judge.");
  }

  @Test
  void unknownEventsAndKindsAreSaid() {
    var settings =
        merged(
            source(
                Layer.USER,
                "{'hooks':{'PreToolUze':[],'Stop':[{'hooks':[{'type':'agent','prompt':'x'},"
                    + "{'type':'command','command':'x','async':true}]}]}}"));
    assertThat(settings.warnings())
        .containsExactly(
            "user: \"hooks.PreToolUze\" is no moment that Jackdaw knows, did you mean"
                + " \"PreToolUse\"?",
            "user: \"hooks.Stop\" has a hook of the type \"agent\", which is not run: there are"
                + " command, http and prompt. An agent that acts while a call waits for its verdict"
                + " would itself need verdicts.",
            "user: \"hooks.Stop\" has a hook with \"async\", which has no effect.");
  }
}
