package dev.jackdaw.tools.files;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Idempotency;
import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.RecordTool;
import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.files.Folder;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.tools.image.Picture;
import dev.jackdaw.tools.output.LedgerLine;
import dev.jackdaw.tools.output.Room;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads lines of a text file, or an image. A file is read twice, once to learn its encoding and
 * once for its lines, so that memory does not grow with its size.
 */
public final class ReadFile extends RecordTool<ReadFile.Input> {
  private static final int MAX_LINES = 2_000;

  /** 5 MB in Base64, the most that common providers take. */
  private static final int MAX_IMAGE_BYTES = 3_750_000;

  /** A larger file is not even looked at. */
  private static final int MAX_PICTURE_BYTES = 32 << 20;

  private static final String BLOB = "blob:";

  private static final Block.Text UNSAVED =
      new Block.Text(
          "(This is the text in the user's editor, which is not saved. Commands and searches see"
              + " the file on the disk, and it cannot be changed before it is saved.)",
          Label.JACKDAW);

  private final FileVersions versions;
  private final Repeats repeats = new Repeats();

  /** What to read. {@code offset} counts lines from 1, {@code limit} is at most 2,000. */
  public record Input(String path, Optional<Integer> offset, Optional<Integer> limit) {
    public Input {
      if (offset.orElse(1) < 0) throw new IllegalArgumentException("\"offset\" counts from 1");
      if (limit.orElse(1) < 1) {
        throw new IllegalArgumentException("\"limit\" must be at least 1; leave it out for all");
      }
    }

    int first() {
      return Math.max(1, offset.orElse(1));
    }

    int count() {
      return Math.min(limit.orElse(MAX_LINES), MAX_LINES);
    }

    boolean isBlob() {
      return path.startsWith(BLOB);
    }
  }

  public ReadFile(FileVersions versions) {
    super("read", Input.class);
    this.versions = versions;
  }

  @Override
  public boolean isEssential() {
    return true;
  }

  @Override
  public List<Effect> effects(Input input, Workspace workspace) throws InvalidInputException {
    if (input.isBlob()) return List.of();
    return List.of(new Effect.Reads(workspace.resolve(input.path())));
  }

  @Override
  public Idempotency idempotency(Input input) {
    return Idempotency.PURE;
  }

  @Override
  public String summary(Input input, Workspace workspace) {
    return "read " + Summary.path(input.path(), workspace);
  }

  @Override
  public String ledger(Input input, ToolResult result, Workspace workspace) {
    var details = result.details();
    var path = LedgerLine.path(Summary.path(input.path(), workspace));
    var unchanged = details.string("unchanged");
    if (unchanged.isPresent()) return LedgerLine.of(path + " unchanged since " + unchanged.get());
    var first = details.integer("from", 0);
    var lines = details.integer("lines", 0);
    var all = details.integer("of", 0);
    var part =
        lines == 0
            ? ""
            : lines == all
                ? " all " + all + " lines"
                : " lines " + first + "-" + (first + lines - 1);
    var of = lines == 0 || lines == all ? "" : " of " + all;
    return LedgerLine.of(path + part + of + LedgerLine.reason(result));
  }

  @Override
  public ToolResult call(Input input, ToolContext context) throws InterruptedException {
    try {
      return input.isBlob() ? readBlob(input, context) : readFile(input, context);
    } catch (IOException e) {
      return Failures.of(e, input.path(), context.workspace());
    }
  }

  private ToolResult readBlob(Input input, ToolContext context) throws IOException {
    try {
      var handle = context.blobs().find(input.path());
      var label = context.origin(handle);
      var reading =
          read(() -> context.blobs().open(handle), input, input.path(), label, Room.of(context));
      return repeats.instead(reading.result(), handle.sha256(), context);
    } catch (NoSuchFileException _) {
      return ToolResult.failed("There is no " + input.path() + ". Use the whole reference.");
    }
  }

  private ToolResult readFile(Input input, ToolContext context) throws IOException {
    var target = Target.toRead(input.path(), context);
    try (var folder = Folder.open(target.folder(), target.workspace())) {
      var attributes = folder.attributes(target.name());
      if (attributes.isEmpty()) throw new NoSuchFileException(input.path());
      Snapshot.requireFile(attributes.get(), target);
      try (var channel = folder.read(target.name())) {
        var room = Room.of(context);
        var unsaved = unsaved(channel, target);
        var source = unsaved.isPresent() ? of(unsaved.get()) : of(channel);
        var reading = read(source, input, target.shown(), target.label(), room);
        if (!reading.result().isOk()) return reading.result();
        versions.saw(context.agent(), target.path(), reading.version());
        var content = target.path() + "@" + reading.version().text();
        var result = unsaved.isPresent() ? reading.result().and(UNSAVED) : reading.result();
        return repeats.instead(result, content, context);
      }
    }
  }

  /** Looks only at files that an editor could hold. */
  private Optional<String> unsaved(SeekableByteChannel channel, Target target) throws IOException {
    if (!versions.hasEditor() || channel.size() > Snapshot.MAX_BYTES) return Optional.empty();
    try (var in = restarted(channel)) {
      return versions.unsaved(target.path(), in.readAllBytes());
    }
  }

  private static Source of(SeekableByteChannel channel) {
    return () -> restarted(channel);
  }

  private static Source of(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    return () -> new ByteArrayInputStream(bytes);
  }

  /** The same body, readable from its start again and again. */
  private interface Source {
    InputStream open() throws IOException;
  }

  private record Reading(ToolResult result, Version version) {}

  private static InputStream restarted(SeekableByteChannel channel) throws IOException {
    channel.position(0);
    return new FilterInputStream(Channels.newInputStream(channel)) {
      @Override
      public void close() {}
    };
  }

  private static Reading read(Source source, Input input, String shown, Label label, Room room)
      throws IOException {
    var probe = new EncodingProbe();
    var sum = new Version.Sum();
    var head = new byte[0];
    var buffer = new byte[1 << 16];
    try (var in = source.open()) {
      for (int n; (n = in.readNBytes(buffer, 0, buffer.length)) > 0; ) {
        if (head.length == 0) head = Arrays.copyOf(buffer, Math.min(n, 16));
        probe.feed(buffer, n);
        sum.feed(buffer, n);
      }
    }
    var encoding = probe.encoding();
    var result =
        encoding.isEmpty()
            ? notText(source, FileKind.of(head), probe.size(), shown, label)
            : lines(source, encoding.get(), probe, input, shown, label, room);
    return new Reading(result, sum.version());
  }

  private static ToolResult notText(
      Source source, FileKind kind, long size, String shown, Label label) throws IOException {
    if (kind.imageType().isEmpty() || size > MAX_PICTURE_BYTES) {
      return unusable(kind, size, shown);
    }
    byte[] bytes;
    try (var in = source.open()) {
      bytes = in.readNBytes(MAX_PICTURE_BYTES);
    }
    var type = kind.imageType().get();
    var smaller = Picture.smaller(bytes, type).filter(it -> it.bytes().length <= MAX_IMAGE_BYTES);
    if (smaller.isEmpty() && size > MAX_IMAGE_BYTES) return unusable(kind, size, shown);
    var image =
        smaller
            .map(it -> Block.Image.of(it.mediaType(), it.bytes(), label))
            .orElseGet(() -> Block.Image.of(type, bytes, label));
    var reduced = smaller.map(it -> ", " + it.from() + " pixels, shown as " + it.size()).orElse("");
    var text =
        new Block.Text(shown + ": " + kind.title() + ", " + size + " bytes" + reduced, label);
    var details = Json.object().put("path", shown).put("bytes", size).build();
    return new ToolResult(ToolResult.Status.OK, List.of(text, image), details, label);
  }

  private static ToolResult unusable(FileKind kind, long size, String shown) {
    var what = kind.title() + ", " + size + " bytes";
    var problem = kind.imageType().isEmpty() ? " is not text (" : " is too large to show (";
    return ToolResult.failed(shown + problem + what + "). " + kind.advice());
  }

  private static ToolResult lines(
      Source source,
      Encoding encoding,
      EncodingProbe probe,
      Input input,
      String shown,
      Label label,
      Room room)
      throws IOException {
    if (probe.size() == encoding.markLength()) {
      return ToolResult.ok("[" + shown + " is empty]", Label.JACKDAW);
    }
    var window = new LineWindow(input.first(), input.count(), room);
    try (var in = source.open()) {
      in.skipNBytes(encoding.markLength());
      window.read(new InputStreamReader(in, encoding.charset()), probe.hasOnlyCarriageReturns());
    }
    if (window.shownLines() == 0) {
      return ToolResult.failed(
          shown + " has only " + window.lines() + " lines. Use a smaller offset.");
    }
    var note = encoding == Encoding.UTF_8 ? "" : "\n[" + encoding.title() + "]";
    var details =
        Json.object()
            .put("path", shown)
            .put("from", input.first())
            .put("lines", window.shownLines())
            .put("of", window.lines())
            .put("numbered", true);
    return ToolResult.ok(window.text() + note, label).withDetails(details.build());
  }
}
