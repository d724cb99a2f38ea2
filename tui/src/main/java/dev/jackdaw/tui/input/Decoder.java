package dev.jackdaw.tui.input;

import java.util.function.Consumer;

/**
 * Makes keys, pastes and answers of what a terminal sends, which may be cut anywhere. Understands
 * xterm's legacy sequences, the Kitty keyboard protocol and bracketed paste; what it does not
 * understand is dropped whole, never taken for typing. Not for use by several threads.
 */
public final class Decoder {
  /** Longer than anything a terminal sends on purpose. */
  private static final int MAX_SEQUENCE = 4_096;

  /** A longer paste comes in several pieces. */
  private static final int MAX_PASTE = 32 << 20;

  private static final String PASTE_END = "\u001b[201~";
  private static final char ESCAPE = 0x1b;
  private static final char BELL = 7;
  private static final char INTERRUPT = 3;

  private enum State {
    GROUND,
    ESCAPED,
    CSI,
    SS3,
    /** OSC, DCS, APC and the like, up to their terminator. */
    STRING,
    PASTE
  }

  private final Consumer<Input> inputs;
  private final Consumer<Report> reports;
  private final StringBuilder sequence = new StringBuilder();
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder paste = new StringBuilder();
  private State state = State.GROUND;
  private boolean isAlt;
  private int matched;

  public Decoder(Consumer<Input> inputs, Consumer<Report> reports) {
    this.inputs = inputs;
    this.reports = reports;
  }

  /** Takes what was read. */
  public void accept(CharSequence read) {
    for (var i = 0; i < read.length(); i++) accept(read.charAt(i));
    if (state == State.GROUND) endText(false);
  }

  /** Returns whether what came so far may be a key by itself, once nothing follows for a while. */
  public boolean isWaiting() {
    return switch (state) {
      case GROUND -> !text.isEmpty();
      case ESCAPED, CSI, SS3, STRING -> true;
      case PASTE -> false;
    };
  }

  /** Nothing followed: an escape was the key, and a sequence without an end was none. */
  public void rest() {
    var was = state;
    if (was == State.PASTE) return;
    state = State.GROUND;
    switch (was) {
      case GROUND -> endText(true);
      case ESCAPED -> {
        if (isAlt) pressed(Key.of("escape"));
        pressed(Key.of("escape"));
      }
      case CSI -> {
        if (sequence.isEmpty()) pressed(new Key("[", false, true, false));
      }
      case SS3 -> pressed(new Key("O", false, true, false));
      case STRING, PASTE -> {}
    }
    sequence.setLength(0);
  }

  private void accept(char c) {
    switch (state) {
      case GROUND -> ground(c);
      case ESCAPED -> escaped(c);
      case CSI -> csi(c);
      case SS3 -> ss3(c);
      case STRING -> string(c);
      case PASTE -> paste(c);
    }
  }

  private void ground(char c) {
    if (c >= ' ' && c != 0x7f && (c < 0x80 || c > 0x9f)) {
      text.append(c);
      return;
    }
    endText(true);
    isAlt = false;
    if (c == ESCAPE) state = State.ESCAPED;
    else if (c < 0x80) pressed(Controls.key(c, false));
  }

  private void escaped(char c) {
    switch (c) {
      case '[' -> begin(State.CSI);
      case 'O' -> begin(State.SS3);
      case ']', 'P', '_', '^', 'X' -> {
        begin(State.STRING);
        sequence.append(c);
      }
      case ESCAPE -> {
        if (isAlt) pressed(Key.of("escape"));
        isAlt = true;
      }
      default -> {
        state = State.GROUND;
        if (Character.isHighSurrogate(c)) text.append(c);
        else if (c < ' ' || c == 0x7f) pressed(Controls.key(c, true));
        else if (c < 0x80 || c > 0x9f) pressed(named(String.valueOf(c), true));
      }
    }
  }

  private void begin(State next) {
    state = next;
    sequence.setLength(0);
  }

  private void csi(char c) {
    if (c == ESCAPE) {
      state = State.ESCAPED;
      isAlt = false;
    } else if (sequence.isEmpty() && c == '[' || c >= ' ' && c < '@') {
      if (sequence.length() < MAX_SEQUENCE) sequence.append(c);
    } else {
      var isLinux = sequence.length() == 1 && sequence.charAt(0) == '[';
      state = State.GROUND;
      if (isLinux) linux(c);
      else if (c >= '@' && c <= '~') ended(sequence.toString(), c);
    }
  }

  /** The first function keys of the Linux console. */
  private void linux(char c) {
    if (c >= 'A' && c <= 'E') pressed(Key.of("f" + (c - 'A' + 1)));
  }

  private void ended(String parameters, char last) {
    if (last == '~' && parameters.equals("200")) {
      state = State.PASTE;
      matched = 0;
      return;
    }
    var report = Reports.csi(parameters, last);
    if (report != null) {
      reports.accept(report);
      return;
    }
    if (parameters.isEmpty() && (last == 'I' || last == 'O')) {
      inputs.accept(new Input.Focused(last == 'I'));
      return;
    }
    var key = Sequences.key(parameters, last, isAlt);
    if (key != null) pressed(key);
  }

  private void ss3(char c) {
    state = State.GROUND;
    if (c == ESCAPE) {
      state = State.ESCAPED;
      isAlt = false;
      return;
    }
    var key = Sequences.ss3(c, isAlt);
    if (key != null) pressed(key);
  }

  private void string(char c) {
    var escaped = !sequence.isEmpty() && sequence.charAt(sequence.length() - 1) == ESCAPE;
    if (c == BELL || escaped && c == '\\') {
      state = State.GROUND;
      var body = sequence.substring(0, sequence.length() - (escaped ? 1 : 0));
      var report = Reports.string(body);
      if (report != null) reports.accept(report);
      sequence.setLength(0);
    } else if (escaped) {
      state = State.ESCAPED;
      isAlt = false;
      sequence.setLength(0);
      escaped(c);
    } else if (c == ESCAPE || sequence.length() < MAX_SEQUENCE) {
      sequence.append(c);
    }
  }

  /** Ctrl+C ends a paste whose end mark was lost on the way. */
  private void paste(char c) {
    if (c == PASTE_END.charAt(matched)) {
      matched++;
      if (matched == PASTE_END.length()) endPaste();
      return;
    }
    paste.append(PASTE_END, 0, matched);
    matched = 0;
    if (c == ESCAPE) {
      matched = 1;
    } else if (c == INTERRUPT) {
      endPaste();
      pressed(Controls.key(c, false));
    } else {
      paste.append(c);
      if (paste.length() >= MAX_PASTE && !Character.isHighSurrogate(c)) handOver();
    }
  }

  private void endPaste() {
    state = State.GROUND;
    handOver();
  }

  private void handOver() {
    var pasted = paste.toString().replace("\r\n", "\n").replace('\r', '\n');
    paste.setLength(0);
    if (paste.capacity() > MAX_SEQUENCE) paste.trimToSize();
    inputs.accept(new Input.Pasted(pasted));
  }

  /** Gives the typed text out, one grapheme a key; half a character waits for the other half. */
  private void endText(boolean isLast) {
    var at = 0;
    while (at < text.length()) {
      var length = Graphemes.length(text, at);
      if (length == 1 && Character.isSurrogate(text.charAt(at))) {
        if (!isLast && at + 1 == text.length() && Character.isHighSurrogate(text.charAt(at))) break;
        at++;
        continue;
      }
      pressed(named(text.substring(at, at + length), isAlt));
      isAlt = false;
      at += length;
    }
    text.delete(0, at);
  }

  private static Key named(String typed, boolean isAlt) {
    return new Key(typed.equals(" ") ? "space" : typed, false, isAlt, false);
  }

  private void pressed(Key key) {
    isAlt = false;
    inputs.accept(new Input.Pressed(key));
  }
}
