package dev.jackdaw.sandbox.landlock;

import dev.jackdaw.sandbox.landlock.Kernel.Call;
import java.io.FileInputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A system call that a confined thread waits for: {@code struct seccomp_notif}, see
 * seccomp_unotify(2). What it points to is read once, because the thread's siblings can change it.
 * Immutable.
 */
final class Request {
  static final long BYTES = 80;
  private static final int PATH_MAX = 4_096;
  private static final int PAGE = 4_096;
  private static final int DEFAULT_UMASK = 0_022;

  private final long id;
  private final int thread;
  private final int number;
  private final long[] arguments;

  private Request(long id, int thread, int number, long[] arguments) {
    this.id = id;
    this.thread = thread;
    this.number = number;
    this.arguments = arguments;
  }

  static Request of(MemorySegment notification) {
    var arguments = new long[6];
    for (var i = 0; i < 6; i++) {
      arguments[i] = notification.get(ValueLayout.JAVA_LONG, 32 + 8L * i);
    }
    return new Request(
        notification.get(ValueLayout.JAVA_LONG, 0),
        notification.get(ValueLayout.JAVA_INT, 8),
        notification.get(ValueLayout.JAVA_INT, 16),
        arguments);
  }

  long id() {
    return id;
  }

  /** Returns the thread's number, by which {@code /proc} knows it. */
  int thread() {
    return thread;
  }

  /** Returns the call's number. */
  int number() {
    return number;
  }

  long argument(int index) {
    return arguments[index];
  }

  int whole(int index) {
    return (int) arguments[index];
  }

  /**
   * Returns the text an argument points to.
   *
   * @throws IOException when it cannot be read
   */
  String text(Kernel.Caller kernel, int index) throws IOException {
    var address = arguments[index];
    var memory = memory(kernel);
    try {
      var text = new StringBuilder();
      while (text.length() < PATH_MAX) {
        var at = address + text.length();
        var piece = kernel.read(memory, at, PAGE - (int) (at % PAGE));
        if (piece.length == 0) throw new IOException("no text there");
        for (var i = 0; i < piece.length; i++) {
          if (piece[i] == 0) {
            return text.append(new String(piece, 0, i, StandardCharsets.ISO_8859_1)).toString();
          }
        }
        text.append(new String(piece, StandardCharsets.ISO_8859_1));
      }
    } finally {
      kernel.close(memory);
    }
    throw new NameTooLong();
  }

  /** The kernel would say so too. */
  static final class NameTooLong extends IOException {
    private static final long serialVersionUID = 1;
  }

  /** Returns what an argument points to. */
  byte[] bytes(Kernel.Caller kernel, int index, int count) throws IOException {
    var memory = memory(kernel);
    try {
      var bytes = kernel.read(memory, arguments[index], count);
      if (bytes.length < count) throw new IOException("not as much there");
      return bytes;
    } finally {
      kernel.close(memory);
    }
  }

  private long memory(Kernel.Caller kernel) throws IOException {
    var memory = kernel.open(Kernel.AT_FDCWD, "/proc/" + thread + "/mem", Kernel.O_CLOEXEC, 0);
    if (memory < 0) throw new IOException("memory of " + thread + ": error " + -memory);
    return memory;
  }

  /** Returns the permissions that new files of the thread do not get. */
  int umask() {
    return umask(Integer.toString(thread));
  }

  /** Returns that of a thread as {@code /proc} names it. */
  static int umask(String thread) {
    return status(thread, "Umask:", 8, DEFAULT_UMASK);
  }

  /** Returns the number of the process that the thread belongs to. */
  int process() {
    return status(Integer.toString(thread), "Tgid:", 10, thread);
  }

  private static int status(String thread, String field, int radix, int otherwise) {
    try (var status = new FileInputStream("/proc/" + thread + "/status")) {
      var text = new String(status.readNBytes(PAGE), StandardCharsets.ISO_8859_1);
      var start = text.indexOf("\n" + field);
      if (start < 0) return otherwise;
      var end = text.indexOf('\n', start + 1);
      return Integer.parseInt(text.substring(start + 1 + field.length(), end).strip(), radix);
    } catch (IOException | NumberFormatException _) {
      return otherwise;
    }
  }

  /** Opens what a path of the thread is relative to; the caller closes it unless it is negative. */
  long base(Kernel.Caller kernel, int directory) {
    var name =
        directory == Kernel.AT_FDCWD
            ? "/proc/" + thread + "/cwd"
            : "/proc/" + thread + "/fd/" + directory;
    var flags = Kernel.O_PATH | Kernel.O_DIRECTORY | Kernel.O_CLOEXEC;
    return kernel.open(Kernel.AT_FDCWD, name, flags, 0);
  }

  /** Opens what the thread has for a root; the caller closes it unless it is negative. */
  long root(Kernel.Caller kernel) {
    var flags = Kernel.O_PATH | Kernel.O_DIRECTORY | Kernel.O_CLOEXEC;
    return kernel.open(Kernel.AT_FDCWD, "/proc/" + thread + "/root", flags, 0);
  }

  /** Returns where an open file of the thread is; null when it is nowhere. */
  @Nullable String file(Kernel.Caller kernel, int descriptor) {
    return kernel.link(Kernel.AT_FDCWD, "/proc/" + thread + "/fd/" + descriptor);
  }

  /** Returns whether the thread still waits: its number may be another's by now. */
  boolean isWaiting(Kernel.Caller kernel, long listener, MemorySegment scratch) {
    scratch.set(ValueLayout.JAVA_LONG, 0, id);
    return kernel.call(Call.IOCTL, listener, Listener.ID_VALID, scratch.address()) == 0;
  }

  @Override
  public String toString() {
    return "call " + number + " of " + thread;
  }
}
