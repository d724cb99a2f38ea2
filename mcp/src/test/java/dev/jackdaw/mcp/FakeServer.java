package dev.jackdaw.mcp;

import dev.jackdaw.api.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A server as bad as its first argument says; the second may be a file that it heeds. */
final class FakeServer {
  private final PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
  private final String manner;
  private final Path file;

  private FakeServer(String manner, Path file) {
    this.manner = manner;
    this.file = file;
  }

  public static void main(String[] words) throws Exception {
    new FakeServer(words[0], Path.of(words.length > 1 ? words[1] : "")).serve();
  }

  private void serve() throws IOException {
    if (manner.equals("noise")) noise();
    if (manner.equals("banner")) say("Welcome to my server {not json");
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (var line = in.readLine(); line != null; line = in.readLine()) {
      var message = Json.parseObject(line);
      if (message.has("id") && message.has("method")) answer(message);
    }
    // The end of its input tells a server to end; this one does not care.
    if (manner.equals("stays")) sleep();
  }

  private static void noise() {
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          while (!System.err.checkError()) System.err.println("noise ".repeat(1_000));
        });
  }

  private static void sleep() {
    try {
      Thread.sleep(600_000);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(Json.Obj request) throws IOException {
    var id = request.members().getOrDefault("id", Json.Null.INSTANCE);
    switch (request.string("method", "")) {
      case "initialize" ->
          result(
              id,
              Json.parseObject(
                  "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{\"tools\":{\"listChanged\":true},"
                      + "\"logging\":{},\"resources\":{\"subscribe\":true}},"
                      + "\"serverInfo\":{\"name\":\"fake\",\"version\":\"1\"}}"));
      case "tools/list" -> result(id, Json.object().put("tools", tools()).build());
      case "tools/call" -> call(id, request.object("params"));
      case "logging/setLevel" -> {
        if (manner.equals("talks")) {
          tell("message", "\"level\":\"warning\",\"data\":\"set to " + level(request) + "\"");
        }
        result(id, Json.Obj.EMPTY);
      }
      case "resources/read" ->
          result(id, Json.parseObject("{\"contents\":[{\"uri\":\"a:1\",\"text\":\"one\"}]}"));
      default -> result(id, Json.Obj.EMPTY);
    }
  }

  private static String level(Json.Obj request) {
    return request.object("params").string("level", "");
  }

  private void tell(String what, String params) {
    say(
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/"
            + what
            + "\",\"params\":{"
            + params
            + "}}");
  }

  private Json tools() throws IOException {
    return switch (manner) {
      case "schemas" ->
          Json.parse(
              "[{\"name\":\"odd/../name\",\"inputSchema\":\"none\"},{\"name\":\"read\",\"inputSchema\":{\"type\":\"array\"}},7,{\"description\":\"no"
                  + " name\"}]");
      case "changes" ->
          Json.parse(
              "[{\"name\":\"do\",\"description\":\""
                  + Files.readString(file).strip()
                  + "\",\"inputSchema\":{\"type\":\"object\"}}]");
      case "controls" ->
          Json.parse(
              "[{\"name\":\"do\",\"description\":\"a\\u001b[2Jb\\u202ec\",\"inputSchema\":"
                  + "{\"type\":\"object\"}}]");
      default -> Json.parse("[{\"name\":\"do\",\"inputSchema\":{\"type\":\"object\"}}]");
    };
  }

  private void call(Json id, Json.Obj params) {
    switch (manner) {
      case "hangs" -> {
        // no answer, ever
      }
      case "updates" -> {
        for (var uri : List.of("a:1", "a:1", "a:2")) {
          tell("resources/updated", "\"uri\":\"" + uri + "\"");
        }
        text(id, "did it");
      }
      case "dies" -> Runtime.getRuntime().halt(3);
      case "controls" -> text(id, "x\u001b]0;title\u0007y\u009bz");
      case "huge" -> text(id, "huge ".repeat(400_000));
      case "garbage" -> {
        for (var i = 0; i < 1_000; i++) say("}{ garbage");
        text(id, "after the garbage");
      }
      case "flood" -> {
        for (var i = 0; i < 20_000; i++) {
          say(
              "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":{\"level\":\"error\",\"data\":\"x\"}}");
          if (i % 100 == 0) {
            say(
                "{\"jsonrpc\":\"2.0\",\"id\":\"s"
                    + i
                    + "\",\"method\":\"sampling/createMessage\"}");
            say("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}");
          }
        }
        text(id, "after the flood");
      }
      default -> text(id, "did " + params.object("arguments").compact());
    }
  }

  private void text(Json id, String text) {
    var block = Json.object().put("type", "text").put("text", text).build();
    result(id, Json.object().put("content", Json.array(List.of(block))).build());
  }

  private void result(Json id, Json.Obj result) {
    say(Json.object().put("jsonrpc", "2.0").put("id", id).put("result", result).build().compact());
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }
}
