package dev.jackdaw.tools.shell;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A number that processes of a command carry and cannot lose by forking, by leaving the session, or
 * by clearing their environment: the limit on file locks, which Linux shows in {@code
 * /proc/PID/limits} and has not enforced since 2.4.25. It follows from the mark of the command, so
 * that whoever knows that knows the number. Its digits are one for the kind, eleven for the
 * session, six for the command.
 */
final class Brand {
  /** What a shell makes of its limit where there is nothing to carry. */
  static final String NONE = "unlimited";

  private static final long SESSIONS = 100_000_000_000L;
  private static final int COMMANDS = 1_000_000;

  private static final boolean POSSIBLE = "unlimited".equals(limit(ProcessHandle.current().pid()));

  private Brand() {}

  /**
   * Returns what the processes of a command carry. Below a Jackdaw that set a limit itself no other
   * can be set.
   *
   * @param mark the name of the session, a full stop, a {@code k} where it may outlive Jackdaw, and
   *     the number of the command
   */
  static String of(String mark) {
    if (!POSSIBLE) return NONE;
    var stop = mark.lastIndexOf('.');
    var kept = mark.startsWith("k", stop + 1);
    var number = Long.parseLong(mark.substring(stop + (kept ? 2 : 1))) % COMMANDS;
    var session = ofSession(mark.substring(0, stop));
    return (kept ? "2" : "1") + session + "%06d".formatted(number);
  }

  /** Returns the digits that all commands of a session carry behind the kind; empty for none. */
  static String ofSession(String name) {
    if (!POSSIBLE) return "";
    var sum = 0xcbf29ce484222325L; // FNV-1a, 64 bits
    for (var one : name.getBytes(StandardCharsets.UTF_8)) {
      sum = (sum ^ (one & 0xff)) * 0x100000001b3L;
    }
    return "%011d".formatted(Long.remainderUnsigned(sum ^ sum >>> 32, SESSIONS));
  }

  /** Returns the digits that a command carries behind the kind; empty for none. */
  static String ofCommand(String mark) {
    return POSSIBLE ? of(mark).substring(1) : "";
  }

  /** Returns whether a process carries these digits, or more, behind the kind. */
  static boolean isOn(long pid, String digits) {
    return !digits.isEmpty() && limit(pid).startsWith(digits, 1);
  }

  private static String limit(long pid) {
    try (var in = new FileInputStream("/proc/" + pid + "/limits")) {
      var limits = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      var line = limits.indexOf("\nMax file locks ");
      if (line < 0) return "";
      var rest = limits.substring(line + "\nMax file locks ".length()).stripLeading();
      return rest.substring(0, Math.max(0, rest.indexOf(' ')));
    } catch (IOException _) {
      return "";
    }
  }
}
