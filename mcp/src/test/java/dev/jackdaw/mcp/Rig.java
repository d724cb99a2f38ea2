package dev.jackdaw.mcp;

import dev.jackdaw.api.Tool;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.mcp.config.LogLevel;
import dev.jackdaw.mcp.config.Reach;
import dev.jackdaw.mcp.config.SamplingLimits;
import dev.jackdaw.mcp.config.ServerConfig;
import dev.jackdaw.mcp.config.ServerConfig.Scope;
import dev.jackdaw.mcp.transport.StdioTransport;
import dev.jackdaw.mcp.transport.Supervised;
import dev.jackdaw.testkit.FakeCall;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;

/** Servers as a session has them, started without a sandbox; remembers their processes. */
final class Rig implements Connector, AutoCloseable {
  private static final ThreadFactory THREADS = Thread.ofPlatform().daemon().factory();

  private final Path folder;
  private final List<Process> processes = new CopyOnWriteArrayList<>();
  private final List<String> warnings = new CopyOnWriteArrayList<>();
  private final Servers servers;

  Rig(Path folder, boolean attended, ServerConfig... configs) {
    this.folder = folder;
    this.servers =
        new Servers(
            List.of(configs),
            new Servers.Surroundings(
                this,
                new Approvals(folder.resolve("approved")),
                List.of(folder),
                attended,
                Shortening.NONE,
                THREADS,
                InstantSource.system(),
                warnings::add));
  }

  static ServerConfig config(String name, Duration call, String... command) {
    return new ServerConfig(
        name,
        Scope.USER,
        "test",
        new Reach.Stdio(
            command[0], List.of(command).subList(1, command.length), Map.of(), Optional.empty()),
        Duration.ofSeconds(30),
        call,
        Optional.empty(),
        List.of(),
        false,
        Optional.empty(),
        LogLevel.WARNING,
        SamplingLimits.NONE);
  }

  /** Returns a made-up server. */
  static ServerConfig fake(String manner, String... more) {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                FakeServer.class.getName(),
                manner));
    command.addAll(List.of(more));
    return config("fake", Duration.ofSeconds(20), command.toArray(String[]::new));
  }

  @Override
  public Client connect(ServerConfig config, Host host) throws IOException, InterruptedException {
    return Client.open(
        new StdioTransport(() -> start(config), THREADS), host, "1", config.start(), THREADS);
  }

  private Process start(ServerConfig config) throws IOException {
    if (!(config.reach() instanceof Reach.Stdio stdio)) throw new IOException("no process");
    var command = new ArrayList<>(List.of("setsid"));
    var line = new ArrayList<>(List.of(stdio.command()));
    line.addAll(stdio.arguments());
    command.addAll(Supervised.line(line));
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(folder.resolve("errors.log").toFile());
    builder.environment().putAll(stdio.environment());
    var process = builder.start();
    processes.add(process);
    return process;
  }

  Servers servers() {
    return servers;
  }

  List<String> warnings() {
    return warnings;
  }

  /** Returns the tool of that name, once it is there. */
  @SuppressWarnings("unchecked")
  Tool<Json.Obj> tool(String name) throws InterruptedException {
    for (var tool : servers.awaited()) {
      if (tool.spec().name().equals(name)) return (Tool<Json.Obj>) tool;
    }
    throw new AssertionError("no " + name + "; " + servers.troubles());
  }

  ToolResult call(String tool, String input, FakeCall call) throws Exception {
    return tool(tool).call(Json.parseObject(input), call);
  }

  List<Process> processes() {
    return processes;
  }

  @Override
  public void close() {
    servers.close();
  }
}
