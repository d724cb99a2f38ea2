package dev.jackdaw.cli.keys;

import dev.jackdaw.models.Keys;
import java.util.Optional;
import java.util.function.Consumer;

/** Keys of which somebody hears, so that they can be kept out of what is shown and recorded. */
public final class LearningKeys implements Keys {
  private final Keys keys;
  private final Consumer<String> heard;

  public LearningKeys(Keys keys, Consumer<String> heard) {
    this.keys = keys;
    this.heard = heard;
  }

  @Override
  public Optional<Origin> origin(String provider) {
    return keys.origin(provider);
  }

  @Override
  public String key(String provider) {
    var key = keys.key(provider);
    heard.accept(key);
    return key;
  }

  @Override
  public boolean renew(String provider) {
    return keys.renew(provider);
  }
}
