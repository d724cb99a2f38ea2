package dev.jackdaw.sandbox.landlock;

import dev.jackdaw.sandbox.landlock.Kernel.Call;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The end of a seccomp filter at which system calls are asked about, see seccomp_unotify(2). One
 * thread receives; several may answer, each by a caller of its own.
 */
final class Listener {
  static final long ID_VALID = 0x40082102L;
  private static final long RECEIVE = 0xc0502100L;
  private static final long SEND = 0xc0182101L;
  private static final long ADD_DESCRIPTOR = 0x40182103L;
  private static final long SET_FLAGS = 0x40082104L;
  private static final int SYNCHRONOUS = 1;
  private static final int PROCEED = 1;
  private static final int ANSWER_WITH_IT = 2;
  private static final short POLLIN = 1;

  private final long descriptor;

  Listener(long descriptor) {
    this.descriptor = descriptor;
  }

  /** Answers each call until the last confined process has ended; then closes itself. */
  void serve(java.util.function.Function<Request, Answer> answers) {
    try (var kernel = new Kernel.Caller();
        var arena = Arena.ofConfined()) {
      var poll = arena.allocate(8, 8);
      // Who asks and who answers take turns (Linux 6.6); an older kernel knows no such thing.
      kernel.call(Call.IOCTL, descriptor, SET_FLAGS, SYNCHRONOUS);
      var notification = arena.allocate(Request.BYTES, 8);
      while (true) {
        poll.set(ValueLayout.JAVA_INT, 0, (int) descriptor);
        poll.set(ValueLayout.JAVA_SHORT, 4, POLLIN);
        poll.set(ValueLayout.JAVA_SHORT, 6, (short) 0);
        var ready = kernel.call(Call.PPOLL, poll.address(), 1, 0);
        if (ready == -Kernel.EINTR) continue;
        if (ready < 0 || (poll.get(ValueLayout.JAVA_SHORT, 6) & POLLIN) == 0) break;
        notification.fill((byte) 0);
        var received = kernel.call(Call.IOCTL, descriptor, RECEIVE, notification.address());
        if (received < 0) continue;
        var request = Request.of(notification);
        answer(kernel, request, answers.apply(request));
      }
      kernel.close(descriptor);
    }
  }

  /** Returns whether the thread still waits: its number may be another's by now. */
  boolean isWaiting(Kernel.Caller kernel, Request request) {
    try (var arena = Arena.ofConfined()) {
      return request.isWaiting(kernel, descriptor, arena.allocate(8, 8));
    }
  }

  /** Gives the answer; a thread that was killed meanwhile needs none. */
  void answer(Kernel.Caller kernel, Request request, Answer answer) {
    try (var arena = Arena.ofConfined()) {
      switch (answer) {
        case Answer.Proceed _ -> send(kernel, arena, request, 0, PROCEED);
        case Answer.Result result -> send(kernel, arena, request, result.value(), 0);
        case Answer.Opened opened -> {
          if (!handOver(kernel, arena, request, opened)) {
            send(kernel, arena, request, -Kernel.EACCES, 0);
          }
          kernel.close(opened.descriptor());
        }
        case Answer.Later _ -> {
          // Whoever took it on answers.
        }
      }
    }
  }

  private void send(Kernel.Caller kernel, Arena arena, Request request, long value, int flags) {
    var response = arena.allocate(24, 8);
    response.set(ValueLayout.JAVA_LONG, 0, request.id());
    response.set(ValueLayout.JAVA_LONG, 8, Math.max(0, value));
    response.set(ValueLayout.JAVA_INT, 16, (int) Math.min(0, value));
    response.set(ValueLayout.JAVA_INT, 20, flags);
    kernel.call(Call.IOCTL, descriptor, SEND, response.address());
  }

  private boolean handOver(
      Kernel.Caller kernel, Arena arena, Request request, Answer.Opened opened) {
    MemorySegment handed = arena.allocate(24, 8);
    handed.set(ValueLayout.JAVA_LONG, 0, request.id());
    handed.set(ValueLayout.JAVA_INT, 8, ANSWER_WITH_IT);
    handed.set(ValueLayout.JAVA_INT, 12, (int) opened.descriptor());
    handed.set(ValueLayout.JAVA_INT, 20, opened.closedOnExec() ? Kernel.O_CLOEXEC : 0);
    return kernel.call(Call.IOCTL, descriptor, ADD_DESCRIPTOR, handed.address()) >= 0;
  }
}
