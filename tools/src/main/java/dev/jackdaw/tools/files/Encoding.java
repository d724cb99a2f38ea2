package dev.jackdaw.tools.files;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * How the characters of a text file are written as bytes. Bytes for which {@link EncodingProbe}
 * chose an encoding survive decoding and encoding unchanged.
 */
enum Encoding {
  UTF_8("UTF-8"),
  UTF_8_WITH_MARK("UTF-8 with a byte order mark"),
  UTF_16_LITTLE("UTF-16 (little-endian)"),
  UTF_16_BIG("UTF-16 (big-endian)"),
  WINDOWS_1252("windows-1252"),
  LATIN_1("ISO-8859-1"),
  /** Each byte that is not UTF-8 becomes the lone surrogate U+DC00 plus its value. */
  DAMAGED_UTF_8("UTF-8 with invalid bytes");

  private static final int ESCAPE = 0xDC00;

  private final String title;

  Encoding(String title) {
    this.title = title;
  }

  /** Returns the name people know it by. */
  String title() {
    return title;
  }

  /** Returns how many bytes of byte order mark come before the text. */
  int markLength() {
    return switch (this) {
      case UTF_8_WITH_MARK -> 3;
      case UTF_16_LITTLE, UTF_16_BIG -> 2;
      case UTF_8, WINDOWS_1252, LATIN_1, DAMAGED_UTF_8 -> 0;
    };
  }

  /** Returns the charset of what follows the mark. */
  Charset charset() {
    return switch (this) {
      case UTF_8, UTF_8_WITH_MARK, DAMAGED_UTF_8 -> StandardCharsets.UTF_8;
      case UTF_16_LITTLE -> StandardCharsets.UTF_16LE;
      case UTF_16_BIG -> StandardCharsets.UTF_16BE;
      case WINDOWS_1252 -> Charset.forName("windows-1252");
      case LATIN_1 -> StandardCharsets.ISO_8859_1;
    };
  }

  /** Returns the text without its mark. The bytes are ones this encoding was chosen for. */
  String decode(byte[] bytes) {
    if (this == DAMAGED_UTF_8) return decodeDamaged(bytes);
    var mark = markLength();
    return new String(bytes, mark, bytes.length - mark, charset());
  }

  /**
   * Returns the bytes, mark included.
   *
   * @throws FileProblem when a character has no form in this encoding
   */
  byte[] encode(String text) throws FileProblem {
    try {
      return this == DAMAGED_UTF_8 ? encodeDamaged(text) : encodeMarked(text);
    } catch (CharacterCodingException _) {
      throw new FileProblem(unencodable(text));
    }
  }

  private byte[] encodeMarked(String text) throws CharacterCodingException {
    var encoded =
        charset()
            .newEncoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT)
            .encode(CharBuffer.wrap(text));
    var bytes = Arrays.copyOf(mark(), markLength() + encoded.remaining());
    encoded.get(bytes, markLength(), encoded.remaining());
    return bytes;
  }

  private byte[] mark() {
    return switch (this) {
      case UTF_8_WITH_MARK -> new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
      case UTF_16_LITTLE -> new byte[] {(byte) 0xFF, (byte) 0xFE};
      case UTF_16_BIG -> new byte[] {(byte) 0xFE, (byte) 0xFF};
      case UTF_8, WINDOWS_1252, LATIN_1, DAMAGED_UTF_8 -> new byte[0];
    };
  }

  private String unencodable(String text) {
    var encoder = charset().newEncoder();
    for (var i = 0; i < text.length(); ) {
      var point = text.codePointAt(i);
      var character = Character.toString(point);
      if (!encoder.canEncode(character)) {
        var name =
            "U+" + Integer.toHexString(0x10000 | point).substring(1).toUpperCase(Locale.ROOT);
        return Character.getType(point) == Character.SURROGATE
            ? "The text holds half a surrogate pair ("
                + name
                + "), which no file can. Send it whole."
            : "The file is "
                + title
                + ", which has no "
                + character
                + " ("
                + name
                + "). "
                + "Use characters it has, or convert the file to UTF-8 with a command first.";
      }
      i += Character.charCount(point);
    }
    return "The text cannot be written as " + title + ". Convert the file to UTF-8 first.";
  }

  private static CharsetDecoder strictUtf8() {
    return StandardCharsets.UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  private static String decodeDamaged(byte[] bytes) {
    var in = ByteBuffer.wrap(bytes);
    var out = CharBuffer.allocate(bytes.length);
    var decoder = strictUtf8();
    while (true) {
      var result = decoder.decode(in, out, true);
      if (!result.isMalformed()) break;
      for (var i = 0; i < result.length(); i++) out.put((char) (ESCAPE + (in.get() & 0xFF)));
    }
    return out.flip().toString();
  }

  private byte[] encodeDamaged(String text) throws CharacterCodingException {
    var out = ByteBuffer.allocate(text.length() * 3);
    var encoder = charset().newEncoder();
    var start = 0;
    for (var i = 0; i <= text.length(); i++) {
      var end = i == text.length();
      if (!end && !isEscape(text, i)) continue;
      out.put(encoder.encode(CharBuffer.wrap(text, start, i)));
      if (!end) out.put((byte) (text.charAt(i) - ESCAPE));
      start = i + 1;
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  private static boolean isEscape(String text, int i) {
    var c = text.charAt(i);
    return c >= ESCAPE + 0x80
        && c <= ESCAPE + 0xFF
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }
}
