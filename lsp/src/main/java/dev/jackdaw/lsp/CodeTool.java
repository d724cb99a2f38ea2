package dev.jackdaw.lsp;

import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Idempotency;
import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.RecordTool;
import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.VisibleText;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.lsp.protocol.ServerException;
import dev.jackdaw.lsp.protocol.Spot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks a language server. One tool for all questions: a schema each would take five times as much
 * of every request.
 */
public final class CodeTool extends RecordTool<CodeTool.Input> {
  private static final long MOST_SECONDS = 45;

  /** What can be asked. */
  public enum Action {
    DEFINITION,
    REFERENCES,
    HOVER,
    SYMBOLS,
    DIAGNOSTICS
  }

  /** A question; which members it needs depends on the action. */
  public record Input(
      Action action, Optional<String> path, Optional<Integer> line, Optional<String> symbol) {
    public Input {
      var named = path.isPresent() && !path.get().isBlank();
      if (!named && action != Action.SYMBOLS) {
        throw new IllegalArgumentException("\"path\" is needed, except for symbols");
      }
      if (!named && symbol.orElse("").isBlank()) {
        throw new IllegalArgumentException("give \"path\", \"symbol\" or both");
      }
      if (symbol.orElse("").isBlank()
          && (action == Action.DEFINITION
              || action == Action.REFERENCES
              || action == Action.HOVER)) {
        throw new IllegalArgumentException("\"symbol\" is needed: the name as it stands there");
      }
      if (line.isPresent() && line.get() < 1) {
        throw new IllegalArgumentException("\"line\" counts from 1");
      }
    }
  }

  private final LanguageServers servers;

  public CodeTool(LanguageServers servers) {
    super("code", Input.class);
    this.servers = servers;
  }

  @Override
  public List<Effect> effects(Input input, Workspace workspace) throws InvalidInputException {
    var path = input.path().filter(text -> !text.isBlank());
    return List.of(
        new Effect.Reads(path.isPresent() ? workspace.resolve(path.get()) : workspace.directory()));
  }

  @Override
  public Idempotency idempotency(Input input) {
    return Idempotency.NATURAL;
  }

  @Override
  public String summary(Input input, Workspace workspace) {
    var what = input.symbol().orElse("");
    var where = input.path().map(path -> (what.isEmpty() ? "" : " in ") + path).orElse("");
    return VisibleText.inOneLine(
        input.action().name().toLowerCase(Locale.ROOT) + " " + what + where);
  }

  @Override
  public String ledger(Input input, ToolResult result, Workspace workspace) {
    return "code " + summary(input, workspace);
  }

  @Override
  public ToolResult call(Input input, ToolContext context) throws InterruptedException {
    try {
      var path = input.path().filter(text -> !text.isBlank());
      if (path.isEmpty()) return symbolsEverywhere(input.symbol().orElse(""), context);
      var file = context.workspace().resolve(path.get());
      var shown = context.workspace().display(file);
      var server = servers.of(file);
      if (server.isEmpty()) {
        return ToolResult.failed(
            "No language server is there for " + shown + ". Use grep and read instead.");
      }
      var text = LanguageServers.text(file);
      if (text == null) return ToolResult.failed("No file to ask about at " + shown + ".");
      return answer(server.get(), new Target(file, shown, text), input, context);
    } catch (InvalidInputException e) {
      return ToolResult.failed(String.valueOf(e.getMessage()));
    }
  }

  private record Target(Path file, String shown, String text) {}

  private ToolResult answer(RunningServer server, Target target, Input input, ToolContext context)
      throws InterruptedException {
    var symbol = input.symbol().orElse("");
    var place = SymbolPlace.of(target.text(), input.line(), symbol);
    var needsPlace = input.action() != Action.SYMBOLS && input.action() != Action.DIAGNOSTICS;
    if (needsPlace && place.isEmpty()) {
      return ToolResult.failed(
          "\""
              + VisibleText.inOneLine(symbol)
              + "\" does not stand in "
              + target.shown()
              + input.line().map(line -> " on or near line " + line).orElse("")
              + ".");
    }
    return asked(
        server,
        to -> {
          var uri = server.shown(to, target.file(), target.text()).uri();
          var at = place.orElse(SymbolPlace.START);
          var time = server.answerTime();
          var places = new Places(servers, context);
          return switch (input.action()) {
            case DEFINITION ->
                places.list(
                    to.definition(uri, at.line(), at.column(), time), "definition of " + symbol);
            case REFERENCES ->
                places.list(
                    to.references(uri, at.line(), at.column(), time), "reference to " + symbol);
            case HOVER -> places.text(to.hover(uri, at.line(), at.column(), time));
            case SYMBOLS -> places.outline(named(to.symbols(uri, time), symbol));
            case DIAGNOSTICS -> ProblemReport.all(target.shown(), server.problems(target.file()));
          };
        });
  }

  private static List<Spot> named(List<Spot> spots, String part) {
    if (part.isBlank()) return spots;
    var wanted = part.toLowerCase(Locale.ROOT);
    return spots.stream()
        .filter(spot -> spot.name().toLowerCase(Locale.ROOT).contains(wanted))
        .toList();
  }

  /** Servers that were not needed yet are started for it. */
  private ToolResult symbolsEverywhere(String name, ToolContext context)
      throws InterruptedException {
    var spots = new ArrayList<Spot>();
    var troubles = new ArrayList<String>();
    for (var server : servers.forWorkspace()) {
      try {
        spots.addAll(result(server, to -> to.symbolsNamed(name, server.answerTime())));
      } catch (IOException e) {
        troubles.add(trouble(server, e));
      }
    }
    if (spots.isEmpty() && !troubles.isEmpty()) {
      return ToolResult.failed(String.join("\n", troubles));
    }
    return ToolResult.ok(
        new Places(servers, context).list(spots, "symbol like " + name), WatchedTool.LABEL);
  }

  private ToolResult asked(RunningServer server, RunningServer.Question<String> question)
      throws InterruptedException {
    try {
      return ToolResult.ok(result(server, question), WatchedTool.LABEL);
    } catch (IOException e) {
      return ToolResult.failed(trouble(server, e));
    }
  }

  private static String trouble(RunningServer server, IOException e) {
    return "The language server "
        + server.spec().name()
        + " gave no answer: "
        + VisibleText.inOneLine(String.valueOf(e.getMessage()))
        + ". Use grep and read instead.";
  }

  static <T> T result(RunningServer server, RunningServer.Question<T> question)
      throws IOException, InterruptedException {
    var answer = server.ask(question);
    try {
      return answer.get(MOST_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) throw failure;
      throw new ServerException(String.valueOf(e.getCause()));
    } catch (TimeoutException _) {
      throw new ServerException("it is still busy after " + MOST_SECONDS + " s");
    }
  }
}
