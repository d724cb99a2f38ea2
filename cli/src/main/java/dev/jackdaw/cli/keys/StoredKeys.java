package dev.jackdaw.cli.keys;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.files.WholeFile;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The keys a user gave to Jackdaw to keep: in the desktop's key store where there is one that
 * works, else in a file that only the user can read. The file lists both, so that the key store is
 * not asked in vain.
 */
public final class StoredKeys {
  private static final String IN_KEYCHAIN = "";

  private final Path file;
  private final Supplier<Optional<Keychain>> keychain;

  /** {@code keychain} is asked when a key is in it or is to be kept. */
  StoredKeys(Path config, Supplier<Optional<Keychain>> keychain) {
    this.file = config.resolve("keys.json");
    this.keychain = keychain;
  }

  /** Returns the providers whose keys are kept. */
  public List<String> providers() {
    return new ArrayList<>(read().members().keySet());
  }

  /** Returns where the provider's key is kept, as people know the place. */
  public Optional<String> place(String provider) {
    var kept = read().string(provider);
    if (kept.isEmpty()) return Optional.empty();
    if (!kept.get().equals(IN_KEYCHAIN)) return Optional.of(file.toString());
    return keychain.get().map(Keychain::name);
  }

  /** Returns the provider's key, empty when none is kept or the key store does not give it out. */
  public String key(String provider) {
    var kept = read().string(provider);
    if (kept.isEmpty()) return "";
    if (!kept.get().equals(IN_KEYCHAIN)) return kept.get();
    return keychain.get().flatMap(chain -> chain.find(provider)).orElse("");
  }

  /**
   * Keeps a key in place of any other of the provider.
   *
   * @return where, as people know the place
   */
  public String keep(String provider, String key) {
    var chain = keychain.get();
    if (chain.isPresent() && chain.get().keep(provider, key).isEmpty()) {
      write(read().with(provider, Json.of(IN_KEYCHAIN)));
      return chain.get().name();
    }
    write(read().with(provider, Json.of(key)));
    return file + ", which only you can read";
  }

  /** Forgets a key; returns whether there was one. */
  public boolean forget(String provider) {
    var all = read();
    if (!all.has(provider)) return false;
    keychain.get().ifPresent(chain -> chain.forget(provider));
    var rest = Json.object();
    all.members()
        .forEach((name, value) -> {
          if (!name.equals(provider)) rest.put(name, value);
        });
    write(rest.build());
    return true;
  }

  private Json.Obj read() {
    try {
      return Json.parseObject(Files.readString(file));
    } catch (NoSuchFileException _) {
      return Json.Obj.EMPTY;
    } catch (IOException | JsonException e) {
      throw new JackdawException(
          JackdawException.Kind.ENVIRONMENT,
          "keys-unreadable",
          file + " cannot be read (" + e.getMessage() + "). Remove it and set the keys again.",
          e);
    }
  }

  private void write(Json.Obj keys) {
    try {
      WholeFile.write(file, keys.pretty() + "\n");
    } catch (IOException e) {
      throw new JackdawException(
          JackdawException.Kind.ENVIRONMENT,
          "keys-unwritable",
          "The key cannot be kept in " + file + ": " + e + ". Set it as a variable instead.",
          e);
    }
  }
}
