package dev.jackdaw.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.Blobs;
import dev.jackdaw.testkit.FakeClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileBlobsTest {
  @TempDir Path folder;
  private FileBlobs blobs;

  @BeforeEach
  void create() {
    blobs = new FileBlobs(folder.resolve("blobs"), FakeClock.create());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private List<Path> files() throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void aBodyIsNamedByItsDigestInTwoLevelsOfFolders() throws IOException {
    var handle = blobs.store(bytes("abc"));
    assertThat(handle)
        .isEqualTo(
            new Blobs.Handle(
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", 3));
    assertThat(files()).containsExactly(folder.resolve("blobs/ba/78").resolve(handle.sha256()));
    try (var in = blobs.open(handle)) {
      assertThat(in.readAllBytes()).isEqualTo(bytes("abc"));
    }
  }

  @Test
  void equalBodiesAreKeptOnce() throws IOException {
    var first = blobs.store(bytes("abc"));
    var before = Files.readAttributes(blobs.file(first.sha256()), BasicFileAttributes.class);
    try (var sink = blobs.create()) {
      sink.write('a');
      sink.write(bytes("bc"));
      assertThat(sink.commit()).isEqualTo(first);
    }
    assertThat(files()).hasSize(1);
    var after = Files.readAttributes(blobs.file(first.sha256()), BasicFileAttributes.class);
    assertThat(after.fileKey()).isEqualTo(before.fileKey());
  }

  @Test
  void anythingWrittenInPiecesOfAnySizeComesBack() throws IOException {
    for (var seed = 0; seed < 40; seed++) {
      var random = new Random(seed);
      var body = new byte[random.nextInt(400_000)];
      random.nextBytes(body);
      Blobs.Handle handle;
      try (var sink = blobs.create()) {
        for (var at = 0; at < body.length; ) {
          var count = Math.min(body.length - at, 1 + random.nextInt(150_000));
          sink.write(body, at, count);
          at += count;
        }
        handle = sink.commit();
      }
      assertThat(handle).as("seed %s", seed).isEqualTo(blobs.store(body));
      try (var in = blobs.open(handle)) {
        assertThat(in.readAllBytes()).as("seed %s", seed).isEqualTo(body);
      }
    }
  }

  @Test
  void closingWithoutCommittingDiscards() throws IOException {
    try (var sink = blobs.create()) {
      sink.write(bytes("abc"));
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void nothingCanBeWrittenAfterwards() throws IOException {
    var sink = blobs.create();
    sink.commit();
    assertThatThrownBy(() -> sink.write(1)).isInstanceOf(IOException.class);
    assertThatThrownBy(sink::commit).isInstanceOf(IOException.class);
    sink.close();
  }

  @Test
  void aDamagedBodyIsHealedByTheNextWhoStoresIt() throws IOException {
    var handle = blobs.store(bytes("abc"));
    Files.writeString(blobs.file(handle.sha256()), "abd");
    blobs.store(bytes("abc"));
    assertThat(blobs.text(handle)).isEqualTo("abc");
  }

  @Test
  void findsABodyByWhatTheModelIsTold() throws IOException {
    var handle = blobs.store(bytes("abc"));
    assertThat(blobs.find(handle.reference())).isEqualTo(handle);
    assertThat(blobs.find(handle.sha256())).isEqualTo(handle);
    assertThat(blobs.find("ba78")).isEqualTo(handle);
  }

  @Test
  void whatIsNotThereIsNoSuchFile() throws IOException {
    blobs.store(bytes("abc"));
    Files.writeString(folder.resolve("blobs/ba/78/ba78ff"), "");
    for (var reference :
        List.of(
            "blob:0000000000000000", "", "blob:", "../../etc/passwd", "ba7", "BA78", "ba78", "*")) {
      assertThatThrownBy(() -> blobs.find(reference))
          .as(reference)
          .isInstanceOf(NoSuchFileException.class);
    }
    assertThatThrownBy(() -> blobs.open(new Blobs.Handle("0".repeat(64), 3)))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void manyThreadsMayStoreTheSameAtOnce() throws Exception {
    var body = new byte[200_000];
    new Random(1).nextBytes(body);
    List<Callable<Blobs.Handle>> jobs = new ArrayList<>();
    for (var i = 0; i < 32; i++) {
      var other = new FileBlobs(folder.resolve("blobs"), FakeClock.create());
      jobs.add(() -> {
        try (var sink = other.create()) {
          sink.write(body);
          var handle = sink.commit();
          other.sync();
          return handle;
        }
      });
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var future : threads.invokeAll(jobs)) {
        assertThat(future.get()).isEqualTo(blobs.store(body));
      }
    }
    assertThat(files()).hasSize(1);
  }

  @Test
  void aLargeBodyStreams() throws IOException {
    var piece = new byte[8_192];
    try (var sink = blobs.create()) {
      for (var i = 0; i < 10 * 128; i++) sink.write(piece, 0, piece.length);
      assertThat(sink.commit().size()).isEqualTo(10 * 1024 * 1024);
    }
  }
}
