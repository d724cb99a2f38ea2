package dev.jackdaw.embed.method;

import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Idempotency;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.embed.Tool;
import dev.jackdaw.embed.shape.UnsupportedType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a method says about its calls.
 *
 * @param unknown stands for what is not declared; nothing when something is
 */
record Declared(
    List<Effect.Connects> hosts,
    Optional<String> unknown,
    Idempotency idempotency,
    Optional<Label.Source> origin) {
  private static final int HTTPS = 443;

  /**
   * Reads it.
   *
   * @param touches whether a parameter says what is done to what it names
   */
  static Declared of(Tool tool, boolean touches, String method, String where) {
    var hosts = new ArrayList<Effect.Connects>();
    for (var host : tool.connects()) hosts.add(host(host, where));
    var isDeclared = tool.readOnly() || touches || !hosts.isEmpty();
    var usual = tool.readOnly() ? Idempotency.PURE : Idempotency.UNSAFE;
    return new Declared(
        List.copyOf(hosts),
        isDeclared ? Optional.empty() : Optional.of("java:" + method),
        one(tool.idempotency(), "idempotency", where).orElse(usual),
        one(tool.origin(), "origin", where));
  }

  private static <T> Optional<T> one(T[] given, String name, String where) {
    if (given.length > 1) throw new UnsupportedType(where, "there is more than one " + name);
    return given.length == 0 ? Optional.empty() : Optional.of(given[0]);
  }

  private static Effect.Connects host(String text, String where) {
    var colon = text.lastIndexOf(':');
    var host = colon < 0 ? text : text.substring(0, colon);
    try {
      var port = colon < 0 ? HTTPS : Integer.parseInt(text, colon + 1, text.length(), 10);
      if (!host.isBlank() && port > 0 && port < 65_536 && host.indexOf('/') < 0) {
        return new Effect.Connects(host, port);
      }
    } catch (NumberFormatException _) {
      // Said below.
    }
    throw new UnsupportedType(where, "\"" + text + "\" is not host or host:port");
  }

  /** Returns the effects that do not depend on the input. */
  List<Effect> effects(Workspace workspace) {
    var effects = new ArrayList<Effect>(hosts);
    unknown.ifPresent(what -> effects.add(new Effect.Executes(what, workspace.directory())));
    return effects;
  }

  /** Returns the origins of what calls return, as far as they are known without the input. */
  List<Label> labels() {
    var labels = new ArrayList<Label>();
    for (var host : hosts) {
      labels.add(new Label(origin.orElse(Label.Source.WEB), host.host()));
    }
    if (hosts.isEmpty() && origin.isPresent()) labels.add(new Label(origin.get(), ""));
    return labels;
  }
}
