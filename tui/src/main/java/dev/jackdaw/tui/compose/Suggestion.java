package dev.jackdaw.tui.compose;

/**
 * Something a word can become.
 *
 * @param insert what is put in the word's place
 * @param shown how it is offered
 * @param help what is to be known for choosing it; may be empty
 * @param goesOn whether more can be chosen once it is taken, as in a folder
 */
record Suggestion(String insert, String shown, String help, boolean goesOn) {}
