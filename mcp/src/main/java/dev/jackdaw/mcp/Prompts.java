package dev.jackdaw.mcp;

import dev.jackdaw.api.Blobs;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.VisibleText;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.wire.rpc.RpcException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The prompts of servers, as commands {@code /mcp__server__prompt}. */
public final class Prompts {
  private final Servers servers;

  public Prompts(Servers servers) {
    this.servers = servers;
  }

  record Found(Server server, Client client, Json.Obj definition, Prompt prompt) {}

  /** Returns those of servers that are ready; waits for none. */
  public List<Prompt> available() throws InterruptedException {
    return found(Duration.ZERO).stream().map(Found::prompt).toList();
  }

  private List<Found> found(Duration within) throws InterruptedException {
    var all = new ArrayList<Found>();
    for (var server : servers.on()) {
      try {
        var client = server.ready(within);
        var names = new Names();
        for (var definition : server.remembered().list(Remembered.What.PROMPTS, client)) {
          var name = names.tool(server.name(), definition.string("name", ""));
          all.add(new Found(server, client, definition, prompt(name, definition)));
        }
      } catch (UnavailableException | IOException e) {
        System.getLogger(Prompts.class.getName())
            .log(System.Logger.Level.DEBUG, "no prompts of a server", e);
      }
    }
    return all;
  }

  private static Prompt prompt(String name, Json.Obj definition) {
    var arguments = new ArrayList<Prompt.Argument>();
    for (var argument : definition.array("arguments")) {
      if (!(argument instanceof Json.Obj given)) continue;
      arguments.add(
          new Prompt.Argument(
              VisibleText.inOneLine(given.string("name", "")),
              VisibleText.inOneLine(given.string("description", "")),
              given.bool("required", false)));
    }
    var description = definition.string("description", definition.string("title", ""));
    return new Prompt("/" + name, VisibleText.inOneLine(description), arguments);
  }

  /** Returns whether the line is such a command. */
  public static boolean isOne(String line) {
    return line.startsWith("/" + Names.PREFIX);
  }

  /**
   * Returns what the command stands for, labelled as the server's words.
   *
   * @param line the command and its arguments, separated by spaces, {@code "} around those with
   *     spaces in them; the last argument takes the rest
   * @throws UnavailableException when there is no such command, or it does not work
   */
  public List<Block.Content> filled(String line, Blobs blobs)
      throws UnavailableException, InterruptedException {
    var words = words(line.strip());
    var command = words.getFirst();
    var wanted = find(command, Duration.ZERO);
    if (wanted.isEmpty()) {
      servers.awaited();
      wanted = find(command, Duration.ofSeconds(30));
    }
    var found =
        wanted.orElseThrow(() ->
            new UnavailableException("There is no prompt " + command + ". " + servers.troubles()));
    try {
      var arguments = arguments(found.prompt(), words.subList(1, words.size()));
      var result = found.client().prompt(found.definition().string("name", ""), arguments);
      return blocks(found, result, blobs);
    } catch (RpcException | IOException e) {
      throw new UnavailableException(
          command + " failed: " + VisibleText.inOneLine(String.valueOf(e.getMessage())));
    }
  }

  /** Returns the one of that command, if its server is there in time. */
  Optional<Found> find(String command, Duration within) throws InterruptedException {
    return found(within).stream()
        .filter(found -> found.prompt().command().equals(command))
        .findFirst();
  }

  private static Json.Obj arguments(Prompt prompt, List<String> given) throws UnavailableException {
    var arguments = Json.object();
    var wanted = prompt.arguments();
    for (var i = 0; i < wanted.size(); i++) {
      var argument = wanted.get(i);
      if (i >= given.size()) {
        if (!argument.required()) continue;
        throw new UnavailableException(
            prompt.command()
                + " needs an argument more: "
                + argument.name()
                + ". "
                + argument.description());
      }
      var rest = i == wanted.size() - 1 ? given.subList(i, given.size()) : List.of(given.get(i));
      arguments.put(argument.name(), String.join(" ", rest));
    }
    return arguments.build();
  }

  private static List<Block.Content> blocks(Found found, Json.Obj result, Blobs blobs) {
    var content = new Content(found.server(), blobs);
    var blocks = new ArrayList<Block.Content>();
    for (var message : result.array("messages")) {
      if (!(message instanceof Json.Obj object)) continue;
      if (object.string("role", "user").equals("assistant")) {
        blocks.add(content.text("(You said before:)"));
      }
      blocks.addAll(content.blocks(List.of(object.object("content"))));
    }
    if (blocks.isEmpty()) blocks.add(content.text("(an empty prompt)"));
    return blocks;
  }

  private static List<String> words(String line) {
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    var quoted = false;
    var begun = false;
    for (var i = 0; i < line.length(); i++) {
      var c = line.charAt(i);
      if (c == '"') {
        quoted = !quoted;
        begun = true;
      } else if (Character.isWhitespace(c) && !quoted) {
        if (begun) words.add(word.toString());
        word.setLength(0);
        begun = false;
      } else {
        word.append(c);
        begun = true;
      }
    }
    if (begun) words.add(word.toString());
    return words.isEmpty() ? List.of("") : words;
  }
}
