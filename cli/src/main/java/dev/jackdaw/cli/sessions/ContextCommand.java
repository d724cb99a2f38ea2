package dev.jackdaw.cli.sessions;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Journal;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.VisibleText;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.options.Arguments;
import dev.jackdaw.cli.options.Option;
import dev.jackdaw.engine.Shown;
import dev.jackdaw.journal.Sessions;
import dev.jackdaw.wire.BlockJson;
import dev.jackdaw.wire.MessageJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Prints what a model was shown of a session: at the end, or before one of its replies. */
public final class ContextCommand {
  private final Sessions sessions;
  private final Path directory;

  /** {@code directory} is any folder that exists. */
  public ContextCommand(Sessions sessions, Path directory) {
    this.sessions = sessions;
    this.directory = directory;
  }

  /** Prints it as text or JSON. */
  public void show(Arguments arguments, PrintWriter out) {
    var id = sessions.find(arguments.operands().getFirst());
    var agent = new AgentId(arguments.text(Option.OF).orElse(""));
    var turn = arguments.count(Option.TURN).map(OptionalInt::of).orElse(OptionalInt.empty());
    try (var journal = sessions.view(id)) {
      var shown = read(journal, agent, turn).orElseThrow(() -> missing(journal, id, agent, turn));
      if (arguments.has(Option.JSON)) out.println(json(id, agent, shown).pretty());
      else new Text(out).print(id, agent, turn, shown);
    }
    out.flush();
  }

  private Optional<Shown> read(Journal journal, AgentId agent, OptionalInt turn) {
    try {
      return Shown.of(journal, agent, turn, Workspace.of(directory));
    } catch (IOException e) {
      throw new JackdawException(
          JackdawException.Kind.ENVIRONMENT,
          "folder-missing",
          "Cannot read the folder " + directory + ": " + e.getMessage() + ".",
          e);
    }
  }

  private JackdawException missing(Journal journal, SessionId id, AgentId agent, OptionalInt turn) {
    var all = read(journal, agent, OptionalInt.empty());
    var message =
        all.isEmpty()
            ? "Session " + id + " has nothing that agent \"" + agent + "\" was told."
            : "Session "
                + id
                + " has no reply "
                + turn.orElse(0)
                + " of agent \""
                + agent
                + "\"; the last one is "
                + (all.get().turn() - 1)
                + ".";
    return new JackdawException(
        JackdawException.Kind.USER,
        "turn-unknown",
        message + " \"jackdaw sessions show " + id + " --timeline\" shows the agents and replies.");
  }

  private static Json.Obj json(SessionId id, AgentId agent, Shown shown) {
    return Json.object()
        .put("session", id.value())
        .put("agent", agent.value())
        .put("turn", shown.turn())
        .put("model", shown.model())
        .put("tokens", shown.tokens())
        .put("system", BlockJson.write(shown.system()))
        .put("tools", Json.array(shown.tools().stream().map(Json::of).toList()))
        .put("messages", Json.array(shown.messages().stream().map(MessageJson::write).toList()))
        .build();
  }

  /** The same for people: a heading for each block, and its text to the letter. */
  private static final class Text {
    private final PrintWriter out;
    private final Map<CallId, String> tools = new HashMap<>();

    Text(PrintWriter out) {
      this.out = out;
    }

    void print(SessionId id, AgentId agent, OptionalInt turn, Shown shown) {
      var whom = shown.model().isEmpty() ? "the model" : shown.model();
      var when = turn.isPresent() ? " was shown before reply " : " would be shown before reply ";
      var of = agent.isMain() ? "" : " of agent " + agent;
      line("What " + whom + when + shown.turn() + of + " in session " + id);
      line("(about " + shown.tokens() + " tokens and the descriptions of the tools)");
      for (var block : shown.system()) block("system", block);
      heading("tools");
      line(String.join(", ", shown.tools()));
      for (var message : shown.messages()) message(message);
    }

    private void message(Message message) {
      var role =
          switch (message) {
            case Message.User _ -> "user";
            case Message.Assistant _ -> "assistant";
          };
      for (var block : message.blocks()) block(role, block);
    }

    private void block(String role, Block block) {
      switch (block) {
        case Block.Text(var text, var label) ->
            text(role + ", from " + label.source().name().toLowerCase(Locale.ROOT), text);
        case Block.Thinking(var text, _, _) ->
            text(role + ", thinking", text.isBlank() ? "(not readable)" : text);
        case Block.Image image -> text(role + ", image", "(" + image.mediaType() + ")");
        case Block.Call call -> {
          tools.put(call.id(), call.tool());
          var input = call.malformed().isEmpty() ? call.input().compact() : call.malformed();
          text(role + ", call of " + call.tool(), input);
        }
        case Block.Result(var call, var result) -> {
          heading("result of " + tools.getOrDefault(call, "a call"));
          for (var content : result.content()) content(content);
        }
      }
    }

    private void content(Block.Content content) {
      switch (content) {
        case Block.Text(var text, _) -> line(text);
        case Block.Image image -> line("(image: " + image.mediaType() + ")");
      }
    }

    private void text(String heading, String text) {
      heading(heading);
      line(text);
    }

    private void heading(String text) {
      out.println();
      line("── " + text);
    }

    private void line(String text) {
      out.println(VisibleText.of(text.stripTrailing()));
    }
  }
}
