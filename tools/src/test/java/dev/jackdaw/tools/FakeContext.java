package dev.jackdaw.tools;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Blobs;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.Question;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A session of one call after another, without an engine. */
public record FakeContext(
    Workspace workspace,
    AgentId agent,
    Map<String, byte[]> bodies,
    Map<String, String> visible,
    Optional<List<Effect>> decided)
    implements ToolContext {

  public static FakeContext in(Path folder) throws IOException {
    return new FakeContext(Workspace.of(folder), AgentId.MAIN, new HashMap<>(), new HashMap<>(), Optional.empty());
  }

  /** Returns the name, or a plain one where the system's locale has no such file names. */
  public static String nameOr(String name, String plain) {
    return System.getProperty("sun.jnu.encoding", "").equals("UTF-8") ? name : plain;
  }

  public FakeContext as(AgentId other) {
    return new FakeContext(workspace, other, bodies, visible, decided);
  }

  public FakeContext decidedOn(List<Effect> effects) {
    return new FakeContext(workspace, agent, bodies, visible, Optional.of(effects));
  }

  /** Decodes, states effects and calls, as the engine does. */
  public <I> ToolResult run(Tool<I> tool, String json) throws Exception {
    try {
      var input = tool.decode(Json.parseObject(json));
      var effects = tool.effects(input, workspace);
      return tool.call(input, decidedOn(effects));
    } catch (InvalidInputException e) {
      return ToolResult.of(
          ToolResult.Status.INVALID, String.valueOf(e.getMessage()), dev.jackdaw.api.Label.JACKDAW);
    }
  }

  public <I> ToolResult run(Tool<I> tool, Json.Obj input) throws Exception {
    return run(tool, input.compact());
  }

  @Override
  public CallId call() {
    return new CallId("call");
  }

  @Override
  public Blobs blobs() {
    return new Blobs() {
      @Override
      public Sink create() {
        throw new UnsupportedOperationException("only for reading");
      }

      @Override
      public InputStream open(Handle handle) {
        var body = bodies.get(handle.sha256());
        return new ByteArrayInputStream(body == null ? new byte[0] : body);
      }

      @Override
      public Handle find(String reference) throws IOException {
        for (var entry : bodies.entrySet()) {
          if (("blob:" + entry.getKey()).startsWith(reference)) {
            return new Handle(entry.getKey(), entry.getValue().length);
          }
        }
        throw new NoSuchFileException(reference);
      }
    };
  }

  @Override
  public Optional<String> shown(String body) {
    return Optional.ofNullable(visible.get(body));
  }

  @Override
  public void progress(String text) {}

  @Override
  public Answer ask(Question question) {
    throw new UnsupportedOperationException("nobody is here");
  }

  @Override
  public ToolResult delegate(String description, String prompt) {
    throw new UnsupportedOperationException("no agents here");
  }

  @Override
  public Duration deadline() {
    return Duration.ofSeconds(30);
  }
}
