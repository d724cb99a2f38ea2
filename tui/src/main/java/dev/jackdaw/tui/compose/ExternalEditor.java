package dev.jackdaw.tui.compose;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Has a draft edited in the user's own editor: that of {@code VISUAL}, else {@code EDITOR}, else
 * vi. The draft is in a file that nobody else can read, and gone with it.
 */
public final class ExternalEditor {
  private static final int MAX_BYTES = 16 << 20;

  private final Map<String, String> environment;
  private final Path folder;
  private final Screen screen;

  /** Runs something while the terminal belongs to another program, and takes it back after. */
  @FunctionalInterface
  public interface Screen {
    void lend(Work work) throws IOException, InterruptedException;
  }

  /** What happens meanwhile. */
  @FunctionalInterface
  public interface Work {
    void run() throws IOException, InterruptedException;
  }

  /** What came of it. */
  public sealed interface Result {
    record Edited(String text) implements Result {}

    /** The draft is as it was; {@code why} can be shown. */
    record Failed(String why) implements Result {}
  }

  /**
   * @param folder where the draft is while it is edited
   */
  public ExternalEditor(Map<String, String> environment, Path folder, Screen screen) {
    this.environment = Map.copyOf(environment);
    this.folder = folder;
    this.screen = screen;
  }

  /** Returns how the editor is called. */
  public String command() {
    for (var name : List.of("VISUAL", "EDITOR")) {
      var value = environment.getOrDefault(name, "");
      if (!value.isBlank()) return value;
    }
    return isWindows() ? "notepad" : "vi";
  }

  private static boolean isWindows() {
    return System.getProperty("os.name").startsWith("Windows");
  }

  /** Waits until the editor has ended. */
  public Result edit(String draft) throws InterruptedException {
    Path file;
    try {
      file = Files.createTempFile(folder, "jackdaw-prompt-", ".md", ownerOnly());
    } catch (IOException e) {
      return failed("no file for the draft can be made in " + folder + ": " + e.getMessage());
    }
    try {
      Files.writeString(file, draft, StandardCharsets.UTF_8);
      var status = new int[] {-1};
      screen.lend(() -> status[0] = run(file));
      if (status[0] != 0) return failed(command() + " ended with " + status[0]);
      if (Files.size(file) > MAX_BYTES) return failed("what was written is longer than 16 MiB");
      return new Result.Edited(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    } catch (IOException e) {
      return failed(command() + ": " + e.getMessage());
    } finally {
      delete(file);
    }
  }

  private static Result failed(String why) {
    return new Result.Failed(
        "The draft was not edited (" + why + "). VISUAL or EDITOR names the editor to use.");
  }

  private FileAttribute<?>[] ownerOnly() {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /** The shell reads the variable, as for every program that honours it: it may hold arguments. */
  private int run(Path file) throws IOException, InterruptedException {
    var words = new ArrayList<String>();
    if (isWindows()) {
      words.addAll(List.of("cmd", "/c", command() + " \"" + file + "\""));
    } else {
      words.addAll(List.of("/bin/sh", "-c", command() + " \"$1\"", "jackdaw", file.toString()));
    }
    var builder = new ProcessBuilder(words).inheritIO();
    builder.environment().clear();
    builder.environment().putAll(environment);
    var process = builder.start();
    try {
      return process.waitFor();
    } finally {
      process.destroy();
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      System.getLogger("dev.jackdaw.tui").log(System.Logger.Level.DEBUG, file + " stays", e);
    }
  }
}
