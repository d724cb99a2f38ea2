package dev.jackdaw.vertex;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.JackdawException.Kind;
import dev.jackdaw.api.ModelBackend;

/**
 * The key of express mode: that of the environment, else the one the user keeps elsewhere.
 *
 * @param given by the environment; empty when it gives none
 */
record ExpressKey(String given, ModelBackend.Key kept) {
  static final ExpressKey NONE = new ExpressKey("", ModelBackend.Key.NONE);

  private static final String VARIABLE = "GOOGLE_API_KEY";

  ExpressKey {
    requireSendable(VARIABLE, given);
  }

  /** Returns where the key comes from, empty when there is none. */
  String origin() {
    return given.isEmpty() ? kept.origin().orElse("") : VARIABLE;
  }

  /** Returns the key, which may take a while. */
  String secret() {
    if (!given.isEmpty()) return given;
    var secret = kept.key();
    requireSendable(origin(), secret);
    return secret;
  }

  /** Forgets a key that was refused; returns whether the next one may be another. */
  boolean renew() {
    return given.isEmpty() && kept.renew();
  }

  /** A header takes visible ASCII only, and the SDK's own complaint would show the key. */
  private static void requireSendable(String origin, String key) {
    for (var i = 0; i < key.length(); i++) {
      if (key.charAt(i) > ' ' && key.charAt(i) < 0x7f) continue;
      throw new JackdawException(
          Kind.USER,
          "key-malformed",
          origin + " holds a character no key has, at position " + (i + 1) + ". Copy it again.");
    }
  }

  /** Never shows the key. */
  @Override
  public String toString() {
    return "ExpressKey[" + origin() + "]";
  }
}
