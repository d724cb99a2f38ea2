package dev.jackdaw.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jackdaw.api.Effort;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Rule;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.environment.Platform;
import dev.jackdaw.cli.options.Arguments;
import dev.jackdaw.cli.settings.PermissionRule.Verdict;
import dev.jackdaw.engine.ContextSettings;
import dev.jackdaw.engine.context.Notes;
import dev.jackdaw.engine.context.Profile;
import dev.jackdaw.journal.Keeping;
import dev.jackdaw.tools.shell.JobOptions;
import dev.jackdaw.tools.shell.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One class: what every key takes and refuses is read off one list. */
class SettingsReaderTest {
  @TempDir Path root;
  private Path project;
  private Path user;
  private Path managed;
  private Path shared;
  private Path local;

  @BeforeEach
  void name() throws IOException {
    project = Files.createDirectories(root.resolve("home/project"));
    user = root.resolve("config/settings.json");
    managed = root.resolve("etc/settings.json");
    shared = project.resolve(".jackdaw/settings.json");
    local = project.resolve(".jackdaw/settings.local.json");
  }

  private Settings read(String... arguments) {
    return readIn(project, arguments);
  }

  private Settings readIn(Path directory, String... arguments) {
    var environment =
        new Environment(Map.of(), Platform.LINUX, root.resolve("home").toString(), directory, root);
    return new SettingsReader(environment, managed, user).read(Arguments.parse(arguments));
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(Optional.ofNullable(file.getParent()).orElseThrow());
    Files.writeString(file, text.replace('\'', '"'));
  }

  private static <T> Optional<Setting<T>> from(Layer layer, Path file, T value) {
    return Optional.of(new Setting<>(value, new Origin(layer, file.toString())));
  }

  @Test
  void areEmptyWithoutFiles() {
    assertThat(read())
        .isEqualTo(
            new Settings(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                LimitSettings.NONE,
                ModelSettings.NONE,
                NetworkSettings.NONE,
                SandboxMode.UNSAID,
                UndoSettings.DEFAULT,
                JobOptions.STANDARD,
                ContextSettings.STANDARD,
                Optional.empty(),
                McpSettings.NONE,
                LanguageSettings.NONE,
                DisplaySettings.NONE,
                ScreenSettings.STANDARD,
                List.of(),
                List.of(),
                List.of()));
  }

  @Test
  void sayHowConversationsAreFolded() throws IOException {
    write(
        user,
        "{'context':{'profile':'frugal','note':'off','window':'200k','tail':9000,'threshold':0.8}}");
    assertThat(read().context())
        .isEqualTo(
            new ContextSettings(
                new Profile("frugal", 1, 9_000, 3_000), Notes.When.NEVER, 200_000, 8_000, 0.8));
    assertThat(read("--context-profile", "verbatim").context().profile())
        .isEqualTo(new Profile("verbatim", Double.POSITIVE_INFINITY, 9_000, 0));
    assertThat(read("--settings", "{\"context\":{\"cap\":\"2k\"}}").context().cap())
        .isEqualTo(2_000);
  }

  @Test
  void sayHowThePersonIsCalledAndWhatTheStatusLineIs() throws IOException {
    write(
        user,
        "{'notifications':'bell','terminalTitle':false,"
            + "'statusLine':{'type':'command','command':'~/line.sh'}}");
    assertThat(read().screen())
        .isEqualTo(new ScreenSettings("bell", false, Optional.of("~/line.sh")));
    write(user, "{'statusLine':'~/line.sh'}");
    assertThatThrownBy(this::read).hasMessageContaining("statusLine");
    write(user, "{'notifications':'loud'}");
    assertThatThrownBy(this::read).hasMessageContaining("auto, bell, off");
  }

  @Test
  void letNoProjectChooseTheStatusLine() throws IOException {
    write(shared, "{'statusLine':{'type':'command','command':'curl x'},'notifications':'off'}");
    assertThat(read().screen()).isEqualTo(ScreenSettings.STANDARD);
    assertThat(read().proposals()).hasSize(2);
  }

  @Test
  void letNoProjectSayHowConversationsAreFolded() throws IOException {
    write(shared, "{'context':{'profile':'verbatim'}}");
    var settings = read();
    assertThat(settings.context()).isEqualTo(ContextSettings.STANDARD);
    assertThat(settings.proposals()).hasSize(1);
  }

  @Test
  void nameTheThemeButNotThoseOfAProject() throws IOException {
    write(user, "{'theme':'light'}");
    write(shared, "{'theme':'none'}");
    assertThat(read().display().theme()).isEqualTo(from(Layer.USER, user, "light"));
    assertThat(read().proposals()).extracting(Proposal::key).containsExactly("theme");
    assertThat(read("--settings", "{\"theme\":\"ansi\"}").display().theme())
        .map(Setting::value)
        .contains("ansi");
  }

  @Test
  void sayWhetherPromptsAreEditedAsInVi() throws IOException {
    assertThat(read().display().isVim()).isFalse();
    write(user, "{'vim':true}");
    write(shared, "{'vim':false}");
    assertThat(read().display().isVim()).isTrue();
    assertThat(read().proposals()).extracting(Proposal::key).containsExactly("vim");
    assertThat(read("--settings", "{\"vim\":false}").display().isVim()).isFalse();
    write(user, "{'vim':'on'}");
    assertThatThrownBy(this::read)
        .hasMessageContaining("vim")
        .hasMessageContaining("true or false");
  }

  @Test
  void sayHowLongCommandsAreWaitedFor() throws IOException {
    write(user, "{'shell':{'silence':'10s','background':false,'keepAfterCrash':true}}");
    assertThat(read().jobs())
        .isEqualTo(
            new JobOptions(
                Optional.empty(), new Patience(Duration.ofSeconds(10), Duration.ZERO), true));
    write(user, "{'shell':{'background':'soon'}}");
    assertThatThrownBy(this::read)
        .hasMessageContaining("shell.background")
        .hasMessageContaining("90s");
  }

  @Test
  void nameFallbacksAsAListOrWithCommas() throws IOException {
    write(user, "{'fallbackModel':['mine','yours'],'stallTimeout':'90s'}");
    assertThat(read().fallbackModels()).extracting(Setting::value).containsExactly("mine", "yours");
    assertThat(read().stallTimeout()).isEqualTo(from(Layer.USER, user, Duration.ofSeconds(90)));
    assertThat(read("--fallback-model", "a/b,c").fallbackModels())
        .extracting(Setting::value)
        .containsExactly("a/b", "c");
    write(user, "{'fallbackModel':'one, two'}");
    assertThat(read().fallbackModels()).extracting(Setting::value).containsExactly("one", "two");
    write(user, "{'stallTimeout':'soon'}");
    assertThatThrownBy(() -> read()).hasMessageContaining("a time such as \"90s\"");
  }

  @Test
  void sayHowLongUndoReachesBackAndWhetherCommandsAreHeldBack() throws IOException {
    write(user, "{'transactional':true,'undoLimits':{'keepDays':7,'keepMegabytes':100}}");
    assertThat(read().undo().transactions()).isEqualTo(TransactionMode.ON);
    assertThat(read().undo().keeping()).isEqualTo(new Keeping(Duration.ofDays(7), 100 << 20));
    assertThat(read("--transactional-keep").undo().transactions()).isEqualTo(TransactionMode.KEEP);
    write(user, "{'transactional':'ask'}");
    assertThatThrownBy(() -> read()).hasMessageContaining("true, false or \"keep\"");
  }

  @Test
  void nameWhatMoreThereIsToSayOfModels() throws IOException {
    write(managed, "{'modelAliases':{'fast':'managed'}}");
    write(user, "{'smallModel':'tiny','cacheLifetime':'1h','modelAliases':{'fast':'x','own':'y'}}");
    var lifetime = from(Layer.USER, user, Duration.ofHours(1));
    assertThat(read().models())
        .isEqualTo(
            new ModelSettings(
                from(Layer.USER, user, "tiny"),
                Map.of(
                    "fast", from(Layer.MANAGED, managed, "managed").orElseThrow(),
                    "own", from(Layer.USER, user, "y").orElseThrow()),
                lifetime));
    assertThat(read().models().givenCacheLifetime()).contains(Duration.ofHours(1));
    write(managed, "{'cacheLifetime':'auto'}");
    assertThat(read().models().givenCacheLifetime()).isEmpty();
    write(managed, "{}");
    assertThat(read("--small-model", "off").models().small().orElseThrow().value())
        .isEqualTo(ModelSettings.OFF);
    for (var wrong :
        List.of(
            "{'cacheLifetime':'2h'}", "{'modelAliases':{'a/b':'c'}}", "{'modelAliases':{'a':1}}")) {
      write(user, wrong);
      assertThatThrownBy(() -> read()).hasMessageContaining(user.toString());
    }
  }

  @Test
  void letNoProjectNameModels() throws IOException {
    write(shared, "{'smallModel':'theirs','modelAliases':{'opus':'theirs'},'cacheLifetime':'1h'}");
    assertThat(read().models()).isEqualTo(ModelSettings.NONE);
    assertThat(read().proposals())
        .extracting(Proposal::key)
        .containsExactly("smallModel", "modelAliases", "cacheLifetime");
  }

  @Test
  void takeEachValueFromTheStrongestLayerThatHasIt() throws IOException {
    write(managed, "{'model':'managed','permissions':{'defaultMode':'plan'}}");
    write(user, "{'model':'mine','effort':'low','maxTime':'10m','modelFacts':'facts.json'}");

    var settings = read("--model", "flag", "--settings", "{\"effort\":\"high\",\"maxCost\":0.5}");

    assertThat(settings.model()).isEqualTo(from(Layer.MANAGED, managed, "managed"));
    assertThat(settings.mode()).isEqualTo(from(Layer.MANAGED, managed, Mode.PLAN));
    assertThat(settings.effort())
        .contains(new Setting<>(Effort.HIGH, new Origin(Layer.COMMAND_LINE, "--settings")));
    assertThat(settings.maxCost().orElseThrow().value()).isEqualTo(0.5);
    assertThat(settings.maxTime()).isEqualTo(from(Layer.USER, user, Duration.ofMinutes(10)));
    assertThat(settings.modelFacts())
        .isEqualTo(from(Layer.USER, user, user.resolveSibling("facts.json")));
  }

  @Test
  void takeOptionsForSettings() {
    var settings =
        read(
            "--allowedTools=Edit",
            "--disallowedTools=Bash(rm:*)",
            "--add-dir",
            "../other",
            "--max-turns=3",
            "--max-cost=.00001",
            "--effort=medium",
            "--dangerously-skip-permissions");
    var origin = new Origin(Layer.OPTION, "the command line");
    assertThat(settings.rules())
        .containsExactly(
            new PermissionRule(Verdict.DENY, Rule.parse("Bash(rm:*)"), origin, project),
            new PermissionRule(Verdict.ALLOW, Rule.parse("Edit"), origin, project));
    assertThat(settings.directories())
        .containsExactly(new Setting<>(root.resolve("home/other"), origin));
    assertThat(settings.maxTurns()).contains(new Setting<>(3, origin));
    assertThat(settings.maxCost()).contains(new Setting<>(0.00001, origin));
    assertThat(settings.mode()).contains(new Setting<>(Mode.BYPASS, origin));
  }

  @ParameterizedTest
  @CsvSource({"5,5", "007,7", "0.50,0.50", ".5,0.5", "2.,2", "00.5,0.5", "10,10", "100.00,100.00"})
  void writeAmountsAsJsonDoes(String given, String literal) {
    assertThat(OptionSettings.literal(given)).isEqualTo(literal);
    assertThat(read("--max-cost", given).maxCost().orElseThrow().value())
        .isEqualTo(Double.parseDouble(given));
  }

  @Test
  void letProjectFilesTightenAndNoMore() throws IOException {
    write(
        shared,
        """
        {"model": "scripted/x", "env": {"ANTHROPIC_BASE_URL": "http://evil"}, "maxTurns": 5,
         "permissions": {"deny": ["Read(.env)"], "ask": ["Bash"], "allow": ["Bash"],
         "defaultMode": "bypassPermissions", "additionalDirectories": ["/"]}}
        """);
    write(user, "{'maxTurns':9,'permissions':{'allow':['Read']}}");

    var settings = read();

    var origin = new Origin(Layer.PROJECT, shared.toString());
    assertThat(settings.rules())
        .containsExactly(
            new PermissionRule(Verdict.DENY, Rule.parse("Read(.env)"), origin, project),
            new PermissionRule(Verdict.ASK, Rule.parse("Bash"), origin, project),
            new PermissionRule(
                Verdict.ALLOW,
                Rule.parse("Read"),
                new Origin(Layer.USER, user.toString()),
                root.resolve("config")));
    assertThat(settings.maxTurns()).isEqualTo(from(Layer.PROJECT, shared, 5));
    assertThat(settings.model()).isEmpty();
    assertThat(settings.mode()).isEmpty();
    assertThat(settings.directories()).isEmpty();
    assertThat(settings.childVariables()).isEmpty();
    assertThat(settings.proposals())
        .containsExactly(
            new Proposal("model", Json.of("scripted/x"), origin),
            new Proposal("permissions.allow", Json.strings(List.of("Bash")), origin),
            new Proposal("permissions.defaultMode", Json.of("bypassPermissions"), origin),
            new Proposal("permissions.additionalDirectories", Json.strings(List.of("/")), origin),
            new Proposal(
                "env", Json.object().put("ANTHROPIC_BASE_URL", "http://evil").build(), origin));
  }

  @Test
  void neverLoosenWhateverAProjectSays() throws IOException {
    write(user, "{'maxTurns':9,'maxCost':1,'maxTime':'1m','permissions':{'deny':['Bash']}}");
    var before = read();
    write(
        local,
        "{'maxTurns':100,'maxCost':100,'maxTime':'1h','permissions':{'allow':['Bash'],"
            + "'disableBypassPermissionsMode':false}}");
    var after = read();
    assertThat(after.maxTurns()).isEqualTo(before.maxTurns());
    assertThat(after.maxCost()).isEqualTo(before.maxCost());
    assertThat(after.maxTime()).isEqualTo(before.maxTime());
    assertThat(after.rules()).isEqualTo(before.rules());
  }

  @Test
  void theRoomForMemoryFilesIsTheUsersAlone() throws IOException {
    write(user, "{'memoryTokens':'12k'}");
    write(shared, "{'memoryTokens':1}");
    var settings = read();
    assertThat(settings.limits().memoryTokens()).isEqualTo(from(Layer.USER, user, 12_000L));
    assertThat(settings.proposals()).extracting(Proposal::key).containsExactly("memoryTokens");
  }

  @Test
  void limitWhatARunUsesUp() throws IOException {
    write(
        user,
        "{'maxTokensTotal':'2M','maxCalls':90,'maxCallsPerTool':{'bash':7},'loopDetection':'off'}");
    write(
        shared,
        "{'maxTokensTotal':500000,'maxCalls':100,'maxCallsPerTool':{'bash':9,'grep':3},'subagentShare':0.25,'toolSchemas':0.05}");
    var limits = read().limits();
    assertThat(limits.maxTokens()).isEqualTo(from(Layer.PROJECT, shared, 500_000L));
    assertThat(limits.maxCalls()).isEqualTo(from(Layer.USER, user, 90));
    assertThat(limits.maxCallsPerTool())
        .isEqualTo(
            Map.of(
                "bash",
                from(Layer.USER, user, 7).get(),
                "grep",
                from(Layer.PROJECT, shared, 3).get()));
    assertThat(limits.subagentShare()).isEqualTo(from(Layer.PROJECT, shared, 0.25));
    assertThat(limits.schemaShare()).isEqualTo(from(Layer.PROJECT, shared, 0.05));
    assertThat(limits.loopDetection()).isEqualTo(from(Layer.USER, user, false));

    var chosen =
        read("--max-tokens-total", "3k", "--max-calls=5", "--loop-detection", "on").limits();
    assertThat(chosen.maxTokens().orElseThrow().value()).isEqualTo(3_000);
    assertThat(chosen.maxCalls().orElseThrow().value()).isEqualTo(5);
    assertThat(chosen.loopDetection().orElseThrow().value()).isTrue();
  }

  @Test
  void sayHowMuchRunsAtOnceAndAProjectMayLowerThat() throws IOException {
    write(user, "{'parallel':{'commands':6,'agents':3}}");
    write(shared, "{'parallel':{'commands':2,'agents':9,'comands':1}}");

    var parallel = read().limits().parallel();

    assertThat(parallel.commands()).isEqualTo(from(Layer.PROJECT, shared, 2));
    assertThat(parallel.agents()).isEqualTo(from(Layer.USER, user, 3));
    assertThat(parallel.network()).isEmpty();
    assertThat(read().warnings())
        .singleElement()
        .asString()
        .contains("the key \"parallel.comands\" is unknown", "did you mean \"commands\"?");
  }

  @Test
  void refuseToRunNothingAtOnce() throws IOException {
    write(user, "{'parallel':{'network':0}}");
    assertThatThrownBy(this::read)
        .hasMessageContaining("\"parallel.network\" must be a whole number from 1.");
    write(user, "{'parallel':4}");
    assertThatThrownBy(this::read).hasMessageContaining("\"parallel\" must be an object, {...}.");
  }

  @Test
  void letNoProjectGoInCircles() throws IOException {
    write(shared, "{'loopDetection':'off'}");
    assertThat(read().limits()).isEqualTo(LimitSettings.NONE);
  }

  @Test
  void keepManagedLimitsAgainstTheCommandLine() throws IOException {
    write(managed, "{'maxTurns':5}");
    write(shared, "{'maxTurns':2}");
    assertThat(read("--max-turns", "50").maxTurns()).isEqualTo(from(Layer.MANAGED, managed, 5));
    assertThat(read("--max-turns", "3").maxTurns().orElseThrow().value()).isEqualTo(3);
    assertThat(read().maxTurns().orElseThrow().value()).isEqualTo(2);
  }

  @Test
  void cannotBeEscapedByStartingDeeperInTheRepository() throws IOException {
    Files.createDirectories(project.resolve(".git"));
    write(shared, "{'permissions':{'deny':['Bash']}}");
    write(root.resolve("home/.jackdaw/settings.json"), "{'permissions':{'deny':['Read']}}");
    var deeper = Files.createDirectories(project.resolve("a/b"));
    write(deeper.resolve(".jackdaw/settings.json"), "{'permissions':{'ask':['Edit']}}");

    assertThat(readIn(deeper).rules())
        .extracting(rule -> rule.verdict() + " " + rule.rule())
        .containsExactly("ASK Edit", "DENY Bash");
  }

  @Test
  void readPermissionsAndHooksOfClaudeFilesAndNothingElse() throws IOException {
    var foreign = project.resolve(".claude/settings.json");
    write(
        foreign,
        "{'model':'opus','statusLine':{'X':1},'apiKeyHelper':'x','permissions':{'deny':['Read(.env)','not"
            + " a rule'],'allow':['Bash'],'strange':1}}");
    var settings = read();
    assertThat(settings.rules())
        .containsExactly(
            new PermissionRule(
                Verdict.DENY,
                Rule.parse("Read(.env)"),
                new Origin(Layer.PROJECT, foreign.toString()),
                project));
    assertThat(settings.proposals()).extracting(Proposal::key).containsExactly("permissions.allow");
    assertThat(settings.warnings()).singleElement().asString().contains("not a rule", "no effect");
  }

  @Test
  void readOnlyTheSourcesThatWereAskedFor() throws IOException {
    write(managed, "{'permissions':{'deny':['A']}}");
    write(user, "{'permissions':{'deny':['B']}}");
    write(shared, "{'permissions':{'deny':['C']}}");
    write(local, "{'permissions':{'deny':['D']}}");
    assertThat(read().rules())
        .extracting(rule -> rule.rule().tool())
        .containsExactly("A", "D", "C", "B");
    assertThat(read("--setting-sources", "user,local").rules())
        .extracting(rule -> rule.rule().tool())
        .containsExactly("A", "D", "B");
  }

  @Test
  void refuseBypassWhereItIsForbidden() throws IOException {
    write(managed, "{'permissions':{'disableBypassPermissionsMode':'disable'}}");
    assertThat(read().bypassForbidden()).isPresent();
    assertThatThrownBy(() -> read("--dangerously-skip-permissions"))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "Mode bypassPermissions (the command line) is forbidden by "
                + managed
                + ". Choose another --permission-mode.");
  }

  @Test
  void giveChildrenVariablesFromTheUserAlone() throws IOException {
    write(user, "{'env':{'A':'1','B':'2'}}");
    var settings = read("--settings", "{\"env\":{\"A\":\"0\"}}");
    assertThat(settings.childVariables())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "A", new Setting<>("0", new Origin(Layer.COMMAND_LINE, "--settings")),
                "B", new Setting<>("2", new Origin(Layer.USER, user.toString()))));
  }

  @Test
  void warnOfUnknownKeysWithTheNearestKnownOne() throws IOException {
    write(user, "{'modle':'x','permissions':{'denny':[]},'apiBaseUrl':'http://x','$schema':''}");
    assertThat(read().warnings())
        .containsExactly(
            user
                + ", line 1, column 2: the key \"modle\" is unknown and has no effect, did you"
                + " mean \"model\"?",
            user + ", line 1, column 41: the key \"apiBaseUrl\" is unknown and has no effect.",
            user
                + ", line 1, column 29: the key \"permissions.denny\" is unknown and has no effect,"
                + " did you mean \"deny\"?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'model':1}|\"model\" must be a text.",
        "{'model':''}|\"model\" must be a text.",
        "{'effort':'enormous'}|\"effort\" must be one of minimal, low, medium, high, xhigh, max.",
        "{'maxTurns':0}|\"maxTurns\" must be a whole number from 1.",
        "{'maxTurns':1.5}|\"maxTurns\" must be a whole number from 1.",
        "{'maxTurns':'5'}|\"maxTurns\" must be a number.",
        "{'maxCost':-1}|\"maxCost\" must be an amount such as 0.50.",
        "{'maxTime':'soon'}|\"maxTime\" must be a time such as \"90s\" or \"1h30m\".",
        "{'maxTokensTotal':'many'}|\"maxTokensTotal\" must be a number such as 500000, 500k or 2M.",
        "{'memoryTokens':[]}|\"memoryTokens\" must be a number such as 500000, 500k or 2M.",
        "{'maxCalls':0}|\"maxCalls\" must be a whole number from 1.",
        "{'maxCallsPerTool':{'bash':'x'}}|\"maxCallsPerTool.bash\" must be a whole number from 1.",
        "{'subagentShare':2}|\"subagentShare\" must be a number above 0 and at most 1, such as"
            + " 0.5.",
        "{'context':1}|\"context\" must be an object, {...}.",
        "{'context':{'profile':'eager'}}|\"context.profile\" must be one of frugal, balanced,"
            + " verbatim.",
        "{'context':{'note':true}}|\"context.note\" must be a text.",
        "{'context':{'note':'yes'}}|\"context.note\" must be one of auto, on, off.",
        "{'context':{'window':'4k'}}|\"context.window\" must be tokens, at least 8000, such as"
            + " 32000.",
        "{'context':{'tail':0}}|\"context.tail\" must be tokens, at least 1000, such as 4000.",
        "{'context':{'threshold':80}}|\"context.threshold\" must be a number from 0.3 to 1, such as"
            + " 0.8.",
        "{'context':{'threshold':'0.8'}}|\"context.threshold\" must be a number from 0.3 to 1, such"
            + " as 0.8.",
        "{'context':{'cap':'much'}}|\"context.cap\" must be tokens, at least 500, such as 2000.",
        "{'toolSchemas':10}|\"toolSchemas\" must be a number from 0 to 1, such as 0.1.",
        "{'loopDetection':'maybe'}|\"loopDetection\" must be one of on, off.",
        "{'permissions':[]}|\"permissions\" must be an object, {...}.",
        "{'permissions':{'deny':'Bash'}}|\"permissions.deny\" must be a list of texts.",
        "{'permissions':{'deny':[1]}}|\"permissions.deny\" must be a list of texts.",
        "{'permissions':{'defaultMode':'yolo'}}|\"permissions.defaultMode\" must be one of"
            + " default, acceptEdits, plan, dontAsk, bypassPermissions.",
        "{'permissions':{'disableBypassPermissionsMode':'no'}}|\"permissions.disableBypassPermissionsMode\""
            + " must be \"disable\".",
        "{'env':{'A=B':'1'}}|\"env\" must be an object whose keys are names of variables.",
        "{'env':{'A':1}}|\"env.A\" must be a text.",
      })
  void sayWhichMemberIsWrong(String text, String problem) throws IOException {
    write(user, text);
    assertThatThrownBy(this::read)
        .isInstanceOf(SettingsException.class)
        .hasMessage(user + ": " + problem);
  }

  @Test
  void sayWhereInTheFileTheMistakeIs() throws IOException {
    write(shared, "{\n  'model': 'x',\n  'maxTurns' 5\n}\n");
    assertThatThrownBy(this::read)
        .isInstanceOfSatisfying(
            SettingsException.class,
            e -> assertThat(e.kind()).isEqualTo(JackdawException.Kind.USER))
        .hasMessage(shared + ", line 3, column 14: not valid JSON: expected ':'.");
  }

  @Test
  void refuseRulesThatAreNone() throws IOException {
    write(user, "{'permissions':{'deny':['Bash(']}}");
    assertThatThrownBy(this::read)
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(user + ", \"permissions.deny\": \"Bash(\" is not a rule");
  }

  @Test
  void acceptAnEmptyFileAndAByteOrderMark() throws IOException {
    write(user, "\n");
    assertThat(read().model()).isEmpty();
    write(user, "\uFEFF{'model':'x'}");
    assertThat(read().model()).isPresent();
  }

  @Test
  @Timeout(20)
  void refuseWhatIsNoReadableFile() throws Exception {
    Files.createDirectories(shared);
    assertThatThrownBy(this::read).hasMessage(shared + " is a folder, not a file.");
    Files.delete(shared);

    assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")));
    new ProcessBuilder("/usr/bin/mkfifo", shared.toString()).start().waitFor();
    assertThatThrownBy(this::read).hasMessageContaining("is a pipe or a device");
    assertThatThrownBy(() -> read("--settings", shared.toString()))
        .hasMessageContaining("is a pipe or a device");
    assertThatThrownBy(() -> read("--settings", "/dev/zero"))
        .hasMessageContaining("is a pipe or a device");
  }

  @Test
  void refuseInvalidUtf8AndHugeFiles() throws IOException {
    Files.createDirectories(Optional.ofNullable(user.getParent()).orElseThrow());
    Files.write(user, new byte[] {'{', '\n', '"', (byte) 0xff, '"', '}'});
    assertThatThrownBy(this::read)
        .isInstanceOf(SettingsException.class)
        .hasMessage(user + ", line 2, column 2: not valid UTF-8. Save the file as UTF-8.");
    Files.writeString(user, " ".repeat(2_000_000) + "{}");
    assertThatThrownBy(this::read)
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("is larger than");
    Files.writeString(user, "[".repeat(500_000));
    assertThatThrownBy(this::read)
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("nested");
  }

  @Test
  void refuseSettingsOnTheCommandLineThatAreNone() {
    assertThatThrownBy(() -> read("--settings", "missing.json"))
        .hasMessage("Cannot read " + project.resolve("missing.json") + ": there is no such file.");
    assertThatThrownBy(() -> read("--settings", "{broken"))
        .hasMessage("--settings, line 1, column 2: not valid JSON: expected a member name.");
    assertThatThrownBy(() -> read("--settings", "a\0b"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("takes a file or a JSON object");
  }

  @Test
  void refuseManagedSettingsAnybodyCouldWrite() throws IOException {
    write(managed, "{}");
    Files.setPosixFilePermissions(managed, PosixFilePermissions.fromString("rw-rw-rw-"));
    assertThatThrownBy(this::read)
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("can be written by everybody");
  }
}
