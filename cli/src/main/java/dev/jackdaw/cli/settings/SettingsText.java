package dev.jackdaw.cli.settings;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;

/** Reads JSON objects that users wrote, from files or from the command line. */
public final class SettingsText {
  private static final int MAX_BYTES = 1 << 20;

  private SettingsText() {}

  /**
   * Reads a file that need not exist. Only regular files are opened, so that no pipe can block.
   *
   * @return nothing when there is no such file
   * @throws SettingsException when it cannot be read or is no JSON object
   */
  static Optional<Json.Obj> readIfThere(Path file) {
    return file.toFile().exists() ? Optional.of(read(file)) : Optional.empty();
  }

  /**
   * Reads a file.
   *
   * @throws SettingsException when it cannot be read or is no JSON object
   */
  public static Json.Obj read(Path file) {
    var text = text(file);
    return text.isBlank() ? Json.Obj.EMPTY : parse(file.toString(), text);
  }

  /**
   * Reads what is either a JSON object or the name of a file that holds one.
   *
   * @param option names the option in messages
   * @param directory what a relative name starts from
   */
  public static Json.Obj readEither(String option, String given, Path directory) {
    if (given.stripLeading().startsWith("{")) return parse(option, given);
    try {
      return read(directory.resolve(given));
    } catch (InvalidPathException e) {
      throw new SettingsException(
          option + " takes a file or a JSON object; this is neither: " + e.getReason() + ".", e);
    }
  }

  private static Json.Obj parse(String where, String text) {
    try {
      if (Json.parse(text) instanceof Json.Obj object) return object;
      throw new SettingsException(where + " must hold a JSON object, {...}, and nothing else.");
    } catch (JsonException e) {
      throw new SettingsException(where + position(text, e.offset()) + problem(e) + ".", e);
    }
  }

  private static String problem(JsonException e) {
    var message = String.valueOf(e.getMessage());
    var end = message.lastIndexOf(" at character ");
    return "not valid JSON: " + (end < 0 ? message : message.substring(0, end));
  }

  /** Returns where in the file the key is, as text that follows its name; empty when unknown. */
  static String placeIn(Path file, List<String> names) {
    try {
      var text = text(file);
      var offset = KeyPlace.find(text, names);
      return offset < 0 ? "" : lineAndColumn(text, offset);
    } catch (SettingsException _) {
      return "";
    }
  }

  private static String position(String text, int offset) {
    return lineAndColumn(text, offset) + ": ";
  }

  private static String lineAndColumn(String text, int offset) {
    var line = 1;
    var column = 1;
    for (var i = 0; i < Math.min(offset, text.length()); i++) {
      column++;
      if (text.charAt(i) == '\n') {
        line++;
        column = 1;
      }
    }
    return ", line " + line + ", column " + column;
  }

  private static String text(Path file) {
    var bytes = bytes(file);
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new SettingsException(
          file + lineOfBadByte(bytes) + "not valid UTF-8. Save the file as UTF-8.", e);
    }
  }

  /** Decoding with replacement keeps every line where it was. */
  private static String lineOfBadByte(byte[] bytes) {
    var text = new String(bytes, StandardCharsets.UTF_8);
    return position(text, Math.max(0, text.indexOf('\uFFFD')));
  }

  private static byte[] bytes(Path file) {
    try {
      var attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (attributes.isDirectory()) throw new SettingsException(file + " is a folder, not a file.");
      if (!attributes.isRegularFile()) {
        throw new SettingsException(
            file + " is a pipe or a device; settings are read from regular files only.");
      }
      try (var in = Files.newInputStream(file)) {
        var bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
          throw new SettingsException(
              file + " is larger than " + MAX_BYTES + " bytes, which settings never are.");
        }
        return bytes;
      }
    } catch (IOException e) {
      throw new SettingsException("Cannot read " + file + ": " + reason(e) + ".", e);
    }
  }

  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException) return "there is no such file";
    if (e instanceof AccessDeniedException) return "no right to read it";
    return String.valueOf(e.getMessage());
  }
}
