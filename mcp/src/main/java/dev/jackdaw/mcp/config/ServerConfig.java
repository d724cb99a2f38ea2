package dev.jackdaw.mcp.config;

import dev.jackdaw.api.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A server somebody configured.
 *
 * @param scope who did
 * @param where the file or option it stands in
 * @param start how long it may take to start
 * @param call how long a call may be silent
 * @param enabled the only tools that are offered; nothing for all
 * @param disabled tools that are not offered
 * @param off whether it is not to be started
 * @param confined whether it runs in the sandbox; a project's does whatever is said
 * @param log how much it is asked to tell
 * @param samples what it may have the model write; a project's file cannot say
 */
public record ServerConfig(
    String name,
    Scope scope,
    String where,
    Reach reach,
    Duration start,
    Duration call,
    Optional<List<String>> enabled,
    List<String> disabled,
    boolean off,
    Optional<Boolean> confined,
    LogLevel log,
    SamplingLimits samples) {
  public static final Duration START = Duration.ofSeconds(30);
  public static final Duration CALL = Duration.ofMinutes(2);

  /** Who configured a server, the strongest first. */
  public enum Scope {
    MANAGED("managed"),
    COMMAND_LINE("--mcp-config"),
    LOCAL("local"),
    PROJECT("project"),
    USER("user");

    private final String shown;

    Scope(String shown) {
      this.shown = shown;
    }

    /** Returns the word users know. */
    public String shown() {
      return shown;
    }
  }

  public ServerConfig {
    disabled = List.copyOf(disabled);
    enabled = enabled.map(List::copyOf);
    // Requests cost the user's money, and a repository is not the user.
    if (scope == Scope.PROJECT) samples = SamplingLimits.NONE;
  }

  /** Returns whether the tool may be offered. */
  public boolean offers(String tool) {
    return !disabled.contains(tool) && enabled.map(names -> names.contains(tool)).orElse(true);
  }

  /** Returns whether a process of it is held as the agent's commands are; a project's always is. */
  public boolean isConfined() {
    return scope == Scope.PROJECT || confined.orElse(false);
  }

  /** Returns in a few words what holds a process of it. */
  public String confinement() {
    return isConfined() ? "as the agent's commands" : "none";
  }

  /**
   * Returns what approval of the server is bound to, as text; values of variables are not part of
   * it. It is kept and compared whole: no digest has to be computed on the way to a first request.
   */
  public String identity() {
    var text =
        switch (reach) {
          case Reach.Stdio stdio ->
              Json.object()
                  .put("command", stdio.command())
                  .put("args", Json.strings(stdio.arguments()))
                  .put(
                      "env", Json.strings(List.copyOf(new TreeSet<>(stdio.environment().keySet()))))
                  .put("cwd", stdio.directory().orElse(""))
                  .build();
          case Reach.Http http ->
              Json.object()
                  .put("url", http.uri().toString())
                  .put("headers", Json.strings(List.copyOf(new TreeSet<>(http.headers().keySet()))))
                  .build();
        };
    return name + "\n" + text.canonical();
  }

  /** Returns a short name for {@link #identity}. */
  public String digest() {
    try {
      var bytes = identity().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
