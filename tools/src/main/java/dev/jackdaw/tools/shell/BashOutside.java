package dev.jackdaw.tools.shell;

import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Runs a shell command with what the sandbox keeps from others: hosts that are named, or, with none
 * named, everything. What the model is told about it is in {@code BashOutside.md}.
 */
public final class BashOutside extends ShellTool<BashOutside.Input> {
  /** The name by which models and rules know it. */
  public static final String NAME = "bash_outside";

  private static final int MAX_HOSTS = 16;
  private static final int HTTPS = 443;
  private static final Pattern HOST =
      Pattern.compile(
          "(?<name>[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?)(?::(?<port>\\d{1,5}))?");

  private final Starting.Way way;

  /** A host as {@code example.org} or {@code example.org:8443}. */
  private record Host(String name, int port) {
    static Host parse(String text) {
      var host = HOST.matcher(text);
      var written = host.matches() ? host.group("port") : null;
      var port = written == null ? HTTPS : Integer.parseInt(written);
      if (!host.matches() || port < 1 || port > 65_535) {
        throw new IllegalArgumentException(
            "\"" + text + "\" is no host; write example.org or example.org:8443");
      }
      return new Host(host.group("name"), port);
    }

    @Override
    public String toString() {
      return name + ":" + port;
    }
  }

  /** As that of {@link Bash}, with the hosts it needs, {@value #HTTPS} the port of one without. */
  public record Input(
      String command,
      Optional<List<String>> hosts,
      Optional<Integer> timeoutSeconds,
      Optional<Boolean> runInBackground,
      Optional<String> description) {
    public Input {
      check(command, timeoutSeconds);
      hosts = hosts.map(List::copyOf);
      if (hosts.orElse(List.of()).size() > MAX_HOSTS) {
        throw new IllegalArgumentException("\"hosts\" holds more than " + MAX_HOSTS);
      }
      hosts.orElse(List.of()).forEach(Host::parse);
    }

    private List<Host> parsed() {
      return hosts.orElse(List.of()).stream().map(Host::parse).toList();
    }
  }

  BashOutside(
      Jobs jobs,
      Map<String, String> own,
      ChildEnvironment.Settings settings,
      Starting.Outside outside,
      Optional<Starting.Transactions> transactions) {
    super(NAME, Input.class, jobs, own, settings, outside.origins(), transactions);
    this.way = outside.way();
  }

  @Override
  Wish wish(Input input) {
    var hosts = input.parsed().stream().map(Host::toString).toList();
    return new Wish(
        input.command(),
        input.timeoutSeconds(),
        input.runInBackground(),
        request -> way.reaching(hosts).start(request));
  }

  @Override
  public List<Effect> effects(Input input, Workspace workspace) {
    var effects = new ArrayList<Effect>();
    effects.add(new Effect.Executes(input.command(), workspace.directory()));
    for (var host : input.parsed()) effects.add(new Effect.Connects(host.name(), host.port()));
    return List.copyOf(effects);
  }
}
