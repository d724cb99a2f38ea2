package dev.jackdaw.wire;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.TurnId;
import dev.jackdaw.api.json.Json;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Random values of any type of the vocabulary, found by reflection so that none is forgotten. */
final class RandomValues {
  private static final String[] TEXTS = {
    "",
    "a",
    "Grüße",
    "\u0000\u001b[31m",
    "line\nline\r\n",
    "\"\\/",
    "\u202e",
    "😀",
    "\ud800",
    "\u2028",
    "{\"a\":1}"
  };

  private final RandomGenerator random;
  private final Set<Class<?>> seen = new HashSet<>();

  RandomValues(RandomGenerator random) {
    this.random = random;
  }

  /** Returns every class of which there was a value. */
  Set<Class<?>> seen() {
    return seen;
  }

  <T> T value(Class<T> type) {
    return type.cast(any(type));
  }

  private Object any(Type type) {
    if (type instanceof ParameterizedType generic) return generic(generic);
    var raw = (Class<?>) type;
    if (raw == String.class) return text();
    if (raw == boolean.class) return random.nextBoolean();
    if (raw == int.class || raw == Integer.class) return 1 + random.nextInt(65_535);
    if (raw == long.class) return random.nextLong() >>> random.nextInt(64);
    if (raw == Double.class) return random.nextBoolean() ? random.nextDouble() / 1_000 : 3.0;
    if (raw == Path.class) return Path.of("/tmp/" + random.nextInt(100) + "/a b");
    if (raw == Duration.class) return duration();
    if (raw == Instant.class) return Instant.ofEpochMilli(random.nextLong(1L << 42));
    if (Json.class.isAssignableFrom(raw)) return object(3);
    if (raw == SessionId.class) return new SessionId("s" + random.nextInt(1_000));
    if (raw == CallId.class) return new CallId("call " + random.nextInt(1_000) + text());
    if (raw == TurnId.class) return new TurnId(1 + random.nextInt(Integer.MAX_VALUE - 1));
    if (raw == AgentId.class) return AgentId.MAIN.child(random.nextInt(9)).child(2);
    if (raw.isEnum()) return raw.getEnumConstants()[random.nextInt(raw.getEnumConstants().length)];
    if (raw.isSealed()) return any(oneOf(raw.getPermittedSubclasses()));
    if (raw.isRecord()) return record(raw);
    throw new AssertionError("no random value for " + raw);
  }

  private Object generic(ParameterizedType type) {
    var inner = type.getActualTypeArguments()[0];
    if (type.getRawType() == Optional.class) {
      return random.nextBoolean() ? Optional.empty() : Optional.of(any(inner));
    }
    if (type.getRawType() != List.class) throw new AssertionError("no random value for " + type);
    var list = new ArrayList<Object>();
    for (var i = random.nextInt(4); i > 0; i--) list.add(any(inner));
    return list;
  }

  private Class<?> oneOf(Class<?>[] classes) {
    return classes[random.nextInt(classes.length)];
  }

  private Object record(Class<?> type) {
    seen.add(type);
    var components = type.getRecordComponents();
    var types = new Class<?>[components.length];
    var values = new Object[components.length];
    for (var i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] = any(components[i].getGenericType());
    }
    try {
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private Duration duration() {
    return switch (random.nextInt(4)) {
      case 0 -> Duration.ZERO;
      case 1 -> Duration.ofMillis(random.nextInt(100_000));
      case 2 -> Duration.ofNanos(random.nextLong() >>> random.nextInt(60));
      default -> Duration.ofSeconds(random.nextLong() >> 1, random.nextInt(1_000_000_000));
    };
  }

  String text() {
    var out = new StringBuilder();
    for (var i = random.nextInt(3); i >= 0; i--) out.append(TEXTS[random.nextInt(TEXTS.length)]);
    return out.toString();
  }

  Json.Obj object(int depth) {
    var members = Json.object();
    for (var i = random.nextInt(4); i > 0; i--) members.put(text() + i, json(depth - 1));
    return members.build();
  }

  private Json json(int depth) {
    return switch (random.nextInt(depth > 0 ? 7 : 5)) {
      case 0 -> Json.of(text());
      case 1 -> Json.of(random.nextLong());
      case 2 -> new Json.Num("-1.50e+3");
      case 3 -> Json.Null.INSTANCE;
      case 4 -> Json.of(random.nextBoolean());
      case 5 -> object(depth);
      default -> Json.array(List.of(json(depth - 1), json(depth - 1)));
    };
  }
}
