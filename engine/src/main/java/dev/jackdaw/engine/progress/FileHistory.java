package dev.jackdaw.engine.progress;

import dev.jackdaw.api.json.Json;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which contents the files had that a task changed, as the details of results say: {@code {"files":
 * [{"path", "before", "after"}]}} with a version each, which is missing where there is no file.
 * Notices a file that swings: it comes back to the same earlier content a second time, with nothing
 * new in between. One return is how a fix is proved: in, out, in again.
 */
final class FileHistory {
  private static final int RETURNS = 2;
  private static final String NO_FILE = "";

  /** What a step did to the files. */
  record Change(boolean isNew, Optional<String> swinging) {}

  private static final class Versions {
    private final Set<String> seen = new HashSet<>();
    private final Map<String, Integer> returns = new HashMap<>();
    private String current;

    Versions(String first) {
      seen.add(first);
      current = first;
    }

    /** Returns how often it came back to this version by now; 0 when it is new. */
    int become(String version) {
      if (version.equals(current)) return returns.getOrDefault(version, 0);
      current = version;
      if (!seen.add(version)) return returns.merge(version, 1, Integer::sum);
      returns.clear();
      return 0;
    }

    boolean isNew(String version) {
      return !seen.contains(version);
    }
  }

  private final Map<String, Versions> files = new HashMap<>();

  void clear() {
    files.clear();
  }

  Change see(Step step) {
    var isNew = false;
    Optional<String> swinging = Optional.empty();
    if (!step.isOk()) return new Change(false, swinging);
    for (var file : step.result().details().array("files")) {
      if (!(file instanceof Json.Obj details) || !isVersioned(details)) continue;
      var path = details.string("path", "");
      var before = details.string("before", NO_FILE);
      var after = details.string("after", NO_FILE);
      var versions = files.computeIfAbsent(path, _ -> new Versions(before));
      versions.become(before);
      isNew |= versions.isNew(after);
      if (versions.become(after) >= RETURNS) swinging = Optional.of(path);
    }
    return new Change(isNew, swinging);
  }

  /** Returns whether the step says which contents files had. */
  static boolean knows(Step step) {
    return step.result().details().array("files").stream()
        .anyMatch(file -> file instanceof Json.Obj details && isVersioned(details));
  }

  private static boolean isVersioned(Json.Obj file) {
    return file.has("before") || file.has("after");
  }
}
