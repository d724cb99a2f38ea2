package dev.jackdaw.journal;

import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.VisibleText;
import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads as much of the head and the tail of a session's file as its summary takes. */
final class Summarizer {
  private static final int MAX_HEAD_RECORDS = 50;
  private static final int FIRST_TAIL_BYTES = 16 * 1024;
  private static final int MAX_TAIL_BYTES = 1024 * 1024;
  private static final int MAX_TITLE = 100;

  private final SessionId session;
  private final Path file;
  private Json.@Nullable Obj opened;
  private Instant started = Instant.EPOCH;
  private Instant last = Instant.EPOCH;
  private String title = "";
  private String prompt = "";
  private int turns;

  private Summarizer(SessionId session, Path file) {
    this.session = session;
    this.file = file;
  }

  /** Returns the summary; nothing when the session was never begun, or is no session. */
  static Optional<SessionSummary> summarize(SessionId session, Path file) throws IOException {
    return new Summarizer(session, file).summary();
  }

  private Optional<SessionSummary> summary() throws IOException {
    var bytes = Files.size(file);
    head();
    if (opened == null) return Optional.empty();
    tail(bytes);
    return Optional.of(
        new SessionSummary(
            session,
            oneLine(Title.read(file, session).orElse(title.isEmpty() ? prompt : title)),
            opened.string("directory", ""),
            started,
            last,
            turns,
            bytes,
            opened.string("forked_from").filter(SessionId::isValid).map(SessionId::new)));
  }

  private void head() throws IOException {
    try (var records = new RecordReader(file)) {
      while (records.number() < MAX_HEAD_RECORDS && prompt.isEmpty() && records.next()) {
        first(records.record());
      }
    }
  }

  private void first(Json.Obj record) {
    var event = record.object("e");
    last = Playback.time(record);
    turn(record);
    switch (event.string("type", "")) {
      case "session_opened" -> {
        if (opened != null) return;
        opened = event;
        started = last;
      }
      case "session_titled" -> title = event.string("title", title);
      case "prompt_submitted" -> prompt = text(event);
      default -> {}
    }
  }

  private static String text(Json.Obj event) {
    for (var block : event.array("content")) {
      if (block instanceof Json.Obj object && !object.string("text", "").isBlank()) {
        return object.string("text", "");
      }
    }
    return "";
  }

  private void turn(Json.Obj record) {
    if (!record.string("a", "").isEmpty()) return;
    turns = Math.clamp(record.object("e").integer("turn", turns), turns, Integer.MAX_VALUE);
  }

  /** Reads ever more of the end, until it tells the turn or enough was read. */
  private void tail(long bytes) throws IOException {
    try (var in = new RandomAccessFile(file.toFile(), "r")) {
      for (var count = FIRST_TAIL_BYTES; ; count *= 4) {
        var from = Math.max(0, bytes - count);
        var tail = new byte[(int) (bytes - from)];
        in.seek(from);
        in.readFully(tail);
        if (lines(tail) || from == 0 || count >= MAX_TAIL_BYTES) return;
      }
    }
  }

  /** Returns whether one of the whole lines tells the turn; reads them from the last one up. */
  private boolean lines(byte[] tail) {
    var newest = true;
    var to = lastNewline(tail, tail.length);
    while (to > 0) {
      var from = lastNewline(tail, to) + 1;
      if (Frame.check(tail, from, to) > 0) {
        var record = Frame.parse(tail, from, to);
        if (newest) last = Playback.time(record);
        newest = false;
        turn(record);
        if (record.string("a", "").isEmpty() && record.object("e").has("turn")) return true;
      }
      to = from - 1;
    }
    return false;
  }

  private static int lastNewline(byte[] bytes, int before) {
    var at = before - 1;
    while (at >= 0 && bytes[at] != '\n') at--;
    return at;
  }

  private static String oneLine(String text) {
    var line = new StringBuilder();
    for (var i = 0; i < text.length() && line.length() < MAX_TITLE; ) {
      var code = text.codePointAt(i);
      i += Character.charCount(code);
      if (code > ' ' && !VisibleText.isHidden(code)) line.appendCodePoint(code);
      else if (!line.isEmpty() && line.charAt(line.length() - 1) != ' ') line.append(' ');
    }
    return line.toString().strip();
  }
}
