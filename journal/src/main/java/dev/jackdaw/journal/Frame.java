package dev.jackdaw.journal;

import dev.jackdaw.api.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * The bytes of a record: an object whose first member {@code c} has eight digits and whose second
 * {@code n} is the number, then a newline. The digits are the CRC-32C (RFC 3720, appendix B.4) of
 * everything between them and the newline, so that no bit of a line can change unnoticed and every
 * line is JSON all the same.
 */
final class Frame {
  private static final byte[] START = ascii("{\"c\":\"");
  private static final byte[] NUMBER = ascii("\",\"n\":");
  private static final String HEX = "0123456789abcdef";
  private static final int DIGITS = 8;
  private static final int COVERED = START.length + DIGITS;
  private static final int NUMBER_AT = COVERED + NUMBER.length;

  private Frame() {}

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Returns the line, newline included.
   *
   * @param rest the object from the comma behind the number to its end
   */
  static byte[] line(long number, String rest) {
    return seal(
        ("{\"c\":\"00000000\",\"n\":" + number + rest + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the line of another record under a new number. */
  static byte[] renumbered(long number, byte[] line, int from, int to) {
    var at = from + NUMBER_AT;
    while (isDigit(line[at])) at++;
    return line(number, new String(line, at, to - at, StandardCharsets.UTF_8));
  }

  private static byte[] seal(byte[] line) {
    var crc = crc(line, 0, line.length - 1);
    for (var i = 0; i < DIGITS; i++) {
      line[START.length + i] = (byte) HEX.charAt((int) (crc >> 4 * (DIGITS - 1 - i)) & 15);
    }
    return line;
  }

  /** Returns the number of the record, or 0 when the bytes, without a newline, are none. */
  static long check(byte[] line, int from, int to) {
    if (to - from <= NUMBER_AT) return 0;
    if (!has(line, from, START) || !has(line, from + COVERED, NUMBER)) return 0;
    var crc = crc(line, from, to);
    for (var i = 0; i < DIGITS; i++) {
      var digit = HEX.charAt((int) (crc >> 4 * (DIGITS - 1 - i)) & 15);
      if (line[from + START.length + i] != digit) return 0;
    }
    return number(line, from + NUMBER_AT, to);
  }

  private static long crc(byte[] line, int from, int to) {
    var crc = new CRC32C();
    crc.update(line, from + COVERED, to - from - COVERED);
    return crc.getValue();
  }

  private static boolean has(byte[] line, int from, byte[] expected) {
    for (var i = 0; i < expected.length; i++) {
      if (line[from + i] != expected[i]) return false;
    }
    return true;
  }

  private static long number(byte[] line, int from, int to) {
    var number = 0L;
    for (var i = from; i < to && isDigit(line[i]); i++) number = number * 10 + (line[i] - '0');
    return number;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  static Json.Obj parse(byte[] line, int from, int to) {
    return Json.parseObject(new String(line, from, to - from, StandardCharsets.UTF_8));
  }
}
