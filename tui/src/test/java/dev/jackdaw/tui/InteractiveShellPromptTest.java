package dev.jackdaw.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Event;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.TurnId;
import dev.jackdaw.api.Usage;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys, the prompt and its commands. */
@Timeout(60)
class InteractiveShellPromptTest extends ShellFixture {
  @Test
  void whatIsTypedWhileTheAgentWorksSteersIt() throws Exception {
    var session =
        new FakeSession(
            "s",
            s -> {
              s.say("Working.\n");
              s.say("Heard: " + s.awaitSteering() + "\n");
              s.finish();
            });
    try (var desk = Desk.lively(session, folder)) {
      desk.type("go\r");
      desk.sees("Working.");
      desk.type("use tabs\r");
      desk.sees("Heard: use tabs");
      assertThat(session.submitted).containsExactly("go", "use tabs");
    }
  }

  @Test
  void aDraftIsKeptForTheNextPrompt() throws Exception {
    var session =
        new FakeSession(
            "s",
            s -> {
              if (s.submitted.size() > 1) {
                s.finish();
                return;
              }
              s.emit(new Event.TurnStarted(new TurnId(1)));
              s.awaitInterrupt();
              s.end(new Outcome.Interrupted());
            });
    try (var desk = Desk.lively(session, folder)) {
      desk.type("go\r");
      desk.sees("waiting for the model");
      desk.type("next ");
      desk.sees("› next");
      desk.type("\u0003");
      desk.sees("Interrupted. What finished is kept");
      desk.sees("1 turn");
      desk.type("thing\r");
      desk.sees("$0.0246");
      assertThat(session.submitted).containsExactly("go", "next thing");
    }
  }

  @ParameterizedTest
  @ValueSource(chars = {3, 27})
  void aKeyInterruptsTheTaskAndTheSessionStays(char key) throws Exception {
    var session =
        new FakeSession(
            "s",
            s -> {
              s.say("Working.\n");
              s.awaitInterrupt();
              s.end(new Outcome.Interrupted());
            });
    try (var desk = Desk.lively(session, folder)) {
      desk.type("go\r");
      desk.sees("Working.");
      desk.type("\u001b[A" + key);
      desk.sees("Interrupted. What finished is kept").sees("1 turn");
      desk.type("\u0015\u0004");
      desk.left();
    }
  }

  @Test
  void aSignalInterruptsOnALinearTerminal() throws Exception {
    var session =
        new FakeSession(
            "s",
            s -> {
              s.say("Working.\n");
              s.awaitInterrupt();
              s.end(new Outcome.Interrupted());
            });
    try (var desk = Desk.linear(session, folder)) {
      desk.type("go\n");
      desk.sees("Working.");
      desk.type("\u0003");
      desk.sees("Interrupted. What finished is kept");
    }
  }

  @Test
  void leavesOnTheSecondInterruptOfAnEmptyLine() throws Exception {
    try (var desk = Desk.lively(new FakeSession("s", FakeSession::finish), folder)) {
      desk.type("half a thought");
      desk.sees("thought");
      desk.type("\u0003");
      desk.type("\u0003");
      desk.sees("Press ctrl+c again to leave");
      desk.type("\u0003");
      desk.left();
    }
  }

  @Test
  void leavesWhenTheInputEndsAfterTheTask() throws Exception {
    var session =
        new FakeSession(
            "s",
            s -> {
              s.say("Done.\n");
              s.finish();
            });
    try (var desk = Desk.linear(session, folder)) {
      desk.type("go\n\u0004");
      assertThat(desk.left()).contains("Done.");
    }
  }

  @Test
  void carriesOutCommandsThatAreNotItsOwn() throws Exception {
    var session = new FakeSession("first", FakeSession::finish);
    try (var desk = Desk.linear(session, folder)) {
      desk.type("/help\n");
      desk.sees("/tidy         tidy up");
      desk.sees("[WHERE]  (project)");
      desk.type("/tdiy\n");
      desk.sees("There is no command /tdiy, did you mean \"/tidy\"?");
      desk.type("/tidy ?\n");
      desk.sees("It tidies");
      desk.type("/tidy up\n");
      desk.sees("1 turn");
      desk.type("/exit\n");
      assertThat(desk.left()).doesNotContain("\u001b[2J");
    }
    assertThat(session.submitted).containsExactly("expanded /tidy up");
  }

  @Test
  void saysWhatLosingTheCacheCosts() throws Exception {
    var session =
        new FakeSession(
            "long",
            it -> {
              it.reply("Read.", StopReason.END, new Usage(50_000, 0, 0, 0, 0));
              it.finish();
            });
    try (var desk = Desk.linear(session, folder, _ -> session)) {
      desk.type("read\n");
      desk.sees("1 turn");
      desk.type("/effort high\n");
      desk.sees("fake/small reads the conversation afresh: 50.0k tokens, price not known");
      desk.sees("effort: high");
      desk.type("/mode plan\n");
      desk.sees("fake/small reads the conversation afresh");
      desk.sees("mode: plan");
    }
  }

  @Test
  void carriesOutSlashCommands() throws Exception {
    var first = new FakeSession("first", FakeSession::finish);
    var second = new FakeSession("second", FakeSession::finish);
    try (var desk = Desk.linear(first, folder, _ -> second)) {
      desk.type("/help\n");
      desk.sees("/quit         leave");
      desk.type("/cots\n");
      desk.sees("There is no command /cots, did you mean \"/cost\"?");
      desk.type("/mode plan\n");
      desk.sees("mode: plan");
      desk.type("/mode bypassPermissions\n");
      desk.sees("There is no mode \"bypassPermissions\" to choose here");
      desk.type("/model fake/large\n");
      desk.sees("model: fake/large (chosen by the user)");
      desk.type("/model x\n");
      desk.sees("There is no model x.");
      desk.type("/plan\n");
      desk.sees("There is no plan.");
      desk.type("/cost\n");
      desk.sees("0 turns · 0 in · 0 out · $0.0000");
      desk.type("/clear\n");
      desk.sees("The one before can be resumed: jackdaw -r first");
      desk.type("hello\n");
      desk.sees("1 turn");
      desk.type("/exit\n");
      desk.left();
      assertThat(first.mode()).isEqualTo(Mode.PLAN);
      assertThat(first.model().name()).isEqualTo("large");
      assertThat(first.submitted).isEmpty();
      assertThat(second.submitted).containsExactly("hello");
      assertThat(desk.session()).isSameAs(second);
    }
  }

  @Test
  void aPromptThatIsNotTakenLeavesTheSessionUsable() throws Exception {
    var session = new FakeSession("s", FakeSession::finish);
    try (var desk = Desk.linear(session, folder)) {
      desk.type("too large\n");
      desk.sees("It is too large.");
      desk.type("smaller\n");
      desk.sees("1 turn");
      assertThat(session.submitted).containsExactly("smaller");
    }
  }

  @Test
  void aBackslashAtTheEndOrAPasteGoesOnWithTheNextLine() throws Exception {
    var session = new FakeSession("s", FakeSession::finish);
    try (var desk = Desk.lively(session, folder)) {
      desk.type("one\\\rtwo\r");
      desk.sees("1 turn");
      desk.type("\u001b[200~three\nfour\u001b[201~\r");
      desk.sees("four");
      desk.type("/quit\r");
      desk.left();
      assertThat(session.submitted).containsExactly("one\ntwo", "three\nfour");
    }
  }

  @Test
  void completesCommandsAndFiles() throws Exception {
    Files.createDirectories(folder.resolve("source"));
    Files.createFile(folder.resolve("source/Only.java"));
    var session = new FakeSession("s", FakeSession::finish);
    try (var desk = Desk.lively(session, folder)) {
      desk.type("look at @sour");
      desk.sees("source/Only.java");
      desk.type("\t");
      desk.sees("@source/");
      desk.type("On\t");
      desk.sees("@source/Only.java");
      desk.type("now\r");
      desk.sees("1 turn");
      desk.type("/qu\t\r");
      desk.left();
      assertThat(session.submitted).containsExactly("look at @source/Only.java now");
    }
  }

  @Test
  void keepsAHistoryThatOnlyItsOwnerReads() throws Exception {
    try (var desk = Desk.linear(new FakeSession("s", FakeSession::finish), folder)) {
      desk.type("remember! me\n/quit\n");
      desk.left();
    }
    var file = folder.resolve("state/history");
    assertThat(Files.readString(file)).contains("remember! me");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }
}
