package dev.jackdaw.cli.mcp;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Nearest;
import dev.jackdaw.cli.options.ExitCode;
import dev.jackdaw.mcp.Completions;
import dev.jackdaw.mcp.Portrait;
import dev.jackdaw.mcp.Server;
import dev.jackdaw.mcp.Servers;
import dev.jackdaw.mcp.config.LogLevel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** {@code /mcp}: looks at the servers of a running session and does something with them. */
final class ServerDesk {
  /** What can be done, as it is typed. */
  static final List<String> VERBS =
      List.of("reconnect", "enable", "disable", "approve", "login", "logout", "level");

  private final Servers servers;
  private final Hosting hosting;
  private final ZoneId zone;
  private final Consumer<String> told;

  /** {@code told} hears what came of something that was begun. */
  ServerDesk(Servers servers, Hosting hosting, ZoneId zone, Consumer<String> told) {
    this.servers = servers;
    this.hosting = hosting;
    this.zone = zone;
    this.told = told;
  }

  List<Portrait> portraits() {
    return servers.all().stream().map(server -> new Portrait(server, zone)).toList();
  }

  /**
   * Does what was typed behind {@code /mcp}; returns what to say at once.
   *
   * @throws JackdawException when it cannot be done as typed
   */
  List<String> run(String typed) {
    var words = typed.isBlank() ? List.<String>of() : List.of(typed.strip().split("\\s+"));
    if (words.isEmpty()) return list();
    if (words.size() == 1 && !VERBS.contains(words.getFirst())) {
      return new Portrait(named(words.getFirst()), zone).lines();
    }
    if (words.size() < 2) throw user("/mcp " + words.getFirst() + " needs the name of a server.");
    return List.of(done(words.getFirst(), named(words.get(1)), words));
  }

  /** Returns what a word behind {@code /mcp} can become. */
  List<Completions.Word> words(List<String> before, String word) {
    var words = new ArrayList<Completions.Word>();
    for (var each : portraits()) {
      words.add(new Completions.Word(each.server().config().name(), each.state()));
    }
    if (before.size() == 1) for (var verb : VERBS) words.add(new Completions.Word(verb, ""));
    words.removeIf(each -> !each.text().startsWith(word));
    return words;
  }

  private List<String> list() {
    var lines = new ArrayList<String>();
    for (var each : portraits()) {
      var glance = each.glance();
      lines.add(
          each.server().config().name()
              + "  "
              + each.state()
              + (glance.isEmpty() ? "" : "  " + glance));
    }
    lines.add("/mcp NAME shows one; /mcp " + String.join("|", VERBS) + " NAME does something.");
    return lines;
  }

  private Server named(String name) {
    var names = servers.all().stream().map(server -> server.config().name()).toList();
    var hint = Nearest.hint(name, names);
    return servers
        .named(name)
        .orElseThrow(() ->
            user(
                "There is no MCP server \""
                    + name
                    + "\""
                    + (hint.isEmpty() ? "." : hint)
                    + " There are: "
                    + String.join(", ", names)
                    + "."));
  }

  private String done(String verb, Server server, List<String> words) {
    var name = server.config().name();
    return switch (verb) {
      case "reconnect", "enable" -> {
        server.reconnect();
        yield name + " is being started.";
      }
      case "disable" -> {
        server.switchOff();
        yield name + " is off for this session; \"disabled\": true in its entry keeps it off.";
      }
      case "approve" -> {
        if (!(server.state() instanceof Server.State.Changed)) {
          yield "What " + name + " offers is what was approved.";
        }
        server.approve();
        yield "What " + name + " offers now is approved.";
      }
      case "login" -> {
        inBackground(() -> login(server));
        yield "Logging in to " + name + ".";
      }
      case "logout" -> {
        var said = new StringWriter();
        var out = new PrintWriter(said);
        var _ = hosting.loginsTo(out).logout(server.config());
        yield said.toString().strip();
      }
      case "level" -> level(server, words);
      default ->
          throw user(
              "/mcp cannot \"" + verb + "\"; it can: " + String.join(", ", VERBS) + " NAME.");
    };
  }

  private void login(Server server) throws InterruptedException {
    var out = new PrintWriter(new Lines(told), true);
    try {
      if (hosting.loginsTo(out).login(server.config()) == ExitCode.DONE) server.reconnect();
    } catch (JackdawException e) {
      told.accept(String.valueOf(e.getMessage()));
    } finally {
      out.flush();
    }
  }

  private String level(Server server, List<String> words) {
    var level = words.size() < 3 ? Optional.<LogLevel>empty() : LogLevel.parse(words.get(2));
    if (level.isEmpty()) {
      throw user("/mcp level NAME LEVEL; a level is: " + String.join(", ", LogLevel.words()) + ".");
    }
    inBackground(() -> server.tell(level.get()));
    return server.config().name()
        + " tells from "
        + level.get().word()
        + " on; /mcp NAME shows it.";
  }

  /** Something that takes its time and may fail. */
  private interface Deed {
    void run() throws IOException, InterruptedException;
  }

  private void inBackground(Deed deed) {
    Thread.ofPlatform()
        .daemon()
        .name("mcp-desk")
        .start(() -> {
          try {
            deed.run();
          } catch (IOException e) {
            told.accept("That did not work: " + e.getMessage());
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private static JackdawException user(String message) {
    return new JackdawException(JackdawException.Kind.USER, "mcp-server", message);
  }

  /** Hands on whole lines. */
  private static final class Lines extends Writer {
    private final Consumer<String> told;
    private final StringBuilder line = new StringBuilder();

    Lines(Consumer<String> told) {
      this.told = told;
    }

    @Override
    public void write(char[] chars, int from, int count) {
      for (var i = from; i < from + count; i++) {
        if (chars[i] == '\n') {
          told.accept(line.toString());
          line.setLength(0);
        } else if (chars[i] != '\r') {
          line.append(chars[i]);
        }
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
