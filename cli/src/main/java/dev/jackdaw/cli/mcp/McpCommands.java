package dev.jackdaw.cli.mcp;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Nearest;
import dev.jackdaw.api.VisibleText;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import dev.jackdaw.cli.environment.Directories;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.options.Arguments;
import dev.jackdaw.cli.options.ExitCode;
import dev.jackdaw.cli.options.Option;
import dev.jackdaw.cli.settings.Settings;
import dev.jackdaw.mcp.config.ConfigException;
import dev.jackdaw.mcp.config.ConfigReader;
import dev.jackdaw.mcp.config.Reach;
import dev.jackdaw.mcp.config.ServerConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;

/** {@code jackdaw mcp …}, but for serving. */
public final class McpCommands {
  private static final List<String> SCOPES = List.of("local", "project", "user");

  private final Environment environment;
  private final Settings settings;
  private final Directories directories;
  private final Hosting hosting;
  private final Hosting.Starters starters;
  private final boolean trusted;
  private final PrintWriter out;
  private final ServerFiles files;

  public McpCommands(
      Environment environment,
      Directories directories,
      Settings settings,
      Hosting hosting,
      Hosting.Starters starters,
      boolean trusted,
      PrintWriter out) {
    this.environment = environment;
    this.directories = directories;
    this.settings = settings;
    this.hosting = hosting;
    this.starters = starters;
    this.trusted = trusted;
    this.out = out;
    this.files = new ServerFiles(environment.directory(), directories);
  }

  /** Runs the command. */
  public ExitCode run(Arguments arguments) throws InterruptedException {
    try {
      var code = command(arguments);
      out.flush();
      return code;
    } catch (IOException e) {
      throw new JackdawException(
          JackdawException.Kind.ENVIRONMENT, "mcp-file", "The file cannot be written: " + e, e);
    }
  }

  private ExitCode command(Arguments arguments) throws IOException, InterruptedException {
    return switch (arguments.command()) {
      case MCP_LIST -> list(arguments);
      case MCP_GET -> get(arguments);
      case MCP_ADD -> add(arguments);
      case MCP_ADD_JSON -> addJson(arguments);
      case MCP_REMOVE -> remove(arguments);
      case MCP_TEST ->
          new Trying(hosting, starters, out).test(tried(arguments), arguments.has(Option.JSON));
      case MCP_APPROVE -> new Trying(hosting, starters, out).approve(named(arguments));
      case MCP_LOGIN -> new Logins(environment, hosting, out).login(named(arguments));
      case MCP_LOGOUT -> new Logins(environment, hosting, out).logout(named(arguments));
      case MCP_IMPORT -> new Importing(environment, files, out).run(arguments);
      default -> throw new IllegalArgumentException(arguments.command().words());
    };
  }

  private ServerCatalog catalog() {
    return ServerCatalog.read(environment, directories, settings, trusted);
  }

  private ServerConfig named(Arguments arguments) {
    return named(arguments.operands().getFirst());
  }

  private ServerConfig named(String name) {
    var catalog = catalog();
    for (var server : catalog.servers()) if (server.name().equals(name)) return server;
    if (catalog.untrusted().contains(name)) {
      throw user(
          "The server "
              + name
              + " is the project's, which is not trusted; --trust trusts it once.");
    }
    var names = catalog.servers().stream().map(ServerConfig::name).toList();
    var problems = catalog.problems().isEmpty() ? "" : " " + String.join(" ", catalog.problems());
    throw user(
        "There is no MCP server \"" + name + "\"" + Nearest.hint(name, names) + "." + problems);
  }

  /** An address by itself is tried as a server that nobody configured. */
  private ServerConfig tried(Arguments arguments) {
    var name = arguments.operands().getFirst();
    if (!name.startsWith("http://") && !name.startsWith("https://")) return named(name);
    return read("tried", Json.object().put("url", name).build());
  }

  private ServerConfig read(String name, Json.Obj entry) {
    try {
      return new ConfigReader(environment.variables())
          .read(name, entry, ServerConfig.Scope.COMMAND_LINE, "the command line");
    } catch (ConfigException e) {
      throw user("\"" + name + "\" cannot be used: " + e.getMessage() + ".");
    }
  }

  private static JackdawException user(String message) {
    return new JackdawException(JackdawException.Kind.USER, "mcp-server", message);
  }

  private ExitCode list(Arguments arguments) {
    var catalog = catalog();
    if (arguments.has(Option.JSON)) {
      out.println(Json.array(catalog.servers().stream().map(McpCommands::json).toList()).pretty());
      return ExitCode.DONE;
    }
    if (catalog.servers().isEmpty() && catalog.untrusted().isEmpty()) {
      out.println("No MCP server is configured. \"jackdaw mcp add NAME -- COMMAND\" adds one.");
    }
    for (var server : catalog.servers()) {
      out.println(
          server.name()
              + "  "
              + VisibleText.inOneLine(server.reach().toString())
              + "  ("
              + server.scope().shown()
              + (server.off() ? ", off)" : ")"));
    }
    for (var name : catalog.untrusted()) {
      out.println(VisibleText.inOneLine(name) + "  (project, not trusted)");
    }
    for (var problem : catalog.problems()) out.println(VisibleText.inOneLine(problem));
    return ExitCode.DONE;
  }

  private static Json.Obj json(ServerConfig server) {
    return Json.object()
        .put("name", server.name())
        .put("scope", server.scope().shown())
        .put("where", server.where())
        .put("reach", server.reach().toString())
        .put("off", server.off())
        .build();
  }

  private ExitCode get(Arguments arguments) {
    var server = named(arguments);
    if (arguments.has(Option.JSON)) {
      out.println(json(server).pretty());
      return ExitCode.DONE;
    }
    out.println(server.name() + ", " + server.scope().shown() + ", in " + server.where());
    switch (server.reach()) {
      case Reach.Stdio stdio -> {
        out.println("  command: " + VisibleText.inOneLine(stdio.toString()));
        names("variables", stdio.environment());
        out.println("  sandbox: " + (server.isConfined() ? "as the agent's commands" : "none"));
      }
      case Reach.Http http -> {
        out.println("  address: " + http.uri());
        names("headers", http.headers());
      }
    }
    out.println(
        "  start: " + server.start().toMillis() + " ms, call: " + server.call().toMillis() + " ms");
    server.enabled().ifPresent(tools -> out.println("  only: " + String.join(", ", tools)));
    if (!server.disabled().isEmpty()) {
      out.println("  without: " + String.join(", ", server.disabled()));
    }
    if (server.off()) out.println("  off");
    return ExitCode.DONE;
  }

  /** Values may be secrets. */
  private void names(String what, Map<String, String> values) {
    if (!values.isEmpty()) out.println("  " + what + ": " + String.join(", ", values.keySet()));
  }

  private ExitCode add(Arguments arguments) throws IOException {
    var operands = arguments.operands();
    if (operands.size() < 2) {
      throw user(
          "A command or an address is missing: jackdaw mcp add NAME -- COMMAND [ARGUMENT]...");
    }
    return keep(arguments, operands.getFirst(), NewEntry.of(arguments, operands));
  }

  private ExitCode addJson(Arguments arguments) throws IOException {
    try {
      var entry = Json.parseObject(arguments.operands().getLast());
      return keep(arguments, arguments.operands().getFirst(), entry);
    } catch (JsonException e) {
      throw user("That is no JSON object: " + e.getMessage() + ".");
    }
  }

  private ExitCode keep(Arguments arguments, String name, Json.Obj entry) throws IOException {
    var scope = arguments.text(Option.SCOPE).orElse("local");
    try {
      new ConfigReader(environment.variables())
          .read(name, entry, ServerConfig.Scope.USER, "the command line");
    } catch (ConfigException e) {
      // Variables may be set later.
      if (!String.valueOf(e.getMessage()).startsWith("the variable ")) {
        throw user("\"" + name + "\" cannot be added: " + e.getMessage() + ".");
      }
    }
    for (var key : ConfigReader.unknown(entry)) out.println("The key " + key + " has no effect.");
    files.put(scope, name, entry);
    out.println("MCP server " + name + " is in " + files.file(scope) + " (" + scope + ").");
    if (scope.equals("project")) {
      out.println("It starts where the folder is trusted as it is now.");
    }
    return ExitCode.DONE;
  }

  private ExitCode remove(Arguments arguments) throws IOException {
    var name = arguments.operands().getFirst();
    var given = arguments.text(Option.SCOPE);
    for (var scope : given.isPresent() ? List.of(given.get()) : SCOPES) {
      if (!files.has(scope, name)) continue;
      var _ = files.remove(scope, name);
      out.println("MCP server " + name + " is no longer in " + files.file(scope) + ".");
      return ExitCode.DONE;
    }
    throw user("There is no MCP server \"" + name + "\" that could be removed.");
  }
}
