package dev.jackdaw.models;

import java.util.Locale;

/**
 * What a provider that comes as an extension looks like from here. It never holds a key.
 *
 * @param credentials the variable or file that holds credentials, empty when none was found
 * @param advice what to do before its models can be used; empty when nothing is missing
 */
public record ExtensionCheck(
    String provider, boolean isInstalled, String credentials, String advice) {

  /** Returns whether its models can be asked, as far as can be told without asking. */
  public boolean isUsable() {
    return isInstalled && !credentials.isEmpty();
  }

  /** Returns whether the provider contains the text, whatever its case. */
  public boolean matches(String text) {
    return provider.contains(text.toLowerCase(Locale.ROOT));
  }

  /** Returns it in a line for people, without the provider and the advice. */
  public String text() {
    if (!isInstalled) return "extension not installed";
    return credentials.isEmpty()
        ? "extension installed, no credentials found"
        : "extension installed, credentials found (" + credentials + ")";
  }
}
