package dev.jackdaw.tools.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs of the user's own do not outlive a session. */
@Timeout(60)
class WardenTest {
  @TempDir Path folder;

  @BeforeEach
  void setUp() {
    assumeTrue(new File("/usr/bin/setsid").canExecute() && new File("/proc/self").exists());
  }

  /** A daemon that left its session and whose parents are gone; its number is in a file. */
  private ProcessHandle daemon(Warden warden) throws IOException, InterruptedException {
    var line =
        "(setsid sh -c 'echo $$ > pid; exec sleep 7101' > /dev/null &) ; until [ -s pid ]; do :;"
            + " done";
    var process =
        warden
            .over(Launcher.unconfined())
            .start(
                new Launcher.Request(
                    List.of("/bin/sh", "-c", line),
                    folder,
                    Map.of("PATH", System.getenv("PATH")),
                    Optional.empty(),
                    Optional.empty()));
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    var pid = Files.readString(folder.resolve("pid")).strip();
    return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }

  @Test
  void endsDaemonsWithTheSession() throws Exception {
    var warden = new Warden();
    var left = daemon(warden);
    assertThat(left.isAlive()).isTrue();
    warden.close();
    left.onExit().get(20, TimeUnit.SECONDS);
    assertThatThrownBy(() -> daemon(warden)).isInstanceOf(IOException.class);
  }

  @Test
  void costsNothingUnused() {
    new Warden().close();
  }
}
