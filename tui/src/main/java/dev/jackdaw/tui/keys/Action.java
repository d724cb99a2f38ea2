package dev.jackdaw.tui.keys;

import static dev.jackdaw.tui.keys.Context.COMPOSER;
import static dev.jackdaw.tui.keys.Context.LIST;
import static dev.jackdaw.tui.keys.Context.POPUP;
import static dev.jackdaw.tui.keys.Context.QUESTION;
import static dev.jackdaw.tui.keys.Context.SEARCH;
import static dev.jackdaw.tui.keys.Context.VIEW;
import static dev.jackdaw.tui.keys.Context.VIM;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a key can do: where, which keys do it unless the user says otherwise, and the help. This is
 * the one table of all keys; the help and docs/keys.md are made from it.
 */
public enum Action {
  SUBMIT(
      COMPOSER, "send the prompt; while the agent works it hears it before its next turn", "enter"),
  QUEUE(
      COMPOSER,
      "while the agent works: send it once the task is over; else complete the word",
      "tab"),
  NEWLINE(
      COMPOSER, "begin a new line, as does \\ before Enter", "shift+enter", "alt+enter", "ctrl+j"),
  ESCAPE(
      COMPOSER,
      "interrupt the agent; twice when nothing is typed: go back to an earlier prompt; twice on a"
          + " draft: put it aside",
      "escape"),
  INTERRUPT(
      COMPOSER,
      "interrupt the agent, a second time end what it runs; else put the draft aside; twice on an"
          + " empty line: leave",
      "ctrl+c"),
  DELETE_OR_LEAVE(
      COMPOSER, "delete the character under the cursor; on an empty line: leave", "ctrl+d"),

  LEFT(COMPOSER, "a character to the left", "left"),
  RIGHT(COMPOSER, "a character to the right", "right", "ctrl+f"),
  WORD_LEFT(COMPOSER, "a word to the left", "alt+b", "ctrl+left", "alt+left"),
  WORD_RIGHT(COMPOSER, "a word to the right", "alt+f", "ctrl+right", "alt+right"),
  UP(
      COMPOSER,
      "a line up; from the first line to what was sent before; on an empty line what is queued"
          + " comes back",
      "up"),
  DOWN(COMPOSER, "a line down; from the last line to what was sent later", "down"),
  LINE_START(COMPOSER, "to the start of the line", "home", "ctrl+a"),
  LINE_END(COMPOSER, "to the end of the line", "end", "ctrl+e"),
  TEXT_START(COMPOSER, "to the start of the text", "ctrl+home", "alt+<"),
  TEXT_END(COMPOSER, "to the end of the text", "ctrl+end", "alt+>"),

  DELETE_BACKWARD(
      COMPOSER, "delete the character before the cursor", "backspace", "ctrl+h", "shift+backspace"),
  DELETE_FORWARD(COMPOSER, "delete the character under the cursor", "delete"),
  KILL_WORD_BACKWARD(COMPOSER, "cut the word before the cursor", "alt+backspace", "ctrl+backspace"),
  KILL_BLANK_WORD_BACKWARD(COMPOSER, "cut back to the last blank", "ctrl+w"),
  KILL_WORD_FORWARD(
      COMPOSER, "cut the word behind the cursor", "alt+d", "ctrl+delete", "alt+delete"),
  KILL_LINE_END(COMPOSER, "cut to the end of the line", "ctrl+k"),
  KILL_LINE_START(COMPOSER, "cut to the start of the line", "ctrl+u"),
  YANK(COMPOSER, "put in what was cut last", "ctrl+y"),
  YANK_POP(COMPOSER, "put in what was cut before that in its place", "alt+y"),
  TRANSPOSE(COMPOSER, "swap the characters around the cursor", "ctrl+x ctrl+t"),
  TRANSPOSE_WORDS(COMPOSER, "swap the words around the cursor", "alt+t"),
  UPPER_WORD(COMPOSER, "put the word in capitals", "alt+u"),
  LOWER_WORD(COMPOSER, "put the word in small letters", "alt+l"),
  CAPITAL_WORD(COMPOSER, "begin the word with a capital", "alt+c"),
  UNDO(COMPOSER, "take the last change back", "ctrl+_", "ctrl+/", "ctrl+x ctrl+u"),
  REDO(COMPOSER, "do it again", "alt+_", "ctrl+x ctrl+r"),

  HISTORY_OLDER(COMPOSER, "what was sent before", "ctrl+p"),
  HISTORY_NEWER(COMPOSER, "what was sent later", "ctrl+n"),
  HISTORY_OLDER_LIKE(COMPOSER, "what was sent before and begins as typed", "alt+p", "pageup"),
  HISTORY_NEWER_LIKE(COMPOSER, "what was sent later and begins as typed", "alt+n", "pagedown"),
  HISTORY_SEARCH(COMPOSER, "search what was sent", "ctrl+r"),
  STASH(COMPOSER, "put the draft away; again on an empty line brings it back", "ctrl+s"),
  COMPLETE(COMPOSER, "offer what the word can become", "alt+/"),
  EXPAND_PASTE(COMPOSER, "put the pasted text in the place of its placeholder", "ctrl+x ctrl+p"),
  PASTE_IMAGE(COMPOSER, "attach the picture in the clipboard", "ctrl+v", "alt+v"),
  EDITOR(COMPOSER, "write the prompt in your editor ($VISUAL, $EDITOR)", "ctrl+g", "ctrl+x ctrl+e"),

  CYCLE_MODE(COMPOSER, "go on to the next permission mode", "shift+tab"),
  TOGGLE_TODO(COMPOSER, "show or hide the steps of the work", "ctrl+t"),
  OPEN_TRANSCRIPT(COMPOSER, "open the transcript, results whole", "ctrl+o"),
  OPEN_REWIND(COMPOSER, "go back to an earlier prompt"),
  OPEN_MODEL(COMPOSER, "choose a model", "alt+m"),
  OPEN_HELP(COMPOSER, "show what can be typed", "f1"),
  BACKGROUND(COMPOSER, "let the running command go on in the background", "ctrl+b"),
  TOGGLE_VIM(COMPOSER, "switch vim mode on or off"),
  SUSPEND(COMPOSER, "suspend Jackdaw; fg brings it back", "ctrl+z"),
  REDRAW(COMPOSER, "draw the screen anew", "ctrl+l"),

  POPUP_NEXT(POPUP, "the next one", "down", "ctrl+n"),
  POPUP_PREVIOUS(POPUP, "the one before", "up", "ctrl+p"),
  POPUP_PAGE_DOWN(POPUP, "a page on", "pagedown"),
  POPUP_PAGE_UP(POPUP, "a page back", "pageup"),
  POPUP_ACCEPT(POPUP, "take it", "tab"),
  POPUP_ENTER(POPUP, "take it; a command that needs no more is run", "enter"),
  POPUP_CLOSE(POPUP, "offer nothing", "escape"),

  SEARCH_OLDER(SEARCH, "the next match further back", "ctrl+r", "up"),
  SEARCH_NEWER(SEARCH, "the match before", "ctrl+s", "down"),
  SEARCH_ACCEPT(SEARCH, "go on with the match as the draft", "tab", "escape", "right", "end"),
  SEARCH_SUBMIT(SEARCH, "send the match", "enter"),
  SEARCH_CANCEL(SEARCH, "go back to the draft", "ctrl+c", "ctrl+g"),
  SEARCH_DELETE(SEARCH, "shorten what is searched for", "backspace", "ctrl+h"),

  VIM_NORMAL(VIM, "from insert to normal mode", "escape", "ctrl+["),
  VIM_REDO(VIM, "in normal mode: do what was undone again", "ctrl+r"),

  VIEW_UP(VIEW, "a line up", "up", "k"),
  VIEW_DOWN(VIEW, "a line down", "down", "j"),
  VIEW_PAGE_UP(VIEW, "a page up", "pageup", "ctrl+b"),
  VIEW_PAGE_DOWN(VIEW, "a page down", "pagedown", "space", "ctrl+f"),
  VIEW_HALF_UP(VIEW, "half a page up", "ctrl+u"),
  VIEW_HALF_DOWN(VIEW, "half a page down", "ctrl+d"),
  VIEW_TOP(VIEW, "to the top", "home", "g"),
  VIEW_BOTTOM(VIEW, "to the bottom", "end", "G"),
  VIEW_NEXT_PART(VIEW, "to the next prompt, call or file", "]"),
  VIEW_PREVIOUS_PART(VIEW, "to the prompt, call or file before", "["),
  VIEW_SEARCH(VIEW, "search", "/"),
  VIEW_NEXT(VIEW, "the next match", "n"),
  VIEW_PREVIOUS(VIEW, "the match before", "N"),
  VIEW_COPY(VIEW, "copy this part without decoration", "c"),
  VIEW_COPY_ALL(VIEW, "copy all of it", "C"),
  VIEW_TOGGLE(VIEW, "open or close what is folded", "enter"),
  VIEW_OPEN_ALL(VIEW, "open all that is folded", "o"),
  VIEW_CLOSE(VIEW, "close the view", "escape", "q"),

  LIST_UP(LIST, "the line above", "up", "ctrl+p"),
  LIST_DOWN(LIST, "the line below", "down", "tab", "ctrl+n"),
  LIST_PAGE_UP(LIST, "ten lines up", "pageup"),
  LIST_PAGE_DOWN(LIST, "ten lines down", "pagedown"),
  LIST_TOP(LIST, "to the first line", "home"),
  LIST_BOTTOM(LIST, "to the last line", "end"),
  LIST_ACCEPT(LIST, "take the marked line", "enter"),
  LIST_CLOSE(LIST, "show all lines again; then close the list", "escape"),

  QUESTION_UP(QUESTION, "the answer before", "up", "shift+tab"),
  QUESTION_DOWN(QUESTION, "the next answer", "down", "tab"),
  QUESTION_ACCEPT(QUESTION, "give the marked answer; a number gives that one", "enter"),
  QUESTION_YES(QUESTION, "yes, once", "y"),
  QUESTION_SESSION(QUESTION, "yes, for this session", "a"),
  QUESTION_ALWAYS(QUESTION, "yes, and keep the rule shown", "p"),
  QUESTION_NO(QUESTION, "no", "escape", "n"),
  QUESTION_INSTEAD(QUESTION, "no, and say what to do instead", "i"),
  QUESTION_EDIT(QUESTION, "yes, once, but the command as you change it", "e"),
  QUESTION_PAGE_UP(QUESTION, "further up in what is shown", "pageup", "ctrl+u"),
  QUESTION_PAGE_DOWN(QUESTION, "further down in what is shown", "pagedown", "ctrl+d"),
  QUESTION_INTERRUPT(QUESTION, "no, and interrupt the agent", "ctrl+c");

  private final Context context;
  private final String help;

  /** Chords as they are written, a line each. */
  private final String defaults;

  Action(Context context, String help, String... defaults) {
    this.context = context;
    this.help = help;
    this.defaults = String.join("\n", defaults);
  }

  public Context context() {
    return context;
  }

  /** Returns the name as it is written in the file of key bindings. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns what it does, in a few words. */
  public String help() {
    return help;
  }

  List<Chord> defaults() {
    return defaults.lines().map(Chord::parse).toList();
  }

  static Optional<Action> parse(String written) {
    for (var action : values()) {
      if (action.text().equals(written)) return Optional.of(action);
    }
    return Optional.empty();
  }

  static List<String> texts(Context context) {
    var texts = new ArrayList<String>();
    for (var action : values()) {
      if (action.context == context) texts.add(action.text());
    }
    return texts;
  }
}
