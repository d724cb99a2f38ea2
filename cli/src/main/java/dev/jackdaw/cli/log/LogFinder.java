package dev.jackdaw.cli.log;

import dev.jackdaw.cli.environment.Directories;
import dev.jackdaw.cli.environment.Environment;

/**
 * Sends what is logged to {@code jackdaw.log} in the state directory. Found by the JVM as a service
 * when the first logger is asked for, which an ordinary run never does.
 */
public final class LogFinder extends System.LoggerFinder {
  private final LogFile file =
      new LogFile(Directories.of(Environment.ofProcess(), _ -> {}).state().resolve("jackdaw.log"));

  @Override
  public System.Logger getLogger(String name, Module module) {
    return new FileLogger(name, file);
  }
}
