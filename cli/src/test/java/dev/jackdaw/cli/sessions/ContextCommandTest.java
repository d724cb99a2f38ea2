package dev.jackdaw.cli.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Fold;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Journal;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Retention;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.TurnId;
import dev.jackdaw.api.Usage;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.options.Arguments;
import dev.jackdaw.journal.Sessions;
import dev.jackdaw.testkit.FakeClock;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContextCommandTest {
  private static final AgentId CHILD = AgentId.MAIN.child(1);

  @TempDir Path folder;
  private ContextCommand command;

  @BeforeEach
  void prepare() {
    var sessions = new Sessions(folder.resolve("state"), FakeClock.create());
    var id = new SessionId("a");
    try (var journal = sessions.create(id, folder)) {
      journal.append(AgentId.MAIN, new Event.SessionOpened(id, "/p", "1", Optional.empty()));
      orders(journal, AgentId.MAIN);
      prompt(journal, AgentId.MAIN, "Fix it \u001b[31m");
      reply(journal, AgentId.MAIN, 1, new Block.Call(new CallId("c"), "look", Json.Obj.EMPTY));
      var result = ToolResult.ok("it is broken", new Label(Label.Source.COMMAND, "look"));
      journal.append(
          AgentId.MAIN,
          new Event.CallFinished(
              new TurnId(1), new CallId("c"), result, Duration.ZERO, "", Retention.ELIDE));
      reply(journal, AgentId.MAIN, 2, text("Mended.", Label.MODEL));
      prompt(journal, AgentId.MAIN, "And now?");
      journal.append(
          AgentId.MAIN,
          new Event.ContextFolded(
              new Fold(
                  1,
                  2,
                  List.of(text("Fix it, folded", Label.JACKDAW)),
                  List.of(),
                  Fold.Reason.ASKED,
                  "asked",
                  90,
                  10)));
      reply(journal, AgentId.MAIN, 3, text("Nothing more.", Label.MODEL));
      orders(journal, CHILD);
      prompt(journal, CHILD, "Look there");
    }
    command = new ContextCommand(sessions, folder);
  }

  private static void orders(Journal journal, AgentId agent) {
    journal.append(
        agent,
        new Event.AgentConfigured(
            "fake/small", List.of(text("You are Jackdaw.", Label.JACKDAW)), List.of("look")));
  }

  private static Block.Text text(String text, Label label) {
    return new Block.Text(text, label);
  }

  private static void prompt(Journal journal, AgentId agent, String text) {
    journal.append(agent, new Event.PromptSubmitted(List.of(text(text, Label.USER)), false));
  }

  private static void reply(Journal journal, AgentId agent, int turn, Block.Said block) {
    journal.append(
        agent,
        new Event.ReplyReceived(
            new TurnId(turn),
            new Message.Assistant(List.of(block)),
            Usage.NONE,
            StopReason.END,
            "fake/small",
            Optional.empty(),
            Duration.ZERO));
  }

  private String show(String... more) {
    var words = new ArrayList<>(List.of("sessions", "show", "a", "--context"));
    words.addAll(List.of(more));
    var printed = new StringWriter();
    command.show(Arguments.parse(words.toArray(String[]::new)), new PrintWriter(printed));
    return printed.toString();
  }

  @Test
  void showsWhatWouldBeShownNext() {
    assertThat(show())
        .startsWith("What fake/small would be shown before reply 4 in session a\n")
        .contains("── system, from jackdaw\nYou are Jackdaw.", "── tools\nlook")
        .contains("Fix it, folded", "── user, from user\nAnd now?", "Nothing more.")
        .doesNotContain("it is broken", "Mended.");
  }

  @Test
  void showsWhatWasShownBeforeAReply() {
    assertThat(show("--turn", "2"))
        .startsWith("What fake/small was shown before reply 2 in session a\n")
        .contains("── assistant, call of look\n{}", "── result of look\nit is broken")
        .contains("Fix it \u241b[31m")
        .doesNotContain("Mended.", "folded", "\u001b");
    assertThat(show("--turn", "3")).contains("Fix it, folded").doesNotContain("it is broken");
  }

  @Test
  void showsWhatASubAgentWasShown() {
    assertThat(show("--of", "1")).contains("of agent 1 in session a", "Look there");
  }

  @Test
  void writesItAsJson() {
    var json = Json.parseObject(show("--turn", "2", "--json"));
    assertThat(json.string("session")).contains("a");
    assertThat(json.integer("turn", 0)).isEqualTo(2);
    assertThat(json.array("system")).hasSize(1);
    assertThat(json.array("tools")).containsExactly(Json.of("look"));
    assertThat(json.array("messages").toString()).contains("it is broken").hasSizeGreaterThan(9);
  }

  @Test
  void saysWhichReplyThereIs() {
    assertThatThrownBy(() -> show("--turn", "9"))
        .isInstanceOf(JackdawException.class)
        .hasMessage(
            "Session a has no reply 9 of agent \"main\"; the last one is 3. \"jackdaw sessions show"
                + " a --timeline\" shows the agents and replies.");
    assertThatThrownBy(() -> show("--of", "7"))
        .hasMessageContaining("has nothing that agent \"7\" was told");
  }
}
