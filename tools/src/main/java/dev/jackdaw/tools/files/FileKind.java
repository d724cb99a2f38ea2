package dev.jackdaw.tools.files;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a file that is not text probably is, by its first bytes.
 *
 * @param imageType the media type of an image that models can see
 * @param advice what to do with it instead
 */
record FileKind(String title, Optional<String> imageType, String advice) {
  private static final String UNPACK = "List what is in it with a command, such as unzip -l.";
  private static final String INSPECT = "Look at it with a command, such as file, strings or xxd.";

  static FileKind of(byte[] head) {
    var start = new String(head, 0, Math.min(head.length, 16), StandardCharsets.ISO_8859_1);
    if (start.startsWith("\u0089PNG\r\n\u001a\n")) return image("PNG image", "image/png");
    if (start.startsWith("\u00ff\u00d8\u00ff")) return image("JPEG image", "image/jpeg");
    if (start.startsWith("GIF87a") || start.startsWith("GIF89a")) {
      return image("GIF image", "image/gif");
    }
    if (start.startsWith("RIFF") && start.startsWith("WEBP", 8)) {
      return image("WebP image", "image/webp");
    }
    if (start.startsWith("%PDF-")) {
      return other("PDF", "Get its text with a command, such as pdftotext.");
    }
    if (start.startsWith("PK\u0003\u0004")) return other("zip, jar or office file", UNPACK);
    if (start.startsWith("\u001f\u008b")) return other("gzip file", "Unpack it with gzip -dc.");
    if (start.startsWith("\u007fELF")) return other("ELF program or library", INSPECT);
    if (start.startsWith("\u00ca\u00fe\u00ba\u00be")) {
      return other("Java class", "Look at it with javap -c -p.");
    }
    if (start.startsWith("SQLite format 3\0")) {
      return other("SQLite database", "Query it with sqlite3.");
    }
    if (start.startsWith("\0asm")) return other("WebAssembly module", INSPECT);
    return other("binary data", INSPECT);
  }

  private static FileKind image(String title, String type) {
    return new FileKind(title, Optional.of(type), "Make it smaller with a command.");
  }

  private static FileKind other(String title, String advice) {
    return new FileKind(title, Optional.empty(), advice);
  }
}
