package dev.jackdaw.lsp;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Idempotency;
import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Retention;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolSpec;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A tool that changes files, whose results say what language servers find new in them. */
final class WatchedTool<I> implements Tool<I> {
  static final Label LABEL = new Label(Label.Source.COMMAND, "language server");

  /** What a server was asked about a file. */
  private record Asked(Path file, RunningServer server, CompletableFuture<List<Problem>> found) {}

  private final Tool<I> tool;
  private final LanguageServers servers;

  WatchedTool(Tool<I> tool, LanguageServers servers) {
    this.tool = tool;
    this.servers = servers;
  }

  @Override
  public ToolResult call(I input, ToolContext context) throws IOException, InterruptedException {
    var before = new LinkedHashMap<Path, @Nullable String>();
    for (var file : written(input, context)) before.put(file, LanguageServers.text(file));
    var result = tool.call(input, context);
    return result.isOk() ? withNews(result, before) : result;
  }

  private List<Path> written(I input, ToolContext context) {
    var files = new LinkedHashSet<Path>();
    try {
      for (var effect : tool.effects(input, context.workspace())) {
        if (effect instanceof Effect.Writes(var path) && servers.of(path).isPresent()) {
          files.add(path);
        }
      }
    } catch (InvalidInputException _) {
      return List.of();
    }
    return List.copyOf(files);
  }

  private ToolResult withNews(ToolResult result, Map<Path, @Nullable String> before)
      throws InterruptedException {
    var asked = new ArrayList<Asked>();
    before.forEach((file, old) -> {
      var now = LanguageServers.text(file);
      if (Objects.equals(now, old)) return;
      servers
          .of(file)
          .ifPresent(server -> asked.add(new Asked(file, server, server.check(file, old, now))));
    });
    var end = System.nanoTime() + servers.around().patience().toNanos();
    var news = new LinkedHashMap<Path, List<Problem>>();
    for (var one : asked) {
      var found = await(one, end - System.nanoTime());
      if (!found.isEmpty()) news.put(one.file(), found);
    }
    var late = servers.untold();
    if (news.isEmpty() && late.isEmpty()) return result;
    var report = new ArrayList<String>();
    news.forEach((file, problems) -> report.add(ProblemReport.of(servers.shown(file), problems)));
    late.forEach((file, problems) -> report.add(ProblemReport.late(servers.shown(file), problems)));
    return result.and(new Block.Text(String.join("\n", report), LABEL));
  }

  /** What comes later is told with the next result. */
  private List<Problem> await(Asked asked, long nanos) throws InterruptedException {
    var patience = asked.server().isBehind() ? 0 : Math.max(0, nanos);
    try {
      return asked.found().get(patience, TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      asked.server().fellBehind();
      var _ = asked.found().thenAccept(problems -> servers.keep(asked.file(), problems));
      return List.of();
    } catch (ExecutionException _) {
      return List.of();
    }
  }

  @Override
  public ToolSpec spec() {
    return tool.spec();
  }

  @Override
  public boolean isOffered(Mode mode) {
    return tool.isOffered(mode);
  }

  @Override
  public boolean isEssential() {
    return tool.isEssential();
  }

  @Override
  public I decode(Json.Obj input) throws InvalidInputException {
    return tool.decode(input);
  }

  @Override
  public List<Effect> effects(I input, Workspace workspace) throws InvalidInputException {
    return tool.effects(input, workspace);
  }

  @Override
  public Idempotency idempotency(I input) {
    return tool.idempotency(input);
  }

  @Override
  public boolean expectsRepeat(I input) {
    return tool.expectsRepeat(input);
  }

  @Override
  public String summary(I input, Workspace workspace) {
    return tool.summary(input, workspace);
  }

  @Override
  public String ledger(I input, ToolResult result, Workspace workspace) {
    return tool.ledger(input, result, workspace);
  }

  @Override
  public Retention retention(I input, ToolResult result) {
    return tool.retention(input, result);
  }
}
