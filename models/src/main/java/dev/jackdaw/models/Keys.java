package dev.jackdaw.models;

import java.util.Optional;

/**
 * Where keys come from when the environment has none. Implementations may be called from several
 * threads at once.
 */
public interface Keys {
  /** No keys but those of the environment. */
  Keys NONE =
      new Keys() {
        @Override
        public Optional<Origin> origin(String provider) {
          return Optional.empty();
        }

        @Override
        public String key(String provider) {
          return "";
        }
      };

  /**
   * A place keys come from.
   *
   * @param name as people know it, such as {@code apiKeyHelper}
   */
  record Origin(String name) {}

  /** Returns where the key would come from; fetches nothing. */
  Optional<Origin> origin(String provider);

  /**
   * Returns the key, which may take a while.
   *
   * @return an empty text when there is none
   * @throws dev.jackdaw.api.JackdawException when there should be one and it cannot be had
   */
  String key(String provider);

  /** Forgets a key that was refused; returns whether the next one may be another. */
  default boolean renew(String provider) {
    return false;
  }
}
