package dev.jackdaw.cli.mcp;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.environment.Directories;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.settings.Layer;
import dev.jackdaw.cli.settings.SandboxMode;
import dev.jackdaw.cli.settings.Settings;
import dev.jackdaw.mcp.config.ConfigException;
import dev.jackdaw.mcp.config.ConfigReader;
import dev.jackdaw.mcp.config.ServerConfig;
import dev.jackdaw.mcp.config.ServerConfig.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The servers that are configured here, merged: managed, options, the user's for this project, the
 * project's, the user's everywhere; of equal names the first counts.
 *
 * @param servers those that can be used, switched off ones included
 * @param problems what is wrong with others, a sentence each
 * @param untrusted names of the project's that wait for trust
 */
public record ServerCatalog(
    List<ServerConfig> servers, List<String> problems, List<String> untrusted) {
  public ServerCatalog {
    servers = List.copyOf(servers);
    problems = List.copyOf(problems);
    untrusted = List.copyOf(untrusted);
  }

  /** Returns whether none of them is to be started. */
  public boolean isAllOff() {
    return servers.stream().allMatch(ServerConfig::off);
  }

  /** Returns whether there can be any, at the cost of a few looks at the disk. */
  public static boolean isNeeded(
      Environment environment, Directories directories, Settings settings) {
    if (!settings.mcp().entries().isEmpty()) return true;
    return !settings.mcp().strict() && ServerFiles.exist(environment.directory(), directories);
  }

  /** Reads all of them. */
  public static ServerCatalog read(
      Environment environment, Directories directories, Settings settings, boolean trusted) {
    var required = settings.sandbox().compareTo(SandboxMode.REQUIRED) >= 0;
    var gathering = new Gathering(new ConfigReader(environment.variables()), required);
    var strict = settings.mcp().strict();
    for (var entry : settings.mcp().entries()) {
      var scope = scope(entry.origin().layer());
      if (scope != Scope.USER) {
        gathering.add(entry.name(), entry.content(), scope, entry.origin().where());
      }
    }
    if (!strict) {
      for (var entry : new ServerFiles(environment.directory(), directories).local()) {
        gathering.add(entry.name(), entry.content(), Scope.LOCAL, entry.file().toString());
      }
      for (var entry : ServerFiles.ofProject(environment.directory())) {
        if (trusted) {
          gathering.add(entry.name(), entry.content(), Scope.PROJECT, entry.file().toString());
        } else {
          gathering.untrusted.add(entry.name());
        }
      }
    }
    for (var entry : settings.mcp().entries()) {
      if (scope(entry.origin().layer()) == Scope.USER) {
        gathering.add(entry.name(), entry.content(), Scope.USER, entry.origin().where());
      }
    }
    return gathering.catalog();
  }

  private static Scope scope(Layer layer) {
    return switch (layer) {
      case MANAGED -> Scope.MANAGED;
      case USER -> Scope.USER;
      case OPTION, COMMAND_LINE, PROJECT_LOCAL, PROJECT -> Scope.COMMAND_LINE;
    };
  }

  /** Of equal names the first that is added counts. */
  private static final class Gathering {
    private final ConfigReader reader;
    private final Map<String, ServerConfig> servers = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final List<String> untrusted = new ArrayList<>();
    private final boolean confined;

    /** {@code confined} holds for servers that do not say whether they are. */
    Gathering(ConfigReader reader, boolean confined) {
      this.reader = reader;
      this.confined = confined;
    }

    void add(String name, Json.Obj content, Scope scope, String where) {
      if (name.isEmpty()) {
        problems.add(content.string("problem", where + " cannot be read."));
        return;
      }
      if (servers.containsKey(name)) return;
      try {
        servers.put(name, held(reader.read(name, content, scope, where)));
        for (var key : ConfigReader.unknown(content)) {
          problems.add(
              "MCP server " + name + " in " + where + ": the key " + key + " has no effect.");
        }
      } catch (ConfigException e) {
        problems.add(
            "MCP server \"" + name + "\" in " + where + " cannot be used: " + e.getMessage() + ".");
      }
    }

    /** Who demands a sandbox means servers too; whoever manages the machine says what he means. */
    private ServerConfig held(ServerConfig server) {
      if (!confined || server.confined().isPresent() || server.scope() == Scope.MANAGED) {
        return server;
      }
      return new ServerConfig(
          server.name(),
          server.scope(),
          server.where(),
          server.reach(),
          server.start(),
          server.call(),
          server.enabled(),
          server.disabled(),
          server.off(),
          Optional.of(true),
          server.log(),
          server.samples());
    }

    ServerCatalog catalog() {
      return new ServerCatalog(List.copyOf(servers.values()), problems, untrusted);
    }
  }
}
