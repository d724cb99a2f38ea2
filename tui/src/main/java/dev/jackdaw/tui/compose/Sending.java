package dev.jackdaw.tui.compose;

/** Tells what a draft is: a prompt, a command, a line for the shell, something to remember. */
final class Sending {
  private final Chips chips;

  Sending(Chips chips) {
    this.chips = chips;
  }

  Heard heard(String draft, boolean isWorking) {
    var text = chips.expanded(draft).stripTrailing();
    if (isCommand(draft)) return new Heard.Command(text);
    if (draft.startsWith("!") && text.length() > 1)
      return new Heard.Shell(text.substring(1).strip());
    if (isMemory(draft)) return new Heard.Memory(text.substring(1).strip());
    var prompt = prompt(draft);
    return isWorking ? new Heard.Steer(prompt) : new Heard.Submit(prompt);
  }

  Prompt prompt(String draft) {
    return new Prompt(
        chips.expanded(draft).strip(), chips.pictures(draft), chips.labelled(draft).strip());
  }

  /** A path that begins with a slash is no command. */
  static boolean isCommand(String draft) {
    if (!draft.startsWith("/") || draft.length() < 2) return false;
    var end = 1;
    while (end < draft.length() && !Character.isWhitespace(draft.charAt(end))) {
      if (draft.charAt(end++) == '/') return false;
    }
    return end > 1;
  }

  /** One line behind one number sign and a blank; headings of two and more are text. */
  boolean isMemory(String draft) {
    return draft.startsWith("#")
        && draft.length() > 1
        && draft.charAt(1) != '#'
        && !draft.substring(1).isBlank()
        && draft.indexOf('\n') < 0
        && chips.in(draft).isEmpty();
  }
}
