package dev.jackdaw.cli.trust;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.files.WholeFile;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was trusted, a file for each folder. The texts themselves are kept and not a digest of them:
 * equality is then exact, and a change can be shown as a diff. A file that is damaged, or of
 * another folder, counts as no trust.
 */
public final class TrustStore {
  private static final int MAX_BYTES = 4 << 20;

  private final Path folder;

  /** {@code state} is the folder of the user's state; nothing is created before the first yes. */
  public TrustStore(Path state) {
    this.folder = state.resolve("trust");
  }

  /** Returns the texts that were trusted in the folder; nothing when none ever was. */
  Optional<Map<String, String>> trusted(Path project) {
    try {
      var file = file(project);
      if (Files.size(file) > MAX_BYTES) return Optional.empty();
      var kept = Json.parseObject(Files.readString(file));
      if (!kept.string("path", "").equals(project.toString())) return Optional.empty();
      var texts = new LinkedHashMap<String, String>();
      for (var member : kept.object("items").members().entrySet()) {
        if (!(member.getValue() instanceof Json.Str(var text))) return Optional.empty();
        texts.put(member.getKey(), text);
      }
      return Optional.of(texts);
    } catch (IOException | JsonException _) {
      return Optional.empty();
    }
  }

  /**
   * Keeps a yes to exactly this.
   *
   * @throws JackdawException of kind environment when it cannot be kept
   */
  public void trust(Inventory inventory) {
    var items = Json.object();
    inventory.texts().forEach(items::put);
    var kept =
        Json.object()
            .put("path", inventory.folder().toString())
            .put("items", items.build())
            .build();
    try {
      WholeFile.write(file(inventory.folder()), kept.pretty() + "\n");
    } catch (IOException e) {
      throw failed("be kept in " + folder, e);
    }
  }

  /** Takes the trust in a folder back; returns whether there was any. */
  public boolean distrust(Path project) {
    try {
      Files.delete(file(project));
      return true;
    } catch (NoSuchFileException _) {
      return false;
    } catch (IOException e) {
      throw failed("be taken back in " + folder, e);
    }
  }

  private static JackdawException failed(String what, IOException e) {
    return new JackdawException(
        JackdawException.Kind.ENVIRONMENT,
        "trust-not-kept",
        "The trust in this folder cannot " + what + ": " + e + ". It holds for this run.",
        e);
  }

  private Path file(Path project) {
    var text = project.toString();
    var name = project.getFileName() == null ? "root" : project.getFileName().toString();
    var readable = name.replaceAll("[^A-Za-z0-9._-]", "_");
    var start = readable.substring(0, Math.min(60, readable.length()));
    return folder.resolve(start + "-" + Integer.toHexString(text.hashCode()) + ".json");
  }
}
