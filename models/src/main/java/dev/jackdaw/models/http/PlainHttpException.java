package dev.jackdaw.models.http;

import java.io.IOException;
import java.net.URI;

/** An address beyond this machine was to be reached without encryption. */
public final class PlainHttpException extends IOException {
  private static final long serialVersionUID = 1L;

  PlainHttpException(URI uri) {
    super(
        "plain http would send the conversation and the key to "
            + uri.getHost()
            + " unencrypted; use https, or add the host to JACKDAW_PLAIN_HTTP_HOSTS");
  }
}
