package dev.jackdaw.tools.web;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Optional;

/** Reads the body of a response as text: what kind it is, in which characters, as Markdown. */
final class PageText {
  private static final Charset LATIN = Charset.forName("windows-1252");

  /** Kinds of text that do not say so by the prefix {@code text/}. */
  private static final String[] TEXTUAL = {
    "json",
    "xml",
    "javascript",
    "ecmascript",
    "yaml",
    "toml",
    "x-sh",
    "sql",
    "graphql",
    "x-ndjson",
    "x-httpd-php",
    "rtf",
    "markdown"
  };

  private PageText() {}

  /** Returns the media type without its parameters, in lower case. */
  static String mediaType(String contentType) {
    var end = contentType.indexOf(';');
    return (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  /** Returns the text, or nothing when the response is not text. */
  static Optional<String> of(Fetcher.Response response, WebAddress address) {
    var type = mediaType(response.contentType());
    var body = response.body();
    if (type.equals("text/html") || type.equals("application/xhtml+xml")) {
      var charset = charset(response.contentType()).map(Charset::name).orElse("");
      return Optional.of(Markdown.of(body, charset, address.toString()));
    }
    if (!isText(type, body)) return Optional.empty();
    return Optional.of(decode(body, charset(response.contentType())));
  }

  private static boolean isText(String type, byte[] body) {
    if (type.isEmpty() || type.equals("application/octet-stream")) return hasNoNul(body);
    if (type.startsWith("text/")) return true;
    var name = type.substring(type.indexOf('/') + 1);
    var suffix = name.substring(name.lastIndexOf('+') + 1);
    for (var textual : TEXTUAL) if (suffix.equals(textual)) return true;
    return false;
  }

  private static boolean hasNoNul(byte[] body) {
    for (var i = 0; i < Math.min(body.length, 4_096); i++) if (body[i] == 0) return false;
    return true;
  }

  /** Returns the character set the header names, if this JVM knows it. */
  static Optional<Charset> charset(String contentType) {
    for (var parameter : contentType.split(";")) {
      var trimmed = parameter.strip();
      if (!trimmed.regionMatches(true, 0, "charset=", 0, 8)) continue;
      var name = trimmed.substring(8).replace("\"", "").replace("'", "").strip();
      try {
        return Optional.of(Charset.forName(name));
      } catch (IllegalCharsetNameException | UnsupportedCharsetException _) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Goes by the byte order mark, then by the header, then by what the bytes can be. */
  static String decode(byte[] body, Optional<Charset> named) {
    if (startsWith(body, 0xef, 0xbb, 0xbf)) {
      return new String(body, 3, body.length - 3, StandardCharsets.UTF_8);
    }
    if (startsWith(body, 0xfe, 0xff) || startsWith(body, 0xff, 0xfe)) {
      return new String(body, StandardCharsets.UTF_16);
    }
    if (named.isPresent()) return new String(body, named.get());
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException _) {
      return new String(body, LATIN);
    }
  }

  private static boolean startsWith(byte[] body, int... mark) {
    if (body.length < mark.length) return false;
    for (var i = 0; i < mark.length; i++) if ((body[i] & 0xff) != mark[i]) return false;
    return true;
  }
}
