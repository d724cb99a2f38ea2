package dev.jackdaw.tui.loop;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.AbstractUnixSysTerminal;

/** The thread that reads the terminal and does nothing else: it sleeps until something comes. */
final class Keyboard {
  private static final int CHUNK_BYTES = 1 << 16;

  /** Where what was read goes. */
  interface Listener {
    void read(String text);

    /** Nothing will be read any more. */
    void ended();
  }

  private final InputStream in;
  private final Charset encoding;
  private final Listener listener;
  private final Object gate = new Object();
  private boolean isPaused;
  private boolean isParked;

  Keyboard(Terminal terminal, Listener listener) {
    // JLine's own stream reads byte by byte; that of a terminal is the process's standard input.
    this.in =
        terminal instanceof AbstractUnixSysTerminal
            ? new FileInputStream(FileDescriptor.in)
            : terminal.input();
    this.encoding = terminal.inputEncoding();
    this.listener = listener;
  }

  void start() {
    Thread.ofPlatform().daemon().name("keyboard").start(this::run);
  }

  private void run() {
    try {
      read();
    } catch (IOException _) {
      // The terminal is gone.
    }
    listener.ended();
  }

  private void read() throws IOException {
    var decoder =
        encoding
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    var bytes = ByteBuffer.allocate(CHUNK_BYTES);
    var chars = CharBuffer.allocate(CHUNK_BYTES);
    while (true) {
      var count = in.read(bytes.array(), bytes.position(), bytes.remaining());
      if (count < 0) return;
      bytes.position(bytes.position() + count).flip();
      decoder.decode(bytes, chars, false);
      bytes.compact();
      chars.flip();
      if (chars.hasRemaining()) listener.read(chars.toString());
      chars.clear();
      waitWhilePaused();
    }
  }

  private void waitWhilePaused() {
    synchronized (gate) {
      isParked = isPaused;
      gate.notifyAll();
      while (isPaused) {
        try {
          gate.wait();
        } catch (InterruptedException _) {
          return;
        }
      }
      isParked = false;
    }
  }

  /**
   * Leaves the terminal to another program. The thread sleeps in a read and would take its first
   * key, so the terminal is asked something first; its answer ends the read.
   *
   * @param ask makes the terminal send something
   */
  void pause(Runnable ask, long patienceMillis) throws InterruptedException {
    synchronized (gate) {
      isPaused = true;
    }
    ask.run();
    var deadline = System.nanoTime() + patienceMillis * 1_000_000;
    synchronized (gate) {
      while (!isParked) {
        var left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) return;
        gate.wait(left);
      }
    }
  }

  void resume() {
    synchronized (gate) {
      isPaused = false;
      gate.notifyAll();
    }
  }
}
