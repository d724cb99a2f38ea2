package dev.jackdaw.embed.method;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.embed.shape.Shape;
import dev.jackdaw.embed.shape.Shapes;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Makes results of what a method returns or throws.
 *
 * @param shape of values that are shown as JSON; nothing for those that are not
 */
record Results(Optional<Shape> shape) {
  private static final int CHARS_PER_TOKEN = 4;

  /** A method about to be called. */
  interface Invocation {
    @Nullable Object run() throws Throwable;
  }

  /** Finds out how values of the type are shown. */
  static Results of(Type type, String where) {
    var shown = type;
    if (type instanceof ParameterizedType generic
        && generic.getRawType() instanceof Class<?> raw
        && (raw == Optional.class || CompletionStage.class.isAssignableFrom(raw))) {
      shown = generic.getActualTypeArguments()[0];
      if (raw != Optional.class) return of(shown, where);
    }
    return isShownAsItIs(shown)
        ? new Results(Optional.empty())
        : new Results(Optional.of(Shapes.of(shown, where + " returns")));
  }

  private static boolean isShownAsItIs(Type type) {
    if (type instanceof ParameterizedType generic
        && generic.getRawType() instanceof Class<?> raw
        && Collection.class.isAssignableFrom(raw)
        && generic.getActualTypeArguments()[0] instanceof Class<?> element) {
      return Block.Content.class.isAssignableFrom(element);
    }
    return type instanceof Class<?> plain
        && (plain == void.class
            || plain == Void.class
            || plain == String.class
            || plain == ToolResult.class
            || Block.Content.class.isAssignableFrom(plain));
  }

  ToolResult of(Invocation method, Declared declared, List<Effect> effects, ToolContext context)
      throws IOException, InterruptedException {
    var label = label(declared, effects, context.workspace());
    try {
      return shown(awaited(method.run(), context), label, context);
    } catch (InterruptedException | IOException | JackdawException | Error e) {
      throw e;
    } catch (TimeoutException _) {
      return ToolResult.of(
          ToolResult.Status.TIMED_OUT,
          "It was ended after " + context.deadline().toSeconds() + " s.",
          Label.JACKDAW);
    } catch (CancellationException _) {
      return ToolResult.of(ToolResult.Status.CANCELLED, "It was cancelled.", Label.JACKDAW);
    } catch (IllegalArgumentException | InvalidInputException e) {
      return failed(message(e), label);
    } catch (Throwable e) {
      System.getLogger("dev.jackdaw.embed")
          .log(System.Logger.Level.WARNING, "a tool failed: " + context.call(), e);
      return failed(e.getClass().getSimpleName() + ": " + message(e), label);
    }
  }

  private static ToolResult failed(String text, Label label) {
    return ToolResult.of(ToolResult.Status.FAILED, text, label);
  }

  private static String message(Throwable e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /** The stage is cancelled when nobody waits for it any more. */
  private static @Nullable Object awaited(@Nullable Object returned, ToolContext context)
      throws Throwable {
    if (!(returned instanceof CompletionStage<?> stage)) return returned;
    CompletableFuture<?> future = stage.toCompletableFuture();
    try {
      return future.get(context.deadline().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() == null ? e : e.getCause();
    } catch (InterruptedException | TimeoutException e) {
      future.cancel(true);
      throw e;
    }
  }

  private ToolResult shown(@Nullable Object value, Label label, ToolContext context)
      throws IOException {
    return switch (value) {
      case ToolResult result -> result;
      case Optional<?> maybe when maybe.isPresent() -> shown(maybe.get(), label, context);
      case Optional<?> _ -> ToolResult.ok("none", label);
      case null -> ToolResult.ok(shape.isPresent() ? "none" : "Done.", label);
      case Block.Content block -> blocks(List.of(block), label);
      case String text when shape.isEmpty() -> text(text, label, context);
      case Collection<?> all when shape.isEmpty() -> blocks(all, label);
      default -> json(value, label, context);
    };
  }

  private ToolResult json(Object value, Label label, ToolContext context) throws IOException {
    var json = shape.orElseThrow().encode(value);
    var result = text(json instanceof Json.Str(var text) ? text : json.compact(), label, context);
    return json instanceof Json.Obj details ? result.withDetails(details) : result;
  }

  private static ToolResult blocks(Collection<?> all, Label label) {
    var blocks = new ArrayList<Block.Content>();
    for (var each : all) blocks.add((Block.Content) each);
    return new ToolResult(ToolResult.Status.OK, blocks, Json.Obj.EMPTY, label);
  }

  /** What is too long is cut; the whole is kept beside the journal. */
  private static ToolResult text(String text, Label label, ToolContext context) throws IOException {
    var most = context.resultTokens() * CHARS_PER_TOKEN;
    if (text.length() <= most) return ToolResult.ok(text, label);
    try (var sink = context.blobs().create()) {
      sink.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      var handle = sink.commit();
      var end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
      return ToolResult.ok(
          text.substring(0, end)
              + "\n[… cut: this is the beginning of "
              + text.length()
              + " characters; the read tool has the rest as "
              + handle.reference()
              + ", where it is offered …]",
          label);
    }
  }

  private static Label label(Declared declared, List<Effect> effects, Workspace workspace) {
    for (var effect : effects) {
      var label =
          switch (effect) {
            case Effect.Connects(var host, _) ->
                new Label(declared.origin().orElse(Label.Source.WEB), host);
            case Effect.Reads(var path) ->
                new Label(
                    declared
                        .origin()
                        .orElse(
                            workspace.contains(path)
                                ? Label.Source.WORKSPACE
                                : Label.Source.OUTSIDE),
                    path.toString());
            case Effect.Writes _, Effect.Executes _, Effect.Persists _ -> null;
          };
      if (label != null) return label;
    }
    return new Label(declared.origin().orElse(Label.Source.COMMAND), "");
  }
}
