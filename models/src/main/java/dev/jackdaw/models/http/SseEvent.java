package dev.jackdaw.models.http;

/**
 * A server-sent event.
 *
 * @param name {@code message} unless the server said otherwise
 */
public record SseEvent(String name, String data) {}
