package dev.jackdaw.api;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How hard the model should think, the least first; each dialect has its own way to say it, and
 * each model has some of the levels.
 */
public enum Effort {
  /** The provider's default. */
  DEFAULT,
  MINIMAL,
  LOW,
  MEDIUM,
  HIGH,
  XHIGH,
  MAX;

  /** Returns the name users write. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Effort> parse(String text) {
    for (var effort : values()) {
      if (effort.text().equals(text)) return Optional.of(effort);
    }
    return Optional.empty();
  }

  /** Returns the names of these levels, the least first. */
  public static List<String> texts(Set<Effort> efforts) {
    var texts = new ArrayList<String>();
    for (var effort : values()) {
      if (efforts.contains(effort)) texts.add(effort.text());
    }
    return texts;
  }

  /**
   * Returns this level or, of those a model has, the next lower one; where none is, the default.
   */
  public Effort within(Set<Effort> efforts) {
    if (efforts.isEmpty() || efforts.contains(this)) return this;
    var lower = EnumSet.range(DEFAULT, this);
    lower.retainAll(efforts);
    return lower.stream().reduce(DEFAULT, (_, last) -> last);
  }
}
