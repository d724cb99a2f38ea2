package dev.jackdaw.models.http;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file that secure connections were to rest on cannot be used; the message names it. */
public final class TlsSetupException extends IOException {
  private static final long serialVersionUID = 1L;

  TlsSetupException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
