package dev.jackdaw.tui.keys;

import dev.jackdaw.tui.input.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Keys pressed one after the other, mostly one. Written with spaces between them: {@code ctrl+x
 * ctrl+e}.
 */
public record Chord(List<Key> keys) {
  /** Nobody remembers longer ones. */
  private static final int MOST_KEYS = 4;

  public Chord {
    keys = List.copyOf(keys);
    if (keys.isEmpty()) throw new IllegalArgumentException("no key");
    if (keys.size() > MOST_KEYS) throw new IllegalArgumentException("more than 4 keys");
  }

  /** Returns the chord of one key. */
  public static Chord of(Key key) {
    return new Chord(List.of(normal(key)));
  }

  /**
   * Reads a chord as it is written.
   *
   * @throws IllegalArgumentException when one of its keys is not known
   */
  public static Chord parse(String written) {
    var keys = new ArrayList<Key>();
    for (var key : written.strip().split("\\s+")) {
      if (key.isEmpty()) throw new IllegalArgumentException("no key");
      keys.add(normal(Key.parse(key)));
    }
    return new Chord(keys);
  }

  /** With Ctrl the terminal does not tell capitals from small letters. */
  static Key normal(Key key) {
    var name = key.name();
    if (!key.ctrl() || name.length() != 1 || !Character.isUpperCase(name.charAt(0))) return key;
    return new Key(
        String.valueOf(Character.toLowerCase(name.charAt(0))), true, key.alt(), key.shift());
  }

  /** Returns the chord with another key at its end. */
  public Chord then(Key key) {
    var more = new ArrayList<>(keys);
    more.add(normal(key));
    return new Chord(more);
  }

  boolean beginsWith(Chord other) {
    return keys.size() >= other.keys.size()
        && keys.subList(0, other.keys.size()).equals(other.keys);
  }

  @Override
  public String toString() {
    return keys.stream().map(Key::toString).collect(Collectors.joining(" "));
  }
}
