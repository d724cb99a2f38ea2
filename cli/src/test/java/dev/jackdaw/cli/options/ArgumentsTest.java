package dev.jackdaw.cli.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {
  @Test
  void understandsNothingAsAnInteractiveSession() {
    assertThat(Arguments.parse()).isEqualTo(new Arguments(Command.RUN, Map.of(), List.of()));
  }

  @Test
  void understandsAWholeHeadlessCommandLine() {
    var parsed =
        Arguments.parse(
            "-p",
            "fix it",
            "--model=openai/gpt",
            "--max-turns",
            "7",
            "--max-cost",
            "0.5",
            "--max-time=1m30s",
            "--output-format",
            "json");

    var values = new EnumMap<Option, List<String>>(Option.class);
    values.put(Option.PRINT, List.of());
    values.put(Option.MODEL, List.of("openai/gpt"));
    values.put(Option.MAX_TURNS, List.of("7"));
    values.put(Option.MAX_COST, List.of("0.5"));
    values.put(Option.MAX_TIME, List.of("1m30s"));
    values.put(Option.OUTPUT_FORMAT, List.of("json"));
    assertThat(parsed).isEqualTo(new Arguments(Command.RUN, values, List.of("fix it")));
    assertThat(parsed.prompt()).contains("fix it");
    assertThat(parsed.count(Option.MAX_TURNS)).contains(7);
    assertThat(parsed.dollars(Option.MAX_COST)).contains(0.5);
    assertThat(parsed.duration(Option.MAX_TIME)).contains(Duration.ofSeconds(90));
    assertThat(parsed.text(Option.EFFORT)).isEmpty();
  }

  @Test
  void takesACommandsNameAsOneOnlyInFirstPosition() {
    assertThat(Arguments.parse("doctor").command()).isEqualTo(Command.DOCTOR);
    assertThat(Arguments.parse("--debug", "doctor", "--json").command()).isEqualTo(Command.DOCTOR);
    assertThat(Arguments.parse("--debug", "doctor").has(Option.DEBUG)).isTrue();
    assertThat(Arguments.parse("-p", "doctor").prompt()).contains("doctor");
    assertThat(Arguments.parse("--", "doctor").prompt()).contains("doctor");
  }

  @Test
  void understandsCommandsOfTwoWords() {
    assertThat(Arguments.parse("sessions").command()).isEqualTo(Command.SESSIONS_LIST);
    assertThat(Arguments.parse("sessions", "--json").command()).isEqualTo(Command.SESSIONS_LIST);
    var delete = Arguments.parse("sessions", "delete", "a", "b");
    assertThat(delete)
        .isEqualTo(new Arguments(Command.SESSIONS_DELETE, Map.of(), List.of("a", "b")));
  }

  @Test
  void combinesLetters() {
    var parsed = Arguments.parse("-pc", "go on");
    assertThat(parsed.values()).containsOnlyKeys(Option.CONTINUE, Option.PRINT);
    assertThat(Arguments.parse("-pr", "some-id", "go on").text(Option.RESUME)).contains("some-id");
  }

  @Test
  void resumesWithAndWithoutAnId() {
    assertThat(Arguments.parse("--resume").has(Option.RESUME)).isTrue();
    assertThat(Arguments.parse("--resume").text(Option.RESUME)).isEmpty();
    assertThat(Arguments.parse("-r", "--debug").text(Option.RESUME)).isEmpty();
    assertThat(Arguments.parse("-r", "id", "go on").prompt()).contains("go on");
    assertThat(Arguments.parse("-r", "--", "go on").prompt()).contains("go on");
    assertThat(Arguments.parse("--resume=id").text(Option.RESUME)).contains("id");
  }

  @Test
  void addsUpRulesFromRepetitionsAndCommas() {
    var parsed =
        Arguments.parse(
            "--allowedTools",
            "Bash(git diff:*, --stat),Edit",
            "--allowed-tools=Read Grep",
            "--disallowed-tools",
            "WebFetch");
    assertThat(parsed.texts(Option.ALLOWED_TOOLS))
        .containsExactly("Bash(git diff:*, --stat)", "Edit", "Read", "Grep");
    assertThat(parsed.texts(Option.DISALLOWED_TOOLS)).containsExactly("WebFetch");
  }

  @Test
  void takesAnEmptyListOfToolsForNone() {
    var parsed = Arguments.parse("--tools", "");
    assertThat(parsed.has(Option.TOOLS)).isTrue();
    assertThat(parsed.texts(Option.TOOLS)).isEmpty();
  }

  @Test
  void countsOtherOptionsAsGivenLast() {
    assertThat(Arguments.parse("--model", "a", "--model", "b").text(Option.MODEL)).contains("b");
  }

  @Test
  void leavesPromptsThatBeginWithADashAlone() {
    assertThat(Arguments.parse("-p", "- fix this").prompt()).contains("- fix this");
    assertThat(Arguments.parse("-p", "---\ntitle: x\n---").prompt()).contains("---\ntitle: x\n---");
    assertThat(Arguments.parse("-p", "-").prompt()).contains("-");
    assertThat(
            Arguments.parse("--append-system-prompt", "- be brief")
                .texts(Option.APPEND_SYSTEM_PROMPT))
        .containsExactly("- be brief");
    assertThat(Arguments.parse("-p", "--", "--help").prompt()).contains("--help");
  }

  @Test
  void doesNotAskForTheRestWhenHelpIsWanted() {
    assertThat(Arguments.parse("sessions", "show", "--help").command())
        .isEqualTo(Command.SESSIONS_SHOW);
    assertThat(Arguments.parse("--fork-session", "-h").has(Option.HELP)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--modle x|Unknown option --modle, did you mean \"--model\"? \"jackdaw --help\" lists them;"
            + " behind \"--\" nothing is an option.",
        "--zzzzzzzz|Unknown option --zzzzzzzz. \"jackdaw --help\" lists them; behind \"--\" nothing"
            + " is an option.",
        "-x|Unknown option -x. \"jackdaw --help\" lists them; behind \"--\" nothing is an option.",
        "-model x|Unknown option -model; long options have two dashes: --model.",
        "--model|--model needs a value: --model MODEL.",
        "--model --debug|--model needs a value: --model MODEL; one that begins with a dash is given"
            + " as --model=VALUE.",
        "--model=|--model needs a value, not an empty text.",
        "--debug=yes|--debug takes no value; leave out the \"=\".",
        "--effort hihg|--effort takes minimal, low, medium, high, xhigh or max, not \"hihg\", did"
            + " you mean \"high\"?",
        "--effort 7|--effort takes minimal, low, medium, high, xhigh or max, not \"7\".",
        "--max-turns -5|--max-turns takes a whole number from 1 to 1000000, not \"-5\".",
        "--max-turns 0|--max-turns takes a whole number from 1 to 1000000, not \"0\".",
        "--max-tokens-total -5|--max-tokens-total takes a number such as 500000, 500k or 2M, not"
            + " \"-5\".",
        "--max-tokens-total k|--max-tokens-total takes a number such as 500000, 500k or 2M, not"
            + " \"k\".",
        "--max-calls 0|--max-calls takes a whole number from 1 to 1000000, not \"0\".",
        "--loop-detection yes|--loop-detection takes on or off, not \"yes\".",
        "--max-cost free|--max-cost takes an amount such as 2 or 0.50, not \"free\".",
        "--max-time 10|--max-time takes a time such as 90s, 10m or 1h30m, not \"10\".",
        "--session-id a/b|--session-id takes 1 to 64 letters, digits, '-' or '_', not \"a/b\".",
        "--setting-sources user,home|--setting-sources takes user, project or local, not \"home\".",
        "--allowedTools Bash(|--allowedTools: \"Bash(\" is not a rule; write Tool or"
            + " Tool(specifier), such as 'Bash(git diff:*)'.",
        "-c -r id|--continue and --resume exclude each other; give one of them.",
        "--fork-session|--fork-session needs --continue or --resume.",
        "-c --session-id a|--session-id names a new session; with --continue or --resume add"
            + " --fork-session.",
        "--output-format json|--output-format needs --print.",
        "-p --include-partial-messages|--include-partial-messages needs --output-format"
            + " stream-json.",
        "-p -r|--resume needs an id with --print: there is nobody to choose one. \"jackdaw sessions"
            + " list\" shows them.",
        "--permission-mode plan --dangerously-skip-permissions|--dangerously-skip-permissions"
            + " contradicts --permission-mode plan; give one of them.",
        "-rp|-r takes a value and must be the last of the letters in \"-rp\".",
        "fix it|There is more than one prompt: \"fix\" and \"it\". Put a prompt of several words in"
            + " quotes.",
        "session list|There is more than one prompt: \"session\" and \"list\". Put a prompt of"
            + " several words in quotes, or did you mean \"jackdaw sessions\"?",
        "sessions lst|There is no \"jackdaw sessions lst\", did you mean \"list\"? There are list,"
            + " show, search, export and delete.",
        "sessions show|\"jackdaw sessions show\" needs ID: jackdaw sessions show ID",
        "sessions show a --html x|--html needs --timeline.",
        "sessions show a --json|--json needs --timeline or --context.",
        "sessions show a --timeline --plain --json|--json and --plain exclude each other; give one"
            + " of them.",
        "doctor now|\"jackdaw doctor\" cannot use \"now\".",
        "doctor --fork-session|\"jackdaw doctor\" takes no --fork-session; it belongs to"
            + " \"jackdaw\".",
        "completion tcsh|\"jackdaw completion\" takes bash, zsh or fish, not \"tcsh\".",
      })
  void saysWhatIsWrongAndWhatWouldBeRight(String line, String message) {
    assertThatThrownBy(() -> Arguments.parse(line.split(" ")))
        .isInstanceOf(UsageException.class)
        .hasMessage(message);
  }

  @Test
  void showsNoControlCharactersInMessages() {
    assertThatThrownBy(() -> Arguments.parse("--effort", "\u001b[31mred\u202e" + "x".repeat(500)))
        .isInstanceOf(UsageException.class)
        .message()
        .matches(text -> text.chars().noneMatch(Character::isISOControl))
        .matches(text -> text.length() < 160);
  }

  @ParameterizedTest
  @ValueSource(strings = {"90s", "1h30m", "500ms", "2d", "1m5s", "1s500ms"})
  void understandsTimes(String text) {
    assertThat(Values.duration(text)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "s", "0s", "10", "1m1h", "1s1s", "-5s", "1.5h", "9999999999s", "400d", "1 h"})
  void refusesTimesThatMeanNothing(String text) {
    assertThat(Values.duration(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "1.2.3", "1e9", "-1", "0", "0.0", "NaN", "1,5", "99999999"})
  void refusesAmountsThatMeanNothing(String text) {
    assertThat(Values.dollars(text)).isEmpty();
  }
}
