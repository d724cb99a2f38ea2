package dev.jackdaw.engine.memory;

import dev.jackdaw.api.Retention;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A section and what is shown of it.
 *
 * @param shown the beginning of its text, or all, or nothing
 */
public record Treated(Section section, Treatment treatment, String shown) {

  /** When the memory files are shown. */
  public enum Stage {
    /** Nothing of the conversation was folded yet: marks wait, as long as everything fits. */
    BEGINNING,
    /** Marks hold. */
    FOLDED
  }

  /**
   * Decides on sections, most important first. What is marked as pinned always stays and does not
   * count; all else has {@code cap} tokens together. What is too much gives way from the last
   * section upward: first what a mark allows to go, then what nobody marked.
   */
  public static List<Treated> of(List<Section> sections, long cap, Stage stage) {
    return new Room(sections, cap, stage).treated();
  }

  /** Returns whether all of it is shown. */
  public boolean isWhole() {
    return shown.length() == section.text().length();
  }

  /** Returns the tokens of what is shown, estimated. */
  public long tokens() {
    return Tokens.of(shown);
  }

  private static Treated of(Section section, Treatment treatment) {
    var shown =
        switch (treatment) {
          case PINNED -> section.text();
          case SUMMARISE -> section.beginning();
          case ELIDE, DROP, DEMOTED -> "";
        };
    return new Treated(section, treatment, shown);
  }

  private static Treatment wanted(Retention retention) {
    return switch (retention) {
      case PINNED -> Treatment.PINNED;
      case SUMMARISE -> Treatment.SUMMARISE;
      case ELIDE -> Treatment.ELIDE;
      case DROP -> Treatment.DROP;
    };
  }

  /** Fits sections into the cap. Used once. */
  private static final class Room {
    private final long cap;
    private final Stage stage;
    private final List<Treated> treated = new ArrayList<>();
    private long tokens;

    Room(List<Section> sections, long cap, Stage stage) {
      this.cap = cap;
      this.stage = stage;
      for (var section : sections) {
        var marked = stage == Stage.FOLDED ? section.keep() : Optional.<Retention>empty();
        var one = of(section, marked.map(Treated::wanted).orElse(Treatment.PINNED));
        treated.add(one);
        if (counts(section)) tokens += one.tokens();
      }
    }

    List<Treated> treated() {
      if (stage == Stage.BEGINNING) {
        for (var i = treated.size() - 1; i >= 0 && tokens > cap; i--) followMark(i);
      }
      for (var i = treated.size() - 1; i >= 0 && tokens > cap; i--) {
        if (treated.get(i).section().keep().isEmpty()) demote(i);
      }
      for (var i = treated.size() - 1; i >= 0 && tokens > cap; i--) {
        if (treated.get(i).treatment() == Treatment.SUMMARISE) demote(i);
      }
      return treated;
    }

    private static boolean counts(Section section) {
      return section.keep().filter(keep -> keep == Retention.PINNED).isEmpty();
    }

    /** A section is dropped at a fold and not before: until then a line tells of it. */
    private void followMark(int at) {
      var section = treated.get(at).section();
      if (section.keep().isEmpty() || !counts(section)) return;
      var wanted = wanted(section.keep().get());
      replace(at, of(section, wanted == Treatment.DROP ? Treatment.ELIDE : wanted));
    }

    /** The section that would pass the cap is cut there; those behind it go whole. */
    private void demote(int at) {
      var section = treated.get(at).section();
      var left = cap - (tokens - treated.get(at).tokens());
      replace(at, new Treated(section, Treatment.DEMOTED, left > 0 ? section.top(left) : ""));
    }

    private void replace(int at, Treated other) {
      tokens += other.tokens() - treated.get(at).tokens();
      treated.set(at, other);
    }
  }
}
