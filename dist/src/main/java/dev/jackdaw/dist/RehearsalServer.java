package dev.jackdaw.dist;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A model server on loopback that speaks just enough of the Anthropic Messages API for one session:
 * it asks for one shell command, and once it has been told what came of it, says goodbye. Requests
 * are served one after another on one thread.
 */
final class RehearsalServer implements AutoCloseable {
  private static final int MAX_HEAD_BYTES = 64 * 1024;
  private static final String START =
      """
      event: message_start
      data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant",\
      "model":"rehearsal","content":[],"stop_reason":null,"stop_sequence":null,\
      "usage":{"input_tokens":10,"output_tokens":1}}}

      """;
  private static final String TEXT =
      """
      event: content_block_start
      data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

      event: content_block_delta
      data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Done."}}

      event: content_block_stop
      data: {"type":"content_block_stop","index":0}

      """;
  private static final String CALL =
      """
      event: content_block_start
      data: {"type":"content_block_start","index":0,"content_block":{"type":"tool_use",\
      "id":"toolu_1","name":"NAME","input":{}}}

      event: content_block_delta
      data: {"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta",\
      "partial_json":"{\\"command\\":\\"ls\\"}"}}

      event: content_block_stop
      data: {"type":"content_block_stop","index":0}

      """;
  private static final String STOP =
      """
      event: message_delta
      data: {"type":"message_delta","delta":{"stop_reason":"REASON","stop_sequence":null},\
      "usage":{"output_tokens":5}}

      event: message_stop
      data: {"type":"message_stop"}

      """;

  private final ServerSocket socket;
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicLong firstArrival = new AtomicLong();

  RehearsalServer() throws IOException {
    socket = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().name("rehearsal-server").start(this::serve);
  }

  int port() {
    return socket.getLocalPort();
  }

  /** Returns how many requests were answered. */
  int requests() {
    return requests.get();
  }

  /** Returns when, by {@link System#nanoTime}, the first request since {@link #forget} was read. */
  long firstArrival() {
    return firstArrival.get();
  }

  void forget() {
    firstArrival.set(0);
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (var connection = socket.accept()) {
        answer(connection);
      } catch (IOException e) {
        if (!socket.isClosed()) {
          System.out.println("rehearsal: a request was cut off: " + e.getMessage());
        }
      }
    }
  }

  private void answer(Socket connection) throws IOException {
    var in = connection.getInputStream();
    var body = in.readNBytes(bodyLength(head(in)));
    firstArrival.compareAndSet(0, System.nanoTime());
    var reply = reply(new String(body, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    var head =
        "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n"
            + ("content-length: " + reply.length + "\r\n\r\n");
    var out = connection.getOutputStream();
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    out.write(reply);
    requests.incrementAndGet();
  }

  private static String head(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0 || head.length() > MAX_HEAD_BYTES) {
        throw new IOException("no HTTP request");
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private static int bodyLength(String head) {
    for (var line : head.toLowerCase(Locale.ROOT).split("\r\n", -1)) {
      if (line.startsWith("content-length:")) {
        return Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
      }
    }
    return 0;
  }

  /** Answers a request body: a call of the first tool that takes a command, then a goodbye. */
  static String reply(String body) {
    var shell = body.contains("\"tool_result\"") ? "" : shellTool(body);
    return shell.isEmpty()
        ? START + TEXT + STOP.replace("REASON", "end_turn")
        : START + CALL.replace("NAME", shell) + STOP.replace("REASON", "tool_use");
  }

  private static String shellTool(String body) {
    try {
      for (var tool : Json.parseObject(body).array("tools")) {
        if (tool instanceof Json.Obj spec
            && spec.object("input_schema").object("properties").has("command")) {
          return spec.string("name", "");
        }
      }
    } catch (JsonException e) {
      System.out.println("rehearsal: a request body is not JSON: " + e.getMessage());
    }
    return "";
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
