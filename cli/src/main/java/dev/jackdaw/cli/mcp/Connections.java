package dev.jackdaw.cli.mcp;

import dev.jackdaw.api.Workspace;
import dev.jackdaw.cli.environment.Directories;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.environment.Platform;
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
import dev.jackdaw.mcp.transport.Supervised;
import dev.jackdaw.mcp.transport.Tokens;
import dev.jackdaw.tools.shell.ChildEnvironment;
import dev.jackdaw.tools.shell.Launcher;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Connects to servers: processes run in the sandbox of commands or outside it, as their scope wants
 * it; addresses are reached as the network settings say.
 */
final class Connections implements Connector {
  private static final int LAST_WORDS_BYTES = 1_500;

  private final Environment environment;
  private final Directories directories;
  private final Workspace workspace;
  private final String version;
  private final Hosting.Starters starters;
  private final Supplier<HttpCaller> http;
  private final Function<ServerConfig, Tokens> logins;

  /** {@code http} and {@code logins} are asked when needed. */
  Connections(
      Environment environment,
      Directories directories,
      Workspace workspace,
      String version,
      Hosting.Starters starters,
      Supplier<HttpCaller> http,
      Function<ServerConfig, Tokens> logins) {
    this.environment = environment;
    this.directories = directories;
    this.workspace = workspace;
    this.version = version;
    this.starters = starters;
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
    var posix = environment.platform() != Platform.WINDOWS;
    var directory =
        stdio.directory().map(workspace.directory()::resolve).orElse(workspace.directory());
    var request =
        new Launcher.Request(
            posix ? Supervised.line(command) : command,
            directory,
            variables(stdio),
            Optional.empty(),
            Optional.of(freshLog(config)));
    return (config.isConfined() ? starters.confined() : starters.own()).start(request);
  }

  /** What is configured for a server it gets, be it a key; of the rest what commands get. */
  private Map<String, String> variables(Reach.Stdio stdio) {
    var variables =
        new HashMap<>(
            ChildEnvironment.of(environment.variables(), workspace, ChildEnvironment.Settings.NONE)
                .variables());
    variables.putAll(stdio.environment());
    return variables;
  }

  private Path log(ServerConfig config) {
    return directories.createState().resolve("mcp").resolve(config.name() + ".log");
  }

  /** What the server says this time. */
  private Path freshLog(ServerConfig config) throws IOException {
    var file = log(config);
    Files.createDirectories(file.getParent());
    Files.deleteIfExists(file);
    if (environment.platform() == Platform.WINDOWS) return Files.createFile(file);
    var mode = PosixFilePermissions.fromString("rw-------");
    return Files.createFile(file, PosixFilePermissions.asFileAttribute(mode));
  }

  @Override
  public String lastWords(ServerConfig config) {
    if (config.reach() instanceof Reach.Http) return "";
    try (var file = new RandomAccessFile(log(config).toFile(), "r")) {
      file.seek(Math.max(0, file.length() - LAST_WORDS_BYTES));
      var bytes = new byte[(int) Math.min(file.length(), LAST_WORDS_BYTES)];
      var count = file.read(bytes);
      return count < 0 ? "" : new String(bytes, 0, count, StandardCharsets.UTF_8);
    } catch (IOException _) {
      return "";
    }
  }
}
