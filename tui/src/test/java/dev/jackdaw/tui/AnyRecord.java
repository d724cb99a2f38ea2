package dev.jackdaw.tui;

import dev.jackdaw.api.json.Json;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Makes values of records and of sealed families of them, every text in which comes from the same
 * source: what is added to one of them is covered without being thought of.
 */
final class AnyRecord {
  private static final int TRIES = 20;

  private final RandomGenerator random;
  private final Supplier<String> texts;

  /** Some records take names of a certain form only. */
  private boolean isTame;

  AnyRecord(RandomGenerator random, Supplier<String> texts) {
    this.random = random;
    this.texts = texts;
  }

  <T> T of(Class<T> type) {
    return type.cast(value(type));
  }

  private Object value(Type type) {
    return switch (type) {
      case ParameterizedType generic -> generic(generic);
      case Class<?> plain -> plain(plain);
      default -> throw new IllegalArgumentException("no value of " + type);
    };
  }

  private Object generic(ParameterizedType type) {
    var raw = (Class<?>) type.getRawType();
    var inner = type.getActualTypeArguments();
    if (raw == List.class) {
      var list = new ArrayList<Object>();
      for (var i = random.nextInt(3); i > 0; i--) list.add(value(inner[0]));
      return list;
    }
    if (raw == Map.class) {
      var map = new HashMap<Object, Object>();
      for (var i = random.nextInt(3); i > 0; i--) map.put(value(inner[0]), value(inner[1]));
      return map;
    }
    if (raw == Optional.class) {
      return random.nextBoolean() ? Optional.empty() : Optional.of(value(inner[0]));
    }
    throw new IllegalArgumentException("no value of " + type);
  }

  private Object plain(Class<?> type) {
    if (type == String.class) return isTame ? "tame" : texts.get();
    if (type == int.class || type == Integer.class) return random.nextInt(1, 9);
    if (type == long.class || type == Long.class) return (long) random.nextInt(1, 9);
    if (type == double.class || type == Double.class) return random.nextDouble();
    if (type == boolean.class || type == Boolean.class) return random.nextBoolean();
    if (type == Path.class) return path("/" + texts.get());
    if (type == Duration.class) return Duration.ofMillis(random.nextInt(5_000));
    if (type == Instant.class) return Instant.ofEpochSecond(random.nextInt());
    if (type == Json.Obj.class) return input();
    if (type.isEnum()) return one(type.getEnumConstants());
    if (type.isSealed()) return plain(one(type.getPermittedSubclasses()));
    if (type.isRecord()) return made(type);
    throw new IllegalArgumentException("no value of " + type);
  }

  /** Not every text can be a name in every locale. */
  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException _) {
      return Path.of("/tame");
    }
  }

  /** What tools are called with. */
  private Json.Obj input() {
    var input = Json.object();
    for (var name : List.of("command", "path", "input", "old_string", "new_string", texts.get())) {
      if (random.nextBoolean()) input.put(name, texts.get());
    }
    return input.build();
  }

  private <E> E one(E[] of) {
    return of[random.nextInt(of.length)];
  }

  private Object made(Class<?> type) {
    var components = type.getRecordComponents();
    var types = new Class<?>[components.length];
    for (var i = 0; i < types.length; i++) types[i] = components[i].getType();
    RuntimeException refused = null;
    for (var i = 0; i < TRIES; i++) {
      isTame = i >= TRIES / 2;
      var values = new Object[components.length];
      for (var j = 0; j < values.length; j++) values[j] = value(components[j].getGenericType());
      try {
        var constructor = type.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        isTame = false;
        return constructor.newInstance(values);
      } catch (InvocationTargetException e) {
        if (!(e.getCause() instanceof RuntimeException bad)) throw new AssertionError(e);
        refused = bad;
      } catch (ReflectiveOperationException e) {
        throw new LinkageError(type.getName(), e);
      }
    }
    throw new IllegalArgumentException(type + " takes nothing of it", refused);
  }
}
