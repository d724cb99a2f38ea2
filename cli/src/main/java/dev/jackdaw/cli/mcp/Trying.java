package dev.jackdaw.cli.mcp;

import dev.jackdaw.api.VisibleText;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.options.ExitCode;
import dev.jackdaw.mcp.Client;
import dev.jackdaw.mcp.Host;
import dev.jackdaw.mcp.Server;
import dev.jackdaw.mcp.config.ServerConfig;
import dev.jackdaw.mcp.transport.Unauthorized;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/** Starts a server for a look at it. */
final class Trying {
  private final Hosting hosting;
  private final Hosting.Starters starters;
  private final PrintWriter out;

  Trying(Hosting hosting, Hosting.Starters starters, PrintWriter out) {
    this.hosting = hosting;
    this.starters = starters;
    this.out = out;
  }

  /** Says what the server offers. */
  ExitCode test(ServerConfig config, boolean json) throws InterruptedException {
    var connector = hosting.connector(starters);
    try (var client = connector.connect(config, NOBODY)) {
      var tools = client.tools();
      client.ping();
      if (json) {
        out.println(client.server().with("tools", Json.array(tools)).pretty());
      } else {
        show(config, client, tools);
      }
      return ExitCode.DONE;
    } catch (Unauthorized e) {
      out.println(e.getMessage() + ". Log in with: jackdaw mcp login " + config.name());
      return ExitCode.FAILED;
    } catch (IOException e) {
      out.println("It does not work: " + VisibleText.inOneLine(String.valueOf(e.getMessage())));
      var words = connector.lastWords(config).strip();
      if (!words.isEmpty()) out.println("It said:\n" + VisibleText.prose(words));
      return ExitCode.FAILED;
    }
  }

  private void show(ServerConfig config, Client client, List<Json.Obj> tools)
      throws IOException, InterruptedException {
    var info = client.server().object("serverInfo");
    line(
        config.name()
            + ": "
            + info.string("name", "a server without a name")
            + " "
            + info.string("version", "")
            + ", protocol "
            + client.server().string("protocolVersion", ""));
    line(tools.size() + (tools.size() == 1 ? " tool" : " tools"));
    for (var tool : tools) item(tool);
    var resources = client.resources();
    if (!resources.isEmpty()) line(resources.size() + " resources");
    for (var template : client.resourceTemplates()) {
      line("  template " + template.string("uriTemplate", ""));
    }
    for (var prompt : client.prompts()) line("  prompt " + prompt.string("name", ""));
  }

  private void item(Json.Obj tool) {
    var description = tool.string("description", "").strip();
    var first = description.lines().findFirst().orElse("");
    line("  " + tool.string("name", "") + (first.isEmpty() ? "" : ": " + first));
  }

  private void line(String text) {
    out.println(VisibleText.inOneLine(text));
  }

  /** Shows what is different from what was approved, and approves it. */
  ExitCode approve(ServerConfig config) throws InterruptedException {
    try (var servers = hosting.servers(List.of(config), starters, false, _ -> {})) {
      var server = servers.all().getFirst();
      server.begin();
      switch (server.settled(config.start())) {
        case Server.State.Changed(_, var diff) -> {
          out.println(VisibleText.of(diff));
          server.approve();
          out.println("This is approved for " + config.name() + " from now on.");
        }
        case Server.State.Ready _ ->
            out.println("What " + config.name() + " offers is what was approved.");
        case Server.State.Idle _,
            Server.State.Starting _,
            Server.State.Waiting _,
            Server.State.Failed _,
            Server.State.LoginNeeded _,
            Server.State.Off _ -> {
          out.println(servers.troubles());
          return ExitCode.FAILED;
        }
      }
      return ExitCode.DONE;
    }
  }

  /** One who answers nothing. */
  private static final Host NOBODY =
      new Host() {
        @Override
        public List<Path> roots() {
          return List.of();
        }

        @Override
        public boolean canElicit() {
          return false;
        }

        @Override
        public Json.Obj elicit(Json.Obj params) {
          return Json.object().put("action", "cancel").build();
        }

        @Override
        public void changed(Kind kind) {}

        @Override
        public void logged(String level, String text) {}

        @Override
        public void broken(String why) {}
      };
}
