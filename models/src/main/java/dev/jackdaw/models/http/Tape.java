package dev.jackdaw.models.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Stands between requests and the network: keeps what passes, or answers in its place. */
public interface Tape {
  /**
   * A request.
   *
   * @param body empty for none
   */
  record Sent(String method, URI uri, String body) {}

  /**
   * An answer that was kept.
   *
   * @param headers by their names in lower case
   * @param body ends as the kept one did, with an exception if need be
   */
  record Kept(int status, Map<String, String> headers, InputStream body) {}

  /**
   * Returns the answer in place of the network's, or nothing when the request is to be sent.
   *
   * @throws IOException when the answer was that there is none
   */
  Optional<Kept> answer(Sent request) throws IOException;

  /** Returns the body of an answer to read from, so that it can be kept as it is read. */
  InputStream keep(Sent request, int status, UnaryOperator<String> header, InputStream body);
}
