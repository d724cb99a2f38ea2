package dev.jackdaw.cli.settings;

import dev.jackdaw.api.json.Json;

/**
 * Something a project's file asks for and does not get, because project files only tighten.
 *
 * @param key the setting, members joined by dots
 */
public record Proposal(String key, Json value, Origin origin) {
  /** Returns whether it is in force once a person trusts the project. */
  public boolean isAcceptedByTrust() {
    return key.equals("permissions.allow") || isHooks() || isLanguageServers();
  }

  /** Returns whether it is language servers, which are programs that are started by themselves. */
  public boolean isLanguageServers() {
    return key.equals(LanguageReader.KEY) && value instanceof Json.Obj;
  }

  /** Returns whether it is commands that are run at moments of a session. */
  public boolean isHooks() {
    return key.equals(HookReader.KEY);
  }
}
