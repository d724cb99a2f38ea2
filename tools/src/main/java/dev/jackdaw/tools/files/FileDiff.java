package dev.jackdaw.tools.files;

import dev.jackdaw.api.text.LineDiff;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** The difference of two files, for people. */
public final class FileDiff {
  private static final long MAX_BYTES = 1 << 20;

  private FileDiff() {}

  /**
   * Returns it as unified hunks below the name, or a line that says why not.
   *
   * @param before need not be there
   */
  public static String of(String name, Path before, Path after) {
    var head = "--- " + name + "\n+++ " + name + "\n";
    try {
      return head + LineDiff.of(text(before), text(after)).unified();
    } catch (CharacterCodingException _) {
      return head + "(not text)\n";
    } catch (IOException e) {
      return head + "(" + e.getMessage() + ")\n";
    }
  }

  private static String text(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) return "";
    if (Files.size(file) > MAX_BYTES) throw new IOException("too large to be shown");
    var bytes = Files.readAllBytes(file);
    for (var b : bytes) if (b == 0) throw new CharacterCodingException();
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }
}
