package dev.jackdaw.engine;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.Effort;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.Reply;
import dev.jackdaw.api.Usage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Finds a title for a new session beside its first task, with one request to the small model.
 * Whatever becomes of it, the task never hears of it; the journal and the sums do. The thread that
 * submits and the one that closes may be different; {@code this} guards the worker.
 */
final class Titling implements AutoCloseable {
  private static final String JOB = "title";
  private static final int MOST_PROMPT_CHARS = 2_000;
  private static final int MOST_TITLE_CHARS = 60;

  /** Room for a model that thinks before it answers. */
  private static final int MAX_OUTPUT_TOKENS = 2_000;

  private final SmallModel small;
  private final Recorder recorder;
  private final Tally tally;
  private final boolean costLimited;
  private final InstantSource clock;
  private final ThreadFactory threads;
  private @Nullable Thread worker;
  private boolean done;

  /**
   * Prepares the job.
   *
   * @param costLimited whether a model without a price must not be asked
   */
  Titling(
      SmallModel small,
      Recorder recorder,
      Tally tally,
      boolean costLimited,
      InstantSource clock,
      ThreadFactory threads) {
    this.small = small;
    this.recorder = recorder;
    this.tally = tally;
    this.costLimited = costLimited;
    this.clock = clock;
    this.threads = threads;
  }

  /** Begins with the first prompt that has text; every other is passed over. */
  synchronized void begin(List<Block.Content> prompt) {
    var text = text(prompt);
    if (done || text.isEmpty()) return;
    done = true;
    worker = threads.newThread(() -> work(text));
    worker.start();
  }

  private static String text(List<Block.Content> prompt) {
    var texts = new StringBuilder();
    for (var block : prompt) {
      if (block instanceof Block.Text(var text, _)) texts.append(text).append('\n');
    }
    var whole = texts.toString().strip();
    if (whole.length() <= MOST_PROMPT_CHARS) return whole;
    var cut = Character.isHighSurrogate(whole.charAt(MOST_PROMPT_CHARS - 1)) ? 1 : 0;
    return whole.substring(0, MOST_PROMPT_CHARS - cut);
  }

  private void work(String prompt) {
    var start = clock.instant();
    try {
      record(ask(prompt, start));
    } catch (RuntimeException e) {
      System.getLogger("dev.jackdaw.engine").log(System.Logger.Level.WARNING, "no title", e);
    }
  }

  private Event.SideJobEnded ask(String prompt, Instant start) {
    var name = small.name();
    try {
      var model = small.model().get();
      name = model.info().id();
      if (costLimited && !model.info().hasKnownPrice()) {
        return unasked(name, start, "its price is not known, so --max-cost could not be held");
      }
      var reply = model.reply(request(prompt, model), _ -> {});
      return answered(model, reply, start);
    } catch (InterruptedException _) {
      return ended(name, Usage.UNKNOWN, Optional.empty(), start, "the session was closed");
    } catch (JackdawException e) {
      return unasked(name, start, String.valueOf(e.getMessage()));
    }
  }

  private static ModelRequest request(String prompt, Model model) {
    return new ModelRequest(
        List.of(new Block.Text(orders(), Label.JACKDAW)),
        List.of(),
        List.of(new Message.User(List.of(new Block.Text(prompt, Label.USER)))),
        MAX_OUTPUT_TOKENS,
        Effort.MINIMAL.within(model.info().efforts()),
        "");
  }

  private Event.SideJobEnded answered(Model model, Reply reply, Instant start) {
    var title = title(reply);
    if (!title.isEmpty()) recorder.record(AgentId.MAIN, new Event.SessionTitled(title));
    return ended(
        model.info().id(),
        reply.usage(),
        model.info().prices().flatMap(prices -> prices.of(reply.usage())),
        start,
        title.isEmpty() ? "the reply had no text" : "");
  }

  /** Returns the first line of the reply without what models put around a title. */
  private static String title(Reply reply) {
    var text = new StringBuilder();
    for (var block : reply.message().blocks()) {
      if (block instanceof Block.Text(var part, _)) text.append(part);
    }
    var line = text.toString().lines().map(Titling::plain).filter(found -> !found.isEmpty());
    return line.findFirst().orElse("");
  }

  private static String plain(String line) {
    var plain = line.replaceAll("\\p{Cntrl}|\\p{Cf}", "").strip();
    plain = plain.replaceAll("^[\"'`*#“”\\s]+|[\"'`*“”\\s.]+$", "");
    if (plain.length() <= MOST_TITLE_CHARS) return plain;
    var cut = Character.isHighSurrogate(plain.charAt(MOST_TITLE_CHARS - 1)) ? 1 : 0;
    return plain.substring(0, MOST_TITLE_CHARS - cut).strip();
  }

  private Event.SideJobEnded unasked(String name, Instant start, String problem) {
    return ended(name, Usage.NONE, Optional.of(0.0), start, problem);
  }

  private Event.SideJobEnded ended(
      String name, Usage usage, Optional<Double> dollars, Instant start, String problem) {
    var took = Duration.between(start, clock.instant());
    return new Event.SideJobEnded(JOB, name, usage, dollars, took, problem);
  }

  private void record(Event.SideJobEnded ended) {
    tally.add(ended);
    recorder.record(AgentId.MAIN, ended);
  }

  /** Gives up what still runs, and returns when its end is recorded. */
  @Override
  public void close() {
    Thread running;
    synchronized (this) {
      done = true;
      running = worker;
    }
    if (running == null) return;
    running.interrupt();
    var interrupted = false;
    while (true) {
      try {
        running.join();
        break;
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) Thread.currentThread().interrupt();
  }

  private static String orders() {
    try (var in = Titling.class.getResourceAsStream("Title.md")) {
      if (in == null) throw new IllegalStateException("no Title.md in this build");
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
