package dev.jackdaw.mcp.login;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.mcp.transport.Tokens;
import dev.jackdaw.mcp.transport.Unauthorized;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a login that was kept, renewed when they run out. Where somebody can be led to a
 * browser, or the client logs in as itself, a refusal leads to a login. Safe for use by several
 * threads.
 */
public final class LoginTokens implements Tokens {
  private static final int SECONDS_BEFORE = 30;
  private static final int MOST_LOGINS = 2;

  private final URI server;
  private final Login login;
  private final TokenStore store;
  private final InstantSource clock;
  private final Consumer<String> secrets;
  private final @Nullable Visiting visiting;
  private Json.@Nullable Obj current; // guarded by this
  private boolean read; // guarded by this
  private int logins; // guarded by this

  /** Makes a visitor for a login. */
  @FunctionalInterface
  public interface Visiting {
    Visitor open() throws IOException;
  }

  /**
   * Begins with what is kept.
   *
   * @param secrets hears of every token, so that none is shown
   * @param visiting leads to a browser; null where nobody is
   */
  public LoginTokens(
      URI server,
      Login login,
      TokenStore store,
      InstantSource clock,
      Consumer<String> secrets,
      @Nullable Visiting visiting) {
    this.server = server;
    this.login = login;
    this.store = store;
    this.clock = clock;
    this.secrets = secrets;
    this.visiting = visiting;
  }

  @Override
  public synchronized Optional<String> token() throws IOException, InterruptedException {
    var known = current();
    if (known.isEmpty()) return Optional.empty();
    var expires = known.get().integer("expires");
    var old =
        expires.isPresent() && expires.get() < clock.instant().getEpochSecond() + SECONDS_BEFORE;
    if (old) login.refreshed(known.get()).ifPresent(this::take);
    return current().map(now -> now.string("access_token", "")).filter(text -> !text.isEmpty());
  }

  /** What another server gave is not this one's. */
  private Optional<Json.Obj> current() {
    if (!read) {
      read = true;
      store
          .find()
          .filter(kept -> kept.string("server", "").equals(server.toString()))
          .ifPresent(kept -> {
            current = kept;
            tell(kept);
          });
    }
    return Optional.ofNullable(current);
  }

  private void tell(Json.Obj kept) {
    for (var name : List.of("access_token", "refresh_token", "client_secret")) {
      kept.string(name).ifPresent(secrets);
    }
  }

  private void take(Json.Obj fresh) {
    current = fresh;
    tell(fresh);
    store.keep(fresh);
  }

  @Override
  public synchronized boolean renewed(Unauthorized refusal)
      throws IOException, InterruptedException {
    var known = current();
    if (refusal.status() == 401 && known.isPresent()) {
      var refreshed = login.refreshed(known.get());
      if (refreshed.isPresent()) {
        take(refreshed.get());
        return true;
      }
    }
    if (login.isOfItself()) {
      if (logins++ >= MOST_LOGINS) return false;
      take(login.alone(refusal.challenge(), known));
      return true;
    }
    if (visiting == null || logins++ >= MOST_LOGINS) return false;
    try (var visitor = visiting.open()) {
      take(login.run(refusal.challenge(), known, visitor));
    }
    return true;
  }
}
