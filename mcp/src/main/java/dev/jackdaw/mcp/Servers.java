package dev.jackdaw.mcp;

import dev.jackdaw.api.Closing;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.VisibleText;
import dev.jackdaw.mcp.config.ServerConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;

/**
 * The servers of a session. Those whose tools were approved before are offered from the beginning,
 * without waiting for them; what others bring is found once they are there. Safe for use by several
 * threads.
 */
public final class Servers implements AutoCloseable {
  private static final int MOST_NAMES = 30;
  private static final Duration END = Duration.ofSeconds(2);

  private final List<Server> servers = new ArrayList<>();
  private final Shortening shortening;
  private final Consumer<String> warnings;
  private final List<Tool<?>> known = new ArrayList<>();
  private final List<String> notices = new ArrayList<>(); // guarded by itself

  /**
   * What servers have in common.
   *
   * @param roots the folders that are worked in
   * @param attended whether a person can be asked
   * @param warnings hears of servers that do not work
   */
  public record Surroundings(
      Connector connector,
      Approvals approvals,
      List<Path> roots,
      boolean attended,
      Shortening shortening,
      ThreadFactory threads,
      InstantSource clock,
      Consumer<String> warnings) {
    public Surroundings {
      roots = List.copyOf(roots);
    }
  }

  public Servers(List<ServerConfig> configs, Surroundings around) {
    this.shortening = around.shortening();
    this.warnings = around.warnings();
    var taken = new HashSet<String>();
    for (var config : configs) {
      servers.add(
          new Server(
              config,
              Names.server(config.name(), taken),
              around.connector(),
              around.approvals(),
              around.roots(),
              around.attended(),
              around.threads(),
              around.clock(),
              new Watching()));
    }
    for (var server : on()) if (server.isKnown()) known.addAll(tools(server));
    if (!servers.isEmpty()) {
      known.add(new ResourceList(this));
      known.add(new ReadResource(this));
    }
  }

  /** Returns all that are configured, those that are switched off too. */
  public List<Server> all() {
    return List.copyOf(servers);
  }

  /** Returns those that are switched on. */
  List<Server> on() {
    return servers.stream().filter(server -> !server.isOff()).toList();
  }

  /** Finds one by its name. */
  public Optional<Server> named(String name) {
    return servers.stream()
        .filter(server -> server.config().name().equals(name) || server.name().equals(name))
        .findFirst();
  }

  Shortening shortening() {
    return shortening;
  }

  /** Starts them all in the background. */
  public void begin() {
    for (var server : servers) server.begin();
  }

  /** Returns the tools that are known without any server; the same for as long as this lives. */
  public List<Tool<?>> known() {
    return List.copyOf(known);
  }

  /** Returns the tools of all servers that were approved by now. */
  public List<Tool<?>> arrived() {
    var tools = new ArrayList<Tool<?>>();
    for (var server : on()) if (server.isKnown()) tools.addAll(tools(server));
    return tools;
  }

  /** As {@link #arrived}, once no server is starting any more. */
  public List<Tool<?>> awaited() throws InterruptedException {
    begin();
    for (var server : servers) {
      if (!server.isKnown()) {
        var _ = server.settled(server.patience());
      }
    }
    return arrived();
  }

  private List<Tool<?>> tools(Server server) {
    var names = new Names();
    var tools = new ArrayList<Tool<?>>();
    for (var definition : server.offering().tools()) {
      var tool = definition.string("name", "");
      var name = names.tool(server.name(), tool);
      if (server.config().offers(tool)) {
        tools.add(new McpTool(server, name, definition, shortening));
      }
    }
    return tools;
  }

  /** Returns whether a tool of that name can only be a server's. */
  public boolean mayBring(String tool) {
    return tool.toLowerCase(Locale.ROOT).startsWith(Names.PREFIX);
  }

  /** Returns whether there are servers whose tools are not known yet. */
  public boolean expectsMore() {
    return !on().isEmpty();
  }

  /** Returns what a model is told of them at the beginning. */
  public String description() {
    var on = on();
    var names = on.stream().map(server -> server.config().name()).limit(MOST_NAMES).toList();
    return "The tools of these MCP servers are found here, too, if you were not given them, and new"
        + " ones when a server gets new ones; a search waits until they have started: "
        + String.join(", ", names)
        + (on.size() > names.size() ? " and others." : ".");
  }

  /** Returns what is wrong with servers, a line each; empty when nothing is. */
  public String troubles() {
    var lines = new ArrayList<String>();
    for (var server : servers) trouble(server, server.state()).ifPresent(lines::add);
    return String.join("\n", lines);
  }

  private static Optional<String> trouble(Server server, Server.State state) {
    var name = "The MCP server " + server.config().name();
    return switch (state) {
      case Server.State.Failed(var why) -> Optional.of(name + " does not run: " + why);
      case Server.State.Waiting(var why) -> Optional.of(name + " is being started again: " + why);
      case Server.State.LoginNeeded _ ->
          Optional.of(name + " wants a login: jackdaw mcp login " + server.config().name());
      case Server.State.Changed _ ->
          Optional.of(
              name
                  + " offers other tools than those that were approved; they are off until the user"
                  + " looks at the difference: jackdaw mcp approve "
                  + server.config().name());
      case Server.State.Idle _, Server.State.Starting _, Server.State.Ready _, Server.State.Off _ ->
          Optional.empty();
    };
  }

  private final class Watching implements Server.Watcher {
    @Override
    public void became(Server server, Server.State state) {
      changed(server, state);
    }

    @Override
    public void updated(Server server, String uri) {
      synchronized (notices) {
        notices.add(
            "The resource @"
                + server.config().name()
                + ":"
                + VisibleText.inOneLine(uri)
                + " is no longer what you read; "
                + ReadResource.NAME
                + " reads it again, if it matters.");
      }
    }
  }

  private void changed(Server server, Server.State state) {
    if (state instanceof Server.State.Ready) {
      tellOf(server);
      return;
    }
    if (state instanceof Server.State.Waiting(var why)) {
      if (server.ran()) warnings.accept(ended(server, why));
      return;
    }
    trouble(server, state)
        .ifPresent(text -> {
          var words = state instanceof Server.State.Failed ? server.lastWords() : "";
          warnings.accept(words.isEmpty() ? text : text + "; it said:\n" + words);
          synchronized (notices) {
            notices.add(text);
          }
        });
  }

  private static String ended(Server server, String why) {
    return "The MCP server " + server.config().name() + " is started again: " + why;
  }

  /** Of tools that a model was given from the beginning it need not be told. */
  private void tellOf(Server server) {
    var given = new HashSet<String>();
    for (var tool : known) given.add(tool.spec().name());
    var fresh = new ArrayList<String>();
    for (var tool : tools(server)) {
      if (!given.contains(tool.spec().name())) fresh.add(tool.spec().name());
    }
    if (fresh.isEmpty()) return;
    var shown = fresh.subList(0, Math.min(MOST_NAMES, fresh.size()));
    synchronized (notices) {
      notices.removeIf(notice -> notice.startsWith(ready(server)));
      notices.add(
          ready(server)
              + " It has "
              + fresh.size()
              + (fresh.size() == 1 ? " tool" : " tools")
              + ", which tool_search finds and call_tool calls: "
              + VisibleText.inOneLine(String.join(", ", shown))
              + (fresh.size() > shown.size() ? " and others." : "."));
    }
  }

  private static String ready(Server server) {
    return "The MCP server " + server.config().name() + " is ready.";
  }

  /** Returns what a model has to be told since the last time. */
  public List<String> notices() {
    synchronized (notices) {
      var all = List.copyOf(notices);
      notices.clear();
      return all;
    }
  }

  /** Ends them all. */
  @Override
  public void close() {
    Closing.all(servers, "mcp-close", END);
  }
}
