package dev.jackdaw.cli.settings;

import java.net.URI;
import java.util.Map;

/** What a hook of settings does at its moment. */
public sealed interface HookDeed {
  /** Returns what is to be known of it in a line; never a secret. */
  String shown();

  /** A line for the shell. */
  record Runs(String command) implements HookDeed {
    @Override
    public String shown() {
      return command;
    }
  }

  /** An address that is sent what a command would be told, and answers as one would. */
  record Posts(URI address, Map<String, String> headers) implements HookDeed {
    public Posts {
      headers = Map.copyOf(headers);
    }

    @Override
    public String shown() {
      return "POST " + address;
    }

    /** Headers may be secrets. */
    @Override
    public String toString() {
      return shown();
    }
  }

  /** A question to the small model, which says whether it may go on. */
  record Asks(String prompt) implements HookDeed {
    @Override
    public String shown() {
      return "asks a model: " + prompt;
    }
  }
}
