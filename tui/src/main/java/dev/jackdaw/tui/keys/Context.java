package dev.jackdaw.tui.keys;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where a key is pressed: the same key may do different things in different places. */
public enum Context {
  COMPOSER("Writing a prompt"),
  POPUP("While something is offered for completion"),
  SEARCH("While the history is searched"),
  VIM("In vim mode, on top of what follows below"),
  VIEW("In a view of text: transcript, diff"),
  LIST("In a list, where what is typed narrows it"),
  QUESTION("At a question");

  private final String title;

  Context(String title) {
    this.title = title;
  }

  /** Returns the name as it is written in the file of key bindings. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns a heading for the help. */
  public String title() {
    return title;
  }

  /** Finds a context by its written name, in any case. */
  static Optional<Context> parse(String written) {
    for (var context : values()) {
      if (context.text().equals(written.toLowerCase(Locale.ROOT))) return Optional.of(context);
    }
    return Optional.empty();
  }

  static List<String> texts() {
    var texts = new ArrayList<String>();
    for (var context : values()) texts.add(context.text());
    return texts;
  }
}
