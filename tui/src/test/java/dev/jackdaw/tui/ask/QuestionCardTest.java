package dev.jackdaw.tui.ask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Question;
import dev.jackdaw.api.Rule;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.testkit.FakeClock;
import dev.jackdaw.testkit.Generators;
import dev.jackdaw.testkit.Golden;
import dev.jackdaw.testkit.Properties;
import dev.jackdaw.tui.Signs;
import dev.jackdaw.tui.input.Input;
import dev.jackdaw.tui.input.Key;
import dev.jackdaw.tui.keys.KeyBindings;
import dev.jackdaw.tui.layout.Frames;
import dev.jackdaw.tui.theme.Theme;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionCardTest {
  private static final Rule RULE = Rule.parse("Bash(git push:*)");
  private final FakeClock clock = FakeClock.create();

  private static Block.Call call(String tool, Json.Obj input) {
    return new Block.Call(new CallId("c1"), tool, input);
  }

  static Question.Approval command(String command) {
    return new Question.Approval(
        call("bash", Json.object().put("command", command).build()),
        command,
        List.of(new Effect.Executes(command, Path.of("/project"))),
        "No rule allows \"git push\"; it reaches the network.",
        RULE,
        List.of(new Label(Label.Source.WEB, "example.org"), new Label(Label.Source.WORKSPACE, "")));
  }

  private static Question.Choice choice(int options, boolean several) {
    var all = new ArrayList<Question.Option>();
    for (var i = 1; i <= options; i++) all.add(new Question.Option("option " + i, "the " + i));
    return new Question.Choice("Which of these\nshould it be?", all, several);
  }

  private QuestionCard fresh(Question question, String from) {
    return new QuestionCard(
        new Asked(7, question, from),
        Theme.plain(),
        Signs.in(StandardCharsets.UTF_8),
        clock,
        KeyBindings.defaults());
  }

  /** A card that was on the screen for a while. */
  private QuestionCard card(Question question) {
    var card = fresh(question, "");
    card.draw(80, 24);
    card.shown();
    clock.advance(Guard.QUIET);
    return card;
  }

  private static Optional<Answer> press(QuestionCard card, String... keys) {
    Optional<Answer> answer = Optional.empty();
    for (var key : keys) {
      assertThat(answer).as("before %s", key).isEmpty();
      answer = card.heard(new Input.Pressed(Key.parse(key)));
    }
    return answer;
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 80, 220})
  void showsAllThatIsToBeKnown(int width) {
    var card = fresh(command("git push --force origin main"), "reviewer (agent1)");
    card.position("1 of 3");

    Golden.check("ask-command-" + width + ".txt", Frames.of(card, width, 24));
  }

  @Test
  void showsAnEditAsWhatChanges() {
    var input =
        Json.object()
            .put("path", "src/A.java")
            .put("old_string", "class A {\n  int a;\n}\n")
            .put("new_string", "class A {\n  long a;\u202e\n\tint b;\n}\n")
            .put(
                "edits",
                Json.array(
                    List.of(Json.object().put("old_string", "x").put("new_string", "").build())))
            .build();
    var path = Path.of("/project/src/A.java");
    var edit =
        new Question.Approval(
            call("edit", input),
            "edit src/A.java",
            List.of(new Effect.Reads(path), new Effect.Writes(path)),
            "Edits ask in this mode.",
            Rule.parse("Edit(//project/src/A.java)"));

    Golden.check("ask-edit-80.txt", Frames.of(fresh(edit, ""), 80, 30));
  }

  @Test
  void showsTheInputOfAToolThatItDoesNotKnow() {
    var question =
        new Question.Approval(
            call("mcp__mail__send", Json.object().put("to", "a@example.org").build()),
            "send",
            List.of(new Effect.Connects("mail", 443)),
            "No rule allows it.",
            Rule.parse("mcp__mail__send"));

    Golden.check("ask-mcp-80.txt", Frames.of(fresh(question, ""), 80, 24));
  }

  @Test
  void showsChoicesAndAFreeQuestion() {
    Golden.check("ask-choice-80.txt", Frames.of(card(choice(3, false)), 80, 20));
    Golden.check("ask-several-40.txt", Frames.of(card(choice(3, true)), 40, 20));
    Golden.check("ask-free-80.txt", Frames.of(card(choice(0, false)), 80, 20));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "y | once", "Y | once", "1 | once", "a | session", "2 | session", "p | always",
        "3 | always", "n | no", "N | no", "4 | no", "escape | no", "enter | no",
        "up enter | always", "down down down enter | once", "tab tab tab enter | once"
      })
  void takesTheKeysPeopleKnow(String keys, String meaning) {
    assertThat(press(card(command("git push")), keys.split(" ", -1)))
        .contains(
            switch (meaning) {
              case "once" -> new Answer.AllowOnce();
              case "session" -> new Answer.AllowForSession(RULE);
              case "always" -> new Answer.AllowAlways(RULE);
              default -> new Answer.Refuse("");
            });
  }

  @Test
  void nothingCountsThatWasTypedBeforeItCouldBeRead() {
    var card = fresh(command("git push"), "");
    assertThat(press(card, "y", "enter")).isEmpty();
    card.draw(80, 24);
    card.shown();
    assertThat(press(card, "y")).isEmpty();
    for (var i = 0; i < 20; i++) {
      clock.advance(Guard.QUIET.minus(Duration.ofMillis(1)));
      assertThat(card.isListening()).isFalse();
      assertThat(press(card, "y")).as("whoever types on does not mean the card").isEmpty();
    }
    clock.advance(Guard.QUIET);
    assertThat(card.isListening()).isTrue();
    assertThat(press(card, "y")).contains(new Answer.AllowOnce());
  }

  @Test
  void allowsNothingOnAScreenTooSmallToShowIt() {
    var card = card(command("git push"));
    card.draw(80, 2);
    assertThat(press(card, "y")).isEmpty();
    assertThat(press(card, "n")).contains(new Answer.Refuse(""));
  }

  @Test
  void takesWhatToDoInstead() {
    var card = card(command("git push"));
    press(card, "i", "n", "o", "space", "y");
    card.heard(new Input.Pasted("\nbranch"));
    assertThat(Frames.of(card, 40, 20)).contains("› no y\n  branch\n").contains("cursor");
    assertThat(press(card, "enter")).contains(new Answer.Refuse("no y\nbranch"));
  }

  @Test
  void escapeLeavesTheTextAndEnterThereNeverAllows() {
    var card = card(command("git push"));
    assertThat(press(card, "i", "y", "escape", "enter")).contains(new Answer.Refuse(""));
    assertThat(press(card(command("git push")), "i", "y", "enter"))
        .contains(new Answer.Refuse("y"));
  }

  @Test
  void takesTheCommandAsItIsChanged() {
    var card = card(command("git push"));
    press(card, "e");
    assertThat(Frames.of(card, 80, 20)).contains("› git push\n", "Enter runs it, Esc goes back");
    press(card, "ctrl+w", "l", "o", "g");
    assertThat(press(card, "enter")).contains(changed("git log"));
  }

  private static Answer changed(String command) {
    return new Answer.AllowEdited(Json.object().put("command", command).build());
  }

  @Test
  void keepsWhatElseTheCallHolds() {
    var input = Json.object().put("timeout_seconds", 9).put("command", "a\nb").build();
    var question =
        new Question.Approval(call("bash", input), "a", List.of(), "It asks.", RULE, List.of());
    assertThat(press(card(question), "e", "up", "x", "down", "y", "enter"))
        .contains(new Answer.AllowEdited(input.with("command", Json.of("ax\nby"))));
  }

  @Test
  void aCommandThatIsNotChangedIsTheOneThatWasAskedAbout() {
    assertThat(press(card(command("git push")), "6", "enter")).contains(new Answer.AllowOnce());
    assertThat(press(card(command("git push")), "e", "escape", "enter"))
        .contains(new Answer.Refuse(""));
    assertThat(press(card(command("ls")), "e", "ctrl+u", "enter", "space", "enter")).isEmpty();
  }

  @Test
  void runsNothingChangedOnAScreenTooSmallToShowIt() {
    var card = card(command("git push"));
    press(card, "e", "x");
    card.draw(80, 2);
    assertThat(press(card, "enter")).isEmpty();
    card.draw(80, 24);
    assertThat(press(card, "enter")).contains(changed("git pushx"));
  }

  @Test
  void choosesByNumberArrowsOrWords() {
    assertThat(press(card(choice(3, false)), "2")).contains(chosen("option 2"));
    assertThat(press(card(choice(3, false)), "down", "enter")).contains(chosen("option 1"));
    assertThat(press(card(choice(3, false)), "enter", "o", "w", "n", "enter"))
        .contains(chosen("own"));
    assertThat(press(card(choice(3, false)), "escape")).contains(new Answer.Dismissed());
    assertThat(press(card(choice(3, true)), "3", "1", "enter"))
        .contains(chosen("option 1", "option 3"));
    assertThat(press(card(choice(3, true)), "down", "space", "down", "enter"))
        .contains(chosen("option 1"));
    assertThat(press(card(choice(0, false)), "enter", "h", "i", "enter")).contains(chosen("hi"));
    assertThat(press(card(choice(0, false)), "escape")).contains(new Answer.Dismissed());
  }

  private static Answer chosen(String... texts) {
    return new Answer.Chosen(List.of(texts));
  }

  @Test
  void tenThousandChoicesAreNoMoreWorkThanAFew() {
    var card = card(choice(10_000, false));
    press(card, "9", "8", "7", "6");
    assertThat(Frames.of(card, 80, 24)).contains("› 9876. option 9876");
    assertThat(press(card, "enter")).contains(chosen("option 9876"));
  }

  @Test
  void aLongCommandCanBeReadToItsEnd() {
    var card = card(command("echo " + "x".repeat(1_000_000) + "\nrm -rf \u202e\u001b[2Khome"));
    assertThat(Frames.of(card, 80, 24)).contains("lines 1-").contains("│ echo xxx");
    press(card, "end");
    assertThat(Frames.of(card, 80, 60)).contains("│ rm -rf <U+202E>␛[2Khome").contains("┊ xxx");
    assertThat(press(card, "y")).contains(new Answer.AllowOnce());
  }

  @Test
  void everyLineCanBeReachedInASmallWindow() {
    var lines = new StringBuilder();
    for (var i = 1; i <= 200; i++) lines.append("line").append(i).append(".\n");
    var card = card(command(lines.toString()));
    var seen = new StringBuilder();
    for (var i = 0; i < 300; i++) {
      seen.append(Frames.of(card, 30, 6));
      press(card, "pagedown");
    }
    for (var i = 1; i <= 200; i++) assertThat(seen).contains("│ line" + i + ".\n");
    assertThat(seen).contains("anything").contains("to the network".substring(7));
  }

  /** Whatever is typed, a yes needs a key that says so, or a move to one. */
  @Test
  void neverAllowsByAccident() {
    var explicit = Set.of("y", "Y", "a", "p", "e", "1", "2", "3", "6", "up", "down", "tab");
    Properties.forAll(
        400,
        QuestionCardTest::typed,
        typed -> {
          var card = card(command("git push"));
          var said = false;
          for (var key : typed) {
            var answer = card.heard(new Input.Pressed(key));
            said |= explicit.contains(key.name()) && !key.ctrl() && !key.alt();
            if (answer.isEmpty()) continue;
            if (!said) assertThat(Choosing.allows(answer.get())).as("%s", typed).isFalse();
            return;
          }
        });
  }

  private static List<Key> typed(RandomGenerator random, int size) {
    var names = new ArrayList<>(Key.NAMES.stream().sorted().toList());
    for (var c = ' ' + 1; c < 127; c++) names.add(String.valueOf((char) c));
    var keys = new ArrayList<Key>();
    for (var i = 0; i <= size; i++) {
      var name = random.nextInt(3) == 0 ? "enter" : names.get(random.nextInt(names.size()));
      keys.add(new Key(name, random.nextInt(8) == 0, random.nextInt(8) == 0, false));
    }
    return keys;
  }

  /** Whatever a model or a file puts into it, and however small the screen is. */
  @Test
  void drawsAnythingAtAnySize() {
    Properties.forAll(
        150,
        (random, size) -> {
          var text = Generators.text(random, size * 4);
          var options = new ArrayList<Question.Option>();
          for (var i = random.nextInt(12); i > 0; i--) {
            options.add(
                new Question.Option(Generators.text(random, size), Generators.text(random, size)));
          }
          Question question =
              random.nextBoolean()
                  ? command(text)
                  : new Question.Choice(text, options, random.nextBoolean());
          var card = card(question);
          for (var key : typed(random, 10)) {
            Frames.of(card, 1 + random.nextInt(100), 1 + random.nextInt(40));
            if (card.heard(new Input.Pressed(key)).isPresent()) break;
            card.heard(new Input.Pasted(text));
          }
          return card;
        },
        card -> Frames.of(card, 17, 9));
  }
}
