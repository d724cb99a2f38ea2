package dev.jackdaw.examples.service;

import com.sun.net.httpserver.HttpExchange;
import dev.jackdaw.api.SessionStore;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.embed.JackdawSession;
import dev.jackdaw.wire.OccurrenceJson;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The events of a session as server-sent events. Kept ones have their number as id: who reconnects
 * with {@code Last-Event-ID} misses none. Calls that wait for a yes are told when one comes and to
 * whoever connects. A reader that is too slow is let go rather than waited for.
 */
record EventFeed(JackdawSession session, SessionStore store, WaitingApprovals approvals) {
  private static final int MOST_WAITING = 1_000;
  private static final int PAGE = 500;
  private static final long QUIET_SECONDS = 15;

  /** What is still to be sent; 0 is the number of what is not kept. */
  private record Item(long number, Json event) {}

  void send(HttpExchange exchange) throws IOException, InterruptedException {
    var waiting = new ArrayBlockingQueue<Item>(MOST_WAITING);
    var isTooSlow = new AtomicBoolean();
    Consumer<Item> take = item -> isTooSlow.compareAndSet(false, !waiting.offer(item));
    // Listening begins before the past is read, so that nothing falls between.
    try (var _ =
            session.listen(
                each -> take.accept(new Item(each.sequence(), OccurrenceJson.write(each))));
        var _ = approvals.listen(session.id(), () -> take.accept(asked()));
        exchange) {
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange.sendResponseHeaders(200, 0);
      var out = exchange.getResponseBody();
      var last = past(exchange, out);
      take.accept(asked());
      while (!isTooSlow.get()) {
        var next = waiting.poll(QUIET_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
          // A connection that is gone is noticed by writing to it.
          write(out, ": still here\n\n");
        } else if (next.number() == 0 || next.number() > last) {
          last = Math.max(last, next.number());
          write(out, next.number(), next.event().compact());
        }
      }
    }
  }

  private Item asked() {
    var event = Json.object().put("type", "approvals").put("waiting", approvals.of(session.id()));
    return new Item(0, event.build());
  }

  private long past(HttpExchange exchange, OutputStream out) throws IOException {
    var from = exchange.getRequestHeaders().getFirst("Last-Event-ID");
    var last = from == null || !from.matches("[0-9]{1,18}") ? 0 : Long.parseLong(from);
    while (true) {
      var page = store.read(session.id(), last, PAGE);
      for (var line : page) write(out, ++last, Json.parse(line).compact());
      if (page.size() < PAGE) return last;
    }
  }

  private static void write(OutputStream out, long number, String event) throws IOException {
    write(out, (number > 0 ? "id: " + number + "\n" : "") + "data: " + event + "\n\n");
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
