package dev.jackdaw.journal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {
  @TempDir Path temp;
  private AuditLog log;

  @BeforeEach
  void open() {
    log = new AuditLog(temp.resolve("state"), temp.resolve("config"));
  }

  private void append(int count) throws IOException {
    for (var i = 0; i < count; i++) log.append(Json.object().put("tool", "bash" + i).build());
  }

  private List<String> lines() throws IOException {
    return new ArrayList<>(Files.readAllLines(log.file()));
  }

  private void rewrite(List<String> lines) throws IOException {
    Files.writeString(log.file(), String.join("\n", lines) + "\n");
  }

  @Test
  void everyEntryVouchesForTheOneBefore() throws IOException {
    append(3);
    log.seal();

    assertThat(log.check()).isEqualTo(new AuditCheck(3, 0, List.of()));
    var tools = new ArrayList<String>();
    log.read(entry -> tools.add(entry.string("tool", "")));
    assertThat(tools).containsExactly("bash0", "bash1", "bash2");
    for (var file : List.of(log.file(), temp.resolve("config/audit.key"))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void aChangedEntryIsNamed() throws IOException {
    append(3);
    var lines = lines();
    lines.set(1, lines.get(1).replace("bash1", "read1"));
    rewrite(lines);

    assertThat(log.check().problems())
        .containsExactly("line 2 was changed: its hash is not its own");
  }

  @Test
  void aRemovedEntryIsNoticed() throws IOException {
    append(3);
    var lines = lines();
    lines.remove(1);
    rewrite(lines);

    assertThat(log.check().problems())
        .singleElement()
        .asString()
        .startsWith("line 2 does not follow the one before");
  }

  @Test
  void aCutOffEndIsNoticed() throws IOException {
    append(3);
    log.seal();
    rewrite(lines().subList(0, 2));

    assertThat(log.check().problems())
        .containsExactly(
            "the end was cut off: entry 3 was signed and is not there; the last one is 2");
  }

  @Test
  void aWholeNewChainIsNotTheOneThatWasSigned() throws IOException {
    append(3);
    log.seal();
    Files.delete(log.file());
    for (var i = 0; i < 3; i++) log.append(Json.object().put("tool", "innocent").build());

    assertThat(log.check().problems()).containsExactly("entry 3 is not the one that was signed");
  }

  @Test
  void aForgedSealIsNoticed() throws IOException {
    append(2);
    log.seal();
    var head = temp.resolve("state/audit.head");
    Files.writeString(head, Files.readString(head).replace("\"n\":2", "\"n\":1"));

    assertThat(log.check().problems())
        .containsExactly("the signed end cannot be used: its signature is not that of the key");
  }

  @Test
  void goesOnAfterALineThatACrashCut() throws IOException {
    append(2);
    var text = Files.readString(log.file());
    Files.writeString(log.file(), text.substring(0, text.length() - 20));
    append(1);

    assertThat(log.check()).isEqualTo(new AuditCheck(2, 1, List.of()));
  }

  @Test
  void sessionsShareIt() throws Exception {
    var other = new AuditLog(temp.resolve("state"), temp.resolve("config"));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var jobs = new ArrayList<Callable<Object>>();
      for (var i = 0; i < 40; i++) {
        var target = i % 2 == 0 ? log : other;
        jobs.add(() -> {
          target.append(Json.object().put("tool", "x").build());
          return "";
        });
      }
      for (var job : threads.invokeAll(jobs)) assertThat(job.get()).isEqualTo("");
    }
    assertThat(log.check()).isEqualTo(new AuditCheck(40, 0, List.of()));
  }

  @Test
  void anEmptyLogIsGood() throws IOException {
    assertThat(log.check()).isEqualTo(new AuditCheck(0, 0, List.of()));
    log.seal();
    assertThat(log.check().isGood()).isTrue();
  }
}
