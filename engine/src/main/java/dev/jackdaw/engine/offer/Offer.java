package dev.jackdaw.engine.offer;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.ToolSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The tools of an agent as its model is told of them: sorted by name, each in one spelling, so that
 * equal sets give equal bytes. Where their schemas would take too much of the window, those of
 * tools that are not {@linkplain Tool#isEssential() essential} are held back: the model finds them
 * by {@value ToolSearch#NAME} and calls them through {@value CallTool#NAME}, and what it is told at
 * the beginning of a prompt stays as it is. Only the model sees these two: everybody else sees the
 * call of the tool itself.
 */
public final class Offer {
  /** For a model of whose window nothing is known. */
  private static final int USUAL_WINDOW = 128_000;

  /** Schemas have more tokens than prose of the same length. */
  private static final int CHARS_PER_TOKEN = 3;

  /** The part of the room for schemas that the list of tools held back may take. */
  private static final double LIST_SHARE = 0.25;

  /** Before the model is told of anything. */
  public static final Offer NOTHING =
      new Offer(new TreeMap<>(), List.of(), List.of(), Optional.empty());

  private final SortedMap<String, Tool<?>> tools;
  private final List<ToolSpec> shown;
  private final SortedSet<String> heldBack = new TreeSet<>();
  private final List<ToolSpec> unseen;
  private final Optional<Later> later;

  private Offer(
      SortedMap<String, Tool<?>> tools,
      List<ToolSpec> shown,
      List<ToolSpec> heldBack,
      Optional<Later> later) {
    this.tools = Collections.unmodifiableSortedMap(tools);
    this.shown = List.copyOf(shown);
    this.later = later;
    this.unseen = List.copyOf(heldBack);
    for (var spec : heldBack) this.heldBack.add(spec.name());
  }

  /**
   * Decides what a model is told of.
   *
   * @param tools by name, all that the agent may have
   * @param share the part of the window that schemas may take before any is held back
   */
  public static Offer of(Map<String, Tool<?>> tools, ModelInfo model, double share) {
    return of(tools, model, share, Optional.empty());
  }

  /** As the other, with tools that may come later: they can be searched for from the beginning. */
  public static Offer of(
      Map<String, Tool<?>> tools, ModelInfo model, double share, Optional<Later> later) {
    var all = new TreeMap<>(tools);
    var shown = new ArrayList<ToolSpec>();
    var others = new ArrayList<ToolSpec>();
    for (var tool : all.values()) {
      // The schemas of our own tools come from records, in the order a reader wants.
      var spec = tool.isEssential() ? tool.spec() : CanonicalSchema.of(tool.spec());
      shown.add(spec);
      if (!tool.isEssential()) others.add(spec);
    }
    var window = model.window() == 0 ? USUAL_WINDOW : model.window();
    var room = (long) (share * window * CHARS_PER_TOKEN);
    if (others.isEmpty() || size(shown) <= room) others.clear();
    if (others.isEmpty() && later.isEmpty()) {
      return new Offer(all, shown, List.of(), Optional.empty());
    }
    return holdingBack(all, shown, others, room, later);
  }

  /** Nothing is held back where the search would take as much room as it saves. */
  private static Offer holdingBack(
      SortedMap<String, Tool<?>> all,
      List<ToolSpec> shown,
      List<ToolSpec> others,
      long room,
      Optional<Later> later) {
    var plain = new Offer(all, shown, List.of(), Optional.empty());
    if (all.containsKey(ToolSearch.NAME) || all.containsKey(CallTool.NAME)) return plain;
    var search =
        new ToolSearch(others, (int) Math.min(room * LIST_SHARE, Integer.MAX_VALUE), later);
    var call = new CallTool(List.copyOf(all.keySet()), later);
    var enough = size(others) >= 2 * (size(search.spec()) + size(call.spec()));
    if (!enough && later.isEmpty()) return plain;
    var left = new ArrayList<>(shown);
    left.removeAll(others);
    left.add(call.spec());
    left.add(search.spec());
    left.sort(Comparator.comparing(ToolSpec::name));
    all.put(call.spec().name(), call);
    all.put(search.spec().name(), search);
    return new Offer(all, left, others, later);
  }

  private static long size(List<ToolSpec> specs) {
    var size = 0L;
    for (var spec : specs) size += size(spec);
    return size;
  }

  private static long size(ToolSpec spec) {
    return (long) spec.name().length()
        + spec.description().length()
        + spec.inputSchema().compact().length();
  }

  /** Returns all that can be called now, by name. A tool that comes later replaces none. */
  public SortedMap<String, Tool<?>> tools() {
    if (later.isEmpty()) return tools;
    var all = new TreeMap<String, Tool<?>>();
    for (var tool : later.get().arrived()) all.put(tool.spec().name(), tool);
    all.putAll(tools);
    return Collections.unmodifiableSortedMap(all);
  }

  /** Returns what the model is told of, sorted by name. */
  public List<ToolSpec> shown() {
    return shown;
  }

  /** Returns the names of the tools that have to be found first. */
  public SortedSet<String> heldBack() {
    return Collections.unmodifiableSortedSet(heldBack);
  }

  /** Returns the tools that have to be found first, with the schemas that are not sent. */
  public List<ToolSpec> unseen() {
    return unseen;
  }

  /** Returns what the model said with the calls of the tools themselves. */
  public Message.Assistant unwrapped(Message.Assistant said) {
    if (isWhole() || said.calls().stream().noneMatch(this::isWrapped)) return said;
    var blocks = new ArrayList<Block.Said>();
    for (var block : said.blocks()) {
      blocks.add(
          block instanceof Block.Call call && isWrapped(call) ? CallTool.unwrapped(call) : block);
    }
    return new Message.Assistant(blocks);
  }

  /** A tool that need not be called this way may be. */
  private boolean isWrapped(Block.Call call) {
    if (!call.tool().equals(CallTool.NAME) || !call.malformed().isEmpty()) return false;
    return isMeant(call.input().string("name", ""));
  }

  /**
   * Runs what hands out pieces of a reply so that calls are shown as those of the tools themselves.
   *
   * @param seen takes the pieces as they are to be shown
   */
  public <R, E extends Exception> R unwrapping(Consumer<Delta> seen, Streaming<R, E> reply)
      throws E {
    if (isWhole()) return reply.into(seen);
    var unwrapping = new Unwrapping(seen, this::isMeant);
    var result = reply.into(unwrapping);
    unwrapping.end();
    return result;
  }

  /** Hands out pieces and returns the whole. */
  public interface Streaming<R, E extends Exception> {
    R into(Consumer<Delta> pieces) throws E;
  }

  private boolean isMeant(String tool) {
    return tools().containsKey(tool) && !tool.equals(CallTool.NAME);
  }

  /** Whether the model is told of every tool there is and ever will be. */
  private boolean isWhole() {
    return heldBack.isEmpty() && later.isEmpty();
  }

  /** Whether the model had to find it, be the tool there or not. */
  private boolean isFound(String tool) {
    return heldBack.contains(tool)
        || !tools.containsKey(tool) && later.filter(more -> more.mayBring(tool)).isPresent();
  }

  /** Returns the conversation as the model knows it. */
  public List<Message> wrapped(List<Message> messages) {
    if (isWhole()) return messages;
    var told = new ArrayList<Message>(messages.size());
    for (var message : messages) {
      told.add(message instanceof Message.Assistant said ? wrapped(said) : message);
    }
    return told;
  }

  private Message.Assistant wrapped(Message.Assistant said) {
    if (said.calls().stream().noneMatch(call -> isFound(call.tool()))) return said;
    var blocks = new ArrayList<Block.Said>();
    for (var block : said.blocks()) {
      blocks.add(
          block instanceof Block.Call call && isFound(call.tool())
              ? CallTool.wrapped(call)
              : block);
    }
    return new Message.Assistant(blocks);
  }
}
