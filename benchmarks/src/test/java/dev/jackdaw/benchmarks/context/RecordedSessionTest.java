package dev.jackdaw.benchmarks.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.engine.context.Thresholds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedSessionTest {
  private final List<String> remarks = new ArrayList<>();

  /** A session as pi writes it: a tree of entries, of which the last one ends the branch. */
  private static final class Lines {
    private final StringBuilder text = new StringBuilder();
    private int entries;
    private String parent = "null";

    Lines entry(String members) {
      var id = String.format("%08x", ++entries);
      text.append("{\"id\":\"").append(id).append("\",\"parentId\":").append(parent);
      text.append(",\"timestamp\":\"2026-11-05T12:00:").append(String.format("%02d", entries % 60));
      text.append(".000Z\",").append(members).append("}\n");
      parent = '"' + id + '"';
      return this;
    }

    Lines raw(String line) {
      text.append(line).append('\n');
      return this;
    }

    /** What follows belongs to an earlier entry. */
    Lines after(int entry) {
      parent = String.format("\"%08x\"", entry);
      return this;
    }

    Lines user(String said) {
      return message(
          "\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"" + said + "\"}]");
    }

    Lines message(String members) {
      return entry("\"type\":\"message\",\"message\":{" + members + "}");
    }

    Lines call(int number, int read, int written) {
      return message(
          "\"role\":\"assistant\",\"model\":\"claude\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"so\"},"
              + "{\"type\":\"toolCall\",\"id\":\"call"
              + number
              + "\",\"name\":\"edit\",\"arguments\":{\"path\":\"src/A"
              + number
              + ".java\"}}],\"usage\":{\"input\":1,\"output\":30,\"cacheRead\":"
              + read
              + ",\"cacheWrite\":"
              + written
              + ",\"totalTokens\":9,\"cost\":{\"total\":0.01}},\"stopReason\":\"toolUse\"");
    }

    Lines result(int number, String content) {
      return message(
          "\"role\":\"toolResult\",\"toolCallId\":\"call"
              + number
              + "\",\"toolName\":\"edit\",\"isError\":false,\"content\":["
              + content
              + "]");
    }
  }

  private static String text(String words) {
    return "{\"type\":\"text\",\"text\":\"" + words + "\"}";
  }

  private Sitting read(Lines lines) {
    return RecordedSession.read("a", lines.text.toString(), remarks::add).orElseThrow();
  }

  private static Lines begun() {
    return new Lines()
        .raw("{\"type\":\"session\",\"version\":3,\"id\":\"7f\",\"cwd\":\"/home/ada\"}")
        .entry("\"type\":\"model_change\",\"provider\":\"anthropic\",\"modelId\":\"claude\"")
        .entry("\"type\":\"thinking_level_change\",\"thinkingLevel\":\"high\"")
        .user("Never touch b.txt.")
        .call(1, 0, 3_000)
        .result(1, text("done"));
  }

  @Test
  void theBranchOfTheLastEntryCounts() {
    var sitting =
        read(begun().call(2, 3_000, 100).result(2, text("lost")).after(5).call(3, 3_000, 100));

    assertThat(sitting.steps()).hasSize(2);
    assertThat(changed(sitting)).isEqualTo(2);
    assertThat(remarks).isEmpty();
  }

  @Test
  void aBrokenLineLosesNothingElse() {
    var lines = begun().raw("{\"type\":\"message\",\"id\":\"0000").after(99).call(2, 3_000, 200);

    var sitting = read(lines.raw("\u0000\u0000").result(2, text("done")));

    assertThat(sitting.steps()).hasSize(2);
    assertThat(sitting.steps().getFirst().said()).hasSize(1);
    assertThat(remarks).containsExactly("a: lines that are no JSON objects, passed over: 2");
  }

  @Test
  void parentsInACircleEnd() {
    var lines =
        """
        {"id":"a","parentId":"b","message":{"role":"user","content":"x"}}
        {"id":"b","parentId":"a","message":{"role":"assistant","content":"y"}}
        {"id":"b","parentId":"b","message":{"role":"user","content":"z"}}
        """;

    assertThat(RecordedSession.read("a", lines, remarks::add).orElseThrow().steps()).hasSize(1);
  }

  @Test
  void whatWasSummarisedIsReplayedAsItWas() {
    var sitting =
        read(
            begun()
                .entry(
                    "\"type\":\"compaction\",\"summary\":\"all of"
                        + " it\",\"firstKeptEntryId\":\"00000005\",\"tokensBefore\":3000")
                .user("Go on.")
                .call(2, 0, 900)
                .result(2, text("done"))
                .entry("\"type\":\"label\",\"targetId\":\"00000003\",\"label\":\"here\"")
                .entry(
                    "\"type\":\"branch_summary\",\"fromId\":\"00000002\",\"summary\":\"the other"
                        + " way\"")
                .message(
                    "\"role\":\"bashExecution\",\"command\":\"ls\",\"output\":\"a\",\"exitCode\":0")
                .entry(
                    "\"type\":\"custom_message\",\"customType\":\"x\",\"content\":\"mind"
                        + " this\",\"display\":true")
                .call(3, 900, 100));

    assertThat(sitting.steps()).hasSize(3);
    assertThat(sitting.steps().get(2).said()).hasSize(3);
    assertThat(facts(sitting, Fact.Kind.CONSTRAINT)).isEqualTo(2);
    assertThat(replayed(sitting, Rule.P0)).isGreaterThan(0);
  }

  @Test
  void imagesAndHugeLinesAreSizes() {
    var image =
        "{\"type\":\"image\",\"mimeType\":\"image/png\",\"data\":\""
            + "A".repeat(3_000_000)
            + "\"}";
    var sitting = read(begun().call(2, 3_000, 100).result(2, image).call(3, 3_100, 1_700));

    assertThat(sitting.steps().get(1).replyTokens()).isBetween(1_000, 3_000);
  }

  @Test
  void everyKindOfFileOfAFolderIsRead(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("deep"));
    Files.writeString(folder.resolve("deep/one.jsonl"), "\ufeff" + begun().text);
    Files.write(folder.resolve("bytes.jsonl"), new byte[] {(byte) 0xff, '\n', '{', '}', '\n'});
    Files.writeString(folder.resolve("broken.traj"), "{\"trajectory\":");
    Files.writeString(
        folder.resolve("two.traj"),
        """
        {"history":[{"role":"system","content":"You are"},
          {"role":"user","content":[{"type":"text","text":"Mend it."}]},
          {"role":"assistant","content":"Look.","action":"ls"}],
         "trajectory":[{"action":"ls -F\\n","observation":"a.py","response":"Look.","query":[]},
          {"action":"str_replace_editor create /a.py --file_text x","observation":"made","thought":"So."}],
         "info":{"exit_status":"submitted"}}
        """,
        StandardCharsets.UTF_8);

    var sittings = RecordedSession.all(folder, remarks::add);

    assertThat(sittings).extracting(Sitting::name).containsExactly("deep/one", "two");
    assertThat(sittings.getLast().steps()).hasSize(2);
    assertThat(changed(sittings.getLast())).isEqualTo(1);
    assertThat(remarks)
        .hasSize(3)
        .anyMatch(text -> text.startsWith("bytes: lines"))
        .anyMatch(text -> text.startsWith("broken is no trajectory"));
    for (var rule : Rule.values()) assertThat(replayed(sittings.getFirst(), rule)).isGreaterThan(0);
  }

  private static double replayed(Sitting sitting, Rule rule) {
    return Replay.of(sitting, rule, 64_000, Caches.cache("anthropic"), Thresholds.USUAL).dollars();
  }

  private static long changed(Sitting sitting) {
    return facts(sitting, Fact.Kind.PATH);
  }

  private static long facts(Sitting sitting, Fact.Kind kind) {
    return sitting.facts().stream().filter(fact -> fact.kind() == kind).count();
  }
}
