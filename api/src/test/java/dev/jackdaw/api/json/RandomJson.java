package dev.jackdaw.api.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.random.RandomGenerator;

/** Random values, nasty ones among them. */
final class RandomJson {
  private static final int DEEPEST = 6;
  private static final List<String> NUMBERS =
      List.of("0", "-0", "-0.0", "1e999999999", "1E-999999999", "1e99999999999999999999", "9e0");

  private RandomJson() {}

  static Json value(RandomGenerator random, int size, int depth) {
    return switch (random.nextInt(depth >= DEEPEST ? 5 : 8)) {
      case 0 -> Json.Null.INSTANCE;
      case 1 -> Json.of(random.nextBoolean());
      case 2 ->
          switch (random.nextInt(3)) {
            case 0 -> new Json.Num(NUMBERS.get(random.nextInt(NUMBERS.size())));
            case 1 -> Json.of(random.nextLong());
            default -> Json.of(random.nextGaussian() * 1e9);
          };
      case 3, 4 -> Json.of(text(random, size));
      case 5, 6 -> {
        var elements = new ArrayList<Json>();
        for (var left = random.nextInt(size / 8 + 2); left > 0; left--) {
          elements.add(value(random, size / 2, depth + 1));
        }
        yield Json.array(elements);
      }
      default -> {
        var members = new LinkedHashMap<String, Json>();
        for (var left = random.nextInt(size / 8 + 2); left > 0; left--) {
          members.put(text(random, 4), value(random, size / 2, depth + 1));
        }
        yield new Json.Obj(members);
      }
    };
  }

  static String text(RandomGenerator random, int size) {
    var out = new StringBuilder();
    for (var left = random.nextInt(size + 1); left > 0; left--) {
      switch (random.nextInt(4)) {
        case 0 -> out.append((char) random.nextInt(0x10000));
        case 1 -> out.append((char) random.nextInt(0xa0));
        case 2 -> out.appendCodePoint(random.nextInt(Character.MAX_CODE_POINT + 1));
        default -> out.append((char) ('a' + random.nextInt(26)));
      }
    }
    return out.toString();
  }
}
