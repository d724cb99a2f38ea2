package dev.jackdaw.examples.published;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.embed.Jackdaw;
import dev.jackdaw.embed.MemoryStore;
import dev.jackdaw.testkit.Script.Turn;
import dev.jackdaw.testkit.ScriptedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every piece of Java in docs/embedding.md is a piece of {@link Guide}, which compiles; {@code
 * -Dgolden.update=true} copies it there.
 */
@Timeout(60)
class GuideTest {
  private static final Path GUIDE = Path.of("../docs/embedding.md");
  private static final Path CODE =
      Path.of("src/test/java/dev/jackdaw/examples/published/Guide.java");
  private static final String MARK = "<!-- code: ";

  @TempDir Path temp;

  private static Map<String, String> pieces() throws IOException {
    var pieces = new TreeMap<String, String>();
    var piece = new ArrayList<String>();
    var name = "";
    for (var line : Files.readAllLines(CODE)) {
      var bare = line.strip();
      if (bare.startsWith("// begin ")) {
        name = bare.substring(9);
        piece.clear();
      } else if (bare.equals("// end")) {
        pieces.put(name, String.join("\n", piece).stripTrailing().stripIndent());
        name = "";
      } else if (!name.isEmpty()) {
        piece.add(line);
      }
    }
    return pieces;
  }

  /** Returns the guide with its code as it is in the source. */
  private static String renewed(String guide, Map<String, String> pieces) {
    var out = new ArrayList<String>();
    var isOld = false;
    for (var line : guide.lines().toList()) {
      if (line.equals("```")) isOld = false;
      if (!isOld) out.add(line);
      if (line.equals("```java")) {
        var mark = out.get(out.size() - 2);
        assertThat(mark).as("above the code").startsWith(MARK);
        var name = mark.substring(MARK.length()).replace(" -->", "").strip();
        assertThat(pieces).as("pieces of Guide.java").containsKey(name);
        out.add(pieces.get(name));
        isOld = true;
      }
    }
    return String.join("\n", out) + "\n";
  }

  @Test
  void everyPieceOfTheGuideCompiles() throws IOException {
    var guide = Files.readString(GUIDE);
    var renewed = renewed(guide, pieces());
    if (Boolean.getBoolean("golden.update")) Files.writeString(GUIDE, renewed);
    else assertThat(guide).isEqualTo(renewed);
  }

  private static ScriptedModel saying(String text) {
    return ScriptedModel.answering(_ -> Turn.text(text));
  }

  @Test
  void answersARecord() throws InterruptedException {
    var json =
        "{\"summary\":\"Fine.\",\"score\":4,\"findings\":"
            + "[{\"severity\":\"minor\",\"file\":\"a\",\"problem\":\"b\"}]}";
    assertThat(new Guide(saying(json), temp).structured("diff").findings()).hasSize(1);
    try (var jackdaw = Jackdaw.builder().model(saying("Nothing.")).build();
        var session = jackdaw.openSession()) {
      assertThat(Guide.failures(session)).isEqualTo("no review after 3 tries: Nothing.");
    }
  }

  @Test
  void asksWhoApproves() throws InterruptedException, IOException {
    Files.writeString(temp.resolve("a.txt"), "one two");
    for (var amount : List.of(100, 900)) {
      var model =
          ScriptedModel.of(
              Turn.call("count_words", "{\"files\":[\"a.txt\"]}"),
              Turn.call("refund", "{\"number\":\"A-17\",\"amount\":" + amount + "}"),
              Turn.text("Done."));
      var builder = Guide.hooked(new Guide(model, temp).builder(new Guide.ShippedOrders()));
      try (var jackdaw = Guide.approving(builder).build();
          var session = jackdaw.openSession()) {
        session.run("refund it");
      }
      assertThat(model.requests().getLast().messages().getLast().toString())
          .contains(amount == 100 ? "paid back" : "need a colleague");
    }
  }

  @Test
  void asksSomebodyLater() throws InterruptedException {
    var model =
        ScriptedModel.of(
            Turn.call("refund", "{\"number\":\"A-17\",\"amount\":1}"), Turn.text("Done."));
    var builder = new Guide(model, temp).builder(new Guide.ShippedOrders());
    var asked = new ArrayList<String>();
    Guide.Chat chat =
        question -> {
          asked.add(question);
          return CompletableFuture.completedFuture(true);
        };
    try (var jackdaw = Guide.approvingLater(builder, chat).build();
        var session = jackdaw.openSession()) {
      assertThat(session.prompt("refund it")).isEqualTo("Done.");
    }
    assertThat(asked).hasSize(1).first().asString().contains("adds the rule: refund");
  }

  @Test
  void goesOnElsewhere() throws InterruptedException {
    var model = saying("17.");
    Guide.resuming(model, new MemoryStore());
    assertThat(model.requests().getLast().messages()).hasSize(3);
    assertThat(Guide.testing()).isEqualTo("It was shipped.");
    try (var jackdaw = Jackdaw.builder().model(model).build();
        var session = Guide.perCustomer(jackdaw, temp, "7")) {
      assertThat(session.id().value()).isEqualTo("customer-7");
      assertThat(Guide.cancelling(session)).isNotNull();
    }
  }
}
