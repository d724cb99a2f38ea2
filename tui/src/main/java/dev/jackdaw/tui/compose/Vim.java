package dev.jackdaw.tui.compose;

import dev.jackdaw.tui.input.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Editing as in vim: normal, insert and visual mode, counts, operators with motions and text
 * objects, and the dot. Keys that type nothing, and those of insert mode, go their usual way.
 */
final class Vim {
  /** What keys do now. */
  enum Mode {
    INSERT,
    NORMAL,
    VISUAL,
    VISUAL_LINES
  }

  /** What became of a key. */
  enum Result {
    DONE,
    /** It is none of vim's. */
    PASSED,
    /** The cursor was to go above the first line. */
    OLDER,
    /** The cursor was to go below the last line. */
    NEWER
  }

  private static final int MOST_COUNT = 10_000;

  private final TextBuffer buffer;
  private final VimMotions motions;
  private final VimObjects objects;
  private final VimRegister register;
  private final List<Key> recorded = new ArrayList<>();
  private List<Key> lastChange = List.of();
  private Mode mode = Mode.INSERT;
  private boolean isReplaying;
  private boolean isChange;
  private int anchor;
  private int insertedFrom;
  private int count;
  private int operatorCount;
  private String operator = "";
  private String waiting = "";

  Vim(TextBuffer buffer) {
    this.buffer = buffer;
    this.motions = new VimMotions(buffer);
    this.objects = new VimObjects(buffer, motions);
    this.register = new VimRegister(buffer);
  }

  Mode mode() {
    return mode;
  }

  /** Returns the keys of a command that is not complete, as they were typed. */
  String begun() {
    return (operatorCount > 0 ? operatorCount : "") + operator + (count > 0 ? count : "") + waiting;
  }

  boolean isVisual() {
    return mode == Mode.VISUAL || mode == Mode.VISUAL_LINES;
  }

  /** Returns what is marked in visual mode. */
  Optional<VimObjects.Range> selection() {
    if (!isVisual()) return Optional.empty();
    var from = Math.min(anchor, buffer.cursor());
    var last = Math.max(anchor, buffer.cursor());
    return Optional.of(
        mode == Mode.VISUAL_LINES
            ? new VimObjects.Range(buffer.lineStart(from), buffer.lineEnd(last))
            : new VimObjects.Range(from, buffer.next(last)));
  }

  /** Goes to insert mode, as for a new draft. */
  void insertMode() {
    mode = Mode.INSERT;
    insertedFrom = buffer.depth();
    clear();
  }

  /** Leaves insert or visual mode, or a command that has begun; returns whether there was one. */
  boolean escape() {
    var was = mode;
    var had = !begun().isEmpty();
    mode = Mode.NORMAL;
    clear();
    if (was == Mode.INSERT) {
      buffer.join(insertedFrom);
      if (buffer.cursor() > buffer.lineStart(buffer.cursor())) {
        buffer.moveTo(buffer.previous(buffer.cursor()));
      }
      if (!isReplaying && isChange) {
        recorded.add(Key.of("escape"));
        lastChange = List.copyOf(recorded);
      }
      isChange = false;
    }
    clamp();
    return had || was != Mode.NORMAL;
  }

  /** Takes note of a key that was typed in insert mode. */
  void inserted(Key key) {
    if (isChange && !isReplaying) recorded.add(key);
  }

  /** Takes a key in normal or visual mode. */
  Result heard(Key key) {
    if (mode == Mode.INSERT) return Result.PASSED;
    if (key.name().equals("backspace") && !key.ctrl() && !key.alt()) return typed("h", key);
    if (!key.isText()) {
      clear();
      return Result.PASSED;
    }
    return typed(key.text(), key);
  }

  private Result typed(String text, Key key) {
    if (mode == Mode.NORMAL && operator.isEmpty() && waiting.isEmpty()) {
      if (text.equals("u")) return undo();
      if (text.equals(".")) return again();
    }
    if (!isReplaying) {
      if (begun().isEmpty() && mode == Mode.NORMAL) recorded.clear();
      recorded.add(key);
    }
    var result = new Result[] {Result.DONE};
    var before = buffer.version();
    // What is typed after it is no part of this step until insert mode ends.
    var depth = buffer.depth();
    buffer.together(() -> result[0] = isVisual() ? visual(text) : normal(text));
    if (mode == Mode.INSERT) insertedFrom = Math.min(depth, buffer.depth());
    finish(before);
    return result[0];
  }

  private void finish(long before) {
    if (mode == Mode.INSERT) {
      isChange = true;
      return;
    }
    clamp();
    if (isReplaying || !begun().isEmpty() || mode != Mode.NORMAL) return;
    if (buffer.version() != before) lastChange = List.copyOf(recorded);
  }

  private Result undo() {
    for (var i = times(); i > 0 && buffer.undo(); i--) {}
    clear();
    clamp();
    return Result.DONE;
  }

  private void clear() {
    count = 0;
    operatorCount = 0;
    operator = "";
    waiting = "";
  }

  private int times() {
    return Math.clamp((long) Math.max(1, operatorCount) * Math.max(1, count), 1, MOST_COUNT);
  }

  private boolean isCounted() {
    return count > 0 || operatorCount > 0;
  }

  /** In normal mode the cursor is on a character, not behind the last one. */
  private void clamp() {
    if (isVisual() || mode == Mode.INSERT) return;
    var at = buffer.cursor();
    if (at == buffer.lineEnd(at) && at > buffer.lineStart(at)) buffer.moveTo(buffer.previous(at));
  }

  private boolean digit(String text) {
    var c = text.charAt(0);
    if (text.length() != 1 || c < '0' || c > '9' || c == '0' && count == 0) return false;
    count = Math.min(MOST_COUNT, 10 * count + c - '0');
    return true;
  }

  private Result normal(String text) {
    if (!waiting.isEmpty()) return awaited(text);
    if (digit(text)) return Result.DONE;
    if (text.length() == 1 && "fFtTg".contains(text)
        || text.equals("r") && operator.isEmpty()
        || text.length() == 1 && "ia".contains(text) && !operator.isEmpty()) {
      waiting = text;
      return Result.DONE;
    }
    if (text.length() == 1 && "dcy".contains(text)) return operator(text);
    if (VimMotions.isMotion(text)) return motion(text);
    if (operator.isEmpty()) command(text);
    clear();
    return Result.DONE;
  }

  private Result operator(String text) {
    if (operator.isEmpty()) {
      operator = text;
      operatorCount = count;
      count = 0;
      return Result.DONE;
    }
    if (operator.equals(text)) {
      var at = buffer.cursor();
      operate(text, at, motions.down(at, times() - 1), VimMotions.Reach.LINES);
    }
    clear();
    return Result.DONE;
  }

  private Result motion(String text) {
    var isFree = operator.isEmpty();
    var target =
        changesToWordEnd(text)
            ? motions.of(text.equals("w") ? "e" : "E", times(), true)
            : motions.of(text, times(), isCounted());
    if (changesToWordEnd(text)) target = target.map(this::notBeyond);
    target.ifPresent(this::reached);
    clear();
    if (target.isPresent() || !isFree || isVisual()) return Result.DONE;
    return text.equals("k") ? Result.OLDER : text.equals("j") ? Result.NEWER : Result.DONE;
  }

  /** {@code cw} on a word changes to its end, as vim has it; on a blank it is like any other. */
  private boolean changesToWordEnd(String text) {
    var at = buffer.cursor();
    return operator.equals("c")
        && (text.equals("w") || text.equals("W"))
        && at < buffer.length()
        && motions.kind(at, true) != 0;
  }

  /** On the last character of a word {@code e} goes on to the next word; {@code cw} does not. */
  private VimMotions.Target notBeyond(VimMotions.Target target) {
    var at = buffer.cursor();
    var next = buffer.next(at);
    var isLast = next >= buffer.length() || motions.kind(next, false) != motions.kind(at, false);
    return isLast && times() == 1 ? new VimMotions.Target(at, VimMotions.Reach.INCLUSIVE) : target;
  }

  private void reached(VimMotions.Target target) {
    if (operator.isEmpty()) buffer.moveTo(target.to());
    else operate(operator, buffer.cursor(), target.to(), target.reach());
  }

  private Result awaited(String text) {
    switch (waiting) {
      case "g" -> {
        if (text.equals("g")) reached(motions.top(times()));
      }
      case "r" -> replaceCharacters(text);
      case "i", "a" ->
          objects
              .of(text, waiting.equals("a"))
              .ifPresent(
                  range -> operate(operator, range.from(), range.to(), VimMotions.Reach.EXCLUSIVE));
      default ->
          motions
              .findNew(new VimMotions.Find(waiting.charAt(0), text), times())
              .ifPresent(this::reached);
    }
    clear();
    return Result.DONE;
  }

  private void replaceCharacters(String with) {
    var from = buffer.cursor();
    var to = from;
    for (var i = 0; i < times(); i++) {
      if (to >= buffer.lineEnd(from)) return;
      to = buffer.next(to);
    }
    buffer.replace(from, to, with.repeat(times()));
    buffer.moveTo(buffer.previous(buffer.cursor()));
  }

  private void operate(String what, int one, int other, VimMotions.Reach reach) {
    var from = Math.min(one, other);
    var to = Math.max(one, other);
    var isLines = reach == VimMotions.Reach.LINES;
    if (reach == VimMotions.Reach.INCLUSIVE && to < buffer.lineEnd(to)) to = buffer.next(to);
    if (what.equals("y")) register.copy(from, to, isLines);
    else register.cut(from, to, isLines, what.equals("c"));
    if (what.equals("c")) mode = Mode.INSERT;
  }

  private void command(String text) {
    var at = buffer.cursor();
    switch (text) {
      case "x" -> operate("d", at, right(at, times()), VimMotions.Reach.EXCLUSIVE);
      case "X" -> operate("d", left(at, times()), at, VimMotions.Reach.EXCLUSIVE);
      case "s" -> operate("c", at, right(at, times()), VimMotions.Reach.EXCLUSIVE);
      case "S" -> operate("c", at, motions.down(at, times() - 1), VimMotions.Reach.LINES);
      case "D" -> operate("d", at, buffer.lineEnd(at), VimMotions.Reach.EXCLUSIVE);
      case "C" -> operate("c", at, buffer.lineEnd(at), VimMotions.Reach.EXCLUSIVE);
      case "Y" -> operate("y", at, motions.down(at, times() - 1), VimMotions.Reach.LINES);
      case "p" -> register.putAfter(times());
      case "P" -> register.putBefore(times());
      case "J" -> joinLines();
      case "~" -> swapCase(at, right(at, times()));
      case "v" -> mark(Mode.VISUAL);
      case "V" -> mark(Mode.VISUAL_LINES);
      default -> insertion(text, at);
    }
  }

  private void insertion(String text, int at) {
    switch (text) {
      case "i" -> {}
      case "a" -> buffer.moveTo(right(at, 1));
      case "I" -> buffer.moveTo(motions.firstVisible(at));
      case "A" -> buffer.moveTo(buffer.lineEnd(at));
      case "o" -> {
        buffer.moveTo(buffer.lineEnd(at));
        buffer.insert("\n");
      }
      case "O" -> {
        buffer.moveTo(buffer.lineStart(at));
        buffer.insert("\n");
        buffer.moveTo(buffer.lineStart(at));
      }
      default -> {
        return;
      }
    }
    mode = Mode.INSERT;
  }

  private int right(int at, int by) {
    var to = at;
    for (var i = 0; i < by && to < buffer.lineEnd(at); i++) to = buffer.next(to);
    return to;
  }

  private int left(int at, int by) {
    var to = at;
    for (var i = 0; i < by && to > buffer.lineStart(at); i++) to = buffer.previous(to);
    return to;
  }

  private void joinLines() {
    for (var i = Math.max(1, times() - 1); i > 0; i--) {
      var end = buffer.lineEnd(buffer.cursor());
      if (end == buffer.length()) return;
      var to = end + 1;
      while (to < buffer.length() && (buffer.charAt(to) == ' ' || buffer.charAt(to) == '\t')) to++;
      buffer.replace(end, to, " ");
      buffer.moveTo(end);
    }
  }

  private void swapCase(int from, int to) {
    if (to <= from) return;
    var out = new StringBuilder();
    buffer
        .part(from, to)
        .codePoints()
        .map(c -> Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c))
        .forEach(out::appendCodePoint);
    buffer.replace(from, to, out.toString());
  }

  private void mark(Mode visual) {
    anchor = buffer.cursor();
    mode = visual;
  }

  /** Does the last change again, what was typed in it too. */
  private Result again() {
    var times = times();
    clear();
    isReplaying = true;
    try {
      buffer.together(() -> {
        for (var i = 0; i < times; i++) for (var key : lastChange) replay(key);
      });
    } finally {
      isReplaying = false;
    }
    return Result.DONE;
  }

  private void replay(Key key) {
    if (mode != Mode.INSERT) {
      heard(key);
    } else {
      switch (key.name()) {
        case "escape" -> escape();
        case "enter" -> buffer.insert("\n");
        case "backspace" -> buffer.delete(buffer.previous(buffer.cursor()), buffer.cursor());
        default -> buffer.insert(key.text());
      }
    }
  }

  private Result visual(String text) {
    if (!waiting.isEmpty()) return visualAwaited(text);
    if (digit(text)) return Result.DONE;
    if (text.length() == 1 && "fFtTgria".contains(text)) {
      waiting = text;
      return Result.DONE;
    }
    if (VimMotions.isMotion(text)) return motion(text);
    selected(text);
    clear();
    return Result.DONE;
  }

  private Result visualAwaited(String text) {
    if (waiting.equals("i") || waiting.equals("a")) {
      objects
          .of(text, waiting.equals("a"))
          .filter(range -> range.to() > range.from())
          .ifPresent(range -> {
            anchor = range.from();
            buffer.moveTo(buffer.previous(range.to()));
          });
      clear();
      return Result.DONE;
    }
    if (waiting.equals("r")) {
      selection().ifPresent(range -> fill(range, text));
      clear();
      return Result.DONE;
    }
    return awaited(text);
  }

  private void fill(VimObjects.Range range, String with) {
    var out = new StringBuilder();
    for (var i = range.from(); i < range.to(); i = buffer.next(i)) {
      out.append(buffer.charAt(i) == '\n' ? "\n" : with);
    }
    leaveVisual(range.from());
    buffer.replace(range.from(), range.to(), out.toString());
    buffer.moveTo(range.from());
  }

  private void leaveVisual(int at) {
    mode = Mode.NORMAL;
    buffer.moveTo(at);
  }

  private void selected(String text) {
    var range = selection().orElseThrow();
    var isLines = mode == Mode.VISUAL_LINES;
    var reach = isLines ? VimMotions.Reach.LINES : VimMotions.Reach.EXCLUSIVE;
    switch (text) {
      case "d", "x", "y", "c", "s" -> {
        leaveVisual(range.from());
        var what = text.equals("x") ? "d" : text.equals("s") ? "c" : text;
        operate(what, range.from(), range.to(), reach);
      }
      case "p", "P" -> {
        leaveVisual(range.from());
        register.putOver(range.from(), range.to());
      }
      case "~" -> {
        leaveVisual(range.from());
        swapCase(range.from(), range.to());
        buffer.moveTo(range.from());
      }
      case "o" -> {
        var end = buffer.cursor();
        buffer.moveTo(anchor);
        anchor = end;
      }
      case "v" -> mode = isLines ? Mode.VISUAL : Mode.NORMAL;
      case "V" -> mode = isLines ? Mode.NORMAL : Mode.VISUAL_LINES;
      default -> {}
    }
  }
}
