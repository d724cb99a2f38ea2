package dev.jackdaw.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.CacheMiss;
import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.Prices;
import dev.jackdaw.api.Reply;
import dev.jackdaw.api.Session.TakenBack;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.testkit.FakeClock;
import dev.jackdaw.testkit.MemoryJournal;
import dev.jackdaw.testkit.Script.Turn;
import dev.jackdaw.testkit.ScriptedModel;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What stays as it was sent, whatever the clock, a new process or a person does. */
@Timeout(60)
class PromptStabilityTest extends SessionFixture {
  private final FakeClock clock = FakeClock.create();

  private ModelRequest ask(Model model, ScriptedModel script, MemoryJournal in) throws Exception {
    try (var session = builder(model).clock(clock).journal(in).open()) {
      session.run("do it");
    }
    return script.requests().getLast();
  }

  private ModelRequest ask(MemoryJournal in) throws Exception {
    var model = ScriptedModel.of(Turn.text("done"));
    return ask(model, model, in);
  }

  private static String told(ModelRequest request) {
    return ((Message.User) request.messages().getLast()).blocks().toString();
  }

  @Test
  void keepsTheDateItBeganWith() throws Exception {
    var first = ask(journal);
    assertThat(told(first)).doesNotContain("Another day");
    clock.advance(Duration.ofDays(1));
    var resumed = journal.afterCrash();
    var second = ask(resumed);
    assertThat(second.system()).isEqualTo(first.system());
    assertThat(told(second)).contains("Another day has come: today is ");
  }

  @Test
  void takesUpInstructionsThatChangedMeanwhile() throws Exception {
    var first = ask(journal);
    Files.writeString(folder.resolve("AGENTS.md"), "Be kind.");
    var second = ask(journal.afterCrash());
    assertThat(second.system()).isNotEqualTo(first.system());
    assertThat(second.system()).map(Block.Text::text).anyMatch(text -> text.contains("Be kind."));
  }

  @Test
  void tellsOfANewDayOnce() throws Exception {
    var model = ScriptedModel.of(Turn.text("a"), Turn.text("b"), Turn.text("c"));
    try (var session = builder(model).clock(clock).open()) {
      session.run("one");
      clock.advance(Duration.ofDays(2));
      session.run("two");
      session.run("three");
    }
    assertThat(model.requests())
        .map(ModelRequest::system)
        .allMatch(model.requests().getFirst().system()::equals);
    assertThat(journal.events(Event.NoticeGiven.class)).hasSize(1);
  }

  @Test
  void mayChangeWhatIsTakenBack() throws Exception {
    var model = ScriptedModel.of(Turn.text("a"), Turn.text("b"), Turn.text("c"));
    try (var session = builder(model).open()) {
      session.run("one");
      session.run("two");
      session.took(new TakenBack.Conversation(1));
      session.run("three");
    }
    assertThat(journal.events(Event.ReplyReceived.class))
        .noneMatch(reply -> reply.cacheMiss().filter(CacheMiss::isOurs).isPresent());
  }

  /** A model whose prices say what an hour costs. */
  private record Priced(ScriptedModel script) implements Model {
    @Override
    public ModelInfo info() {
      var plain = script.info();
      return new ModelInfo(
          plain.provider(),
          plain.name(),
          plain.window(),
          plain.maxOutput(),
          plain.features(),
          Optional.of(new Prices(5, 6.25, 0.5, 25, 0, Optional.empty(), Optional.of(10.0))),
          plain.efforts());
    }

    @Override
    public Reply reply(ModelRequest request, Consumer<Delta> deltas) throws InterruptedException {
      return script.reply(request, deltas);
    }
  }

  @Test
  void learnsHowLongToKeepItAcrossProcesses() throws Exception {
    var model = ScriptedModel.of(Turn.text("a"), Turn.text("b"));
    var kept = new MemoryJournal(new SessionId("kept"), clock);
    try (var session = builder(new Priced(model)).clock(clock).journal(kept).open()) {
      session.run("one");
      clock.advance(Duration.ofMinutes(7));
      session.run("two");
    }
    assertThat(model.requests())
        .map(ModelRequest::keep)
        .containsExactly(CacheGaps.SHORT, CacheGaps.LONG);

    var again = ScriptedModel.of(Turn.text("done"));
    assertThat(ask(new Priced(again), again, kept.afterCrash()).keep()).isEqualTo(CacheGaps.LONG);
    var given = ScriptedModel.of(Turn.text("done"));
    try (var session =
        builder(new Priced(given)).journal(new MemoryJournal()).givenCacheLifetime().open()) {
      session.run("one");
    }
    assertThat(given.requests().getFirst().keep()).isEqualTo(Duration.ZERO);
  }
}
