package dev.jackdaw.script;

import dev.jackdaw.script.world.Talk;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a script in this process, which is faster, as long as it does no harm. */
final class HereProcess extends Process {
  private final OutputStream toScript;
  private final InputStream fromScript;
  private final Thread thread;

  HereProcess(List<String> command) throws IOException {
    var there = Pipe.open();
    var back = Pipe.open();
    toScript = Channels.newOutputStream(there.sink());
    fromScript = Channels.newInputStream(back.source());
    var in = Channels.newInputStream(there.source());
    var out = Channels.newOutputStream(back.sink());
    var talk = new Talk(in, out);
    var statements = Long.parseLong(command.getLast());
    Thread.ofPlatform().daemon().start(talk::read);
    thread =
        new Thread(
            null,
            () -> {
              try (out) {
                talk.run(statements);
              } catch (InterruptedException _) {
                // ended
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            },
            "script",
            4 << 20);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public OutputStream getOutputStream() {
    return toScript;
  }

  @Override
  public InputStream getInputStream() {
    return fromScript;
  }

  @Override
  public InputStream getErrorStream() {
    return InputStream.nullInputStream();
  }

  @Override
  public int waitFor() throws InterruptedException {
    thread.join();
    return 0;
  }

  @Override
  public boolean waitFor(long timeout, TimeUnit unit) throws InterruptedException {
    thread.join(unit.toMillis(timeout));
    return !thread.isAlive();
  }

  @Override
  public int exitValue() {
    return 0;
  }

  @Override
  public Process destroyForcibly() {
    destroy();
    return this;
  }

  @Override
  public void destroy() {
    thread.interrupt();
  }
}
