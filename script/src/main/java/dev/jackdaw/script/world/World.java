package dev.jackdaw.script.world;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.ResourceLimits;
import org.graalvm.polyglot.SandboxPolicy;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;

/**
 * One script and all it can see. No object of the host is in its reach: its stubs only note what is
 * called, in {@code prelude.js}, and texts are carried in and out from here. Used by one thread.
 */
final class World {
  /** The line breaks keep the lines of the script where its author sees them. */
  private static final String BEFORE = "(async function (tools) { ";

  private static final String BEHIND = "\n})";

  private final Context context;
  private final Value host;

  World(String start, long statements) throws IOException {
    context =
        Context.newBuilder("js")
            .sandbox(SandboxPolicy.CONSTRAINED)
            .out(OutputStream.nullOutputStream())
            .err(OutputStream.nullOutputStream())
            .in(InputStream.nullInputStream())
            .option("js.console", "false")
            .option("js.print", "false")
            .option("js.load", "false")
            .option("js.graal-builtin", "false")
            .resourceLimits(ResourceLimits.newBuilder().statementLimit(statements, null).build())
            .build();
    host = context.eval(Source.newBuilder("js", prelude(), "prelude").build()).execute(start);
  }

  private static String prelude() throws IOException {
    try (var in = World.class.getResourceAsStream("prelude.js")) {
      if (in == null) throw new IOException("prelude.js is missing");
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /**
   * Begins with the script; returns what is wrong with it where it is none, and then nothing ran.
   */
  String begin() throws IOException {
    var text = BEFORE + host.getMember("source").asString() + BEHIND;
    var source = Source.newBuilder("js", text, "script").build();
    try {
      context.parse(source);
    } catch (PolyglotException e) {
      if (!e.isSyntaxError()) throw e;
      return invalid(e);
    }
    host.invokeMember("begin", context.eval(source));
    return "";
  }

  private static String invalid(PolyglotException e) {
    var place = e.getSourceLocation();
    var line = place == null ? 0 : place.getStartLine();
    // The message repeats the line and points at it; its first line says what is wrong.
    // The column would be that of what is run, not of what was written.
    var message =
        String.valueOf(e.getMessage()).split("\n", 2)[0].replaceFirst("script:[0-9]+:[0-9]+ ", "");
    return "{\"invalid\":" + Texts.quoted(message) + ",\"line\":" + line + "}";
  }

  /** Returns the calls the script waits for, or how it ended. */
  String state() {
    return host.invokeMember("state").asString();
  }

  boolean isOver() {
    return host.invokeMember("isOver").asBoolean();
  }

  void settle(String answers) {
    host.invokeMember("settle", answers);
  }
}
