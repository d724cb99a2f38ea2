package dev.jackdaw.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShelfTest {
  private static final int ROUNDS = 3_000;

  @TempDir Path temp;

  @Test
  void aFolderThatAppearsWhileItIsLookedForIsNotForbidden() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var round = 0; round < ROUNDS; round++) {
        var folder = temp.resolve("r" + round);
        var start = new CyclicBarrier(2);
        var made =
            threads.submit(() -> {
              start.await();
              return Files.createDirectory(folder);
            });
        start.await();
        assertThat(Shelf.children(folder)).isEmpty();
        made.get();
      }
    }
  }

  @Test
  void aFileIsNoFolderOfSessions() throws IOException {
    assertThat(Shelf.children(Files.createFile(temp.resolve("file")))).isEmpty();
  }
}
