package dev.jackdaw.cli.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
  @TempDir Path temp;

  @Test
  void keepsStackTracesForTheUserAlone() throws IOException {
    var path = temp.resolve("state/jackdaw.log");
    var logger = new FileLogger("here", new LogFile(path));

    logger.log(Level.ERROR, "it broke", new IllegalStateException("why"));
    logger.log(Level.DEBUG, "a detail");
    logger.log(Level.INFO, "{0} of {1}", 1, 2);

    assertThat(Files.readString(path))
        .contains("ERROR here: it broke", "IllegalStateException: why", "\tat ", "INFO here: 1 of 2")
        .doesNotContain("a detail");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
  }

  @Test
  void makesRoomWhenItIsLarge() throws IOException {
    var path = temp.resolve("jackdaw.log");
    Files.write(path, new byte[(int) LogFile.MAX_BYTES]);

    new LogFile(path).append("new");

    assertThat(path).content().endsWith("new\n").hasSizeLessThan(100);
    assertThat(temp.resolve("jackdaw.log.old")).hasSize(LogFile.MAX_BYTES);
  }

  @Test
  void neverFailsWhatIsBeingDone() throws IOException {
    Files.writeString(temp.resolve("file"), "");

    new LogFile(temp.resolve("file/jackdaw.log")).append("lost");

    assertThat(temp.resolve("file")).isEmptyFile();
  }
}
