package dev.jackdaw.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CacheMiss;
import dev.jackdaw.api.Decision;
import dev.jackdaw.api.Delegation;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Policy;
import dev.jackdaw.api.Rule;
import dev.jackdaw.api.Session;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolSpec;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.engine.AgentSession;
import dev.jackdaw.engine.Attendance;
import dev.jackdaw.engine.ContextSettings;
import dev.jackdaw.engine.Toolset;
import dev.jackdaw.engine.offer.Later;
import dev.jackdaw.models.ProviderSettings;
import dev.jackdaw.models.Providers;
import dev.jackdaw.testkit.MemoryJournal;
import dev.jackdaw.testkit.Properties;
import dev.jackdaw.testkit.Workspaces;
import dev.jackdaw.testkit.server.Prepared;
import dev.jackdaw.testkit.server.Received;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Long sessions over every dialect against its strict server, in which modes, memory files, tools
 * and sub-agents come and go: what was sent begins the next request as long as nothing is folded.
 * {@code -Dprefix.prompts=} says how long.
 */
class StablePrefixIT {
  private static final int PROMPTS = Integer.getInteger("prefix.prompts", 20);

  @TempDir Path folder;
  private final List<Tool<?>> arrived = new CopyOnWriteArrayList<>();

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

  /** Looks, or has a sub-agent look. */
  private record Look(String name, boolean delegates) implements Tool<Json.Obj> {
    @Override
    public ToolSpec spec() {
      return new ToolSpec(
          name,
          "Looks.",
          Json.parseObject(
              "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}},\"required\":[\"n\"]}"));
    }

    @Override
    public Json.Obj decode(Json.Obj input) {
      return input;
    }

    @Override
    public List<Effect> effects(Json.Obj input, Workspace workspace) {
      return List.of();
    }

    @Override
    public ToolResult call(Json.Obj input, ToolContext context)
        throws IOException, InterruptedException {
      if (delegates) {
        return context.delegate(new Delegation("a look", "Look there, agent.", "", false, false));
      }
      return ToolResult.ok("seen ".repeat(40) + input.compact(), Label.JACKDAW);
    }
  }

  private final class Growing implements Toolset, Later {
    @Override
    public List<Tool<?>> tools(ModelInfo model, AgentId agent) {
      return List.of(new Look("look", false), new Look("task", true));
    }

    @Override
    public Optional<Later> later() {
      return Optional.of(this);
    }

    @Override
    public List<Tool<?>> arrived() {
      return List.copyOf(arrived);
    }

    @Override
    public List<Tool<?>> awaited() {
      return arrived();
    }

    @Override
    public boolean mayBring(String tool) {
      return tool.startsWith("mcp__");
    }

    @Override
    public String description() {
      return "More may come.";
    }
  }

  static List<Dialect> dialects() {
    return Dialect.ALL;
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void whatWasSentStaysAsItIs(Dialect dialect) throws Exception {
    var random = Properties.random(Long.getLong("jackdaw.seed", 20_261_128L));
    var journal = new MemoryJournal();
    try (var server = dialect.server().get()) {
      server.answering(request -> dialect.writing().apply(answer(request, random)));
      try (var session =
          AgentSession.builder()
              .journal(journal)
              .workspace(Workspaces.in(folder).workspace())
              .model(model(dialect, server.uri().toString()))
              .tools(new Growing())
              .policy(new Allowing())
              .attendance(Attendance.ATTENDED)
              .context(ContextSettings.STANDARD.withWindow(24_000))
              .open()) {
        for (var i = 0; i < PROMPTS; i++) {
          change(i, random, session);
          assertThat(session.run("Prompt " + i + ", please.")).isInstanceOf(Outcome.Finished.class);
        }
      }
      assertThat(server.rejections())
          .allSatisfy(why -> assertThat(why).contains("max_completion_tokens"));
    }
    var replies = journal.events(Event.ReplyReceived.class);
    assertThat(replies).hasSizeGreaterThan(2 * PROMPTS);
    assertThat(replies.stream().flatMap(reply -> reply.cacheMiss().stream()))
        .as("changes of what was sent, without a reason")
        .noneMatch(CacheMiss::isOurs);
    assertThat(journal.events(Event.AgentStarted.class)).isNotEmpty();
  }

  private void change(int prompt, RandomGenerator random, Session session) throws IOException {
    switch (random.nextInt(5)) {
      case 0 -> session.mode(Mode.PLAN);
      case 1 -> session.mode(Mode.DEFAULT);
      case 2 -> session.mode(Mode.ACCEPT_EDITS);
      case 3 -> Files.writeString(folder.resolve("AGENTS.md"), "# Rules\nRule " + prompt + ".\n");
      default -> arrived.add(new Look("mcp__s__t" + prompt, false));
    }
  }

  private static dev.jackdaw.api.Model model(Dialect dialect, String address) {
    var settings = ProviderSettings.of(dialect.environment(address), "test");
    return new Providers(settings, InstantSource.system(), new Random(1)).model(dialect.model());
  }

  private Prepared.Speech answer(Received request, RandomGenerator random) {
    synchronized (random) {
      if (request.text().contains("Stop here for a moment")) {
        return Prepared.text("## Goal\n- to look\n");
      }
      if (random.nextInt(3) == 0) return Prepared.text("Looked.");
      var pieces = new ArrayList<Prepared.Piece>();
      for (var i = random.nextInt(2); i >= 0; i--) pieces.add(call(random));
      return Prepared.Speech.of(pieces.toArray(Prepared.Piece[]::new));
    }
  }

  private Prepared.Call call(RandomGenerator random) {
    var n = "{\"n\":" + random.nextInt(1_000_000) + "}";
    var known = arrived.isEmpty() ? null : arrived.get(random.nextInt(arrived.size()));
    return switch (random.nextInt(4)) {
      case 0 -> new Prepared.Call("", "task", n);
      case 1, 2 -> new Prepared.Call("", "look", n);
      default ->
          known == null
              ? new Prepared.Call("", "look", n)
              : new Prepared.Call(
                  "",
                  "call_tool",
                  "{\"name\":\"" + known.spec().name() + "\",\"input\":" + n + "}");
    };
  }
}
