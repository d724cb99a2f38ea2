package dev.jackdaw.mcp;

import dev.jackdaw.api.files.WholeFile;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import dev.jackdaw.mcp.config.ServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;

/**
 * Which tools of which servers were approved, a file for each server. Approval is bound to the
 * command or address and to names, descriptions and schemas of all tools; the texts themselves are
 * kept, so that a change can be shown. A damaged file counts as none. Safe for use by several
 * threads.
 */
public final class Approvals {
  private static final int MAX_BYTES = 8 << 20;

  private final Path folder;

  /** {@code folder} need not exist. */
  public Approvals(Path folder) {
    this.folder = folder;
  }

  /** Returns what was approved of the server as it is configured now. */
  Optional<Offering> of(ServerConfig config) {
    try {
      var file = file(config);
      if (!Files.exists(file) || Files.size(file) > MAX_BYTES) return Optional.empty();
      var kept = Json.parseObject(Files.readString(file));
      if (!kept.string("bound", "").equals(config.identity())) return Optional.empty();
      var tools = new ArrayList<Json.Obj>();
      for (var tool : kept.array("tools")) if (tool instanceof Json.Obj object) tools.add(object);
      return Optional.of(new Offering(tools));
    } catch (IOException | JsonException _) {
      return Optional.empty();
    }
  }

  /** Keeps a yes to exactly this. */
  void keep(ServerConfig config, Offering offering) {
    var kept =
        Json.object()
            .put("server", config.name())
            .put("bound", config.identity())
            .put("tools", Json.array(offering.tools()))
            .build();
    try {
      WholeFile.write(file(config), kept.pretty() + "\n");
    } catch (IOException e) {
      System.getLogger(Approvals.class.getName())
          .log(System.Logger.Level.WARNING, "an approval is not kept", e);
    }
  }

  /** Forgets what was approved of the server. */
  public void forget(ServerConfig config) {
    try {
      Files.deleteIfExists(file(config));
    } catch (IOException e) {
      System.getLogger(Approvals.class.getName())
          .log(System.Logger.Level.WARNING, "an approval is not forgotten", e);
    }
  }

  private Path file(ServerConfig config) {
    return folder.resolve(config.name() + "-" + Long.toHexString(number(config)) + ".json");
  }

  /** Tells files apart (FNV-1a); what is in the file says whose it is. */
  private static long number(ServerConfig config) {
    var hash = 0xcbf29ce484222325L;
    var text = config.identity();
    for (var i = 0; i < text.length(); i++) hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    return hash;
  }
}
