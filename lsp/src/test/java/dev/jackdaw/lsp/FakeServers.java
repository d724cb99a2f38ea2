package dev.jackdaw.lsp;

import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Starts {@link StrictServer}s, and what tests need around them. */
final class FakeServers implements Starter {
  static final ServerSpec SPEC =
      new ServerSpec(
          "fake",
          List.of("fake"),
          Map.of(".x", "ex"),
          List.of("x.project"),
          Map.of(),
          Json.parseObject("{\"greeting\":true}"),
          Json.parseObject("{\"fake\":{\"level\":3}}"),
          ServerSpec.KNOWN,
          false,
          Hold.SANDBOX);

  final List<StrictServer> started = new CopyOnWriteArrayList<>();
  final List<Path> roots = new CopyOnWriteArrayList<>();
  final List<String> warnings = new CopyOnWriteArrayList<>();
  private final Consumer<StrictServer.Ways> ways;
  Timing timing = Timing.USUAL;

  FakeServers(Consumer<StrictServer.Ways> ways) {
    this.ways = ways;
  }

  FakeServers() {
    this(_ -> {});
  }

  @Override
  public Process start(ServerSpec spec, Path root) throws IOException {
    var wanted = new StrictServer.Ways();
    ways.accept(wanted);
    var server = new StrictServer(wanted);
    started.add(server);
    roots.add(root);
    return server;
  }

  @Override
  public void end(Process process) {
    process.destroy();
  }

  LanguageServers in(Path folder) throws IOException {
    return in(folder, Duration.ofSeconds(20));
  }

  LanguageServers in(Path folder, Duration patience) throws IOException {
    return new LanguageServers(List.of(SPEC), Workspace.of(folder), around(patience));
  }

  Surroundings around(Duration patience) {
    return new Surroundings(
        this,
        timing,
        patience,
        1L << 30,
        path -> !path.endsWith("secret.x"),
        "1.0",
        Thread.ofPlatform().daemon().name("lsp-test").factory(),
        warnings::add);
  }

  StrictServer server() {
    return started.getLast();
  }
}
