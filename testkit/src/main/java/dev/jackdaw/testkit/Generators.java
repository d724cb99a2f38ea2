package dev.jackdaw.testkit;

import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Values for laws, nasty ones among them. */
public final class Generators {
  private static final int DEEPEST = 6;
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "-1",
          "1e999999999",
          "-1E-999999999",
          "9223372036854775807",
          "9223372036854775808",
          "2147483648",
          "0.1",
          "1e99999999999999999999",
          "123456789012345678901234567890123456789012345678901234567890");
  private static final List<String> NASTY =
      List.of(
          "",
          " ",
          "\u0000",
          "\uD83D",
          "\uDC26\uD83D",
          "\uD83D\uDC26",
          "\u2028",
          "\uFEFF",
          "e\u0301",
          "\u202E",
          "\u001B[2J",
          "..",
          "~",
          "/",
          "\\",
          "-1",
          "null",
          "${x}",
          "{{cwd}}",
          "<b>",
          "\r\n",
          "%s",
          "\u0130");

  private Generators() {}

  /** Returns text: mostly plain, now and then of characters that break things. */
  public static String text(RandomGenerator random, int size) {
    var out = new StringBuilder();
    var length = random.nextInt(size + 1);
    while (out.length() < length) {
      switch (random.nextInt(8)) {
        case 0 -> out.append(of(NASTY, random));
        case 1 -> out.append((char) random.nextInt(0x10000));
        case 2 -> out.appendCodePoint(random.nextInt(Character.MAX_CODE_POINT + 1));
        default -> out.append((char) (' ' + random.nextInt(95)));
      }
    }
    return out.toString();
  }

  /** Returns a JSON value of any kind. */
  public static Json json(RandomGenerator random, int size) {
    return json(random, size, 0);
  }

  /** Returns a JSON object. */
  public static Json.Obj object(RandomGenerator random, int size) {
    return object(random, size, 0);
  }

  /** Returns one of the values. */
  public static <T> T of(List<? extends T> values, RandomGenerator random) {
    return values.get(random.nextInt(values.size()));
  }

  /** Returns the text with one to three small changes. */
  public static String mutated(String text, RandomGenerator random) {
    var out = new StringBuilder(text);
    for (var left = 1 + random.nextInt(3); left > 0; left--) {
      var at = random.nextInt(out.length() + 1);
      switch (random.nextInt(4)) {
        case 0 -> out.insert(at, (char) random.nextInt(128));
        case 1 -> out.insert(at, of(NASTY, random));
        case 2 -> out.setLength(at);
        default -> {
          if (at < out.length()) out.setCharAt(at, (char) random.nextInt(128));
        }
      }
    }
    return out.toString();
  }

  private static Json json(RandomGenerator random, int size, int depth) {
    return switch (random.nextInt(depth >= DEEPEST ? 5 : 8)) {
      case 0 -> Json.Null.INSTANCE;
      case 1 -> Json.of(random.nextBoolean());
      case 2 -> number(random);
      case 3, 4 -> Json.of(text(random, size));
      case 5 -> array(random, size, depth);
      default -> object(random, size, depth);
    };
  }

  private static Json number(RandomGenerator random) {
    return switch (random.nextInt(4)) {
      case 0 -> new Json.Num(of(NUMBERS, random));
      case 1 -> Json.of(random.nextDouble() * 1e6);
      case 2 -> Json.of(random.nextLong());
      default -> Json.of(random.nextInt(100));
    };
  }

  private static Json.Arr array(RandomGenerator random, int size, int depth) {
    var elements = new ArrayList<Json>();
    for (var left = random.nextInt(size / 10 + 2); left > 0; left--) {
      elements.add(json(random, size / 2, depth + 1));
    }
    return new Json.Arr(elements);
  }

  private static Json.Obj object(RandomGenerator random, int size, int depth) {
    var members = new LinkedHashMap<String, Json>();
    for (var left = random.nextInt(size / 10 + 2); left > 0; left--) {
      var name =
          random.nextInt(4) == 0
              ? text(random, 8)
              : Integer.toString(random.nextInt(50), 36).toLowerCase(Locale.ROOT);
      members.put(name, json(random, size / 2, depth + 1));
    }
    return new Json.Obj(members);
  }
}
