package dev.jackdaw.mcp;

import dev.jackdaw.api.VisibleText;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.mcp.Remembered.What;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a person who types can mean: resources behind {@code @server:}, and arguments of prompts.
 * Servers that are not ready are passed over.
 */
public final class Completions {
  private static final int MOST = 100;
  private static final int MOST_CHARS = 500;
  private static final Pattern VARIABLE = Pattern.compile("\\{[?&/#+.;]?([A-Za-z0-9_.,%*]+)\\}");

  /** Something a word can become; both as they can be shown. */
  public record Word(String text, String help) {}

  private final Servers servers;

  public Completions(Servers servers) {
    this.servers = servers;
  }

  /**
   * Returns what the word can become.
   *
   * @param before the words in front of it, a command first; empty for a word by itself
   */
  public List<Word> of(List<String> before, String word) throws InterruptedException {
    var found = new ArrayList<Word>();
    try {
      if (word.startsWith("@")) resources(word.substring(1), found);
      else if (!before.isEmpty() && Prompts.isOne(before.getFirst())) {
        argument(before, word, found);
      }
    } catch (IOException e) {
      System.getLogger(Completions.class.getName())
          .log(System.Logger.Level.DEBUG, "nothing to complete", e);
    }
    return found.stream().filter(each -> isPlain(each.text())).limit(MOST).toList();
  }

  /** What cannot be shown as it is, or is several words, cannot be typed. */
  private static boolean isPlain(String text) {
    return text.length() <= MOST_CHARS
        && VisibleText.inOneLine(text).equals(text)
        && text.chars().noneMatch(Character::isWhitespace);
  }

  private void resources(String typed, List<Word> found) throws IOException, InterruptedException {
    var colon = typed.indexOf(':');
    for (var server : servers.on()) {
      var name = server.config().name();
      if (colon < 0) {
        if (name.startsWith(typed)
            && ready(server).filter(has -> has.has("resources")).isPresent()) {
          found.add(new Word("@" + name + ":", "resources"));
        }
      } else if (name.equals(typed.substring(0, colon))) {
        var client = ready(server);
        if (client.isPresent()) {
          ofServer(server, client.get(), typed.substring(colon + 1), found);
        }
      }
    }
  }

  private static Optional<Client> ready(Server server) {
    return server.state() instanceof Server.State.Ready(var client)
        ? Optional.of(client)
        : Optional.empty();
  }

  private static void ofServer(Server server, Client client, String typed, List<Word> found)
      throws IOException, InterruptedException {
    var start = "@" + server.config().name() + ":";
    for (var resource : server.remembered().list(What.RESOURCES, client)) {
      var uri = resource.string("uri", "");
      if (!uri.contains(typed)) continue;
      found.add(new Word(start + uri, resource.string("title", resource.string("name", ""))));
    }
    for (var template : server.remembered().list(What.TEMPLATES, client)) {
      for (var uri : filled(client, template.string("uriTemplate", ""), typed)) {
        found.add(new Word(start + uri, template.string("title", template.string("name", ""))));
      }
    }
  }

  /** Returns what a template becomes for what was typed of it: up to its next variable. */
  private static List<String> filled(Client client, String template, String typed)
      throws IOException, InterruptedException {
    var matcher = VARIABLE.matcher(template);
    var done = new StringBuilder();
    var known = Json.object();
    var at = 0;
    while (matcher.find()) {
      var literal = template.substring(at, matcher.start());
      done.append(literal);
      at = matcher.end();
      if (done.length() > typed.length()) {
        return done.toString().startsWith(typed) ? List.of(done.toString()) : List.of();
      }
      if (!typed.startsWith(done.toString())) return List.of();
      var rest = typed.substring(done.length());
      var next = at < template.length() ? template.substring(at, literalEnd(template, at)) : "";
      var end = next.isEmpty() ? -1 : rest.indexOf(next);
      var name = matcher.group(1);
      if (end < 0) {
        var reference = Json.object().put("type", "ref/resource").put("uri", template).build();
        var values = client.complete(reference, name, rest, known.build());
        var prefix = done.toString();
        return values.stream().map(value -> prefix + value + next).toList();
      }
      done.append(rest, 0, end);
      known.put(name, rest.substring(0, end));
    }
    return List.of();
  }

  private static int literalEnd(String template, int from) {
    var brace = template.indexOf('{', from);
    return brace < 0 ? template.length() : brace;
  }

  private void argument(List<String> before, String word, List<Word> found)
      throws IOException, InterruptedException {
    var prompt = new Prompts(servers).find(before.getFirst(), Duration.ZERO);
    if (prompt.isEmpty()) return;
    var arguments = prompt.get().prompt().arguments();
    var position = Math.min(before.size() - 1, arguments.size() - 1);
    if (position < 0) return;
    var known = Json.object();
    for (var i = 0; i < position; i++) known.put(arguments.get(i).name(), before.get(i + 1));
    var reference =
        Json.object()
            .put("type", "ref/prompt")
            .put("name", prompt.get().definition().string("name", ""))
            .build();
    var argument = arguments.get(position);
    for (var value :
        prompt.get().client().complete(reference, argument.name(), word, known.build())) {
      found.add(new Word(value, argument.name()));
    }
  }
}
