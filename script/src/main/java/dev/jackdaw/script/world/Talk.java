package dev.jackdaw.script.world;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.graalvm.polyglot.PolyglotException;

/**
 * What is said about one script over two pipes. Lines come in, the first with the script, each
 * further one with answers; lines that begin with {@code @} go out. Used by two threads: one reads,
 * one runs the script.
 */
public final class Talk {
  private static final String MARK = "@";

  private final InputStream in;
  private final OutputStream out;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  public Talk(InputStream in, OutputStream out) {
    this.in = in;
    this.out = out;
  }

  /** Reads to the end of what comes in. */
  public void read() {
    try (var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (var line = reader.readLine(); line != null; line = reader.readLine()) lines.add(line);
    } catch (IOException _) {
      // As good as its end.
    }
  }

  /** Runs the script, whose statements are counted, to its end. */
  public void run(long statements) throws InterruptedException {
    try {
      follow(new World(lines.take(), statements));
    } catch (PolyglotException e) {
      print(ended(e));
    } catch (IOException e) {
      print("{\"ended\":" + Texts.quoted(e.toString()) + "}");
    }
  }

  private void follow(World world) throws IOException, InterruptedException {
    var invalid = world.begin();
    if (!invalid.isEmpty()) {
      print(invalid);
      return;
    }
    while (!world.isOver()) {
      print(world.state());
      world.settle(lines.take());
    }
    print(world.state());
  }

  private static String ended(PolyglotException e) {
    var reason = e.isResourceExhausted() ? "exhausted" : "ended";
    return "{\"" + reason + "\":" + Texts.quoted(String.valueOf(e.getMessage())) + "}";
  }

  private void print(String line) {
    try {
      out.write((MARK + line + "\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException _) {
      // Nobody reads it any more; the input ends, too.
    }
  }
}
