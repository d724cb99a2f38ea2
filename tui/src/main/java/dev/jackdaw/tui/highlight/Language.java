package dev.jackdaw.tui.highlight;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a language is made of, as {@code languages.txt} has it.
 *
 * @param lineComments what begins a comment that ends with its line
 * @param words what is said by words of their own
 * @param inWords what words may hold beside letters, digits and underscores
 * @param before what makes the word behind it special: {@code @}, {@code $}
 * @param keyEnd what stands behind a key at the beginning of a line; empty for no keys
 */
record Language(
    String name,
    List<String> lineComments,
    List<Delimited> delimited,
    Map<Word, Set<String>> words,
    String inWords,
    String before,
    String keyEnd,
    Set<Trait> traits) {

  /** What a word may be. */
  enum Word {
    KEYWORD,
    TYPE,
    CONSTANT
  }

  /** What holds for a language as a whole. */
  enum Trait {
    /** Words with a capital letter in front are types. */
    CAPITAL_TYPES,
    /** Words before a parenthesis are functions. */
    CALLS,
    /** Words are the same in capital letters. */
    ANY_CASE,
    /** A comment needs a space before it. */
    SPACED_COMMENTS,
    /** A text before a colon is a key. */
    TEXT_KEYS
  }

  /** Text or a comment between two marks. */
  record Delimited(String open, String close, boolean isComment, Set<Flag> flags) {}

  /** How the end of a delimited text is found. */
  enum Flag {
    /** A backslash takes the meaning of what follows it. */
    ESCAPES,
    /** It may end on a later line. */
    LINES,
    /** It holds one character: something else begins alike. */
    CHARACTER
  }
}
