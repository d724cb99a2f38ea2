package dev.jackdaw.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the kernel says of this process's memory. */
final class ProcessMemory {
  private static final String PEAK = "VmHWM:";

  private ProcessMemory() {}

  /** Returns the most that was ever resident (proc(5), VmHWM), 0 where there is no /proc. */
  static long peakBytes() throws IOException {
    var status = Path.of("/proc/self/status");
    if (!Files.exists(status)) return 0;
    for (var line : Files.readAllLines(status)) {
      if (line.startsWith(PEAK)) {
        var kibibytes = line.substring(PEAK.length()).replace("kB", "").strip();
        return Long.parseLong(kibibytes) << 10;
      }
    }
    return 0;
  }
}
