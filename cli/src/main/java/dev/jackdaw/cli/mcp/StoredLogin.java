package dev.jackdaw.cli.mcp;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import dev.jackdaw.cli.keys.StoredKeys;
import dev.jackdaw.mcp.config.ServerConfig;
import dev.jackdaw.mcp.login.TokenStore;
import java.util.Optional;

/** The login to a server, kept where keys of providers are. */
final class StoredLogin implements TokenStore {
  private final StoredKeys keys;
  private final String name;

  StoredLogin(StoredKeys keys, ServerConfig config) {
    this.keys = keys;
    this.name = "mcp:" + config.name() + ":" + config.digest().substring(0, 8);
  }

  @Override
  public Optional<Json.Obj> find() {
    try {
      var kept = keys.key(name);
      return kept.isEmpty() ? Optional.empty() : Optional.of(Json.parseObject(kept));
    } catch (JsonException _) {
      return Optional.empty();
    }
  }

  @Override
  public void keep(Json.Obj login) {
    var _ = keys.keep(name, login.compact());
  }

  @Override
  public void forget() {
    var _ = keys.forget(name);
  }
}
