package dev.jackdaw.models;

import dev.jackdaw.api.ModelInfo;
import java.util.List;
import java.util.Locale;

/**
 * A model that can be named, as a list shows it. It never holds a key.
 *
 * @param info what is known of it
 * @param key whether the provider has the key it needs
 * @param keyVariable the variable the key comes from
 * @param aliases other names for it
 * @param isDefault whether the provider is asked for it when nobody chose a model
 * @param isSmall whether it does the small jobs beside tasks of its provider when nobody chose
 *     another
 * @param isOffered whether a server of the user's own offers it at this moment
 */
public record ModelListing(
    ModelInfo info,
    Check.Key key,
    String keyVariable,
    List<String> aliases,
    boolean isDefault,
    boolean isSmall,
    boolean isOffered) {
  public ModelListing {
    aliases = List.copyOf(aliases);
  }

  /** Returns whether this is what {@code --model} would take the name for. */
  public boolean isNamed(String name) {
    return info.id().equals(name) || info.name().equals(name) || aliases.contains(name);
  }

  public ModelListing withSmall(boolean small) {
    return new ModelListing(info, key, keyVariable, aliases, isDefault, small, isOffered);
  }

  /** Returns whether a provider, name or alias contains the text, whatever its case. */
  public boolean matches(String text) {
    var wanted = text.toLowerCase(Locale.ROOT);
    if (info.id().toLowerCase(Locale.ROOT).contains(wanted)) return true;
    for (var alias : aliases) {
      if (alias.toLowerCase(Locale.ROOT).contains(wanted)) return true;
    }
    return false;
  }
}
