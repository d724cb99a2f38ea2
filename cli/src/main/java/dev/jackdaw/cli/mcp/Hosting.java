package dev.jackdaw.cli.mcp;

import dev.jackdaw.api.Redactor;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.cli.environment.Directories;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.keys.NetworkHttp;
import dev.jackdaw.cli.keys.UserKeys;
import dev.jackdaw.cli.processes.ServerProcesses;
import dev.jackdaw.cli.settings.Settings;
import dev.jackdaw.mcp.Approvals;
import dev.jackdaw.mcp.Connector;
import dev.jackdaw.mcp.Servers;
import dev.jackdaw.mcp.config.Reach;
import dev.jackdaw.mcp.config.ServerConfig;
import dev.jackdaw.mcp.login.Login;
import dev.jackdaw.mcp.login.LoginTokens;
import dev.jackdaw.mcp.transport.HttpCaller;
import dev.jackdaw.mcp.transport.Tokens;
import dev.jackdaw.tools.output.Capped;
import dev.jackdaw.tools.shell.Launcher;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes what servers need on this machine. Nothing of it is loaded where there are none. */
public final class Hosting {
  private static final InstantSource CLOCK = InstantSource.system();

  private final Environment environment;
  private final Directories directories;
  private final Settings settings;
  private final Workspace workspace;
  private final String version;
  private final Redactor redactor;

  /**
   * Begins.
   *
   * @param version ours, which servers are told
   * @param redactor learns the tokens of logins
   */
  public Hosting(
      Environment environment,
      Directories directories,
      Settings settings,
      Workspace workspace,
      String version,
      Redactor redactor) {
    this.environment = environment;
    this.directories = directories;
    this.settings = settings;
    this.workspace = workspace;
    this.version = version;
    this.redactor = redactor;
  }

  /**
   * What starts processes of servers.
   *
   * @param confined as the session's sandbox has them
   * @param own those of the user that nothing confines
   */
  public record Starters(Launcher confined, Launcher own) {
    /** Those that nobody watches over. */
    public Starters(Launcher confined) {
      this(confined, Launcher.unconfined());
    }
  }

  /** Returns the servers of a session, none of them started. */
  public SessionServers session(
      ServerCatalog catalog, Starters starters, boolean attended, Consumer<String> warnings) {
    for (var problem : catalog.problems()) warnings.accept("jackdaw: " + problem);
    Consumer<String> told = text -> warnings.accept("jackdaw: " + text);
    var servers = servers(catalog.servers(), starters, attended, told);
    return new SessionServers(
        servers, () -> new ServerDesk(servers, this, ZoneId.systemDefault(), warnings));
  }

  /** Returns what logs in and out, and prints what a person has to know of it. */
  Logins loginsTo(PrintWriter out) {
    return new Logins(environment, this, out);
  }

  Servers servers(
      List<ServerConfig> configs, Starters starters, boolean attended, Consumer<String> warnings) {
    return new Servers(
        configs,
        new Servers.Surroundings(
            connector(starters),
            approvals(),
            workspace.roots(),
            attended,
            Capped::of,
            Thread.ofPlatform().daemon().name("mcp").factory(),
            CLOCK,
            warnings));
  }

  Connector connector(Starters starters) {
    var processes =
        new ServerProcesses(
            environment, directories, workspace, "mcp", starters.confined(), starters.own());
    return new Connections(processes, workspace, version, this::http, this::tokens);
  }

  Approvals approvals() {
    return new Approvals(directories.state().resolve("mcp").resolve("approved"));
  }

  /** Where headers of the user's own say who asks, no login is looked for. */
  private Tokens tokens(ServerConfig config) {
    if (!(config.reach() instanceof Reach.Http http)) return Tokens.NONE;
    if (http.headers().keySet().stream().anyMatch("authorization"::equalsIgnoreCase)) {
      return Tokens.NONE;
    }
    return tokens(config, http, null);
  }

  /** Returns the tokens of a login; {@code visiting} leads to a browser if it must. */
  LoginTokens tokens(
      ServerConfig config, Reach.Http http, LoginTokens.@Nullable Visiting visiting) {
    return new LoginTokens(
        http.uri(), login(http), logins(config), CLOCK, redactor::learn, visiting);
  }

  Login login(Reach.Http http) {
    return new Login(http.uri(), http.client(), http(), CLOCK);
  }

  StoredLogin logins(ServerConfig config) {
    return new StoredLogin(UserKeys.stored(environment, directories), config);
  }

  HttpCaller http() {
    return new NetworkCalls(NetworkHttp.of(environment, settings.network(), version));
  }
}
