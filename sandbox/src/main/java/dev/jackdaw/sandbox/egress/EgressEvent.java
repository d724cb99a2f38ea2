package dev.jackdaw.sandbox.egress;

import java.time.Instant;

/**
 * How one connection of a child ended. {@code host} is as the child spelled it; {@code sent} and
 * {@code received} are bytes as seen by the child; {@code reason} says why it was refused or broke
 * off and is empty otherwise.
 */
public record EgressEvent(
    Instant time, String host, int port, boolean allowed, String reason, long sent, long received) {

  /** Hears of each connection once, on the thread that served it. */
  @FunctionalInterface
  public interface Listener {
    void ended(EgressEvent event);
  }
}
