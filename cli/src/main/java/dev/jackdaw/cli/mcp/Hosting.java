package dev.jackdaw.cli.mcp;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Redactor;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.cli.environment.Directories;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.keys.Networks;
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
import dev.jackdaw.models.Keys;
import dev.jackdaw.models.http.Http;
import dev.jackdaw.models.http.HttpOptions;
import dev.jackdaw.models.http.Proxies;
import dev.jackdaw.tools.output.Capped;
import dev.jackdaw.tools.shell.Launcher;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes what servers need on this machine. Nothing of it is loaded where there are none. */
public final class Hosting {
  private static final InstantSource CLOCK = InstantSource.system();
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration SILENCE = Duration.ofMinutes(5);

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
   * Returns the servers of a session, none of them started.
   *
   * @param confined starts commands as the session's sandbox has them
   */
  public SessionServers session(
      ServerCatalog catalog, Launcher confined, boolean attended, Consumer<String> warnings) {
    for (var problem : catalog.problems()) warnings.accept("jackdaw: " + problem);
    Consumer<String> told = text -> warnings.accept("jackdaw: " + text);
    var servers = servers(catalog.servers(), confined, attended, told);
    return new SessionServers(
        servers, new ServerDesk(servers, this, ZoneId.systemDefault(), warnings));
  }

  /** Returns what logs in and out, and prints what a person has to know of it. */
  Logins loginsTo(PrintWriter out) {
    return new Logins(environment, this, out);
  }

  Servers servers(
      List<ServerConfig> configs, Launcher confined, boolean attended, Consumer<String> warnings) {
    return new Servers(
        configs,
        new Servers.Surroundings(
            connector(confined),
            approvals(),
            workspace.roots(),
            attended,
            Capped::of,
            Thread.ofPlatform().daemon().name("mcp").factory(),
            CLOCK,
            warnings));
  }

  Connector connector(Launcher confined) {
    var processes = new ServerProcesses(environment, directories, workspace, "mcp", confined);
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
    try {
      var tls = Networks.of(settings.network(), environment.variables(), Keys.NONE).tls();
      return new NetworkCalls(
          new Http(
              new HttpOptions(
                  CONNECT,
                  SILENCE,
                  Proxies.of(environment.variables()),
                  plainHttpHosts(),
                  "jackdaw/" + version,
                  tls)));
    } catch (IllegalArgumentException e) {
      throw new JackdawException(
          JackdawException.Kind.USER, "proxy", String.valueOf(e.getMessage()), e);
    }
  }

  private Set<String> plainHttpHosts() {
    var hosts = new HashSet<String>();
    for (var host : environment.variable("JACKDAW_PLAIN_HTTP_HOSTS").orElse("").split(",", -1)) {
      if (!host.isBlank()) hosts.add(host.strip().toLowerCase(Locale.ROOT));
    }
    return hosts;
  }
}
