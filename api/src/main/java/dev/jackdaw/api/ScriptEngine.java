package dev.jackdaw.api;

import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Runs scripts that call tools. A script reaches nothing but these calls, and it makes none itself:
 * it says which it waits for, and goes on with their results. With the same start and the same
 * results it makes the same calls. Implementations are artifacts of their own, found by {@link
 * java.util.ServiceLoader} when a script is to be run.
 */
public interface ScriptEngine {
  /**
   * Returns what is wrong with the tools that the script names, a line each; what is not certain is
   * not told.
   */
  List<String> problems(String source, Set<String> tools);

  /**
   * Begins with a script; {@link Script#go} runs it.
   *
   * @throws IOException when this machine does not let it run
   */
  Script start(Start start) throws IOException;

  /**
   * A script that is to be run.
   *
   * @param tools the names of the tools it may call
   * @param clock what it takes for the present, from its beginning to its end
   * @param seed of what it takes for random
   */
  record Start(
      String source, Set<String> tools, Instant clock, long seed, Limits limits, Starter starter) {
    public Start {
      tools = Set.copyOf(tools);
    }
  }

  /**
   * What a script may use up.
   *
   * @param megabytes of memory, for its values and for what runs it
   * @param statements how many it may carry out
   * @param computing how long it may go on without waiting for a call
   * @param logCharacters how much of what it logs is kept
   */
  record Limits(int megabytes, long statements, Duration computing, int logCharacters) {
    /** What is enough for a script that puts calls together. */
    public static final Limits USUAL = new Limits(256, 50_000_000, Duration.ofSeconds(60), 4_000);
  }

  /** Starts the process in which scripts run, as confined as this machine allows. Thread-safe. */
  @FunctionalInterface
  interface Starter {
    /**
     * Starts it. Its input and output are pipes from and to here; its errors go to its output.
     *
     * @param command the program, absolute, and its arguments
     * @param readable the files and folders it needs beside what belongs to the system
     */
    Process start(List<String> command, List<Path> readable) throws IOException;
  }

  /** A script under way. Used by one thread. */
  interface Script extends AutoCloseable {
    /**
     * Goes on until the script waits for calls or is over.
     *
     * @param answers to the calls it waited for, in their order; none at the beginning
     * @throws InterruptedException when interrupted; the script does not go on then
     */
    Stop go(List<Answer> answers) throws InterruptedException;

    /** Returns what the script logged so far, as much of it as is kept. */
    String log();

    /** Ends it, wherever it is. */
    @Override
    void close();
  }

  /** A call that a script waits for. */
  record Call(String tool, Json.Obj input) {}

  /**
   * What became of a call.
   *
   * @param thrown whether the script sees it as an exception
   */
  record Answer(Json.Obj value, boolean thrown) {}

  /** Why a script does not go on by itself. */
  sealed interface Stop {
    /** It waits for these calls, which it made in this order. */
    record Waiting(List<Call> calls) implements Stop {
      public Waiting {
        calls = List.copyOf(calls);
      }
    }

    /** It came to its end. */
    record Returned(Json value) implements Stop {}

    /** It is no script, so that nothing of it has run. */
    record Invalid(String problem) implements Stop {}

    /** It failed by itself; what it says may stem from results. */
    record Threw(String message) implements Stop {}

    /** It was ended, because it used up something or because of what happened around it. */
    record Ended(String reason) implements Stop {}
  }
}
