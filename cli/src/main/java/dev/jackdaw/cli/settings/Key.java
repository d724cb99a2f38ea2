package dev.jackdaw.cli.settings;

import java.util.List;

/**
 * A key of settings.
 *
 * @param name members joined by dots
 * @param choices what a choice may be; of a {@link Merging#STRICTEST} one the laxest first
 * @param project what a project's file may do with it
 * @param meaning a sentence for people
 */
record Key(
    String name,
    Shape shape,
    List<String> choices,
    Merging merging,
    ProjectMay project,
    String meaning) {
  /** What a value looks like. */
  enum Shape {
    TEXT,
    TEXTS,
    TEXT_OR_TEXTS,
    TRUTH,
    CHOICE,
    CHOICE_OR_TRUTH,
    COUNT,
    DOLLARS,
    SHARE,
    TOKENS,
    TIME,
    TIME_OR_FALSE,
    TEXT_MAP,
    TEXT_MAPS,
    COUNT_MAP,
    RULES,
    EXAMPLES,
    COMMANDS,
    HOOKS,
    /** Whatever its reader takes. */
    ANY
  }

  /** What becomes of it where several places set it. */
  enum Merging {
    STRONGEST("the strongest place that sets it counts"),
    ADDS("what all places say adds up"),
    BY_NAME("names of all places add up; of one name the strongest place counts"),
    LOWEST(
        "the lowest counts; one of the command line replaces those of project and user, a managed"
            + " one is never exceeded"),
    STRICTEST("the strictest counts");

    private final String text;

    Merging(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  /** What a project's file may do with it. */
  enum ProjectMay {
    /** All: it only ever tightens. */
    SET,
    /** Make it stricter. */
    TIGHTEN,
    /** Name a value, which has no effect or needs trust. */
    PROPOSE,
    NOTHING
  }

  /** Returns the same with what it may be. */
  Key of(String... values) {
    return new Key(name, shape, List.of(values), merging, project, meaning);
  }
}
