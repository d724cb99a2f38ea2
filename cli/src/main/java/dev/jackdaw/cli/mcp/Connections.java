package dev.jackdaw.cli.mcp;

import dev.jackdaw.api.Workspace;
import dev.jackdaw.cli.processes.ServerProcesses;
import dev.jackdaw.mcp.Client;
import dev.jackdaw.mcp.Connector;
import dev.jackdaw.mcp.Host;
import dev.jackdaw.mcp.config.Reach;
import dev.jackdaw.mcp.config.ServerConfig;
import dev.jackdaw.mcp.rpc.Transport;
import dev.jackdaw.mcp.transport.HttpCaller;
import dev.jackdaw.mcp.transport.HttpTransport;
import dev.jackdaw.mcp.transport.SseTransport;
import dev.jackdaw.mcp.transport.StdioTransport;
import dev.jackdaw.mcp.transport.Tokens;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Connects to servers: processes run in the sandbox of commands or outside it, as their scope wants
 * it; addresses are reached as the network settings say.
 */
final class Connections implements Connector {
  private final ServerProcesses processes;
  private final Workspace workspace;
  private final String version;
  private final Supplier<HttpCaller> http;
  private final Function<ServerConfig, Tokens> logins;

  /** {@code processes} starts what is no address; the others are asked when needed. */
  Connections(
      ServerProcesses processes,
      Workspace workspace,
      String version,
      Supplier<HttpCaller> http,
      Function<ServerConfig, Tokens> logins) {
    this.processes = processes;
    this.workspace = workspace;
    this.version = version;
    this.http = http;
    this.logins = logins;
  }

  @Override
  public Client connect(ServerConfig config, Host host) throws IOException, InterruptedException {
    return switch (config.reach()) {
      case Reach.Stdio stdio ->
          open(new StdioTransport(() -> start(config, stdio), threads(config)), config, host);
      case Reach.Http address -> connect(config, address, host);
    };
  }

  private Client connect(ServerConfig config, Reach.Http address, Host host)
      throws IOException, InterruptedException {
    var tokens = logins.apply(config);
    if (address.kind() != Reach.Kind.SSE) {
      try {
        var transport =
            new HttpTransport(
                address.uri(), address.headers(), http.get(), tokens, threads(config));
        return open(transport, config, host);
      } catch (HttpTransport.NotStreamable e) {
        if (address.kind() == Reach.Kind.STREAMABLE) throw e;
      }
    }
    return open(
        new SseTransport(address.uri(), address.headers(), http.get(), tokens, threads(config)),
        config,
        host);
  }

  private Client open(Transport transport, ServerConfig config, Host host)
      throws IOException, InterruptedException {
    return Client.open(transport, host, version, config.start(), threads(config));
  }

  /** No virtual threads: in a run without a screen their pollers delay the end of the process. */
  static ThreadFactory threads(ServerConfig config) {
    return Thread.ofPlatform().daemon().name("mcp-" + config.name()).factory();
  }

  private Process start(ServerConfig config, Reach.Stdio stdio) throws IOException {
    var command = new ArrayList<String>(List.of(stdio.command()));
    command.addAll(stdio.arguments());
    var directory =
        stdio.directory().map(workspace.directory()::resolve).orElse(workspace.directory());
    return processes.start(
        new ServerProcesses.Wanted(
            config.name(), command, directory, stdio.environment(), config.isConfined()));
  }

  @Override
  public String lastWords(ServerConfig config) {
    return config.reach() instanceof Reach.Http ? "" : processes.lastWords(config.name());
  }
}
