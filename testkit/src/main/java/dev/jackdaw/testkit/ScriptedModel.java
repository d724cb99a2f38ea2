package dev.jackdaw.testkit;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Delta;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelException;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.Reply;
import dev.jackdaw.testkit.Script.Turn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A model that says what a script tells it to: without a network, the same every time. Which turn
 * it says follows from the request alone, so that a repeated or resumed request gets the same reply
 * and several sessions can share one model. Call ids are {@code call_t<turn>_<index>}, those of
 * sub-agents {@code call_a<agent>t<turn>_<index>}. Thread-safe.
 *
 * <p>The turn is the one after the last call the request remembers, or else follows from the number
 * of replies in it; a conversation whose beginning was folded away goes on where it was.
 */
public final class ScriptedModel implements Model {
  private static final int REQUESTS_KEPT = 1_000;
  private static final Script.Line NO_LINE = new Script.Line(Turn.text(""), 1);

  private final ModelInfo info;
  private final Script script;
  private final String directory;
  private final Optional<Function<ModelRequest, Turn>> author;
  private final Object lock = new Object();

  // Both guarded by lock.
  private final ArrayDeque<ModelRequest> requests = new ArrayDeque<>();
  private final Map<String, Integer> attempts = new HashMap<>();

  private ScriptedModel(
      Script script, String directory, Optional<Function<ModelRequest, Turn>> author) {
    this.script = script;
    this.directory = directory;
    this.author = author;
    this.info =
        new ModelInfo(
            "scripted",
            script.name(),
            script.window(),
            script.maxOutput(),
            EnumSet.of(
                ModelInfo.Feature.IMAGES,
                ModelInfo.Feature.THINKING,
                ModelInfo.Feature.PARALLEL_CALLS),
            script.prices());
  }

  /** Returns a model that says these turns and nothing after them. */
  public static ScriptedModel of(Script.Step... steps) {
    return of(Script.of(steps), Path.of(""));
  }

  /**
   * Returns a model that follows the script.
   *
   * @param directory what {@code {{cwd}}} stands for
   */
  public static ScriptedModel of(Script script, Path directory) {
    return new ScriptedModel(script, absolute(directory), Optional.empty());
  }

  /** Returns a model that makes up each turn from the request. */
  public static ScriptedModel answering(Function<ModelRequest, Turn> author) {
    return new ScriptedModel(Script.of(), absolute(Path.of("")), Optional.of(author));
  }

  /**
   * Returns a model that follows a script file. It is named as the script says, else as the file.
   *
   * @param directory what {@code {{cwd}}} stands for
   * @throws JackdawException of kind user when the file cannot be read or is no script; the message
   *     names the file, the turn and the member
   */
  public static ScriptedModel read(Path file, Path directory) {
    try {
      return parse(file.toString(), Files.readString(file), directory);
    } catch (IOException e) {
      throw new JackdawException(
          JackdawException.Kind.USER,
          "script-unreadable",
          "cannot read the script "
              + file
              + (e instanceof NoSuchFileException
                  ? ", which does not exist"
                  : ": " + e.getMessage())
              + "; name an existing JSON file in UTF-8",
          e);
    }
  }

  /** Returns a model that follows the text of a script file; the file is named in errors only. */
  public static ScriptedModel parse(String file, String text, Path directory) {
    return of(ScriptReader.read(file, text), directory);
  }

  private static String absolute(Path directory) {
    return directory.toAbsolutePath().normalize().toString();
  }

  /** Returns this model, its requests not included, under another name. */
  public ScriptedModel named(String name) {
    return new ScriptedModel(script.named(name), directory, author);
  }

  @Override
  public ModelInfo info() {
    return info;
  }

  /** Returns the requests so far, failed ones included, but at most the last 1,000. */
  public List<ModelRequest> requests() {
    synchronized (lock) {
      return new ArrayList<>(requests);
    }
  }

  @Override
  public Reply reply(ModelRequest request, Consumer<Delta> deltas) throws InterruptedException {
    keep(request);
    var cue = cue(request);
    var unmet = cue.line().turn().expect().unmet(request);
    if (unmet.isPresent()) {
      throw stopped(script.name() + ": " + cue.where() + " expected " + unmet.get());
    }
    var fails = cue.line().turn().fault().isPresent();
    var attempt = fails ? attempt(request.cacheKey() + "/" + cue.idPrefix() + cue.number()) : 1;
    return new ScriptedReply(request, cue, directory, script.pace(), deltas).speak(attempt);
  }

  private void keep(ModelRequest request) {
    synchronized (lock) {
      if (requests.size() == REQUESTS_KEPT) requests.removeFirst();
      requests.addLast(request);
    }
  }

  private int attempt(String turn) {
    synchronized (lock) {
      var attempt = attempts.getOrDefault(turn, 0) + 1;
      attempts.put(turn, attempt);
      return attempt;
    }
  }

  private Cue cue(ModelRequest request) {
    if (author.isPresent()) {
      var number = position(request.messages(), Cue.MAIN_PREFIX) + 1;
      return new Cue(new Script.Line(author.get().apply(request), 1), Cue.MAIN_PREFIX, number, "");
    }
    var last = script.asides().isEmpty() ? "" : Requests.lastWords(request);
    for (var aside : script.asides()) {
      if (last.contains(aside.whenPromptContains())) {
        var line = new Script.Line(aside.turn(), 1);
        return new Cue(line, Cue.ASIDE_PREFIX, 1, aside.whenPromptContains());
      }
    }
    var first = script.agents().isEmpty() ? "" : Requests.firstPrompt(request);
    for (var i = 0; i < script.agents().size(); i++) {
      var agent = script.agents().get(i);
      if (first.contains(agent.whenPromptContains())) {
        return cue(request, agent.part(), "call_a" + (i + 1) + "t", agent.whenPromptContains());
      }
    }
    return cue(request, script.main(), Cue.MAIN_PREFIX, "");
  }

  private Cue cue(ModelRequest request, Script.Part part, String prefix, String about) {
    var position = position(request.messages(), prefix);
    var line = part.at(position);
    if (line.isPresent()) return new Cue(line.get(), prefix, position + 1, about);
    var missing = new Cue(NO_LINE, prefix, position + 1, about);
    throw stopped(
        script.name()
            + ": "
            + missing.where()
            + " was asked for, but the script has only "
            + part.turns()
            + "; add turns, or a \"final\" text to say from there on");
  }

  /** Returns which turn the request asks for, counting from 0. */
  private static long position(List<Message> messages, String prefix) {
    var after = 0L;
    for (var message : messages.reversed()) {
      if (!(message instanceof Message.Assistant assistant)) continue;
      var turn = turnOf(assistant, prefix);
      if (turn > 0) return turn + after;
      after++;
    }
    return after;
  }

  /** Returns the number in the ids of the calls, 0 when they are not ours. */
  private static long turnOf(Message.Assistant message, String prefix) {
    for (var block : message.blocks()) {
      if (block instanceof Block.Call call) {
        var number = number(call.id().value(), prefix);
        if (number > 0) return number;
      }
    }
    return 0;
  }

  private static int number(String id, String prefix) {
    var end = id.indexOf('_', prefix.length());
    if (!id.startsWith(prefix) || end < 0) return 0;
    try {
      return Integer.parseInt(id, prefix.length(), end, 10);
    } catch (NumberFormatException _) {
      return 0;
    }
  }

  private static ModelException stopped(String message) {
    return new ModelException(ModelException.Failure.INVALID_REQUEST, message);
  }

  /**
   * The turn a request gets.
   *
   * @param number of the turn, counting from 1
   * @param about the words that chose a sub-agent or an aside, else empty
   */
  record Cue(Script.Line line, String idPrefix, long number, String about) {
    static final String MAIN_PREFIX = "call_t";
    static final String ASIDE_PREFIX = "call_s";

    String id(int index) {
      return idPrefix + number + "_" + index;
    }

    /** Returns the name of the turn in errors. */
    String where() {
      if (idPrefix.equals(ASIDE_PREFIX)) return "the aside on \"" + about + "\"";
      return about.isEmpty() ? "turn " + number : "agent \"" + about + "\", turn " + number;
    }
  }
}
