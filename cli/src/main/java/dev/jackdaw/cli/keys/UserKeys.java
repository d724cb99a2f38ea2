package dev.jackdaw.cli.keys;

import dev.jackdaw.cli.environment.Directories;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.settings.NetworkSettings;
import dev.jackdaw.models.Keys;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The places a user's keys come from beside the environment: a helper command, then the store. */
public final class UserKeys implements Keys {
  private static final Duration USUAL_LIFETIME = Duration.ofMinutes(5);

  private final Map<String, KeyHelper> helpers = new HashMap<>();
  private final StoredKeys stored;

  public UserKeys(
      Environment environment,
      Directories directories,
      NetworkSettings settings,
      InstantSource clock) {
    var commands = new Commands(home(environment));
    stored = stored(environment, directories);
    var lifetime = settings.keyLifetime().orElse(USUAL_LIFETIME);
    settings
        .keyHelpers()
        .forEach((provider, command) ->
            helpers.put(provider, new KeyHelper(command, lifetime, clock, commands)));
  }

  /** Returns the keys the user gave to keep. */
  public static StoredKeys stored(Environment environment, Directories directories) {
    return new StoredKeys(
        directories.config(), Keychain.of(environment, new Commands(home(environment))));
  }

  private static Path home(Environment environment) {
    var home = environment.home().orElse(environment.temporary());
    return home.toFile().isDirectory() ? home : environment.temporary();
  }

  @Override
  public Optional<Origin> origin(String provider) {
    if (helpers.containsKey(provider)) return Optional.of(new Origin("apiKeyHelper"));
    return stored.place(known(provider)).map(Origin::new);
  }

  @Override
  public String key(String provider) {
    var helper = helpers.get(provider);
    return helper == null ? stored.key(known(provider)) : helper.key();
  }

  @Override
  public boolean renew(String provider) {
    var helper = helpers.get(provider);
    return helper != null && helper.forget();
  }

  /** One service has two dialects and one key. */
  private static String known(String provider) {
    return provider.equals("openai-chat") ? "openai" : provider;
  }
}
