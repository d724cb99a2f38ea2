package dev.jackdaw.sandbox.landlock;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** How a call gives the times of last access and change. */
enum Times {
  SECONDS(8, 0),
  MICROSECONDS(16, 1_000),
  NANOSECONDS(16, 1);

  private final int size;
  private final long unit;

  Times(int size, long unit) {
    this.size = size;
    this.unit = unit;
  }

  /** Returns two {@code struct timespec}. */
  MemorySegment read(Kernel.Caller kernel, Request request, int argument, Arena arena)
      throws IOException {
    var given =
        ByteBuffer.wrap(request.bytes(kernel, argument, 2 * size)).order(ByteOrder.LITTLE_ENDIAN);
    var times = arena.allocate(32, 8);
    for (var i = 0; i < 2; i++) {
      times.set(ValueLayout.JAVA_LONG, 16L * i, given.getLong());
      var part = size == 8 ? 0 : given.getLong() * unit;
      times.set(ValueLayout.JAVA_LONG, 16L * i + 8, part);
    }
    return times;
  }
}
