package dev.jackdaw.embed;

import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.embed.method.MethodTools;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/**
 * Agents for a program: one description, any number of sessions. A session has one virtual thread
 * while it works and none while it waits. Immutable but for the sessions that are open, and safe
 * for use by several threads.
 *
 * <pre>{@code
 * try (var jackdaw = Jackdaw.builder().model("anthropic/claude-opus-5-5").build();
 *     var session = jackdaw.openSession()) {
 *   System.out.println(session.prompt("Why is the sky blue?"));
 * }
 * }</pre>
 */
public final class Jackdaw implements AutoCloseable {
  private final Blueprint plan;
  private final Map<SessionId, JackdawSession> open = new ConcurrentHashMap<>();
  private volatile boolean closed;

  Jackdaw(Blueprint plan) {
    this.plan = plan;
  }

  /** Starts describing agents. */
  public static JackdawBuilder builder() {
    return new JackdawBuilder();
  }

  /** Returns whether objects of the class have methods with {@link Tool}. */
  public static boolean hasTools(Class<?> type) {
    return MethodTools.hasAny(type);
  }

  /** Starts describing a session that differs from the others. */
  public SessionRequest session() {
    return new SessionRequest(this, plan);
  }

  /** Begins a session. */
  public JackdawSession openSession() {
    return session().open();
  }

  /**
   * Goes on with a session that was closed, or whose process ended.
   *
   * @throws dev.jackdaw.api.JackdawException with code {@code session-unknown} when there is none,
   *     {@code session-locked} when it is open, here or elsewhere
   */
  public JackdawSession resume(SessionId id) {
    return session().resume(id);
  }

  /** Returns the session if it is open here. */
  public Optional<JackdawSession> find(SessionId id) {
    return Optional.ofNullable(open.get(id));
  }

  /** Returns the sessions that are open here. */
  public List<JackdawSession> openSessions() {
    return List.copyOf(open.values());
  }

  /** Returns all sessions that are kept, open or not. */
  public List<SessionId> sessions() {
    return plan.storage().list();
  }

  /** Returns what is known about the model. */
  public ModelInfo model() {
    return plan.model().info();
  }

  /** Returns whether no session can be opened any more. */
  public boolean isClosed() {
    return closed;
  }

  /**
   * Looks whether sessions could be kept now.
   *
   * @throws dev.jackdaw.api.JackdawException of kind environment when they could not
   */
  public void checkStorage() {
    plan.storage().check();
  }

  void requireOpen() {
    if (closed) throw JackdawBuilder.problem("closed", "This Jackdaw is closed; build another one");
  }

  void add(JackdawSession session) {
    open.put(session.id(), session);
    // Whoever closes meanwhile has not seen it.
    if (closed) session.close();
  }

  void remove(JackdawSession session) {
    open.remove(session.id(), session);
  }

  /** Interrupts what runs and closes all sessions; what was kept can be resumed. */
  @Override
  public void close() {
    close(Duration.ZERO);
  }

  /**
   * Takes no more sessions, gives running tasks time to end by themselves, then closes as the
   * other.
   */
  public void close(Duration grace) {
    closed = true;
    var deadline = System.nanoTime() + grace.toNanos();
    for (var session : openSessions()) session.endBy(deadline);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var session : openSessions()) threads.execute(session::close);
    }
  }
}
