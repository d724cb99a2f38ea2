package dev.jackdaw.cli.init;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.VisibleText;
import dev.jackdaw.api.text.LineDiff;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** {@code jackdaw init}: writes AGENTS.md, or shows how the one that is there would change. */
public final class InitCommand {
  private static final String FILE = "AGENTS.md";

  private final Path folder;
  private final PrintWriter out;

  public InitCommand(Path folder, PrintWriter out) {
    this.folder = folder;
    this.out = out;
  }

  /** What becomes of a file that is there. */
  public enum Existing {
    /** It stays, and the difference is shown. */
    KEPT,
    /** It is replaced, and the difference is shown. */
    REPLACED
  }

  /**
   * Does it.
   *
   * @param dry whether nothing is to be written in any case
   * @throws JackdawException when the file cannot be read or written
   */
  public void run(Existing existing, boolean dry) {
    var file = folder.resolve(FILE);
    var text = AgentsMd.of(folder);
    try {
      if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        write(file, text, dry);
      } else if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new IOException("it is a link, or no file");
      } else {
        compare(file, text, existing, dry);
      }
    } catch (IOException e) {
      throw new JackdawException(
          JackdawException.Kind.ENVIRONMENT,
          "init-failed",
          file + " was not written: " + e.getMessage() + ".",
          e);
    }
    out.flush();
  }

  private void write(Path file, String text, boolean dry) throws IOException {
    if (dry) {
      out.print(VisibleText.of(text));
      return;
    }
    Files.writeString(file, text);
    out.println("AGENTS.md is written. Read it, and let /init improve it: jackdaw \"/init\"");
  }

  private void compare(Path file, String text, Existing existing, boolean dry) throws IOException {
    var before = Files.readString(file);
    if (before.equals(text)) {
      out.println("AGENTS.md says this already.");
      return;
    }
    out.print(VisibleText.of(LineDiff.shown(FILE, before, text)));
    if (existing == Existing.KEPT || dry) {
      out.println(
          "AGENTS.md is there, and nothing was written. --force replaces it so; \"/init\" in a"
              + " session improves it and keeps what people wrote.");
      return;
    }
    Files.writeString(file, text);
    out.println("AGENTS.md is replaced.");
  }
}
