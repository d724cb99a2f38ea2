package dev.jackdaw.cli.mcp;

import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.options.Arguments;
import dev.jackdaw.cli.options.ExitCode;
import java.io.PrintWriter;

/** Takes over servers from other agents' files. */
final class Importing {
  Importing(Environment environment, ServerFiles files, PrintWriter out) {}

  ExitCode run(Arguments arguments) {
    return ExitCode.FAILED;
  }
}
