package dev.jackdaw.mcp.login;

import dev.jackdaw.api.json.Json;
import java.util.Optional;

/** Keeps what a login gave, where nobody else can read it. Safe for use by several threads. */
public interface TokenStore {
  Optional<Json.Obj> find();

  void keep(Json.Obj login);

  void forget();
}
