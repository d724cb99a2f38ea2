package dev.jackdaw.acp;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.Session;
import dev.jackdaw.api.SessionId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the front end for editors leaves to whoever made it. A {@link JackdawException} that one of
 * the methods throws is told to the editor with its message.
 */
public interface AcpActions {
  /** What the program is called, and which version of it this is. */
  record Program(String name, String title, String version) {}

  Program program();

  /** Returns why no session can be opened for want of a key; empty when one can be. */
  Optional<String> lacksKey();

  /** Returns how a key can be given. */
  List<Login> logins();

  /**
   * A way to give a key.
   *
   * @param arguments to start this program with once more, in a terminal; empty when it is given
   *     elsewhere
   */
  record Login(String id, String name, String description, List<String> arguments) {
    public Login {
      arguments = List.copyOf(arguments);
    }
  }

  /** Returns whether sessions take MCP servers that are reached over the network. */
  default boolean takesRemoteServers() {
    return false;
  }

  /** Begins a session. */
  Opened open(Place place) throws InterruptedException;

  /** Goes on with a session. */
  Opened reopen(SessionId session, Place place) throws InterruptedException;

  /** Returns the sessions, of a folder or of all, the last in use first. */
  List<Known> sessions(Optional<Path> directory);

  /** Deletes a session for good. */
  void delete(SessionId session);

  /**
   * Where a session works, and with what.
   *
   * @param directory absolute
   * @param others folders beside it, absolute
   * @param servers MCP servers the editor wants it to use
   */
  record Place(Path directory, List<Path> others, List<McpServer> servers, Buffers buffers) {
    public Place {
      others = List.copyOf(others);
      servers = List.copyOf(servers);
    }
  }

  /** What the editor shows, saved or not. */
  interface Buffers {
    /** Nothing is known of it. */
    Buffers NONE = _ -> Optional.empty();

    /**
     * Returns the whole text of a file as the editor has it; nothing when it does not tell, or when
     * the thread is interrupted, which it stays.
     */
    Optional<String> text(Path file);
  }

  /** A server an editor names. */
  sealed interface McpServer {
    String name();

    /** A process that speaks over its standard streams. */
    record Stdio(String name, String command, List<String> words, Map<String, String> variables)
        implements McpServer {
      public Stdio {
        words = List.copyOf(words);
        variables = Map.copyOf(variables);
      }
    }

    /** A server that is there already. */
    record Remote(String name, Transport transport, String address, Map<String, String> headers)
        implements McpServer {
      public Remote {
        headers = Map.copyOf(headers);
      }
    }

    /** How a remote server is spoken with. */
    enum Transport {
      HTTP,
      SSE
    }
  }

  /** A session that can be gone on with. */
  record Known(SessionId session, String title, String directory, Instant lastActivity) {}

  /** A session, and what only its maker can do for it. */
  interface Opened {
    Session session();

    /** Returns what the user should know before anything else, such as what is not in force. */
    List<String> remarks();

    /** Returns the modes that can be chosen. */
    List<Mode> modes();

    /** Returns the names of models that can be chosen, as {@link #model} takes them. */
    List<String> models();

    Model model(String name);

    /** Returns the commands a person can type instead of a prompt, those people made included. */
    default List<Command> commands() {
      return ownCommands();
    }

    /** Returns those that {@link #command} carries out. */
    List<Command> ownCommands();

    /**
     * Carries a command out.
     *
     * @param line as typed, the slash included
     * @return lines that say what was done
     */
    List<String> command(String line) throws InterruptedException;

    /**
     * Finds out whether a line is a command that people made.
     *
     * @param more what was given with it
     * @throws JackdawException of kind user when it cannot be done as typed
     */
    default Optional<Custom> custom(String line, List<Block.Content> more) {
      return Optional.empty();
    }

    /** Hands out every event of earlier runs. */
    void replay(Consumer<Occurrence> each);

    /** Closes the session and what was opened with it. */
    void close();
  }

  /** What comes of a command that people made. */
  sealed interface Custom {
    /** It is done; this is to be said. */
    record Told(List<String> lines) implements Custom {
      public Told {
        lines = List.copyOf(lines);
      }
    }

    /**
     * It is a task.
     *
     * @param remark what to tell the person first; may be empty
     * @param submission gives it to the session
     */
    record Task(String remark, Runnable submission) implements Custom {}
  }

  /**
   * A command.
   *
   * @param name without the slash
   * @param argument what can follow; empty when nothing can
   */
  record Command(String name, String description, String argument) {}
}
