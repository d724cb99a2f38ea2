package dev.jackdaw.mcp;

import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Question;
import dev.jackdaw.api.SideJobs;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.VisibleText;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.mcp.config.SamplingLimits;
import dev.jackdaw.mcp.rpc.RpcException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Has the session's model write what a server wants written, where the user's settings allow it: a
 * person agrees to each request, while one of the server's calls runs. Safe for use by several
 * threads.
 */
final class Sampling {
  private static final String REFUSE = "Refuse";
  private static final String ALLOW = "Allow";
  private static final String REVIEW = "Allow, and show me the answer first";
  private static final String NEVER = "Refuse all of this server";
  private static final String SEND = "Send it";
  private static final int MOST_CHARS = 200_000;
  private static final int MOST_SHOWN = 4_000;

  private final String server;
  private final SamplingLimits limits;
  private final boolean attended;
  private final RunningCalls calls;
  private final AtomicInteger asked = new AtomicInteger();
  private volatile boolean refused;

  Sampling(String server, SamplingLimits limits, boolean attended, RunningCalls calls) {
    this.server = server;
    this.limits = limits;
    this.attended = attended;
    this.calls = calls;
  }

  boolean isOffered() {
    return attended && limits.isAllowed();
  }

  /** Answers {@code sampling/createMessage}. */
  Json.Obj create(Json.Obj params) throws RpcException, InterruptedException {
    if (refused) throw rejected("the user refuses all requests of this server");
    var call = calls.latest().orElseThrow(() -> rejected("it is allowed while a call runs only"));
    if (params.has("tools")) throw invalid("tools are not offered for sampling");
    var messages = messages(params);
    if (asked.incrementAndGet() > limits.requests()) {
      throw rejected("the limit of " + limits.requests() + " requests in a session is reached");
    }
    var tokens = Math.clamp(params.integer("maxTokens", limits.tokens()), 1, limits.tokens());
    var review = agreed(call, params, messages, tokens);
    var done = written(call, params, messages, tokens);
    if (review) requireConsent(call, done.text());
    return result(done);
  }

  /** Returns whether the person wants to see the answer. */
  private boolean agreed(ToolContext call, Json.Obj params, List<Message> messages, int tokens)
      throws RpcException, InterruptedException {
    var question =
        new Question.Choice(
            "The MCP server "
                + server
                + " wants your model to answer this (at most "
                + tokens
                + " tokens, on your bill; the answer goes to the server):\n"
                + shown(params, messages),
            List.of(
                new Question.Option(REFUSE, "The server is told so."),
                new Question.Option(ALLOW, "This once."),
                new Question.Option(REVIEW, "Nothing is sent before you say so."),
                new Question.Option(NEVER, "For the rest of the session, unasked.")),
            false);
    var answer = call.ask(question);
    if (answer instanceof Answer.Chosen(var texts)) {
      if (texts.contains(NEVER)) refused = true;
      if (texts.contains(REVIEW)) return true;
      if (texts.contains(ALLOW)) return false;
    }
    throw rejected("the user refused");
  }

  private static String shown(Json.Obj params, List<Message> messages) {
    var text = new StringBuilder();
    var system = params.string("systemPrompt", "");
    if (!system.isEmpty()) text.append("[orders] ").append(system).append('\n');
    for (var message : messages) {
      switch (message) {
        case Message.User(var blocks) -> {
          for (var block : blocks) {
            if (block instanceof Block.Text(var said, _)) text.append(said).append('\n');
            else text.append("[a picture]\n");
          }
        }
        case Message.Assistant(var blocks) -> {
          text.append("[the model before] ");
          for (var block : blocks) {
            if (block instanceof Block.Text(var said, _)) text.append(said).append('\n');
          }
        }
      }
    }
    var whole = text.toString().strip();
    return whole.length() <= MOST_SHOWN
        ? VisibleText.of(whole)
        : VisibleText.of(whole.substring(0, MOST_SHOWN))
            + "\n(and "
            + (whole.length() - MOST_SHOWN)
            + " characters more)";
  }

  private SideJobs.Done written(
      ToolContext call, Json.Obj params, List<Message> messages, int tokens)
      throws RpcException, InterruptedException {
    try {
      return call.sideJobs()
          .run(
              new SideJobs.Job(
                  "sampling", choice(params), params.string("systemPrompt", ""), messages, tokens));
    } catch (JackdawException e) {
      throw new RpcException(RpcException.INTERNAL, String.valueOf(e.getMessage()));
    }
  }

  /** Names of models are not followed; what matters to the server is. */
  private static SideJobs.Choice choice(Json.Obj params) {
    var wanted = params.object("modelPreferences");
    var quick = Math.max(priority(wanted, "speed"), priority(wanted, "cost"));
    return priority(wanted, "intelligence") > quick ? SideJobs.Choice.MAIN : SideJobs.Choice.SMALL;
  }

  private static double priority(Json.Obj wanted, String what) {
    return wanted.number(what + "Priority").orElse(0.0);
  }

  private List<Message> messages(Json.Obj params) throws RpcException {
    var label = new Label(Label.Source.MCP, server);
    var messages = new ArrayList<Message>();
    var chars = params.string("systemPrompt", "").length();
    for (var each : params.array("messages")) {
      if (!(each instanceof Json.Obj message)) throw invalid("a message is no object");
      var given = message.get("content").orElse(Json.Null.INSTANCE);
      var contents = given instanceof Json.Arr(var elements) ? elements : List.of(given);
      var blocks = new ArrayList<Block.Content>();
      for (var content : contents) blocks.add(block(content, label));
      for (var block : blocks) if (block instanceof Block.Text(var text, _)) chars += text.length();
      if (chars > MOST_CHARS) throw invalid("more than " + MOST_CHARS + " characters");
      messages.add(message(message.string("role", ""), blocks));
    }
    if (messages.isEmpty()) throw invalid("there is no message");
    return messages;
  }

  private static Message message(String role, List<Block.Content> blocks) throws RpcException {
    if (role.equals("user")) return new Message.User(List.copyOf(blocks));
    if (!role.equals("assistant")) throw invalid("the role \"" + role + "\" is not known");
    var said = new ArrayList<Block.Said>();
    for (var block : blocks) if (block instanceof Block.Text text) said.add(text);
    return new Message.Assistant(said);
  }

  private static Block.Content block(Json content, Label label) throws RpcException {
    if (!(content instanceof Json.Obj object)) throw invalid("content that is no object");
    return switch (object.string("type", "")) {
      case "text" -> new Block.Text(object.string("text", ""), label);
      case "image" ->
          new Block.Image(object.string("mimeType", "image/png"), object.string("data", ""), label);
      default -> throw invalid("content of type \"" + object.string("type", "") + "\"");
    };
  }

  private void requireConsent(ToolContext call, String text)
      throws RpcException, InterruptedException {
    var question =
        new Question.Choice(
            "The MCP server " + server + " would get this answer:\n" + VisibleText.of(text),
            List.of(
                new Question.Option(REFUSE, "The server gets nothing."),
                new Question.Option(SEND, "")),
            false);
    if (call.ask(question) instanceof Answer.Chosen(var texts) && texts.contains(SEND)) return;
    throw rejected("the user refused");
  }

  private static Json.Obj result(SideJobs.Done done) {
    return Json.object()
        .put("role", "assistant")
        .put("content", Json.object().put("type", "text").put("text", done.text()).build())
        .put("model", done.model())
        .put("stopReason", done.reply().stop() == StopReason.LENGTH ? "maxTokens" : "endTurn")
        .build();
  }

  private static RpcException rejected(String why) {
    return new RpcException(RpcException.REJECTED, "Rejected: " + why);
  }

  private static RpcException invalid(String why) {
    return new RpcException(RpcException.INVALID_PARAMS, "It cannot be asked: " + why);
  }
}
