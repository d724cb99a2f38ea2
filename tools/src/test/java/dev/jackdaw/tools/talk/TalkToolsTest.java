package dev.jackdaw.tools.talk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.AgentDefinition;
import dev.jackdaw.api.Answer;
import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Question;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolResult.Status;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.tools.shell.Stage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TalkToolsTest {
  private static final String STEPS =
      "{\"items\":[{\"text\":\"read\",\"state\":\"done\"},{\"text\":\"write\",\"state\":\"active\"}]}";
  private static final String QUESTION =
      "{\"question\":\"Which?\",\"options\":[{\"label\":\"A\",\"description\":\"first\"},"
          + "{\"label\":\"B\"}],\"several\":true}";

  @TempDir Path directory;
  private final Todo todo = new Todo();
  private final AskUser askUser = new AskUser();
  private final Task task = new Task(List.of());
  private Stage stage;

  @BeforeEach
  void openStage() {
    stage = new Stage(directory);
  }

  private ToolResult todo(String input) throws Exception {
    return todo.call(todo.decode(Json.parseObject(input)), stage);
  }

  private ToolResult ask(String input) throws Exception {
    return askUser.call(askUser.decode(Json.parseObject(input)), stage);
  }

  @Test
  void keepsTheListInTheDetails() throws Exception {
    assertThat(todo(STEPS))
        .isEqualTo(
            ToolResult.ok("1 of 2 done.", Label.JACKDAW).withDetails(Json.parseObject(STEPS)));
    assertThat(todo("{\"items\":[]}").text()).isEqualTo("The list is empty.");
  }

  @Test
  void keepsWhatShowsThatAStepIsDone() throws Exception {
    var steps = "{\"items\":[{\"text\":\"a\",\"state\":\"done\",\"evidence\":\"tests pass\"}]}";
    assertThat(todo(steps).details()).isEqualTo(Json.parseObject(steps));
  }

  @Test
  void plansArePresentedInPlanModeAlone() {
    var plan = new PresentPlan();
    for (var mode : Mode.values()) {
      assertThat(plan.isOffered(mode)).isEqualTo(mode == Mode.PLAN);
      assertThat(todo.isOffered(mode)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"plan\":\" \",\"steps\":[\"a\"]}", "{\"plan\":\"p\",\"steps\":[\"\"]}", "{}"})
  void refusesAPlanThatSaysNothing(String input) {
    assertThatThrownBy(() -> new PresentPlan().decode(Json.parseObject(input)))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void summariesShowWhereTheWorkIs() throws Exception {
    assertThat(todo.summary(todo.decode(Json.parseObject(STEPS)), stage.workspace()))
        .isEqualTo("1/2 write");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"items\":[{\"text\":\"a\",\"state\":\"active\"},{\"text\":\"b\",\"state\":\"active\"}]}",
        "{\"items\":[{\"text\":\" \",\"state\":\"done\"}]}",
        "{\"items\":[{\"text\":\"a\",\"state\":\"finished\"}]}",
        "{\"items\":[{\"text\":\"a\"}]}",
        "{\"items\":\"a\"}"
      })
  void refusesAListThatMakesNoSense(String input) {
    assertThatThrownBy(() -> todo(input)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void asksThePersonAndLabelsTheAnswerAsTheirs() throws Exception {
    stage.person = _ -> new Answer.Chosen(List.of("A", "or so"));

    var result = ask(QUESTION);

    assertThat(stage.questions)
        .containsExactly(
            new Question.Choice(
                "Which?",
                List.of(new Question.Option("A", "first"), new Question.Option("B", "")),
                true));
    assertThat(result)
        .isEqualTo(
            ToolResult.ok("A\nor so", Label.USER)
                .withDetails(Json.parseObject("{\"answers\":[\"A\",\"or so\"]}")));
  }

  @Test
  void tellsTheModelThatNobodyAnswers() throws Exception {
    var dismissed = ask("{\"question\":\"Which?\"}");
    stage.person = _ -> new Answer.Chosen(List.of());

    assertThat(dismissed.status()).isEqualTo(Status.FAILED);
    assertThat(dismissed.text()).contains("safest assumption").contains("stop");
    assertThat(ask("{\"question\":\"Which?\"}")).isEqualTo(dismissed);
  }

  @Test
  void passesOnWhatAPersonSaidInRefusing() throws Exception {
    stage.person = _ -> new Answer.Refuse("decide yourself");

    assertThat(ask("{\"question\":\"Which?\"}").text()).isEqualTo("decide yourself");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"question\":\"\"}",
        "{\"question\":\"Which?\",\"options\":[{\"label\":\"A\"},{\"label\":\"A\"}]}",
        "{\"question\":\"Which?\",\"options\":[{\"label\":\"\"}]}",
        "{\"question\":\"Which?\",\"options\":[{\"label\":\"1\"},{\"label\":\"2\"},{\"label\":\"3\"},"
            + "{\"label\":\"4\"},{\"label\":\"5\"},{\"label\":\"6\"},{\"label\":\"7\"},"
            + "{\"label\":\"8\"},{\"label\":\"9\"},{\"label\":\"10\"}]}"
      })
  void refusesAQuestionNobodyCanAnswer(String input) {
    assertThatThrownBy(() -> ask(input)).isInstanceOf(InvalidInputException.class);
    assertThat(stage.questions).isEmpty();
  }

  private static Task.Input input(String description, String prompt) {
    return new Task.Input(
        description, prompt, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static AgentDefinition agent(String name, String description) {
    return new AgentDefinition(
        name,
        description,
        "",
        Optional.empty(),
        List.of(),
        "",
        Optional.empty(),
        0,
        false,
        false,
        Label.USER);
  }

  @Test
  void listsTheAgentsThatMayBeNamedAndNothingWithoutThem() {
    var plain = task.spec().description();
    var agents = List.of(agent("scout", "Looks\n  around."), agent("judge", "x".repeat(900)));

    var listed = new Task(agents).spec().description();

    assertThat(listed)
        .isEqualTo(
            plain + "\n\nAgents:\n- scout: Looks around.\n- judge: " + "x".repeat(299) + "…");
  }

  @Test
  void readsWhoWorksWhereAndWhetherItIsWaitedFor() throws Exception {
    var given =
        "{\"description\":\"a\",\"prompt\":\"b\",\"agent\":\"scout\",\"background\":true,"
            + "\"isolation\":\"worktree\"}";

    assertThat(task.decode(Json.parseObject(given)))
        .isEqualTo(
            new Task.Input(
                "a",
                "b",
                Optional.of("scout"),
                Optional.of(true),
                Optional.of(Task.Isolation.WORKTREE)));
  }

  @Test
  void handsTheTaskToASubAgent() throws Exception {
    var result = task.call(input("count files", "Count all files."), stage);

    assertThat(stage.delegated).containsExactly("count files|Count all files.");
    assertThat(result.label()).isEqualTo(new Label(Label.Source.SUBAGENT, ""));
    assertThatThrownBy(() -> input("x", " ")).hasMessageContaining("prompt");
    assertThat(task.effects(input("x", "y"), stage.workspace())).isEmpty();
  }

  @Test
  void tellsPeopleTheStepsOfAWorkflow() {
    var workflow = new Workflow(false);
    var input =
        Json.parseObject(
            "{\"steps\":[{\"id\":\"a\",\"tool\":\"grep\"},{\"id\":\"b\",\"tool\":\"read\"}]}");

    assertThat(workflow.summary(input, stage.workspace())).isEqualTo("a grep, b read");
    assertThat(workflow.summary(Json.parseObject("{\"resume\":\"c1\"}"), stage.workspace()))
        .isEqualTo("resume c1");
    assertThat(workflow.effects(input, stage.workspace())).isEmpty();
  }

  @Test
  void aWorkflowNeedsASessionThatKnowsThem() throws Exception {
    assertThat(new Workflow(false).call(Json.Obj.EMPTY, stage).text())
        .isEqualTo("There are no workflows here. Make the calls one by one.");
  }

  @Test
  void aWorkflowKnowsOfScriptsOnlyWhereTheyCanBeRun() {
    var plain = new Workflow(false).spec();
    var with = new Workflow(true).spec();

    assertThat(plain.description()).doesNotContainIgnoringCase("script");
    assertThat(plain.inputSchema().object("properties").members()).doesNotContainKey("script");
    assertThat(with.description()).startsWith(plain.description()).contains("await tools.");
    assertThat(with.description().length() - plain.description().length()).isLessThan(700);
    assertThat(with.inputSchema().object("properties").members())
        .containsKeys("steps", "return", "budget", "resume")
        .containsEntry("script", Json.parseObject("{\"type\":\"string\"}"));
  }

  @Test
  void aScriptIsSummedUpByItsFirstLine() {
    var input = Json.object().put("script", "\nconst a = 1;\nreturn a").build();

    assertThat(new Workflow(true).summary(input, stage.workspace()))
        .isEqualTo("script: const a = 1; (2 lines)");
  }
}
