package dev.jackdaw.tui.compose;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What was sent, the oldest first: in memory, and in a file when there is one. Not for use by
 * several threads; several sessions may use one file.
 */
public final class History {
  private static final int MOST_ENTRIES = 1_000;

  private final Optional<HistoryFile> file;
  private final UnaryOperator<String> redact;
  private final List<String> entries = new ArrayList<>();
  private String problem = "";

  private History(Optional<HistoryFile> file, UnaryOperator<String> redact) {
    this.file = file;
    this.redact = redact;
    file.ifPresent(one -> {
      var read = one.read(MOST_ENTRIES);
      entries.addAll(read.entries());
      problem = read.problem();
    });
  }

  /** Returns one that is forgotten with the process. */
  public static History inMemory() {
    return new History(Optional.empty(), UnaryOperator.identity());
  }

  /**
   * Returns one that is kept.
   *
   * @param redact takes secrets out of what goes to the disk
   */
  public static History in(HistoryFile file, UnaryOperator<String> redact) {
    return new History(Optional.of(file), redact);
  }

  /**
   * Takes what was sent. What begins with a blank, and what was sent just before, is not kept.
   *
   * @param draft as it comes back in this process, placeholders included
   * @param text as it is written to the file
   */
  void add(String draft, String text) {
    if (!remember(draft)) return;
    file.ifPresent(one -> one.append(redact.apply(text)).ifPresent(why -> problem = why));
  }

  /** Takes a draft that was not sent, until the process ends; returns whether it is new. */
  boolean remember(String draft) {
    if (draft.isBlank() || draft.startsWith(" ")) return false;
    if (!entries.isEmpty() && entries.getLast().equals(draft)) return false;
    entries.add(draft);
    if (entries.size() > MOST_ENTRIES) entries.removeFirst();
    return true;
  }

  int size() {
    return entries.size();
  }

  String get(int index) {
    return entries.get(index);
  }

  /** Returns the index of the nearest older entry that begins so, from before an index; or -1. */
  int older(int before, String prefix) {
    for (var i = Math.min(before, entries.size()) - 1; i >= 0; i--) {
      if (entries.get(i).startsWith(prefix)) return i;
    }
    return -1;
  }

  /** Returns the index of the nearest newer entry that begins so; the size when there is none. */
  int newer(int after, String prefix) {
    for (var i = after + 1; i < entries.size(); i++) {
      if (entries.get(i).startsWith(prefix)) return i;
    }
    return entries.size();
  }

  /** Returns the entries that hold the text in any case, the newest first and each once. */
  List<String> search(String part, int most) {
    var wanted = part.toLowerCase(Locale.ROOT);
    var found = new LinkedHashSet<String>();
    for (var i = entries.size() - 1; i >= 0 && found.size() < most; i--) {
      if (entries.get(i).toLowerCase(Locale.ROOT).contains(wanted)) found.add(entries.get(i));
    }
    return List.copyOf(found);
  }

  /** Returns why the file cannot be used, once; empty when it can. */
  public String problem() {
    var told = problem;
    problem = "";
    return told;
  }
}
