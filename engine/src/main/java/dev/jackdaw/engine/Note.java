package dev.jackdaw.engine;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Block;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Asks the model, before a part of the conversation is folded, what of it matters. It is asked
 * behind the conversation as it stands, so that the provider reads all of that from its cache.
 * Whatever the model answers, nothing but a note of the form that was asked for comes of it, and
 * the fold goes on without one. The note is text of the model, and what is needed to be true is
 * never taken from it.
 */
final class Note {
  private static final String JOB = "note";
  private static final int MAX_OUTPUT_TOKENS = 4_000;
  private static final int MOST_CHARS = 5_000;
  private static final int MOST_LINE_CHARS = 400;
  private static final Set<String> SECTIONS = Set.of("goal", "decisions", "rejected", "open");

  private final Commons commons;
  private final AgentId agent;
  private final Budget budget;

  Note(Commons commons, AgentId agent, Budget budget) {
    this.commons = commons;
    this.agent = agent;
    this.budget = budget;
  }

  /**
   * Returns the note; empty when there is none to be had.
   *
   * @param conversation the request that would be sent next
   * @param window tokens the model takes
   * @param focus what it should dwell on; may be empty
   */
  String ask(Model model, ModelRequest conversation, int window, String focus)
      throws InterruptedException {
    var start = commons.clock().instant();
    try {
      var reply = model.reply(request(conversation, output(window), focus), _ -> {});
      var note = commons.redactor().redact(read(reply.message().text()));
      ended(model, Optional.of(reply), start, note.isEmpty() ? "it was not of the form" : "");
      return note;
    } catch (JackdawException | IllegalStateException | IllegalArgumentException e) {
      ended(model, Optional.empty(), start, String.valueOf(e.getMessage()));
      return "";
    }
  }

  /** Returns how many tokens a note and what is thought about it may take. */
  static int output(int window) {
    return window == 0 ? MAX_OUTPUT_TOKENS : Math.min(MAX_OUTPUT_TOKENS, window / 8);
  }

  private static ModelRequest request(ModelRequest conversation, int output, String focus) {
    var orders = new StringBuilder(text());
    if (!focus.isBlank()) orders.append("\nDwell on this: ").append(focus.strip());
    var question = new Block.Text(orders.toString(), Label.JACKDAW);
    var messages = new ArrayList<>(conversation.messages());
    if (messages.getLast() instanceof Message.User(var blocks)) {
      var all = new ArrayList<>(blocks);
      all.add(question);
      messages.set(messages.size() - 1, new Message.User(all));
    } else {
      messages.add(new Message.User(List.of(question)));
    }
    return new ModelRequest(
        conversation.system(),
        conversation.tools(),
        messages,
        output,
        conversation.effort(),
        conversation.cacheKey(),
        conversation.keep(),
        conversation.stable());
  }

  /** Returns what of a reply is a note: bullets below headings that were asked for. */
  static String read(String reply) {
    var out = new StringBuilder();
    var heading = "";
    for (var line : (Iterable<String>) reply.lines()::iterator) {
      var plain = line.strip();
      if (plain.startsWith("#")) {
        heading = plain.replaceFirst("^#+\\s*", "").strip().toLowerCase(Locale.ROOT);
        if (SECTIONS.contains(heading)) append(out, plain);
      } else if (SECTIONS.contains(heading) && plain.startsWith("- ")) {
        append(out, Shortening.line(plain, MOST_LINE_CHARS));
      }
    }
    return out.indexOf("- ") < 0 ? "" : out.toString().strip();
  }

  private static void append(StringBuilder out, String line) {
    if (out.length() + line.length() < MOST_CHARS) out.append(line).append('\n');
  }

  private void ended(Model model, Optional<Reply> reply, Instant start, String problem) {
    var usage = reply.map(Reply::usage).orElse(Usage.NONE);
    var dollars =
        reply.isEmpty()
            ? Optional.of(0.0)
            : model.info().prices().flatMap(prices -> prices.of(usage));
    var took = Duration.between(start, commons.clock().instant());
    var event = new Event.SideJobEnded(JOB, model.info().id(), usage, dollars, took, problem);
    budget.add(event);
    commons.recorder().record(agent, event);
  }

  private static String text() {
    try (var in = Note.class.getResourceAsStream("Note.md")) {
      if (in == null) throw new IllegalStateException("no Note.md in this build");
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
