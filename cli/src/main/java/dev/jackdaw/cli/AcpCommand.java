package dev.jackdaw.cli;

import dev.jackdaw.acp.AcpAgent;
import dev.jackdaw.cli.environment.Directories;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.options.Arguments;
import dev.jackdaw.cli.options.ExitCode;
import dev.jackdaw.cli.run.Console;
import dev.jackdaw.cli.run.Stdin;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;

/** {@code jackdaw acp}: serves an editor until it closes standard input. */
record AcpCommand(Environment environment, Directories directories, Console console) {

  ExitCode run(Arguments arguments) throws InterruptedException {
    if (Stdin.source() == Stdin.Source.TERMINAL) {
      console.progress(
          "jackdaw: an editor starts this and speaks with it (docs/acp.md); end it with Ctrl+D.");
    }
    var in = new FileInputStream(FileDescriptor.in);
    var out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16);
    // Whatever else prints must not mix with the protocol.
    System.setOut(System.err);
    var sessions = new EditorSessions(environment, directories, console, arguments);
    var agent = new AcpAgent(in, out, sessions);
    var shutdown = Shutdown.closing(agent::close);
    try {
      agent.run();
    } finally {
      shutdown.finished();
    }
    return ExitCode.DONE;
  }
}
