package dev.jackdaw.cli.definitions;

import dev.jackdaw.api.files.Folder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the text of definitions. What is not the user's own is read without leaving its root. */
public final class DefinitionText {
  /** The most that a definition may have. */
  public static final int MAX_FILE_BYTES = 64 * 1024;

  /** The most that a folder is looked through for. */
  public static final int MAX_FILES = 200;

  private DefinitionText() {}

  /**
   * Returns the text of a file.
   *
   * @param root what it must not lead out of; null for a file of the user's own
   */
  public static String read(Path file, @Nullable Path root) throws DefinitionException {
    try {
      return root == null ? own(file) : inside(file, root);
    } catch (NoSuchFileException _) {
      throw new DefinitionException(0, "there is no such file.");
    } catch (IOException e) {
      throw new DefinitionException(0, "it cannot be read: " + e + ".");
    }
  }

  private static String inside(Path file, Path root) throws IOException, DefinitionException {
    var real = file.toRealPath();
    var parent = real.getParent();
    if (parent == null || !real.startsWith(root)) {
      throw new DefinitionException(0, "it is a link that leads out of " + root + ". Copy it.");
    }
    try (var folder = Folder.open(parent, root);
        var in = Channels.newInputStream(folder.read(real.getFileName()))) {
      return decoded(in.readNBytes(MAX_FILE_BYTES + 1));
    }
  }

  private static String own(Path file) throws IOException, DefinitionException {
    if (!Files.exists(file)) throw new NoSuchFileException(file.toString());
    if (!Files.isRegularFile(file)) throw new DefinitionException(0, "it is not a regular file.");
    try (var in = Files.newInputStream(file)) {
      return decoded(in.readNBytes(MAX_FILE_BYTES + 1));
    }
  }

  private static String decoded(byte[] bytes) throws DefinitionException {
    if (bytes.length > MAX_FILE_BYTES) {
      throw new DefinitionException(
          0, "it is larger than " + MAX_FILE_BYTES / 1024 + " KiB. Shorten it.");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      throw new DefinitionException(0, "it is not valid UTF-8. Save it as UTF-8.");
    }
  }

  /** Returns the entries of a folder that match, in the order of their names, up to a limit. */
  public static List<Path> entries(Path folder, String glob) {
    var files = new ArrayList<Path>();
    try (var entries = Files.newDirectoryStream(folder, glob)) {
      for (var entry : entries) files.add(entry);
    } catch (IOException | DirectoryIteratorException _) {
      return List.of();
    }
    files.sort(null);
    return files.size() > MAX_FILES ? List.copyOf(files.subList(0, MAX_FILES)) : files;
  }
}
