package dev.jackdaw.cli.mcp;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.options.Arguments;
import dev.jackdaw.cli.options.Option;
import java.util.List;

/** Makes an entry of what a command line says. */
final class NewEntry {
  private NewEntry() {}

  static Json.Obj of(Arguments arguments, List<String> operands) {
    var target = operands.get(1);
    var address = target.startsWith("http://") || target.startsWith("https://");
    var transport = arguments.text(Option.TRANSPORT).orElse(address ? "http" : "stdio");
    var entry = Json.object().put("type", transport);
    if (transport.equals("stdio")) {
      entry.put("command", target);
      if (operands.size() > 2)
        entry.put("args", Json.strings(operands.subList(2, operands.size())));
      pairs(entry, "env", arguments.texts(Option.ENV), "=");
    } else {
      entry.put("url", target);
      pairs(entry, "headers", arguments.texts(Option.HEADER), ":");
    }
    return entry.build();
  }

  private static void pairs(Json.Builder entry, String key, List<String> given, String between) {
    if (given.isEmpty()) return;
    var pairs = Json.object();
    for (var pair : given) {
      var at = pair.indexOf(between);
      if (at < 1) {
        throw new JackdawException(
            JackdawException.Kind.USER,
            "mcp-server",
            "\"" + pair + "\" is not of the form NAME" + between + "VALUE.");
      }
      pairs.put(pair.substring(0, at).strip(), pair.substring(at + 1).strip());
    }
    entry.put(key, pairs.build());
  }
}
