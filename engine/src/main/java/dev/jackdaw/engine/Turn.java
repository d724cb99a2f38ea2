package dev.jackdaw.engine;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One reply of the model, what came of its calls, and what else it was told before its next reply.
 * Guarded by its transcript.
 */
final class Turn {

  /** What a piece of a conversation that is neither reply nor result is. */
  enum Kind {
    PROMPT,
    NOTICE,
    /** Something that happened to files, which stays true. */
    FACT,
    MEMORY
  }

  /**
   * Something the model was told.
   *
   * @param at the number of its event in the journal
   */
  record Given(long at, Kind kind, Block.Content block) {
    Given shortened(String text) {
      return new Given(at, kind, new Block.Text(text, block.label()));
    }
  }

  /**
   * A call that ended.
   *
   * @param at the number of the event in the journal
   */
  record Ended(long at, Event.CallFinished event) {
    ToolResult result() {
      return event.result();
    }

    /** Without a {@code body}: it is no longer shown whole. */
    Ended shortened(String text) {
      var was = event.result();
      var result =
          new ToolResult(
              was.status(),
              List.of(new Block.Text(text, was.label())),
              was.details().without("body"),
              was.label());
      return new Ended(
          at,
          new Event.CallFinished(
              event.turn(), event.call(), result, event.took(), event.ledger(), event.retention()));
    }
  }

  /** What is known of a call beside its result. */
  record Traces(List<Effect> effects, List<String> changed) {
    static final Traces NONE = new Traces(List.of(), List.of());

    Traces withEffects(List<Effect> decided) {
      return new Traces(decided, changed);
    }

    /** What a call left running may change more, time and again. */
    Traces withChanged(List<String> found) {
      var all = new LinkedHashSet<>(changed);
      all.addAll(found);
      return new Traces(effects, List.copyOf(all));
    }
  }

  private final int number;
  private final long at;
  private Message.Assistant said;
  private final Map<CallId, Block.Call> calls = new LinkedHashMap<>();
  private final Map<CallId, Ended> ended = new LinkedHashMap<>();
  private final Map<CallId, Traces> traces = new LinkedHashMap<>();
  private final List<Given> given = new ArrayList<>();

  /** What {@link #copy} returned last, as long as nothing has changed since. */
  private @Nullable Turn copied;

  /** {@code at} is the number of the reply's event in the journal. */
  Turn(int number, long at, Message.Assistant said) {
    this.number = number;
    this.at = at;
    this.said = said;
    for (var call : said.calls()) calls.put(call.id(), call);
  }

  int number() {
    return number;
  }

  long at() {
    return at;
  }

  Message.Assistant said() {
    return said;
  }

  List<Given> given() {
    return Collections.unmodifiableList(given);
  }

  /** Returns the same, to be added to or shortened. */
  List<Given> givenToChange() {
    copied = null;
    return given;
  }

  /** Returns its calls and those that they made, by id. */
  Map<CallId, Block.Call> calls() {
    return calls;
  }

  Block.Call call(CallId id) {
    return Objects.requireNonNull(calls.get(id));
  }

  Map<CallId, Ended> ended() {
    return ended;
  }

  Traces traces(CallId call) {
    return traces.getOrDefault(call, Traces.NONE);
  }

  /** Takes in a call that one of its calls made. */
  void nested(Block.Call call) {
    copied = null;
    calls.putIfAbsent(call.id(), call);
  }

  void traces(CallId call, Traces known) {
    copied = null;
    if (calls.containsKey(call)) traces.put(call, known);
  }

  /** The first result counts. */
  void finish(long number, Event.CallFinished event) {
    copied = null;
    if (calls.containsKey(event.call())) {
      ended.putIfAbsent(event.call(), new Ended(number, event));
    }
  }

  @Nullable ToolResult result(CallId call) {
    var found = ended.get(call);
    return found == null ? null : found.result();
  }

  boolean isOpen() {
    return said.calls().stream().anyMatch(call -> !ended.containsKey(call.id()));
  }

  /** Shows less of the input of a call, if it is one of these. */
  void elide(CallId id, Json.Obj input) {
    copied = null;
    if (said.calls().stream().noneMatch(call -> call.id().equals(id))) return;
    var blocks = new ArrayList<Block.Said>();
    for (var block : said.blocks()) {
      var isIt = block instanceof Block.Call call && call.id().equals(id);
      blocks.add(isIt ? ((Block.Call) block).withInput(input) : block);
    }
    said = new Message.Assistant(blocks);
  }

  /** Shows its thinking no longer, unless that is all there is. */
  void forgetThinking() {
    copied = null;
    var blocks = new ArrayList<Block.Said>();
    for (var block : said.blocks()) if (!(block instanceof Block.Thinking)) blocks.add(block);
    if (!blocks.isEmpty() && blocks.size() < said.blocks().size()) {
      said = new Message.Assistant(blocks);
    }
  }

  /** Shortens what has that number, if it is here. */
  void shorten(long number, String text) {
    copied = null;
    ended.replaceAll((_, end) -> end.at() == number ? end.shortened(text) : end);
    shorten(given, number, text);
  }

  /** The blocks of one prompt become one text. */
  static void shorten(List<Given> given, long number, String text) {
    var done = false;
    for (var i = 0; i < given.size(); i++) {
      if (given.get(i).at() != number) continue;
      if (done) given.remove(i--);
      else given.set(i, given.get(i).shortened(text));
      done = true;
    }
  }

  /** Returns whether a person speaks after it. */
  boolean isFollowedByPrompt() {
    return given.stream().anyMatch(each -> each.kind() == Kind.PROMPT && isUser(each));
  }

  private static boolean isUser(Given each) {
    return each.block().label().source() == Label.Source.USER;
  }

  /** Returns what it is now. Most turns of a conversation change no more, and have one copy. */
  Turn copy() {
    var known = copied;
    if (known != null) return known;
    var copy = new Turn(number, at, said);
    copy.calls.putAll(calls);
    copy.ended.putAll(ended);
    copy.traces.putAll(traces);
    copy.given.addAll(given);
    copied = copy;
    return copy;
  }
}
