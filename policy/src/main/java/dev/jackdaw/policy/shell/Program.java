package dev.jackdaw.policy.shell;

import dev.jackdaw.policy.shell.Operand.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a program may be given without more than its operands being read.
 *
 * @param letters options of one letter, which may stand in clusters
 * @param words options without a value, to the letter
 * @param values options with a value, and what the value is; a long one may carry it behind an
 *     equals sign, a letter right behind itself
 * @param attached long options that may carry any value behind an equals sign, and need none
 * @param pairs long options with two words behind them
 * @param operands in order; the last one repeats when {@code repeats}
 * @param unless options that take the place of the first operand
 * @param needs one of these options must be there, unless empty
 * @param walks options with which folders are read to the bottom
 * @param optionsFirst behind an operand nothing is an option
 * @param looseNames no option could do harm, so that a file may be named like one
 * @param check the name of a further check, or empty
 */
record Program(
    String letters,
    Set<String> words,
    Map<String, Kind> values,
    Set<String> attached,
    Set<String> pairs,
    List<Kind> operands,
    boolean repeats,
    Set<String> unless,
    Set<String> needs,
    Set<String> walks,
    boolean digits,
    boolean optionsFirst,
    boolean looseNames,
    String check) {}
