package dev.jackdaw.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.SessionStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store of sessions holds to. */
public abstract class SessionStoreContract {
  private static final SessionId ONE = new SessionId("one");
  private static final SessionId OTHER = new SessionId("other");
  private static final String DIGEST = "ab".repeat(32);

  /** Returns a new, empty store. */
  protected abstract SessionStore create() throws IOException;

  /** Returns the same store as another process finds it; the earlier one may go on. */
  protected abstract SessionStore another(SessionStore store) throws IOException;

  @Test
  void beginsASessionOnce() throws IOException {
    var store = create();
    assertThat(store.exists(ONE)).isFalse();
    assertThat(store.create(ONE)).isTrue();
    assertThat(store.create(ONE)).isFalse();
    assertThat(store.exists(ONE)).isTrue();
    assertThat(store.create(OTHER)).isTrue();
    assertThat(another(store).list()).containsExactlyInAnyOrder(ONE, OTHER);
  }

  @Test
  void tellsNamesApartThatDifferInCase() throws IOException {
    var store = create();
    assertThat(store.create(new SessionId("a"))).isTrue();
    assertThat(store.create(new SessionId("A"))).isTrue();
    assertThat(store.append(new SessionId("a"), 1, "small")).isTrue();
    assertThat(store.read(new SessionId("A"), 0, 10)).isEmpty();
  }

  @Test
  void keepsLinesInTheirOrder() throws IOException {
    var store = create();
    store.create(ONE);
    var lines = IntStream.rangeClosed(1, 25).mapToObj(number -> "line " + number).toList();
    for (var i = 0; i < lines.size(); i++) store.append(ONE, i + 1, lines.get(i));
    store.sync(ONE);
    var later = another(store);
    assertThat(later.read(ONE, 0, 100)).isEqualTo(lines);
    assertThat(later.read(ONE, 0, 10)).isEqualTo(lines.subList(0, 10));
    assertThat(later.read(ONE, 20, 10)).isEqualTo(lines.subList(20, 25));
    assertThat(later.read(ONE, 25, 10)).isEmpty();
    assertThat(later.append(ONE, 26, "goes on")).isTrue();
    assertThat(store.read(ONE, 25, 10)).containsExactly("goes on");
  }

  @Test
  void keepsAnyText() throws IOException {
    var store = create();
    store.create(ONE);
    var texts =
        List.of(
            "", "\u0001\t\\ \"'", "äöü 漢字 🐦", "{\"a\":null}", " blanks ", "x".repeat(3_000_000));
    for (var i = 0; i < texts.size(); i++) store.append(ONE, i + 1, texts.get(i));
    assertThat(another(store).read(ONE, 0, 100)).isEqualTo(texts);
  }

  @Test
  void givesEachNumberToOneOfSeveralWriters() throws Exception {
    var store = create();
    store.create(ONE);
    var other = another(store);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var number = 1; number <= 20; number++) {
        var writers = new ArrayList<Callable<Boolean>>();
        for (var writer = 0; writer < 4; writer++) {
          var mine = writer % 2 == 0 ? store : other;
          var at = number;
          writers.add(() -> mine.append(ONE, at, "line"));
        }
        var won = 0;
        for (var each : threads.invokeAll(writers)) if (each.get()) won++;
        assertThat(won).isEqualTo(1);
      }
    }
    assertThat(store.read(ONE, 0, 100)).hasSize(20);
  }

  @Test
  void takesNoLineOfASessionItDoesNotHave() throws IOException {
    var store = create();
    assertThatThrownBy(() -> store.append(ONE, 1, "line")).isInstanceOf(IOException.class);
    assertThat(store.exists(ONE)).isFalse();
  }

  @Test
  void forgetsASession() throws IOException {
    var store = create();
    store.delete(ONE);
    store.create(ONE);
    store.create(OTHER);
    store.append(ONE, 1, "line");
    store.append(OTHER, 1, "other line");
    store.delete(ONE);
    assertThat(store.list()).containsExactly(OTHER);
    assertThat(store.create(ONE)).isTrue();
    assertThat(store.read(ONE, 0, 10)).isEmpty();
    assertThat(store.read(OTHER, 0, 10)).containsExactly("other line");
  }

  @Test
  void keepsBodiesByTheirDigest() throws IOException {
    var store = create();
    assertThat(store.body(DIGEST)).isEqualTo(Optional.empty());
    var body = "body".getBytes(StandardCharsets.UTF_8);
    store.keepBody(DIGEST, body);
    store.keepBody(DIGEST, body);
    store.keepBody("cd".repeat(32), new byte[1_000_000]);
    store.keepBody("ef".repeat(32), new byte[0]);
    var later = another(store);
    assertThat(later.body(DIGEST).orElseThrow()).isEqualTo(body);
    assertThat(later.body("cd".repeat(32)).orElseThrow()).hasSize(1_000_000);
    assertThat(later.body("ef".repeat(32)).orElseThrow()).isEmpty();
  }

  @Test
  void findsBodiesByTheBeginningOfTheirDigest() throws IOException {
    var store = create();
    var digests = List.of("ab01" + "0".repeat(60), "ab02" + "0".repeat(60), "ac" + "0".repeat(62));
    for (var digest : digests) store.keepBody(digest, new byte[] {1});
    assertThat(store.bodies("ab01", 5)).containsExactly(digests.getFirst());
    assertThat(store.bodies("ab", 5)).containsExactlyInAnyOrderElementsOf(digests.subList(0, 2));
    assertThat(store.bodies("a", 2)).hasSize(2);
    assertThat(store.bodies("ff", 5)).isEmpty();
  }
}
