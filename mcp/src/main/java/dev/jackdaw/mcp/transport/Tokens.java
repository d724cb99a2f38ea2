package dev.jackdaw.mcp.transport;

import java.io.IOException;
import java.util.Optional;

/** Gives access tokens for one server. Safe for use by several threads. */
public interface Tokens {
  /** One that has none. */
  Tokens NONE =
      new Tokens() {
        @Override
        public Optional<String> token() {
          return Optional.empty();
        }

        @Override
        public boolean renewed(Unauthorized refusal) {
          return false;
        }
      };

  /** Returns what to send as a bearer token; nothing when there is none. */
  Optional<String> token() throws IOException, InterruptedException;

  /**
   * Hears that a request was refused.
   *
   * @return whether there is another token now, so that the request is worth another try
   */
  boolean renewed(Unauthorized refusal) throws IOException, InterruptedException;
}
