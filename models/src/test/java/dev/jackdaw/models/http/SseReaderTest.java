package dev.jackdaw.models.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SseReaderTest {
  @Test
  void handsOutEventsAsTheStandardShowsThem() throws Exception {
    assertThat(read("data: YHOO\ndata: +2\ndata: 10\n\n"))
        .containsExactly(new SseEvent("message", "YHOO\n+2\n10"));
    assertThat(
            read(
                ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n"))
        .containsExactly(
            new SseEvent("message", "first event"),
            new SseEvent("message", "second event"),
            new SseEvent("message", " third event"));
    assertThat(read("data\n\ndata\ndata\n\ndata:"))
        .containsExactly(new SseEvent("message", ""), new SseEvent("message", "\n"));
    assertThat(read("data:test\n\ndata: test\n\n"))
        .containsExactly(new SseEvent("message", "test"), new SseEvent("message", "test"));
  }

  @Test
  void knowsTheThreeEndsOfALine() throws Exception {
    for (var end : List.of("\n", "\r\n", "\r")) {
      assertThat(
              read(
                  "event: a"
                      + end
                      + "data: 1"
                      + end
                      + "data: 2"
                      + end
                      + end
                      + "data: 3"
                      + end
                      + end))
          .containsExactly(new SseEvent("a", "1\n2"), new SseEvent("message", "3"));
    }
  }

  @Test
  void skipsCommentsUnknownFieldsAndNamesWithoutData() throws Exception {
    assertThat(
            read(
                ": OPENROUTER PROCESSING\n\nevent: ping\n\nretry: 10\nfoo: bar\ndatabase: 1\ndata: x\n\n"))
        .containsExactly(new SseEvent("message", "x"));
  }

  @Test
  void skipsAByteOrderMarkAtTheStartOnly() throws Exception {
    assertThat(read("\uFEFFdata: a\n\n\uFEFFdata: b\n\ndata: \uFEFF\n\n"))
        .containsExactly(new SseEvent("message", "a"), new SseEvent("message", "\uFEFF"));
    assertThat(read("\uFEFF")).isEmpty();
    assertThat(read("")).isEmpty();
  }

  @Test
  void handsOutNothingTheStreamEndedWithin() throws Exception {
    assertThat(read("data: a\n\ndata: b\n")).containsExactly(new SseEvent("message", "a"));
    assertThat(read("data: a\n\ndata: b")).containsExactly(new SseEvent("message", "a"));
  }

  @Test
  void readsTheSameHoweverTheBytesAreCut() throws Exception {
    var text =
        "\uFEFFevent: ü\r\ndata: äöü € 𝄞 \uD83E\uDD9C\r\n\r\n: kommentar\rdata: 日本\rdata: x\r\rdata: y\n\n";
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    var whole = read(text);
    assertThat(whole)
        .containsExactly(
            new SseEvent("ü", "äöü € 𝄞 🦜"),
            new SseEvent("message", "日本\nx"),
            new SseEvent("message", "y"));
    for (var size = 1; size <= bytes.length; size++) {
      assertThat(read(bytes, size, SseReader.MAX_EVENT_BYTES))
          .as("cut every " + size)
          .isEqualTo(whole);
    }
    for (var cut = 1; cut < bytes.length; cut++) {
      assertThat(read(bytes, cut, bytes.length, SseReader.MAX_EVENT_BYTES))
          .as("cut at " + cut)
          .isEqualTo(whole);
    }
  }

  @Test
  void agreesWithASimpleReadingOfRandomStreams() throws Exception {
    for (var seed = 0; seed < 2000; seed++) {
      var random = new Random(seed);
      var text = new StringBuilder();
      var pieces =
          new String[] {
            "data", "event", ":", " ", "\n", "\n", "\r", "\r\n", "x", "ä", "id", "\n\n"
          };
      for (var i = random.nextInt(60); i > 0; i--)
        text.append(pieces[random.nextInt(pieces.length)]);
      var bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      assertThat(read(bytes, 1 + random.nextInt(5), SseReader.MAX_EVENT_BYTES))
          .as("seed " + seed)
          .isEqualTo(simply(text.toString()));
    }
  }

  @Test
  void refusesAnEventWithoutBounds() {
    var line = "data: " + "x".repeat(5000) + "\n\n";
    assertThatThrownBy(() -> read(line.getBytes(StandardCharsets.UTF_8), 100, 1000))
        .isInstanceOf(EventTooLargeException.class);
    var lines = "data: xxxxxxxxx\n".repeat(500) + "\n";
    assertThatThrownBy(() -> read(lines.getBytes(StandardCharsets.UTF_8), 100, 1000))
        .isInstanceOf(EventTooLargeException.class);
    var unended = ":".repeat(5000);
    assertThatThrownBy(() -> read(unended.getBytes(StandardCharsets.UTF_8), 100, 1000))
        .isInstanceOf(EventTooLargeException.class);
  }

  @Test
  void takesAnyNumberOfEventsBelowTheBound() throws Exception {
    var events = (": c\n\n" + "data: " + "x".repeat(500) + "\n\n").repeat(100);
    assertThat(read(events.getBytes(StandardCharsets.UTF_8), 77, 1000)).hasSize(100);
  }

  private static List<SseEvent> read(String text) throws IOException, InterruptedException {
    return read(text.getBytes(StandardCharsets.UTF_8), 1 << 20, SseReader.MAX_EVENT_BYTES);
  }

  private static List<SseEvent> read(byte[] bytes, int size, int limit)
      throws IOException, InterruptedException {
    return read(bytes, size, size, limit);
  }

  private static List<SseEvent> read(byte[] bytes, int first, int size, int limit)
      throws IOException, InterruptedException {
    var source =
        new ByteSource() {
          private int at;

          @Override
          public int read(byte[] buffer, int offset, int length) {
            if (at >= bytes.length) return -1;
            var count = Math.min(Math.min(at == 0 ? first : size, length), bytes.length - at);
            System.arraycopy(bytes, at, buffer, offset, count);
            at += count;
            return count;
          }
        };
    var reader = new SseReader(source, limit);
    var events = new ArrayList<SseEvent>();
    for (var event = reader.next(); event.isPresent(); event = reader.next()) {
      events.add(event.get());
    }
    return events;
  }

  /** The standard's algorithm, word by word, over the whole text at once. */
  private static List<SseEvent> simply(String text) {
    var events = new ArrayList<SseEvent>();
    var lines = text.replace("\r\n", "\n").replace('\r', '\n').split("\n", -1);
    var name = "";
    var data = new StringBuilder();
    var any = false;
    for (var i = 0; i < lines.length - 1; i++) {
      var line = lines[i];
      if (line.isEmpty()) {
        if (any) {
          events.add(
              new SseEvent(
                  name.isEmpty() ? "message" : name, data.substring(0, data.length() - 1)));
        }
        name = "";
        data.setLength(0);
        any = false;
        continue;
      }
      var colon = line.indexOf(':');
      var field = colon < 0 ? line : line.substring(0, colon);
      var value = colon < 0 ? "" : line.substring(colon + 1);
      if (value.startsWith(" ")) value = value.substring(1);
      if (field.equals("event")) name = value;
      if (field.equals("data")) {
        data.append(value).append('\n');
        any = true;
      }
    }
    return events;
  }
}
