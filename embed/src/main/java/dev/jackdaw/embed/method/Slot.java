package dev.jackdaw.embed.method;

import dev.jackdaw.api.Effect;
import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.embed.Param;
import dev.jackdaw.embed.shape.UnsupportedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a call does to what one of its parameters names.
 *
 * @param isContext whether it is no part of the input, but what the engine gives
 */
record Slot(Param.Use use, boolean isContext) {
  static final Slot CONTEXT = new Slot(Param.Use.VALUE, true);

  static Slot of(@Nullable Param param, Type type, String where) {
    var use = param == null ? Param.Use.VALUE : param.use();
    var named = named(type);
    switch (use) {
      case VALUE -> {
        if (named == Path.class) {
          throw new UnsupportedType(
              where, "say what is done to the path: @Param(use = READS) or WRITES");
        }
      }
      case READS, WRITES -> require(named, Path.class, use, where);
      case CONNECTS -> require(named, URI.class, use, where);
    }
    return new Slot(use, false);
  }

  private static Type named(Type type) {
    if (type instanceof ParameterizedType generic && generic.getActualTypeArguments().length == 1) {
      return generic.getActualTypeArguments()[0];
    }
    return type;
  }

  private static void require(Type type, Class<?> needed, Param.Use use, String where) {
    if (type == needed) return;
    throw new UnsupportedType(
        where, use + " is for " + needed.getSimpleName() + ", alone, in a List or an Optional");
  }

  /** Returns the value as methods get it: paths absolute, with every link followed. */
  @Nullable Object settled(@Nullable Object value, Workspace workspace)
      throws InvalidInputException {
    return switch (value) {
      case Path path -> workspace.resolve(path.toString());
      case Optional<?> maybe when maybe.isPresent() -> {
        var inner = settled(maybe.get(), workspace);
        yield inner == null ? Optional.empty() : Optional.of(inner);
      }
      case List<?> all -> {
        var settled = new ArrayList<Object>();
        for (var each : all) {
          var inner = settled(each, workspace);
          if (inner != null) settled.add(inner);
        }
        yield List.copyOf(settled);
      }
      case null, default -> value;
    };
  }

  /** Returns the effects of a settled value. */
  List<Effect> effects(@Nullable Object value) throws InvalidInputException {
    var effects = new ArrayList<Effect>();
    for (var each : each(value)) {
      switch (use) {
        case VALUE -> {}
        case READS -> effects.add(new Effect.Reads((Path) each));
        case WRITES -> effects.add(new Effect.Writes((Path) each));
        case CONNECTS -> effects.add(connects((URI) each));
      }
    }
    return effects;
  }

  private static Collection<?> each(@Nullable Object value) {
    return switch (value) {
      case null -> List.of();
      case Optional<?> maybe -> maybe.stream().toList();
      case Collection<?> all -> all;
      default -> List.of(value);
    };
  }

  private static Effect.Connects connects(URI uri) throws InvalidInputException {
    var host = uri.getHost();
    if (host == null) throw new InvalidInputException("\"" + uri + "\" names no host");
    var usual = "http".equalsIgnoreCase(uri.getScheme()) ? 80 : 443;
    return new Effect.Connects(host, uri.getPort() < 1 ? usual : uri.getPort());
  }
}
