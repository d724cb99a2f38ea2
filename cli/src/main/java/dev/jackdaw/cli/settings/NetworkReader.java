package dev.jackdaw.cli.settings;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.options.Values;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Gathers {@link NetworkSettings} from the sources, the strongest first. Used once. */
final class NetworkReader {
  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

  private final Environment environment;
  private Optional<Path> caFile = Optional.empty();
  private Optional<Path> clientCertificate = Optional.empty();
  private Optional<Path> clientKey = Optional.empty();
  private Optional<Duration> keyLifetime = Optional.empty();
  private final List<String> sandboxDomains = new ArrayList<>();
  private final Map<String, Map<String, String>> headers = new HashMap<>();
  private final Map<String, List<String>> keyHelpers = new HashMap<>();

  NetworkReader(Environment environment) {
    this.environment = environment;
  }

  /** Takes what a source says of what is not known yet. */
  void add(SettingsSource source) {
    if (caFile.isEmpty()) caFile = path(source, "caFile");
    addClient(source);
    sandboxDomains.addAll(source.texts("sandboxDomains"));
    addHeaders(source);
    addHelpers(source);
    var lifetime = source.text("apiKeyHelperLifetime");
    if (keyLifetime.isEmpty() && lifetime.isPresent()) {
      keyLifetime = Values.duration(lifetime.get());
      if (keyLifetime.isEmpty()) {
        throw source.mistake("apiKeyHelperLifetime", "a time such as \"5m\"");
      }
    }
  }

  /** The two belong together, so they come from one place. */
  private void addClient(SettingsSource source) {
    var certificate = path(source, "clientCertificate");
    var key = path(source, "clientKey");
    if (certificate.isPresent() != key.isPresent()) {
      throw source.mistake(
          certificate.isPresent() ? "clientKey" : "clientCertificate",
          "given, too: the two belong together");
    }
    if (clientCertificate.isPresent()) return;
    clientCertificate = certificate;
    clientKey = key;
  }

  private Optional<Path> path(SettingsSource source, String name) {
    var text = source.text(name);
    if (text.isEmpty()) return Optional.empty();
    try {
      var home = environment.home();
      if (home.isPresent() && text.get().startsWith("~/")) {
        return Optional.of(home.get().resolve(text.get().substring(2)));
      }
      return Optional.of(source.base().resolve(text.get()).normalize());
    } catch (InvalidPathException _) {
      throw source.mistake(name, "the name of a file");
    }
  }

  private void addHeaders(SettingsSource source) {
    for (var provider : source.object("headers").members().entrySet()) {
      var name = "headers." + provider.getKey();
      if (!(provider.getValue() instanceof Json.Obj given)) {
        throw source.mistake(name, "an object of texts, by header");
      }
      var known = headers.computeIfAbsent(provider.getKey(), _ -> new HashMap<>());
      for (var header : given.members().entrySet()) {
        known.putIfAbsent(
            checked(source, name, header.getKey()),
            value(source, name + "." + header.getKey(), header.getValue()));
      }
    }
  }

  private static String checked(SettingsSource source, String name, String header) {
    if (HEADER.matcher(header).matches()) return header;
    throw source.mistake(name, "an object whose keys are names of headers");
  }

  /** {@code ${NAME}} stands for a variable, so that secrets need not be in the file. */
  private String value(SettingsSource source, String name, Json value) {
    if (!(value instanceof Json.Str(var text))) throw source.mistake(name, "a text");
    var found = VARIABLE.matcher(text);
    var out = new StringBuilder();
    while (found.find()) {
      var variable = environment.variables().get(found.group(1));
      if (variable == null) {
        throw source.mistake(name, "usable: the variable " + found.group(1) + " is not set");
      }
      found.appendReplacement(out, java.util.regex.Matcher.quoteReplacement(variable));
    }
    found.appendTail(out);
    if (out.chars().anyMatch(c -> c < ' ' || c >= 0x7f)) {
      throw source.mistake(name, "a text of visible ASCII characters");
    }
    return out.toString();
  }

  private void addHelpers(SettingsSource source) {
    var given = source.value("apiKeyHelper");
    if (given.isEmpty()) return;
    if (given.get() instanceof Json.Obj byProvider) {
      byProvider
          .members()
          .forEach((provider, command) ->
              keyHelpers.putIfAbsent(
                  provider, command(source, "apiKeyHelper." + provider, command)));
    } else {
      keyHelpers.putIfAbsent("anthropic", command(source, "apiKeyHelper", given.get()));
    }
  }

  private static List<String> command(SettingsSource source, String name, Json command) {
    if (command instanceof Json.Str(var line) && !line.isBlank()) {
      return List.of("/bin/sh", "-c", line);
    }
    var words = new ArrayList<String>();
    if (command instanceof Json.Arr(var elements)) {
      for (var element : elements) {
        if (element instanceof Json.Str(var word)) words.add(word);
      }
      if (!words.isEmpty() && words.size() == elements.size()) return words;
    }
    throw source.mistake(name, "a command, as a text or as a list of its words");
  }

  NetworkSettings settings() {
    return new NetworkSettings(
        caFile, clientCertificate, clientKey, headers, keyHelpers, keyLifetime, sandboxDomains);
  }
}
