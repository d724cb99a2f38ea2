package dev.jackdaw.sandbox.landlock;

import dev.jackdaw.sandbox.Bpf;
import dev.jackdaw.sandbox.SystemCalls;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The system calls that change a file tree by name, or what is known of a file. They are not made
 * by the command but asked of the {@link Supervisor}. Numbers are those of x86_64 and aarch64;
 * {@value #NONE} where a machine lacks the call.
 */
enum FileCall {
  OPEN(2, FileCall.NONE),
  OPENAT(257, 56),
  CREAT(85, FileCall.NONE),
  MKDIR(83, FileCall.NONE),
  MKDIRAT(258, 34),
  MKNOD(133, FileCall.NONE),
  MKNODAT(259, 33),
  UNLINK(87, FileCall.NONE),
  UNLINKAT(263, 35),
  RMDIR(84, FileCall.NONE),
  RENAME(82, FileCall.NONE),
  RENAMEAT(264, 38),
  RENAMEAT2(316, 276),
  LINK(86, FileCall.NONE),
  LINKAT(265, 37),
  SYMLINK(88, FileCall.NONE),
  SYMLINKAT(266, 36),
  TRUNCATE(76, 45),
  CHMOD(90, FileCall.NONE),
  FCHMOD(91, 52),
  FCHMODAT(268, 53),
  FCHMODAT2(452, 452),
  UTIME(132, FileCall.NONE),
  UTIMES(235, FileCall.NONE),
  FUTIMESAT(261, FileCall.NONE),
  UTIMENSAT(280, 88),
  ACCESS(21, FileCall.NONE),
  FACCESSAT(269, 48),
  FACCESSAT2(439, 439);

  private static final int NONE = -1;
  private static final int MAY_WRITE = 2;
  private static final int PR_SET_SECCOMP = 22;
  private static final int WRITING =
      Kernel.O_WRONLY | Kernel.O_RDWR | Kernel.O_CREAT | Kernel.O_TRUNC;

  /** The bits of clone(2) that make namespaces. */
  private static final int NAMESPACES = 0x7e020000;

  private static final List<Integer> FAMILIES =
      List.of(SocketAddress.AF_UNIX, SocketAddress.AF_INET, SocketAddress.AF_INET6);
  private static final int IPPROTO_SCTP = 132;
  private static final int IPPROTO_MPTCP = 262;
  private static final int MSG_FASTOPEN = 0x20000000;

  /** The bits by which another kind of socket differs from a stream, SOCK_STREAM being 1. */
  private static final int OTHER_KINDS = 0xe;

  private static final int OPENAT2 = 437;
  private static final int CLONE3 = 435;

  /** The setting and removing of extended attributes, which access lists are. */
  private static final List<Integer> ATTRIBUTES_AMD64 =
      List.of(188, 189, 190, 197, 198, 199, 463, 466);

  private static final List<Integer> ATTRIBUTES_ARM64 = List.of(5, 6, 7, 14, 15, 16, 463, 466);

  /**
   * A call that gives a file away.
   *
   * @param user the argument with the user, before the one with the group
   */
  private record Owner(int number, int user) {}

  /** Giving a file to oneself succeeds without being done. */
  private static final List<Owner> OWNERS_AMD64 =
      List.of(new Owner(92, 1), new Owner(93, 1), new Owner(94, 1), new Owner(260, 2));

  private static final List<Owner> OWNERS_ARM64 = List.of(new Owner(54, 2), new Owner(55, 1));

  private static final Map<Integer, FileCall> BY_NUMBER = byNumber();

  private final int amd64;
  private final int arm64;

  FileCall(int amd64, int arm64) {
    this.amd64 = amd64;
    this.arm64 = arm64;
  }

  private int number() {
    return Kernel.ARM ? arm64 : amd64;
  }

  private static Map<Integer, FileCall> byNumber() {
    var calls = new HashMap<Integer, FileCall>();
    for (var call : values()) if (call.number() != NONE) calls.put(call.number(), call);
    return Map.copyOf(calls);
  }

  static Optional<FileCall> of(int number) {
    return Optional.ofNullable(BY_NUMBER.get(number));
  }

  /** Returns whether the call is the one by which a program confines itself for good. */
  static boolean isConfining(int number) {
    return number == prctl();
  }

  private static int prctl() {
    return Kernel.ARM ? 167 : 157;
  }

  /**
   * Returns the filter for a program that makes a file tree of its own, confines itself and then
   * becomes the command: it asks about the calls of this table and about the confining itself.
   */
  static Optional<byte[]> watching(Bpf.Pair owners) {
    return SystemCalls.machine(System.getProperty("os.arch", ""))
        .map(code -> {
          code.whenArgument(prctl(), 0, PR_SET_SECCOMP, Bpf.NOTIFY);
          changes(code, owners);
          return code.call(SocketCall.BIND.number(), Bpf.NOTIFY).end();
        });
  }

  /**
   * Returns the filter: it refuses what {@link SystemCalls} refuses, new namespaces, sockets but
   * streams, and what Landlock does not cover; it asks about the calls of this table and about
   * those of sockets.
   *
   * @param owners the numbers of this user and his group
   */
  static Optional<byte[]> filter(Bpf.Pair owners) {
    return SystemCalls.begin(System.getProperty("os.arch", "")).map(code -> filter(code, owners));
  }

  private static byte[] filter(Bpf code, Bpf.Pair owners) {
    changes(code, owners);
    // Their flags are behind a pointer, which a filter cannot follow. Callers fall back.
    code.call(OPENAT2, Bpf.refusal(Kernel.ENOSYS));
    code.call(CLONE3, Bpf.refusal(Kernel.ENOSYS));
    code.whenBits(Kernel.ARM ? 220 : 56, 0, NAMESPACES, Bpf.refusal(Kernel.EPERM));
    sockets(code);
    return code.end();
  }

  private static void changes(Bpf code, Bpf.Pair owners) {
    code.whenBits(OPENAT.number(), 2, WRITING, Bpf.NOTIFY);
    if (OPEN.number() != NONE) code.whenBits(OPEN.number(), 1, WRITING, Bpf.NOTIFY);
    for (var call : values()) {
      if (call == OPEN || call == OPENAT || call.number() == NONE) continue;
      switch (call) {
        case ACCESS -> code.whenBits(call.number(), 1, MAY_WRITE, Bpf.NOTIFY);
        case FACCESSAT, FACCESSAT2 -> code.whenBits(call.number(), 2, MAY_WRITE, Bpf.NOTIFY);
        default -> code.call(call.number(), Bpf.NOTIFY);
      }
    }
    for (int number : Kernel.ARM ? ATTRIBUTES_ARM64 : ATTRIBUTES_AMD64) {
      code.call(number, Bpf.refusal(Kernel.ENOTSUP));
    }
    for (var call : Kernel.ARM ? OWNERS_ARM64 : OWNERS_AMD64) {
      code.whenArguments(
          call.number(), call.user(), owners, Bpf.refusal(0), Bpf.refusal(Kernel.EPERM));
    }
  }

  /**
   * Refuses every socket but streams of the internet and of files: SCTP and MPTCP are streams, too,
   * and fast open connects without asking. Where one leads is asked about.
   */
  private static void sockets(Bpf code) {
    var socket = Kernel.ARM ? 198 : 41;
    code.whenBits(socket, 1, OTHER_KINDS, Bpf.refusal(Kernel.EACCES));
    for (var protocol : List.of(IPPROTO_SCTP, IPPROTO_MPTCP)) {
      code.whenArgument(socket, 2, protocol, Bpf.refusal(Kernel.EACCES));
    }
    for (var family : FAMILIES) code.whenArgument(socket, 0, family, Bpf.ALLOW);
    code.whenBits(Kernel.ARM ? 206 : 44, 3, MSG_FASTOPEN, Bpf.refusal(Kernel.EPERM));
    code.whenBits(Kernel.ARM ? 211 : 46, 2, MSG_FASTOPEN, Bpf.refusal(Kernel.EPERM));
    code.whenBits(Kernel.ARM ? 269 : 307, 3, MSG_FASTOPEN, Bpf.refusal(Kernel.EPERM));
    code.call(socket, Bpf.refusal(Kernel.EACCES));
    for (var call : SocketCall.values()) code.call(call.number(), Bpf.NOTIFY);
  }
}
