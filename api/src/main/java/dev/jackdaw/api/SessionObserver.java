package dev.jackdaw.api;

import java.util.Map;

/**
 * Watches sessions from outside, to report about them elsewhere. Implementations are artifacts of
 * their own, found by {@link java.util.ServiceLoader} when the environment asks for one.
 */
public interface SessionObserver {
  /** Returns a watch over one session, which tells it every event. */
  Watch watch(Start start);

  /**
   * The session that is to be watched.
   *
   * @param model {@code provider/name}, with which it begins
   * @param environment the variables, which say where reports go
   * @param version of the program
   */
  record Start(SessionId session, String model, Map<String, String> environment, String version) {
    public Start {
      environment = Map.copyOf(environment);
    }

    /** Returns the variable without white space around it, empty when it is not set. */
    public String variable(String name) {
      return environment.getOrDefault(name, "").strip();
    }

    /** Never shows the environment: it holds keys. */
    @Override
    public String toString() {
      return "Start[" + session + "]";
    }
  }

  /** One session being watched. Events come one at a time. */
  interface Watch extends AutoCloseable {
    void accept(Occurrence occurrence);

    /** Sends what was not sent yet; takes two seconds at most and does not fail. */
    @Override
    void close();
  }
}
