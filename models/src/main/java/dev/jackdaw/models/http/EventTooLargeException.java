package dev.jackdaw.models.http;

import java.io.IOException;

/** A server sent more in one event than can be meant. */
public final class EventTooLargeException extends IOException {
  private static final long serialVersionUID = 1L;

  EventTooLargeException(int maxBytes) {
    super("an event of the stream is larger than " + maxBytes + " bytes");
  }
}
