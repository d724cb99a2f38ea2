package dev.jackdaw.embed;

import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.SessionStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Keeps sessions for as long as the program runs. Thread-safe. */
public final class MemoryStore implements SessionStore {
  private final Map<SessionId, List<String>> sessions = new ConcurrentHashMap<>();
  private final ConcurrentSkipListMap<String, byte[]> bodies = new ConcurrentSkipListMap<>();

  @Override
  public boolean create(SessionId session) {
    return sessions.putIfAbsent(session, new ArrayList<>()) == null;
  }

  @Override
  public boolean exists(SessionId session) {
    return sessions.containsKey(session);
  }

  @Override
  public List<SessionId> list() {
    return List.copyOf(sessions.keySet());
  }

  @Override
  public boolean append(SessionId session, long number, String line) throws IOException {
    var lines = lines(session);
    synchronized (lines) {
      if (number <= lines.size()) return false;
      if (number > lines.size() + 1) throw new IOException("line " + number + " leaves a gap");
      return lines.add(line);
    }
  }

  @Override
  public List<String> read(SessionId session, long after, int most) throws IOException {
    var lines = lines(session);
    synchronized (lines) {
      var from = (int) Math.min(after, lines.size());
      return List.copyOf(lines.subList(from, Math.min(lines.size(), from + most)));
    }
  }

  private List<String> lines(SessionId session) throws IOException {
    var lines = sessions.get(session);
    if (lines == null) throw new IOException("there is no session " + session);
    return lines;
  }

  @Override
  public void keepBody(String sha256, byte[] body) {
    bodies.putIfAbsent(sha256, body.clone());
  }

  @Override
  public Optional<byte[]> body(String sha256) {
    return Optional.ofNullable(bodies.get(sha256)).map(byte[]::clone);
  }

  @Override
  public List<String> bodies(String prefix, int most) {
    return bodies.subMap(prefix, prefix + Character.MAX_VALUE).keySet().stream()
        .limit(most)
        .toList();
  }

  @Override
  public void delete(SessionId session) {
    sessions.remove(session);
  }
}
