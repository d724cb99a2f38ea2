package dev.jackdaw.tools.files;

import dev.jackdaw.api.AgentId;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What each agent last saw of each file, whether it read the file or wrote it. An agent does not
 * know what another one saw. Safe for use by several threads.
 */
public final class FileVersions {
  private record Key(AgentId agent, Path path) {}

  private final Map<Key, Version> seen = new ConcurrentHashMap<>();

  void saw(AgentId agent, Path path, Version version) {
    seen.put(new Key(agent, path), version);
  }

  void forget(AgentId agent, Path path) {
    seen.remove(new Key(agent, path));
  }

  Optional<Version> seen(AgentId agent, Path path) {
    return Optional.ofNullable(seen.get(new Key(agent, path)));
  }
}
