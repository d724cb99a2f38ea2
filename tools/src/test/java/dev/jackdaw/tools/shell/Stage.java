package dev.jackdaw.tools.shell;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Blobs;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Question;
import dev.jackdaw.api.Recall;
import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.Workspace;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/** A session for one tool under test: it keeps blobs in memory and remembers what it was told. */
public final class Stage implements ToolContext {
  public final List<String> progress = new CopyOnWriteArrayList<>();
  public final List<Question> questions = new ArrayList<>();
  public final List<String> delegated = new ArrayList<>();
  public final List<Recall> recalled = new ArrayList<>();
  public final MemoryBlobs memory = new MemoryBlobs();

  public Duration deadline = Duration.ofMinutes(2);
  public int resultTokens = RESULT_TOKENS;
  public Consumer<String> screen = progress::add;
  public Function<Question, Answer> person = _ -> new Answer.Dismissed();

  private final Workspace workspace;

  public Stage(Path directory) {
    try {
      this.workspace = Workspace.of(directory);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Workspace workspace() {
    return workspace;
  }

  @Override
  public CallId call() {
    return new CallId("call-1");
  }

  @Override
  public AgentId agent() {
    return AgentId.MAIN;
  }

  @Override
  public Blobs blobs() {
    return memory;
  }

  @Override
  public void progress(String text) {
    screen.accept(text);
  }

  @Override
  public Answer ask(Question question) {
    questions.add(question);
    return person.apply(question);
  }

  @Override
  public ToolResult delegate(String description, String prompt) {
    delegated.add(description + "|" + prompt);
    return ToolResult.ok("done", new Label(Label.Source.SUBAGENT, ""));
  }

  @Override
  public int resultTokens() {
    return resultTokens;
  }

  @Override
  public ToolResult recall(Recall what) {
    recalled.add(what);
    return ToolResult.ok("as it was", Label.USER);
  }

  @Override
  public Duration deadline() {
    return deadline;
  }

  /** Content-addressed bodies in memory. */
  public static final class MemoryBlobs implements Blobs {
    public final Map<Handle, byte[]> bodies = new ConcurrentHashMap<>();
    public boolean full;

    @Override
    public Sink create() throws IOException {
      if (full) throw new IOException("No space left on device");
      return new MemorySink();
    }

    @Override
    public InputStream open(Handle handle) throws IOException {
      var body = bodies.get(handle);
      if (body == null) throw new NoSuchFileException(handle.reference());
      return new ByteArrayInputStream(body);
    }

    @Override
    public Handle find(String reference) throws IOException {
      for (var handle : bodies.keySet()) if (handle.reference().equals(reference)) return handle;
      throw new NoSuchFileException(reference);
    }

    private final class MemorySink extends Sink {
      private final ByteArrayOutputStream out = new ByteArrayOutputStream();

      @Override
      public void write(int b) {
        out.write(b);
      }

      @Override
      public void write(byte[] bytes, int offset, int count) {
        out.write(bytes, offset, count);
      }

      @Override
      public Handle commit() {
        try {
          var digest = MessageDigest.getInstance("SHA-256").digest(out.toByteArray());
          var handle = new Handle(HexFormat.of().formatHex(digest), out.size());
          bodies.put(handle, out.toByteArray());
          return handle;
        } catch (NoSuchAlgorithmException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  /** Returns the one stored body as text. */
  public String onlyBody() {
    if (memory.bodies.size() != 1) throw new AssertionError(memory.bodies.size() + " bodies");
    return new String(memory.bodies.values().iterator().next(), StandardCharsets.UTF_8);
  }
}
