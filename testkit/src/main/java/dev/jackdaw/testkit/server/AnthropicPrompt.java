package dev.jackdaw.testkit.server;

import dev.jackdaw.api.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A prompt as the cache sees it: tools, then system, then messages, a segment for each block.
 *
 * @param automatic the mark of the request as a whole, which stands for one on its last block
 */
record AnthropicPrompt(List<Segment> segments, Optional<Ttl> automatic) {
  private static final int MOST_MARKS = 4;
  private static final int TOKENS_OF_IMAGE = 1_500;

  /** How long a cache entry lives. */
  enum Ttl {
    FIVE_MINUTES(Duration.ofMinutes(5)),
    ONE_HOUR(Duration.ofHours(1));

    private final Duration time;

    Ttl(Duration time) {
      this.time = time;
    }

    Duration time() {
      return time;
    }
  }

  /** What the service does with the thinking of tool loops that a person's words have closed. */
  enum Closed {
    /** It stays, as with the models since the end of 2025. */
    KEPT,
    /** It is taken out, and what was cached behind it is lost. */
    STRIPPED
  }

  /**
   * A block.
   *
   * @param text what must be equal for the prefix to be
   * @param marks the marks on it and in it
   */
  record Segment(String place, String text, int tokens, List<Ttl> marks) {}

  static AnthropicPrompt of(Json.Obj request, Closed closed) {
    var segments = new ArrayList<Segment>();
    var head = "model " + request.string("model", "") + " ";
    var tools = request.array("tools");
    for (var i = 0; i < tools.size(); i++) add(segments, "tools." + i, head, tools.get(i));
    if (request.members().get("system") instanceof Json.Str system) {
      add(segments, "system", head, system);
    }
    var system = request.array("system");
    for (var i = 0; i < system.size(); i++) add(segments, "system." + i, head, system.get(i));
    var messages = request.array("messages");
    // A change of these loses the messages, but not what comes before them.
    var options =
        head
            + request.object("thinking").canonical()
            + request.object("output_config").canonical()
            + request.object("tool_choice").canonical()
            + (messages.stream().anyMatch(AnthropicPrompt::hasImage) ? "images" : "");
    var open = closed == Closed.KEPT ? 0 : AnthropicThinking.loopStart(messages);
    for (var i = 0; i < messages.size(); i++) {
      if (messages.get(i) instanceof Json.Obj message) {
        var role = options + message.string("role", "");
        message(segments, "messages." + i, role, message, i < open);
      }
    }
    var automatic =
        request.has("cache_control")
            ? Optional.of(ttl(request.object("cache_control")))
            : Optional.<Ttl>empty();
    return new AnthropicPrompt(segments, automatic);
  }

  private static boolean hasImage(Json value) {
    return switch (value) {
      case Json.Obj block ->
          block.string("type", "").equals("image")
              || block.array("content").stream().anyMatch(AnthropicPrompt::hasImage);
      case Json.Arr _, Json.Str _, Json.Num _, Json.Bool _, Json.Null _ -> false;
    };
  }

  private static void message(
      List<Segment> segments, String place, String head, Json.Obj message, boolean stripped) {
    var content = message.members().get("content");
    if (content instanceof Json.Str text) {
      add(segments, place, head, Json.object().put("type", "text").put("text", text).build());
    }
    var blocks = message.array("content");
    for (var i = 0; i < blocks.size(); i++) {
      if (stripped && AnthropicThinking.isThought(blocks.get(i))) continue;
      add(segments, place + ".content." + i, head, blocks.get(i));
    }
  }

  private static void add(List<Segment> segments, String place, String head, Json block) {
    var marks = new ArrayList<Ttl>();
    var text = withoutMarks(block, marks).canonical();
    segments.add(new Segment(place, head + text, tokens(block, text), marks));
  }

  private static int tokens(Json block, String text) {
    var isImage = block instanceof Json.Obj object && object.string("type", "").equals("image");
    return isImage ? TOKENS_OF_IMAGE : Tokens.of(text);
  }

  private static Json withoutMarks(Json value, List<Ttl> marks) {
    return switch (value) {
      case Json.Obj object -> {
        var type = object.string("type", "");
        var plain = object;
        // Inside an input or a schema the name means nothing.
        if (object.members().get("cache_control") instanceof Json.Obj mark) {
          marks.add(ttl(mark));
          plain = object.without("cache_control");
        }
        yield type.equals("tool_result")
            ? plain.with(
                "content",
                withoutMarks(plain.members().getOrDefault("content", Json.Null.INSTANCE), marks))
            : plain;
      }
      case Json.Arr(var elements) -> {
        var copy = new ArrayList<Json>();
        for (var element : elements) copy.add(withoutMarks(element, marks));
        yield new Json.Arr(copy);
      }
      case Json.Str _, Json.Num _, Json.Bool _, Json.Null _ -> value;
    };
  }

  private static Ttl ttl(Json.Obj mark) {
    return mark.string("ttl", "5m").equals("1h") ? Ttl.ONE_HOUR : Ttl.FIVE_MINUTES;
  }

  int tokens() {
    var sum = 0;
    for (var segment : segments) sum += segment.tokens();
    return sum;
  }

  /** Returns the mark that holds for a segment, the longer one when there are two. */
  Optional<Ttl> markAt(int index) {
    var marks = segments.get(index).marks();
    if (!marks.isEmpty()) return Optional.of(marks.getLast());
    return index == segments.size() - 1 ? automatic : Optional.empty();
  }

  /** Refuses too many marks, and a long-lived one behind a short-lived one. */
  void checkMarks() throws Rejection {
    var count = automatic.isPresent() ? 1 : 0;
    var seen = new HashSet<Ttl>();
    for (var segment : segments) {
      for (var mark : segment.marks()) {
        count++;
        requireOrder(segment.place() + ".", mark, seen);
      }
    }
    if (automatic.isPresent()) requireOrder("", automatic.get(), seen);
    if (count > MOST_MARKS) {
      throw Rejection.invalid(
          "A maximum of 4 blocks with cache_control may be provided. Found " + count + ".");
    }
  }

  private static void requireOrder(String place, Ttl mark, Set<Ttl> seen) throws Rejection {
    if (mark == Ttl.ONE_HOUR && seen.contains(Ttl.FIVE_MINUTES)) {
      throw Rejection.invalid(
          place
              + "cache_control.ttl: a ttl='1h' cache_control block must not come after a ttl='5m'"
              + " cache_control block. Note that blocks are processed in the following order:"
              + " `tools`, `system`, `messages`.");
    }
    seen.add(mark);
  }
}
