package dev.jackdaw.cli.trust;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.settings.Proposal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The hooks of a settings file as something to trust: their commands, and the files of the project
 * that these name, so that a change of either is noticed. What such a file runs in turn is not
 * followed; it is confined as any command is.
 */
final class HookItems {
  private static final int MAX_BYTES = 256 << 10;
  private static final Pattern PROJECT =
      Pattern.compile("\\$\\{?(?:CLAUDE|JACKDAW)_PROJECT_DIR}?/?");
  private static final Pattern BETWEEN = Pattern.compile("[\\s\"'`;|&()<>=,]+");

  private final Path folder;
  private Path base;
  private final Set<Path> files = new LinkedHashSet<>();
  private final List<String> commands = new ArrayList<>();

  private HookItems(Path folder) {
    this.folder = folder;
    this.base = folder;
  }

  static List<Inventory.Item> of(Path folder, Proposal proposal) {
    return new HookItems(folder).all(proposal);
  }

  private List<Inventory.Item> all(Proposal proposal) {
    var settings = Path.of(proposal.origin().where()).toAbsolutePath();
    var holder = settings.getParent();
    if (holder != null && holder.getParent() != null) base = holder.getParent();
    if (proposal.value() instanceof Json.Obj events) {
      events.members().forEach(this::lookAt);
    }
    var name = Inventory.shown(folder, Path.of(proposal.origin().where())) + ", hooks";
    var items = new ArrayList<Inventory.Item>();
    items.add(
        new Inventory.Item(
            name, "runs by itself: " + String.join("; ", commands), proposal.value().pretty()));
    for (var file : files) {
      items.add(
          new Inventory.Item(
              Inventory.shown(folder, file) + ", hook", "is run by hooks", text(file)));
    }
    return items;
  }

  private void lookAt(String event, Json groups) {
    if (!(groups instanceof Json.Arr(var elements))) return;
    for (var element : elements) {
      if (!(element instanceof Json.Obj group)) continue;
      for (var hook : group.array("hooks")) {
        if (!(hook instanceof Json.Obj entry)) continue;
        for (var key : List.of("command", "url", "prompt")) {
          var text = entry.string(key, "");
          if (text.isBlank()) continue;
          commands.add(event + ": " + text);
          if (key.equals("command")) lookFor(text);
        }
      }
    }
  }

  private void lookFor(String command) {
    var plain = PROJECT.matcher(command.replace("\"", "")).replaceAll("");
    for (var word : BETWEEN.split(plain)) {
      try {
        var file = folder.resolve(word).normalize();
        if (!word.isEmpty()
            && (file.startsWith(folder) || file.startsWith(base))
            && Files.isRegularFile(file)) {
          files.add(file);
        }
      } catch (InvalidPathException _) {
        // No name of a file, so none to show.
      }
    }
  }

  private static String text(Path file) {
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "It cannot be read: " + e;
    }
  }
}
