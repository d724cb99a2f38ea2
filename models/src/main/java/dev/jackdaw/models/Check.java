package dev.jackdaw.models;

import java.net.URI;

/**
 * What a provider looks like from here. It never holds a key.
 *
 * @param keyVariable the variable the key comes from
 * @param detail a line for people: what answered, or what to do
 */
public record Check(
    String provider, String keyVariable, Key key, URI base, Reach reach, String detail) {

  /** Whether there is a key. */
  public enum Key {
    SET,
    MISSING,
    NOT_NEEDED
  }

  /** How far a request got. */
  public enum Reach {
    /** It answered and accepts the key, or wants none. */
    READY,
    /** It answered but does not accept the key. */
    REFUSED,
    /** It answered with something else. */
    UNEXPECTED,
    /** Nothing answered, or nothing was asked; the detail tells which. */
    UNREACHABLE
  }
}
