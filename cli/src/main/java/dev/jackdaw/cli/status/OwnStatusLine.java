package dev.jackdaw.cli.status;

import dev.jackdaw.api.Session;
import dev.jackdaw.tui.ShellActions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;

/** Feeds the user's script for the status line. */
public final class OwnStatusLine implements ShellActions.StatusFeed {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration PAUSE = Duration.ofMillis(300);

  private final StatusScript script;
  private final Path directory;
  private final Function<Session, Path> transcript;
  private final String version;

  /**
   * Starts it.
   *
   * @param directory where it runs; it must be trusted
   * @param transcript finds the file of a session
   */
  public OwnStatusLine(
      String command,
      Path directory,
      Function<Session, Path> transcript,
      String version,
      Consumer<String> shown) {
    this.script = new StatusScript(command, directory, PATIENCE, PAUSE, shown);
    this.directory = directory;
    this.transcript = transcript;
    this.version = version;
  }

  @Override
  public void tell(Session session) {
    script.tell(
        StatusJson.of(
            session, directory, transcript.apply(session), version, GitBranch.of(directory)));
  }

  @Override
  public void close() {
    script.close();
  }
}
