package dev.jackdaw.cli;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.cli.environment.Directories;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.options.Arguments;
import dev.jackdaw.cli.options.ExitCode;
import dev.jackdaw.cli.options.Option;
import dev.jackdaw.cli.run.Console;
import dev.jackdaw.cli.serve.LoopbackHttpServer;
import dev.jackdaw.cli.serve.ServedTools;
import dev.jackdaw.cli.serve.StreamServer;
import dev.jackdaw.cli.settings.SettingsReader;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;

/** {@code jackdaw mcp serve}: offers Jackdaw's tools, and whole tasks, to MCP clients. */
record ServeCommand(Environment environment, Directories directories, Console console) {
  private static final String TOKEN = "JACKDAW_MCP_TOKEN";
  private static final int TOKEN_BYTES = 24;
  private static final String INSTRUCTIONS =
      "Tools of the coding agent Jackdaw for the folder it was started in. Each call is judged by"
          + " its permission rules: one that would ask a person is refused where this client has no"
          + " forms. Changes of files can be taken back with \"jackdaw undo\".";

  ExitCode run(Arguments arguments) throws InterruptedException {
    var sessions = new ServedSessions(environment, directories, console, arguments);
    tell(arguments);
    ServedTools.Maker maker = canAsk -> new RelayedTools(sessions, canAsk);
    var port = arguments.text(Option.HTTP);
    if (port.isPresent()) overHttp(maker, port.get());
    else overStreams(maker);
    return ExitCode.DONE;
  }

  /** What is wrong with the settings is said before a client comes. */
  private void tell(Arguments arguments) {
    var settings = new SettingsReader(environment, directories).read(arguments);
    for (var warning : settings.warnings()) console.progress("jackdaw: " + warning);
    var wiring = new Wiring(environment, directories, settings, InstantSource.system());
    RunCommand.distrust(RunCommand.trust(arguments, wiring))
        .ifPresent(
            text -> console.progress("jackdaw: " + text + ". --trust trusts it for this run."));
  }

  private void overStreams(ServedTools.Maker maker) throws InterruptedException {
    var in = new FileInputStream(FileDescriptor.in);
    var out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16);
    // Whatever else prints must not mix with the protocol.
    System.setOut(System.err);
    var server = new StreamServer(Version.current(), INSTRUCTIONS, maker, in, out);
    var shutdown = Shutdown.closing(server::close);
    try {
      server.run();
    } finally {
      shutdown.finished();
    }
  }

  private void overHttp(ServedTools.Maker maker, String given) throws InterruptedException {
    var token = environment.variable(TOKEN).orElseGet(ServeCommand::newToken);
    try (var server =
        new LoopbackHttpServer(Version.current(), INSTRUCTIONS, maker, port(given), token)) {
      var shutdown = Shutdown.closing(server::close);
      console.progress("jackdaw: serving at " + server.address());
      if (environment.variable(TOKEN).isEmpty()) {
        console.progress("jackdaw: clients must send: Authorization: Bearer " + token);
      }
      server.await();
      shutdown.finished();
    } catch (IOException e) {
      throw new JackdawException(
          JackdawException.Kind.ENVIRONMENT,
          "port-unusable",
          "port " + given + " cannot be served on: " + e.getMessage() + ". Choose another --http.",
          e);
    }
  }

  private static int port(String given) {
    try {
      var port = Integer.parseInt(given);
      if (port >= 0 && port <= 65_535) return port;
    } catch (NumberFormatException _) {
      // said below
    }
    throw new JackdawException(
        JackdawException.Kind.USER,
        "bad-port",
        "--http takes a port from 1 to 65535, or 0 for any that is free, not \"" + given + "\".");
  }

  private static String newToken() {
    var bytes = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
