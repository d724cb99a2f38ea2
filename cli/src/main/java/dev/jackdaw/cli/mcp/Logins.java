package dev.jackdaw.cli.mcp;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.VisibleText;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.environment.Platform;
import dev.jackdaw.cli.options.ExitCode;
import dev.jackdaw.mcp.config.Reach;
import dev.jackdaw.mcp.config.ServerConfig;
import dev.jackdaw.mcp.login.LoopbackVisitor;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Logging in to a server and out of it. The address is printed in any case; it is opened where
 * there is a desktop, by a program that gets it as one argument.
 */
final class Logins {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Environment environment;
  private final Hosting hosting;
  private final PrintWriter out;

  Logins(Environment environment, Hosting hosting, PrintWriter out) {
    this.environment = environment;
    this.hosting = hosting;
    this.out = out;
  }

  ExitCode login(ServerConfig config) throws InterruptedException {
    var http = address(config);
    var store = hosting.logins(config);
    if (http.client().isItself()) return alone(config, http);
    try (var visitor = new LoopbackVisitor(http.client().port(), this::lead, PATIENCE)) {
      var challenge = Challenges.of(hosting.http(), http.uri());
      store.keep(hosting.login(http).run(challenge, Optional.empty(), visitor));
      out.println("Logged in to " + config.name() + ".");
      return ExitCode.DONE;
    } catch (IOException e) {
      return failed(e);
    }
  }

  /** Nobody is asked: the client of the entry logs in as itself. */
  private ExitCode alone(ServerConfig config, Reach.Http http) throws InterruptedException {
    try {
      var challenge = Challenges.of(hosting.http(), http.uri());
      hosting.logins(config).keep(hosting.login(http).alone(challenge, Optional.empty()));
      out.println("Logged in to " + config.name() + " as its client " + http.client().id() + ".");
      return ExitCode.DONE;
    } catch (IOException e) {
      return failed(e);
    }
  }

  private ExitCode failed(IOException e) {
    out.println("The login failed: " + VisibleText.inOneLine(String.valueOf(e.getMessage())));
    return ExitCode.FAILED;
  }

  private static Reach.Http address(ServerConfig config) {
    if (config.reach() instanceof Reach.Http http) return http;
    throw new JackdawException(
        JackdawException.Kind.USER,
        "mcp-server",
        config.name() + " is a command, which needs no login here.");
  }

  private void lead(URI address) {
    out.println(
        "Open this address in your browser to log in:\n" + VisibleText.of(address.toString()));
    out.println(
        "Waiting for the browser to come back, " + PATIENCE.toMinutes() + " minutes at most.");
    out.flush();
    var opener = environment.platform() == Platform.MACOS ? "open" : "xdg-open";
    var desktop =
        environment.platform() == Platform.MACOS
            || environment.variable("DISPLAY").isPresent()
            || environment.variable("WAYLAND_DISPLAY").isPresent();
    if (!desktop) return;
    environment.program(opener).ifPresent(program -> open(program.toString(), address));
  }

  /** The address is one argument of a program: no shell reads it. */
  private static void open(String program, URI address) {
    try {
      var _ =
          new ProcessBuilder(List.of(program, address.toString()))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      System.getLogger(Logins.class.getName()).log(System.Logger.Level.DEBUG, "no browser", e);
    }
  }

  ExitCode logout(ServerConfig config) {
    var _ = address(config);
    hosting.logins(config).forget();
    out.println("The login to " + config.name() + " is forgotten.");
    return ExitCode.DONE;
  }
}
