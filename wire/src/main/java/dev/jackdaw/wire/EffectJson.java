package dev.jackdaw.wire;

import dev.jackdaw.api.Effect;
import dev.jackdaw.api.json.Json;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Effects as JSON objects told apart by {@code type}. */
public final class EffectJson {
  private EffectJson() {}

  public static Json.Obj write(Effect effect) {
    return switch (effect) {
      case Effect.Reads(var path) -> typed("reads").put("path", path.toString()).build();
      case Effect.Writes(var path) -> typed("writes").put("path", path.toString()).build();
      case Effect.Executes(var command, var directory) ->
          typed("executes").put("command", command).put("directory", directory.toString()).build();
      case Effect.Connects(var host, var port) ->
          typed("connects").put("host", host).put("port", port).build();
      case Effect.Persists(var path, var what) ->
          typed("persists").put("path", path.toString()).put("what", what).build();
    };
  }

  public static Json.Arr write(List<Effect> effects) {
    var elements = new ArrayList<Json>(effects.size());
    for (var effect : effects) elements.add(write(effect));
    return new Json.Arr(elements);
  }

  private static Json.Builder typed(String type) {
    return Json.object().put("type", type);
  }

  /** Reads an effect; nothing when its type is not known or its path is none on this system. */
  public static Optional<Effect> read(Json.Obj effect) {
    try {
      return switch (effect.string("type", "")) {
        case "reads" -> Optional.of(new Effect.Reads(path(effect, "path")));
        case "writes" -> Optional.of(new Effect.Writes(path(effect, "path")));
        case "executes" ->
            Optional.of(
                new Effect.Executes(effect.string("command", ""), path(effect, "directory")));
        case "connects" ->
            Optional.of(new Effect.Connects(effect.string("host", ""), port(effect)));
        case "persists" ->
            Optional.of(new Effect.Persists(path(effect, "path"), effect.string("what", "")));
        default -> Optional.empty();
      };
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }

  static List<Effect> read(List<Json> elements) {
    var effects = new ArrayList<Effect>(elements.size());
    for (var element : elements) {
      if (element instanceof Json.Obj effect) read(effect).ifPresent(effects::add);
    }
    return effects;
  }

  private static Path path(Json.Obj effect, String name) {
    return Path.of(effect.string(name, ""));
  }

  private static int port(Json.Obj effect) {
    return Math.clamp(effect.integer("port", 0), 0, 65_535);
  }
}
