package dev.jackdaw.lsp.protocol;

/**
 * A place a server named, unchecked.
 *
 * @param line counting from 0; may lie outside the file
 * @param name what is there, such as {@code class Foo}; may be empty
 */
public record Spot(String uri, int line, String name) {}
