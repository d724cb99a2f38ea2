package dev.jackdaw.models;

import java.util.Map;

/** What identifies the user to a provider, at this moment: a key may be fetched late and change. */
interface Credential {
  /** Returns the key or token, empty for none; it appears in headers and nowhere else. */
  String secret();

  /** Returns what every request carries. */
  Map<String, String> headers();

  /** Forgets what was refused; returns whether something else may come. */
  boolean renew();
}
