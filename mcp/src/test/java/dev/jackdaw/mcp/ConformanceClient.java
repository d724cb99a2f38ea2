package dev.jackdaw.mcp;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.mcp.config.Reach;
import dev.jackdaw.mcp.login.Login;
import dev.jackdaw.mcp.login.LoginException;
import dev.jackdaw.mcp.login.LoginTokens;
import dev.jackdaw.mcp.login.LoopbackVisitor;
import dev.jackdaw.mcp.login.TokenStore;
import dev.jackdaw.mcp.login.Visitor;
import dev.jackdaw.mcp.transport.HttpTransport;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;

/**
 * The client under test of the official conformance suite: it is started with the address of a
 * server and does what the scenario in {@code MCP_CONFORMANCE_SCENARIO} wants.
 */
final class ConformanceClient {
  private static final ThreadFactory THREADS = Thread.ofPlatform().daemon().factory();
  private static final String METADATA = "https://conformance-test.local/client-metadata.json";

  private ConformanceClient() {}

  public static void main(String[] words) throws Exception {
    var uri = URI.create(words[words.length - 1]);
    var scenario = System.getenv().getOrDefault("MCP_CONFORMANCE_SCENARIO", "");
    var http = new JdkHttp();
    var clock = InstantSource.system();
    var login = new Login(uri, client(scenario), http, clock);
    var tokens = new LoginTokens(uri, login, new InMemory(), clock, _ -> {}, () -> new Robot(http));
    var transport = new HttpTransport(uri, Map.of(), http, tokens, THREADS);
    try (var client =
        Client.open(transport, new Accepting(), "1.0", Duration.ofSeconds(20), THREADS)) {
      for (var tool : client.tools()) call(client, tool);
    }
    // The end of a session is told in the background.
    Runtime.getRuntime().exit(0);
  }

  private static Reach.Client client(String scenario) {
    var context = System.getenv().getOrDefault("MCP_CONFORMANCE_CONTEXT", "{}");
    var given = Json.parseObject(context);
    if (scenario.startsWith("auth/client-credentials")) {
      return new Reach.Client(
          given.string("client_id", ""),
          given.string("client_secret", ""),
          "",
          0,
          true,
          given.string("private_key_pem", ""));
    }
    if (given.has("client_id")) {
      return new Reach.Client(
          given.string("client_id", ""), given.string("client_secret", ""), "", 0);
    }
    return scenario.equals("auth/basic-cimd")
        ? new Reach.Client(METADATA, "", "", 0)
        : Reach.Client.NONE;
  }

  private static void call(Client client, Json.Obj tool) throws Exception {
    var arguments =
        tool.string("name", "").equals("add_numbers")
            ? Json.object().put("a", 5).put("b", 3).build()
            : Json.Obj.EMPTY;
    var _ = client.call(tool.string("name", ""), arguments, Duration.ofSeconds(20), _ -> {});
  }

  /** A browser whose user says yes to everything. */
  private record Robot(JdkHttp http) implements Visitor {
    @Override
    public URI redirect() {
      return URI.create("http://localhost:3000/callback");
    }

    @Override
    public Map<String, String> visit(URI address) throws IOException, InterruptedException {
      try (var answer = http.send("GET", address, Map.of(), null)) {
        var location = answer.header("Location");
        if (location.isEmpty()) throw new LoginException("not sent back: " + answer.status());
        return LoopbackVisitor.parameters(location);
      }
    }

    @Override
    public void close() {}
  }

  private static final class InMemory implements TokenStore {
    private Optional<Json.Obj> kept = Optional.empty();

    @Override
    public Optional<Json.Obj> find() {
      return kept;
    }

    @Override
    public void keep(Json.Obj login) {
      kept = Optional.of(login);
    }

    @Override
    public void forget() {
      kept = Optional.empty();
    }
  }

  /** One who takes every default. */
  private static final class Accepting implements Host {
    @Override
    public List<Path> roots() {
      return List.of();
    }

    @Override
    public boolean canElicit() {
      return true;
    }

    @Override
    public Json.Obj elicit(Json.Obj params) {
      var content = Json.object();
      params
          .object("requestedSchema")
          .object("properties")
          .members()
          .forEach((name, field) -> {
            if (field instanceof Json.Obj schema) content.put(name, schema.get("default"));
          });
      return Json.object().put("action", "accept").put("content", content.build()).build();
    }

    @Override
    public void changed(Kind kind) {}

    @Override
    public void logged(String level, String text) {}

    @Override
    public void broken(String why) {}
  }
}
