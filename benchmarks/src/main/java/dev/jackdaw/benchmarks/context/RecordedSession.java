package dev.jackdaw.benchmarks.context;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import dev.jackdaw.engine.context.Chars;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads sessions that other programs recorded as JSON Lines, such as pi's: an object a line, those
 * with a {@code message} that has a {@code role} count. Whatever else there is, is passed over:
 * where a program had summarised, the session goes on as if it had not, because that is what the
 * policies are compared for.
 */
final class RecordedSession {
  /** Providers charge an image of usual size about as much. */
  private static final String IMAGE = "x".repeat(4_200);

  private static final List<String> CHANGES =
      List.of("edit", "write", "patch", "create", "replace");

  private static final List<String> LINES = List.of(".jsonl", ".ndjson");

  /** Larger files would not fit into the memory of a usual machine twice. */
  private static final long MOST_BYTES = 1L << 30;

  private final Recording recording;
  private double lastRequest = Double.NaN;
  private double lastEntry = Double.NaN;

  private RecordedSession(String name) {
    recording = new Recording(name);
  }

  /**
   * Returns the sessions of a folder, in the order of their paths; those without replies not.
   *
   * @param remarks takes a sentence for each file that is not read whole
   */
  static List<Sitting> all(Path folder, Consumer<String> remarks) throws IOException {
    var sittings = new ArrayList<Sitting>();
    for (var file : files(folder, LINES, remarks)) {
      each(name(folder, file), file, remarks, RecordedSession::read).ifPresent(sittings::add);
    }
    for (var file : files(folder, Trajectory.SUFFIXES, remarks)) {
      each(name(folder, file), file, remarks, Trajectory::read).ifPresent(sittings::add);
    }
    if (sittings.isEmpty()) {
      throw new Options.Misfit(
          folder + ": no .jsonl, .ndjson or .traj file with replies of a model in it");
    }
    return sittings;
  }

  /** Makes a session of a text. */
  interface Reader<T> {
    Optional<T> read(String name, String text, Consumer<String> remarks);
  }

  /** One file that cannot be read, or that nobody thought of, must not hide the others. */
  static <T> Optional<T> each(String name, Path file, Consumer<String> remarks, Reader<T> reader) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        remarks.accept(name + ": is larger than 1 GiB; it is left out");
        return Optional.empty();
      }
      return reader.read(name, text(file), remarks);
    } catch (IOException e) {
      remarks.accept(name + ": cannot be read (" + e + "); it is left out");
    } catch (RuntimeException | StackOverflowError e) {
      remarks.accept(name + ": is not a session this program understands (" + e + "); left out");
    }
    return Optional.empty();
  }

  static String name(Path folder, Path file) {
    var name = folder.relativize(file).toString().replace('\\', '/');
    return name.substring(0, name.lastIndexOf('.'));
  }

  /** Returns the files with one of these endings, however written, also below links. */
  static List<Path> files(Path folder, List<String> suffixes, Consumer<String> remarks)
      throws IOException {
    var found = new ArrayList<Path>();
    Files.walkFileTree(
        folder,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            var name = file.toString().toLowerCase(Locale.ROOT);
            if (attributes.isRegularFile() && suffixes.stream().anyMatch(name::endsWith)) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException problem) {
            var isTold = Files.isDirectory(file) && !(problem instanceof FileSystemLoopException);
            if (isTold) remarks.accept(folder.relativize(file) + ": cannot be read; left out");
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path done, @Nullable IOException problem) {
            if (problem != null) remarks.accept(folder.relativize(done) + ": not read whole");
            return FileVisitResult.CONTINUE;
          }
        });
    Collections.sort(found);
    return found;
  }

  /** Returns the text, whatever bytes it has. */
  static String text(Path file) throws IOException {
    var bytes = Files.readAllBytes(file);
    var decoder =
        charset(bytes)
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    return decoder.decode(ByteBuffer.wrap(bytes)).toString();
  }

  /** Some editors and shells write two bytes a character, and say so at the start. */
  private static Charset charset(byte[] bytes) {
    if (bytes.length < 2) return StandardCharsets.UTF_8;
    var first = (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
    return first == 0xfeff || first == 0xfffe ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
  }

  /** Returns the session of the lines; nothing when no model replies in it. */
  static Optional<Sitting> read(String name, String lines, Consumer<String> remarks) {
    var session = new RecordedSession(name);
    for (var entry : branch(entries(name, lines, remarks))) session.add(entry);
    if (session.recording.requests() == 0) {
      remarks.accept(name + ": no reply of a model is in it; it is left out");
      return Optional.empty();
    }
    return Optional.of(session.recording.sitting());
  }

  private static List<Json.Obj> entries(String name, String lines, Consumer<String> remarks) {
    var entries = new ArrayList<Json.Obj>();
    var broken = 0;
    for (var line : (Iterable<String>) lines.lines()::iterator) {
      // The mark of the order of bytes that some editors write at the start of a file.
      var text = line.startsWith("\ufeff") ? line.substring(1) : line;
      if (text.isBlank()) continue;
      try {
        if (Json.parse(text) instanceof Json.Obj entry) entries.add(entry);
        else broken++;
      } catch (JsonException _) {
        // A line cut off by a crash says nothing about the others.
        broken++;
      }
    }
    if (broken > 0) {
      remarks.accept(name + ": lines that are no JSON objects, passed over: " + broken);
    }
    return entries;
  }

  /**
   * Returns the entries from the last one back to its root, where entries name their parents. Where
   * a parent is missing, as after a broken line, the entry before in the file is taken for it.
   */
  private static List<Json.Obj> branch(List<Json.Obj> entries) {
    if (entries.stream().noneMatch(entry -> entry.has("parentId"))) return entries;
    var places = new HashMap<String, Integer>();
    for (var i = 0; i < entries.size(); i++) {
      var at = i;
      entries.get(i).string("id").ifPresent(id -> places.put(id, at));
    }
    var branch = new ArrayDeque<Json.Obj>();
    for (var at = entries.size() - 1; at >= 0; at = parent(at, entries, places)) {
      branch.addFirst(entries.get(at));
    }
    return List.copyOf(branch);
  }

  /** A parent stands before its children; whatever else is said, reading ends. */
  private static int parent(int at, List<Json.Obj> entries, Map<String, Integer> places) {
    var entry = entries.get(at);
    if (!entry.has("parentId")) return at - 1;
    var parent = entry.string("parentId");
    if (parent.isEmpty()) return -1;
    return Math.min(at - 1, places.getOrDefault(parent.get(), at - 1));
  }

  private void add(Json.Obj entry) {
    var message = entry.has("message") ? entry.object("message") : entry;
    var time = time(entry).or(() -> time(message));
    switch (message.string("role", "").toLowerCase(Locale.ROOT)) {
      case "user" -> user(message, !entry.bool("isMeta", false));
      case "assistant" -> assistant(message);
      case "toolresult", "tool_result", "tool" -> result(message);
      case "bashexecution" ->
          said(message.string("command", "") + "\n" + message.string("output", ""), false);
      case "custom", "branchsummary" -> said(text(message), false);
      default -> {
        switch (entry.string("type", "")) {
          case "custom_message", "branch_summary" -> said(text(entry), false);
          default -> {}
        }
        return;
      }
    }
    time.ifPresent(seconds -> lastEntry = seconds);
  }

  private static Optional<Double> time(Json.Obj object) {
    var written = object.get("timestamp");
    if (written.isEmpty()) return Optional.empty();
    try {
      return switch (written.get()) {
        case Json.Num number -> Optional.of(number.asDouble() / 1_000);
        case Json.Str(var text) -> Optional.of(Instant.parse(text).toEpochMilli() / 1e3);
        default -> Optional.empty();
      };
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private void user(Json.Obj message, boolean isPerson) {
    var hasResult = false;
    for (var part : message.array("content")) {
      if (part instanceof Json.Obj block && block.string("type", "").equals("tool_result")) {
        result(block);
        hasResult = true;
      }
    }
    said(text(message), isPerson && !hasResult);
  }

  private void said(String text, boolean isUser) {
    recording.said(Chars.ofProse(text), isUser);
  }

  private void assistant(Json.Obj message) {
    var usage = usage(message);
    var isEmpty = message.array("content").isEmpty() && message.string("content", "").isEmpty();
    if (isEmpty && usage.prompt() == 0) return;
    recording.waited(
        Double.isNaN(lastRequest) || Double.isNaN(lastEntry) ? 10 : lastEntry - lastRequest);
    if (!Double.isNaN(lastEntry)) lastRequest = lastEntry;
    recording.reply(message.string("id", ""), message.string("model", ""), usage);
    recording.text(Chars.ofProse(message.string("content", "")));
    for (var part : message.array("content")) if (part instanceof Json.Obj block) part(block);
    for (var part : message.array("tool_calls")) if (part instanceof Json.Obj block) part(block);
  }

  private void part(Json.Obj block) {
    switch (block.string("type", "")) {
      case "text" -> recording.text(Chars.ofProse(block.string("text", "")));
      case "thinking" -> recording.text(Chars.ofProse(block.string("thinking", "")));
      case "toolCall", "tool_use", "tool_call", "function" -> call(block);
      default -> {}
    }
  }

  private void call(Json.Obj block) {
    var function = block.object("function");
    var name = block.string("name", function.string("name", ""));
    var input =
        block.get("arguments").or(() -> block.get("input")).or(() -> function.get("arguments"));
    var text = input.map(RecordedSession::plain).orElse("");
    var fields = input.orElse(Json.Obj.EMPTY) instanceof Json.Obj object ? object : Json.Obj.EMPTY;
    var path = fields.string("path", fields.string("file_path", ""));
    var changes = CHANGES.stream().anyMatch(name.toLowerCase(Locale.ROOT)::contains);
    var doing = name + " " + fields.string("command", path.isEmpty() ? text : path);
    recording.call(block.string("id", ""), doing, changes ? path : "", Chars.ofCode(name + text));
  }

  private static String plain(Json value) {
    return value instanceof Json.Str(var text) ? text : value.compact();
  }

  private void result(Json.Obj message) {
    var id =
        message.string(
            "toolCallId", message.string("tool_use_id", message.string("tool_call_id", "")));
    var failed = message.bool("isError", message.bool("is_error", false));
    recording.result(id, failed, Chars.ofCode(text(message)));
  }

  private static String text(Json.Obj message) {
    var text = new StringBuilder(message.string("content", ""));
    for (var part : message.array("content")) {
      switch (part) {
        case Json.Str(var words) -> text.append(words);
        case Json.Obj block when block.string("type", "").equals("image") -> text.append(IMAGE);
        case Json.Obj block when block.string("type", "").equals("text") ->
            text.append(block.string("text", ""));
        default -> {}
      }
    }
    return text.append(message.string("summary", "")).toString();
  }

  private static Recording.Usage usage(Json.Obj message) {
    var usage = message.object("usage");
    var cost = usage.object("cost");
    return new Recording.Usage(
        number(usage, "input", "input_tokens", "inputTokens"),
        number(usage, "cacheRead", "cache_read_input_tokens", "cacheReadTokens"),
        number(usage, "cacheWrite", "cache_creation_input_tokens", "cacheWriteTokens"),
        number(usage, "output", "output_tokens", "outputTokens"),
        Math.max(0, cost.number("total").or(() -> usage.number("cost")).orElse(0.0)));
  }

  private static long number(Json.Obj usage, String... names) {
    for (var name : names) {
      var value = usage.number(name);
      if (value.isPresent()) return Math.max(0, value.get().longValue());
    }
    return 0;
  }
}
