package dev.jackdaw.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Decision;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Policy;
import dev.jackdaw.api.Rule;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolSpec;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.engine.AgentSession;
import dev.jackdaw.engine.ContextSettings;
import dev.jackdaw.engine.context.Notes;
import dev.jackdaw.engine.context.Profile;
import dev.jackdaw.models.ProviderSettings;
import dev.jackdaw.models.Providers;
import dev.jackdaw.testkit.MemoryJournal;
import dev.jackdaw.testkit.Properties;
import dev.jackdaw.testkit.Workspaces;
import dev.jackdaw.testkit.server.Prepared;
import dev.jackdaw.testkit.server.Received;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random sessions that are folded again and again, over every dialect against its strict server:
 * what is left of a conversation is one that the provider takes.
 */
class FoldedDialectsIT {
  private static final int SESSIONS = Integer.getInteger("folding.dialect.sessions", 5);
  private static final int PROMPTS = 6;

  @TempDir Path folder;

  private record Allowing() implements Policy {
    @Override
    public Decision decide(Block.Call call, List<Effect> effects, Set<Label> labels, Mode mode) {
      return new Decision.Allow("a test");
    }

    @Override
    public Policy allowing(Rule rule, Set<Label> labels) {
      return this;
    }

    @Override
    public boolean forbids(String tool) {
      return false;
    }
  }

  /** A tool with much to say. */
  private record Look(RandomGenerator random) implements Tool<Json.Obj> {
    @Override
    public ToolSpec spec() {
      return new ToolSpec(
          "look",
          "Looks.",
          Json.parseObject(
              "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}},\"required\":[\"n\"]}"));
    }

    @Override
    public Json.Obj decode(Json.Obj input) throws InvalidInputException {
      return input;
    }

    @Override
    public List<Effect> effects(Json.Obj input, Workspace workspace) {
      return List.of();
    }

    @Override
    public ToolResult call(Json.Obj input, ToolContext context) {
      synchronized (random) {
        var text = input.compact() + " seen".repeat(random.nextInt(1_200));
        return random.nextInt(6) == 0
            ? ToolResult.failed(text)
            : ToolResult.ok(text, new Label(Label.Source.COMMAND, "look"));
      }
    }
  }

  static List<Dialect> dialects() {
    return Dialect.ALL;
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void takesWhatIsLeftOfEveryConversation(Dialect dialect) {
    var folds = new ArrayList<Event.ContextFolded>();
    Properties.forAll(
        SESSIONS,
        (random, _) -> random.nextLong(),
        seed -> folds.addAll(check(dialect, Properties.random(seed))));
    assertThat(folds).hasSizeGreaterThan(SESSIONS);
  }

  private List<Event.ContextFolded> check(Dialect dialect, RandomGenerator random)
      throws InterruptedException {
    var journal = new MemoryJournal();
    try (var server = dialect.server().get()) {
      server.answering(request -> dialect.writing().apply(answer(request, random)));
      var prompts = new ArrayList<String>();
      try (var session =
          AgentSession.builder()
              .journal(journal)
              .workspace(Workspaces.in(folder).workspace())
              .model(model(dialect, server.uri().toString()))
              .tools(List.of(new Look(random)))
              .policy(new Allowing())
              .context(
                  ContextSettings.STANDARD
                      .withProfile(Profile.BALANCED)
                      .withNote(List.of(Notes.When.values()).get(random.nextInt(3)))
                      .withWindow(12_000))
              .open()) {
        for (var i = 0; i < PROMPTS; i++) {
          prompts.add("Prompt " + i + ", please.");
          assertThat(session.run(prompts.getLast())).isInstanceOf(Outcome.Finished.class);
        }
      }
      // That one the dialect learns from; no other.
      assertThat(server.rejections())
          .allSatisfy(why -> assertThat(why).contains("max_completion_tokens"));
      assertThat(server.requests().getLast().text()).contains(prompts);
    }
    return journal.events(Event.ContextFolded.class);
  }

  private static Model model(Dialect dialect, String address) {
    var settings = ProviderSettings.of(dialect.environment(address), "test");
    return new Providers(settings, InstantSource.system(), new Random(1)).model(dialect.model());
  }

  private static Prepared.Speech answer(Received request, RandomGenerator random) {
    synchronized (random) {
      if (request.text().contains("Stop here for a moment")) {
        return Prepared.text(random.nextBoolean() ? "## Goal\n- to look\n" : "no");
      }
      if (random.nextInt(6) == 0) return Prepared.text("Looked.");
      var pieces = new ArrayList<Prepared.Piece>();
      if (random.nextInt(3) == 0) pieces.add(new Prepared.Text("I look."));
      for (var i = random.nextInt(4); i >= 0; i--) {
        pieces.add(new Prepared.Call("", "look", "{\"n\":" + random.nextInt(1_000_000) + "}"));
      }
      return Prepared.Speech.of(pieces.toArray(Prepared.Piece[]::new));
    }
  }
}
