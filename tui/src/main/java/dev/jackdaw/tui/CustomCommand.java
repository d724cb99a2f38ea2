package dev.jackdaw.tui;

/**
 * A slash command that the shell does not know itself.
 *
 * @param name what is typed behind the slash
 * @param help a line for people; other people's words, to be shown without control characters
 * @param argumentHint what it takes, such as {@code [BRANCH]}; may be empty
 * @param origin whose it is, such as {@code project}
 */
public record CustomCommand(String name, String help, String argumentHint, String origin) {}
