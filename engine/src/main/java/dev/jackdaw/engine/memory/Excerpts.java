package dev.jackdaw.engine.memory;

import dev.jackdaw.api.Retention;
import dev.jackdaw.engine.memory.Treated.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the model is shown of memory files that come into force together. Where everything is shown,
 * the texts are those of the files and no heading was looked for.
 *
 * @param cap the tokens that all but pinned sections have together
 */
public record Excerpts(List<Excerpt> list, long cap) {
  /** Tokens that may always be shown, however large the window. */
  public static final long MOST_TOKENS = 8_000;

  private static final int MOST_NAMES = 8;

  /** What is shown of a file; without sections, all of it. */
  public record Excerpt(Source source, List<Treated> sections, String text) {
    public Excerpt {
      sections = List.copyOf(sections);
    }
  }

  public Excerpts {
    list = List.copyOf(list);
  }

  /** Returns how much may be shown in a window; a window of 0 tokens is an unknown one. */
  public static long cap(int window) {
    return window > 0 ? Math.min(MOST_TOKENS, window / 10) : MOST_TOKENS;
  }

  /**
   * Decides what is shown.
   *
   * @param names calls files what the model calls them
   */
  public static Excerpts of(List<Source> sources, long cap, Stage stage, Places names) {
    return isWhole(sources, cap, stage)
        ? whole(sources, cap)
        : bySection(sources, cap, stage, names);
  }

  private static boolean isWhole(List<Source> sources, long cap, Stage stage) {
    var tokens = 0L;
    for (var source : sources) {
      tokens += Tokens.of(source.text());
      if (stage == Stage.FOLDED && source.text().contains("<!--")) return false;
    }
    return tokens <= cap;
  }

  private static Excerpts whole(List<Source> sources, long cap) {
    var list = new ArrayList<Excerpt>();
    for (var source : sources) list.add(new Excerpt(source, List.of(), source.text()));
    return new Excerpts(list, cap);
  }

  /** As {@link #of}, with the sections of every file even when all of them are shown. */
  public static Excerpts bySection(List<Source> sources, long cap, Stage stage, Places names) {
    var sections = new ArrayList<Section>();
    var counts = new ArrayList<Integer>();
    for (var source : sources) {
      var own = Sections.of(source.text()).list();
      sections.addAll(own);
      counts.add(own.size());
    }
    var treated = Treated.of(sections, cap, stage);
    var list = new ArrayList<Excerpt>();
    var at = 0;
    for (var i = 0; i < sources.size(); i++) {
      var own = treated.subList(at, at += counts.get(i));
      list.add(new Excerpt(sources.get(i), own, new Page(sources.get(i), names).text(own)));
    }
    return new Excerpts(list, cap);
  }

  /** Returns a sentence for people when something is not shown that nobody allowed to go. */
  public Optional<String> overflow(Places names) {
    var demoted = new ArrayList<String>();
    for (var excerpt : list) {
      for (var one : excerpt.sections()) {
        if (one.treatment() != Treatment.DEMOTED) continue;
        demoted.add(one.section().name() + " (" + names.display(excerpt.source().path()) + ")");
      }
    }
    if (demoted.isEmpty()) return Optional.empty();
    return Optional.of(
        "The memory files have about "
            + total()
            + " tokens where "
            + cap
            + " are shown (setting memoryTokens), so of these sections only the beginning or the"
            + " name is in the context: "
            + named(demoted)
            + ". \"jackdaw memory lint\" shows all; <!-- keep: pinned --> under a heading keeps its"
            + " section.");
  }

  private long total() {
    var tokens = 0L;
    for (var excerpt : list) {
      for (var one : excerpt.sections()) {
        var isPinned = one.section().keep().filter(keep -> keep == Retention.PINNED).isPresent();
        if (!isPinned) tokens += Tokens.of(one.section().text());
      }
    }
    return tokens;
  }

  /** Returns the first of the names, and how many more there are. */
  static String named(List<String> names) {
    if (names.size() <= MOST_NAMES) return String.join(", ", names);
    return String.join(", ", names.subList(0, MOST_NAMES))
        + " and "
        + (names.size() - MOST_NAMES)
        + " more";
  }
}
