package dev.jackdaw.tui.compose;

import dev.jackdaw.tui.input.Input;
import dev.jackdaw.tui.input.Key;
import dev.jackdaw.tui.keys.Action;
import dev.jackdaw.tui.keys.Chord;
import dev.jackdaw.tui.keys.Context;
import dev.jackdaw.tui.keys.KeyBindings.Match;
import dev.jackdaw.tui.widget.Drawing;
import dev.jackdaw.tui.widget.Widget;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a person writes. It has no thread and touches no terminal: it is told what was pressed and
 * says what came of it. Not for use by several threads.
 *
 * <p>A long class because it is the one place where keys meet the parts: the text, the history, the
 * completion, what waits.
 */
public final class Composer implements Widget {
  /** What the agent does meanwhile. */
  public enum Work {
    IDLE,
    WORKING,
    /** It was told to stop and has not yet. */
    STOPPING
  }

  /** What a second press would do. */
  private enum Armed {
    NOTHING,
    LEAVE,
    ASIDE
  }

  private final ComposerParts parts;
  private final TextBuffer buffer = new TextBuffer();
  private final Chips chips = new Chips();
  private final Edits edits = new Edits(buffer, new KillRing());
  private final Popup popup = new Popup();
  private final Waiting waiting = new Waiting();
  private final Completer completer;
  private final HistoryWalk walk;
  private final Sending sending;
  private final Vim vim = new Vim(buffer);
  private final ComposerView view;
  private @Nullable HistorySearch search;
  private @Nullable Chord begun;
  private Work work = Work.IDLE;
  private Armed armed = Armed.NOTHING;
  private String hint = "";
  private volatile boolean isVim;
  private int goal = -1;

  public Composer(ComposerParts parts) {
    this.parts = parts;
    this.completer =
        new Completer(parts.directory(), parts.commands(), parts.files(), parts.words());
    this.walk = new HistoryWalk(parts.history());
    this.sending = new Sending(chips);
    this.view = new ComposerView(parts, buffer, chips, popup, vim, waiting);
    hint = parts.history().problem();
  }

  @Override
  public Drawing draw(int width, int height) {
    return view.draw(width, height, search, shownHint());
  }

  private String shownHint() {
    if (!hint.isEmpty()) return hint;
    if (begun != null) return begun + " " + parts.signs().dots();
    var first = buffer.isEmpty() ? ' ' : buffer.charAt(0);
    if (first == '!') return "Enter runs this in the shell";
    if (first == '#' && sending.isMemory(buffer.toString())) {
      return "Enter keeps this in a memory file";
    }
    return parts.files().isBuilding() && completer.isFile(buffer) ? "collecting file names" : "";
  }

  /** Tells what the agent does. */
  public void work(Work now) {
    work = now;
  }

  /** Switches vim mode; it begins in insert mode. */
  public void vim(boolean on) {
    isVim = on;
    vim.insertMode();
  }

  /** Any thread may ask. */
  public boolean isVim() {
    return isVim;
  }

  /** Returns the mode of vim and a command that has begun, for the status; empty without vim. */
  public String vimState() {
    if (!isVim) return "";
    var mode =
        switch (vim.mode()) {
          case INSERT -> "insert";
          case NORMAL -> "normal";
          case VISUAL -> "visual";
          case VISUAL_LINES -> "visual line";
        };
    return vim.begun().isEmpty() ? mode : mode + " " + vim.begun();
  }

  /** Returns whether nothing is typed. */
  public boolean isEmpty() {
    return buffer.isEmpty();
  }

  /** Returns the draft, pasted texts and pictures as labels. */
  public String draft() {
    return chips.labelled(buffer.text());
  }

  /** Puts a draft in the place of what is typed, such as a prompt that was taken back. */
  public void draft(String text) {
    recall(Pasting.cleaned(text));
  }

  /** Takes back what came out of an editor; labels of pasted texts stand for these again. */
  public void edited(String text) {
    recall(chips.unlabelled(Pasting.cleaned(text).stripTrailing()));
  }

  /** Attaches a picture at the cursor. */
  public void attach(Picture picture) {
    walk.end();
    buffer.insert(chips.picture(picture));
  }

  /** Shows a line until the next key. */
  public void hint(String text) {
    hint = text;
  }

  /** Has files collected before they are asked for. */
  public void prepare() {
    completer.prepare();
  }

  /** More files are known; returns whether that makes a difference to what is shown. */
  public boolean filesChanged() {
    if (!completer.isFile(buffer)) return false;
    refreshPopup();
    return true;
  }

  /** More words are known; returns whether that makes a difference to what is shown. */
  public boolean wordsChanged() {
    if (buffer.isEmpty() || buffer.charAt(0) != '/' && !completer.isFile(buffer)) return false;
    refreshPopup();
    return popup.isOpen();
  }

  /** Takes the first thing that was queued, to be done now that the task is over. */
  public Optional<Heard> nextQueued() {
    return waiting.next();
  }

  /** Returns what is queued, as labels. */
  public List<String> queued() {
    return waiting.queued().stream().map(chips::labelled).toList();
  }

  /** Takes what the terminal told. */
  public Heard heard(Input input) {
    return switch (input) {
      case Input.Pressed(var key) -> pressed(key);
      case Input.Pasted(var text) -> pasted(text);
      case Input.Focused _ -> new Heard.Nothing();
      case Input.Resized _ -> new Heard.Redraw();
      case Input.Ended _ -> new Heard.Leave();
    };
  }

  private Heard pressed(Key key) {
    var hadHint = !hint.isEmpty();
    hint = "";
    var wasArmed = armed;
    armed = Armed.NOTHING;
    var heard = search != null ? searched(search, key) : composed(key, wasArmed);
    return heard instanceof Heard.Nothing && hadHint ? new Heard.Redraw() : heard;
  }

  private Heard composed(Key key, Armed wasArmed) {
    if (isVim && begun == null) {
      var answer = vimHeard(key);
      if (answer.isPresent()) return answer.get();
    }
    var pressed = begun == null ? Chord.of(key) : begun.then(key);
    var isChord = begun != null;
    begun = null;
    return switch (find(pressed)) {
      case Match.Found(var action) -> act(action, wasArmed);
      case Match.Begun _ -> {
        begun = pressed;
        yield new Heard.Redraw();
      }
      case Match.None _ -> {
        if (isChord) {
          hint = pressed + " does nothing";
          yield new Heard.Redraw();
        }
        yield key.isText() ? typed(key) : new Heard.Nothing();
      }
    };
  }

  private Match find(Chord pressed) {
    if (popup.isOpen()) {
      var match = parts.keys().find(Context.POPUP, pressed);
      if (!(match instanceof Match.None)) return match;
    }
    var match = parts.keys().find(Context.COMPOSER, pressed);
    var key = pressed.keys().getLast();
    // There is no selection, so that Shift with an arrow is the arrow.
    return match instanceof Match.None && key.shift() && pressed.keys().size() == 1
        ? parts.keys().find(Context.COMPOSER, new Key(key.name(), key.ctrl(), key.alt(), false))
        : match;
  }

  private Optional<Heard> vimHeard(Key key) {
    if (parts.keys().find(Context.VIM, key) instanceof Match.Found(var action)) {
      var isNormal = vim.mode() == Vim.Mode.NORMAL;
      if (action == Action.VIM_NORMAL && !popup.isOpen() && vim.escape()) return redraw();
      if (action == Action.VIM_REDO && isNormal) {
        buffer.redo();
        return redraw();
      }
    }
    return switch (vim.heard(key)) {
      case DONE -> {
        popup.close();
        yield redraw();
      }
      case OLDER -> Optional.of(older(false));
      case NEWER -> Optional.of(newer());
      case PASSED -> {
        if (vim.mode() == Vim.Mode.INSERT) vim.inserted(key);
        yield Optional.empty();
      }
    };
  }

  private static Optional<Heard> redraw() {
    return Optional.of(new Heard.Redraw());
  }

  private Heard typed(Key key) {
    walk.end();
    edits.pause();
    goal = -1;
    buffer.type(Chips.foreign(key.text()));
    refreshPopup();
    return new Heard.Redraw();
  }

  private void refreshPopup() {
    popup.show(completer.at(buffer));
  }

  private Heard act(Action action, Armed wasArmed) {
    if (action.context() == Context.POPUP) return popupAct(action);
    if (action != Action.UP && action != Action.DOWN) goal = -1;
    var version = buffer.version();
    if (edits.run(action)) {
      edited(version);
      return new Heard.Redraw();
    }
    return switch (action) {
      case SUBMIT -> submit();
      case QUEUE -> work == Work.IDLE || buffer.toString().isBlank() ? complete() : queue();
      case COMPLETE -> complete();
      case ESCAPE -> escape(wasArmed);
      case INTERRUPT -> interrupt(wasArmed);
      case DELETE_OR_LEAVE -> deleteOrLeave();
      case UP -> up();
      case DOWN -> down();
      case HISTORY_OLDER -> older(false);
      case HISTORY_NEWER, HISTORY_NEWER_LIKE -> newer();
      case HISTORY_OLDER_LIKE -> older(true);
      case HISTORY_SEARCH -> {
        popup.close();
        search = new HistorySearch(parts.history());
        yield new Heard.Redraw();
      }
      case STASH -> stash();
      case EXPAND_PASTE -> expand();
      case PASTE_IMAGE -> new Heard.PasteImage();
      case EDITOR -> new Heard.OpenEditor(draft());
      case TOGGLE_VIM -> {
        vim(!isVim);
        yield new Heard.Act(action);
      }
      default -> new Heard.Act(action);
    };
  }

  /** A key changed the text or moved the cursor. */
  private void edited(long before) {
    if (buffer.version() == before) {
      popup.close();
    } else {
      walk.end();
      refreshPopup();
    }
  }

  private Heard popupAct(Action action) {
    switch (action) {
      case POPUP_NEXT -> popup.move(1);
      case POPUP_PREVIOUS -> popup.move(-1);
      case POPUP_PAGE_DOWN -> popup.move(ComposerView.POPUP_ROWS);
      case POPUP_PAGE_UP -> popup.move(-ComposerView.POPUP_ROWS);
      case POPUP_CLOSE -> popup.refuse();
      case POPUP_ACCEPT -> accept();
      case POPUP_ENTER -> {
        return popupEnter();
      }
      default -> throw new IllegalStateException("not of the popup: " + action);
    }
    return new Heard.Redraw();
  }

  private void accept() {
    var offer = popup.offer().orElseThrow();
    var chosen = popup.chosen().orElseThrow();
    var isSpaced =
        offer.to() < buffer.length() && Character.isWhitespace(buffer.charAt(offer.to()));
    buffer.replace(
        offer.from(), offer.to(), chosen.insert() + (chosen.goesOn() || isSpaced ? "" : " "));
    popup.close();
    if (chosen.goesOn() || offer.kind() == Completer.Kind.COMMAND) refreshPopup();
  }

  /** Enter takes a file; it runs a command, and one with the argument that was chosen. */
  private Heard popupEnter() {
    var offer = popup.offer().orElseThrow();
    var chosen = popup.chosen().orElseThrow();
    var word = buffer.part(offer.from(), offer.to());
    var isAsTyped = word.equals(chosen.insert()) || word.isEmpty() && popup.marked() == 0;
    if (offer.kind() == Completer.Kind.FILE && !isAsTyped) {
      accept();
      return new Heard.Redraw();
    }
    if (!isAsTyped) buffer.replace(offer.from(), offer.to(), chosen.insert());
    return submit();
  }

  private Heard complete() {
    if (!buffer.isEmpty() && buffer.charAt(0) == '!') return older(true);
    popup.close();
    refreshPopup();
    if (popup.offer().filter(offer -> offer.suggestions().size() == 1).isPresent()) accept();
    return popup.isOpen() ? new Heard.Redraw() : new Heard.Nothing();
  }

  private Heard submit() {
    popup.close();
    if (goesOn()) {
      buffer.replace(buffer.cursor() - 1, buffer.cursor(), "\n");
      return new Heard.Redraw();
    }
    var draft = buffer.toString();
    if (draft.isBlank()) return new Heard.Act(Action.SUBMIT);
    var heard = sending.heard(draft, work != Work.IDLE);
    sent(draft);
    return heard;
  }

  /** A backslash before Enter asks for a new line; two of them are one that is meant. */
  private boolean goesOn() {
    var at = buffer.cursor();
    var slashes = 0;
    while (slashes < at && buffer.charAt(at - 1 - slashes) == '\\') slashes++;
    return slashes % 2 == 1 && at == buffer.lineEnd(at);
  }

  private void sent(String draft) {
    parts.history().add(draft, chips.expanded(draft));
    hint = parts.history().problem();
    clear();
    waiting.bringBack().ifPresent(this::recall);
  }

  private void clear() {
    walk.end();
    edits.pause();
    popup.close();
    goal = -1;
    buffer.reset("");
    if (isVim) vim.insertMode();
  }

  private Heard queue() {
    popup.close();
    var draft = buffer.toString();
    waiting.queue(draft, sending.heard(draft, false));
    sent(draft);
    return new Heard.Queued(sending.prompt(draft));
  }

  private Heard escape(Armed wasArmed) {
    if (work != Work.IDLE) return stop();
    if (wasArmed == Armed.ASIDE) {
      if (buffer.isEmpty()) return new Heard.Act(Action.OPEN_REWIND);
      return aside();
    }
    armed = Armed.ASIDE;
    var key = parts.keys().key(Action.ESCAPE);
    hint =
        buffer.isEmpty()
            ? key + " again goes back to an earlier prompt"
            : key + " again puts the draft aside";
    return new Heard.Redraw();
  }

  private Heard stop() {
    return work == Work.WORKING ? new Heard.Interrupt() : new Heard.Kill();
  }

  private Heard interrupt(Armed wasArmed) {
    if (work != Work.IDLE) return stop();
    if (!buffer.isEmpty()) return aside();
    if (wasArmed == Armed.LEAVE) return new Heard.Leave();
    armed = Armed.LEAVE;
    hint = "Press " + parts.keys().key(Action.INTERRUPT) + " again to leave";
    return new Heard.Redraw();
  }

  /** The draft is gone but not lost: it is the last thing in the history. */
  private Heard aside() {
    parts.history().remember(buffer.toString());
    clear();
    return new Heard.Redraw();
  }

  private Heard deleteOrLeave() {
    if (buffer.isEmpty()) return new Heard.Leave();
    var version = buffer.version();
    buffer.delete(buffer.cursor(), buffer.next(buffer.cursor()));
    edited(version);
    return new Heard.Redraw();
  }

  private Heard up() {
    if (buffer.isEmpty()) {
      var back = waiting.takeBack();
      back.ifPresent(this::recall);
      if (back.isPresent()) return new Heard.Redraw();
    }
    return vertical(-1) ? new Heard.Redraw() : older(false);
  }

  private Heard down() {
    return vertical(1) ? new Heard.Redraw() : newer();
  }

  /** Returns whether the cursor could go to another row. */
  private boolean vertical(int by) {
    var layout = view.layout();
    var row = layout.row(buffer.cursor());
    var to = row + by;
    if (to < 0 || to >= layout.rows().size()) return false;
    if (goal < 0) goal = layout.column(row, buffer.cursor());
    buffer.moveTo(layout.position(to, goal));
    popup.close();
    return true;
  }

  private Heard older(boolean isLike) {
    return walk.older(buffer.toString(), isLike).map(this::recalled).orElse(new Heard.Nothing());
  }

  private Heard newer() {
    return walk.newer().map(this::recalled).orElse(new Heard.Nothing());
  }

  private Heard recalled(String text) {
    goal = -1;
    popup.close();
    buffer.set(text);
    return new Heard.Redraw();
  }

  private void recall(String text) {
    walk.end();
    recalled(text);
  }

  private Heard stash() {
    var draft = buffer.toString();
    if (!draft.isBlank()) {
      waiting.putAway(draft);
      clear();
      hint = "The draft is put away; " + parts.keys().key(Action.STASH) + " brings it back";
      return new Heard.Redraw();
    }
    var back = waiting.bringBack();
    back.ifPresent(this::recall);
    return back.isPresent() ? new Heard.Redraw() : new Heard.Nothing();
  }

  private Heard pasted(String text) {
    hint = "";
    armed = Armed.NOTHING;
    begun = null;
    if (search != null) {
      search.type(Pasting.cleaned(text).lines().findFirst().orElse(""));
      return new Heard.Redraw();
    }
    if (isVim && vim.mode() != Vim.Mode.INSERT) vim.insertMode();
    walk.end();
    edits.pause();
    goal = -1;
    popup.close();
    buffer.insert(new Pasting(parts, chips).put(text));
    return new Heard.Redraw();
  }

  /** Puts the text of the placeholder before the cursor, or else under it, in its place. */
  private Heard expand() {
    var at = buffer.cursor();
    for (var found : chips.in(buffer.text()).reversed()) {
      if (found.at() > at) continue;
      if (found.chip() instanceof Chips.Chip.Pasted(_, var text)) {
        buffer.replace(found.at(), found.at() + 2, text);
        return new Heard.Redraw();
      }
    }
    hint = "There is no pasted text before the cursor";
    return new Heard.Redraw();
  }

  private Heard searched(HistorySearch now, Key key) {
    var match = parts.keys().find(Context.SEARCH, key);
    if (!(match instanceof Match.Found(var action))) {
      if (!key.isText()) return new Heard.Nothing();
      now.type(key.text());
      return new Heard.Redraw();
    }
    switch (action) {
      case SEARCH_OLDER -> now.move(1);
      case SEARCH_NEWER -> now.move(-1);
      case SEARCH_DELETE -> now.shorten();
      case SEARCH_CANCEL -> search = null;
      case SEARCH_ACCEPT -> taken(now);
      case SEARCH_SUBMIT -> {
        taken(now);
        if (!now.chosen().isEmpty()) return submit();
      }
      default -> throw new IllegalStateException("not of the search: " + action);
    }
    return new Heard.Redraw();
  }

  private void taken(HistorySearch now) {
    search = null;
    if (!now.chosen().isEmpty()) recall(now.chosen());
  }
}
