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
import java.util.concurrent.ConcurrentHashMap;

/** The places a user's keys come from beside the environment: a helper command, then the store. */
public final class UserKeys implements Keys {
  private static final Duration USUAL_LIFETIME = Duration.ofMinutes(5);

  private final Map<String, KeyHelper> helpers = new HashMap<>();
  private final StoredKeys stored;

  /** What the store was asked for; every request and every error text asks again. */
  private final Map<String, Optional<Origin>> places = new ConcurrentHashMap<>();

  private final Map<String, String> found = new ConcurrentHashMap<>();

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
        directories.config(), () -> Keychain.of(environment, new Commands(home(environment))));
  }

  private static Path home(Environment environment) {
    var home = environment.home().orElse(environment.temporary());
    return home.toFile().isDirectory() ? home : environment.temporary();
  }

  @Override
  public Optional<Origin> origin(String provider) {
    if (helpers.containsKey(provider)) return Optional.of(new Origin("apiKeyHelper"));
    return places.computeIfAbsent(known(provider), name -> stored.place(name).map(Origin::new));
  }

  @Override
  public String key(String provider) {
    var helper = helpers.get(provider);
    return helper == null ? found.computeIfAbsent(known(provider), stored::key) : helper.key();
  }

  @Override
  public boolean renew(String provider) {
    var helper = helpers.get(provider);
    if (helper != null) return helper.forget();
    places.remove(known(provider));
    var old = found.remove(known(provider));
    return old != null && !old.equals(key(provider));
  }

  /** One service has two dialects and one key. */
  private static String known(String provider) {
    return provider.equals("openai-chat") ? "openai" : provider;
  }
}
