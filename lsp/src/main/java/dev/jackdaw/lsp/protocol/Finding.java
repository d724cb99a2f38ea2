package dev.jackdaw.lsp.protocol;

/**
 * A diagnostic as a server gave it, unchecked.
 *
 * @param line counting from 0; may lie outside the file
 * @param severity 1 error, 2 warning, 3 information, 4 hint
 */
public record Finding(int line, int severity, String code, String message) {}
