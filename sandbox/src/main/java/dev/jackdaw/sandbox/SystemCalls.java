package dev.jackdaw.sandbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A seccomp filter that refuses with EPERM what no build needs and what reaches around namespaces:
 * new namespaces and mounts, other processes' memory, io_uring, bpf, keys, modules, and pushing
 * characters into a terminal. Numbers are those of the kernel's tables for x86_64 and aarch64; on
 * any other machine there is no filter. The program is classic BPF over {@code struct
 * seccomp_data}, see seccomp(2).
 */
public final class SystemCalls {
  private static final int LOAD = 0x20;
  private static final int IF_EQUAL = 0x15;
  private static final int IF_AT_LEAST = 0x35;
  private static final int RETURN = 0x06;
  private static final int ALLOW = 0x7fff0000;
  private static final int REFUSE = 0x00050000 | 1;
  private static final int KILL = 0x80000000;

  /** The offsets in {@code struct seccomp_data}. */
  private static final int NUMBER = 0;

  private static final int ARCHITECTURE = 4;
  private static final int SECOND_ARGUMENT = 24;

  /** Numbers with this bit are those of x32. */
  private static final int X32 = 0x40000000;

  private static final int TIOCSTI = 0x5412;
  private static final int TIOCLINUX = 0x541c;

  /**
   * A machine's numbers.
   *
   * @param audit how seccomp names the architecture
   */
  private record Machine(int audit, int ioctl, List<Integer> refused) {}

  private static final Map<String, Machine> MACHINES =
      Map.of(
          "amd64",
          new Machine(
              0xc000003e,
              16,
              List.of(
                  101, // ptrace
                  310, // process_vm_readv
                  311, // process_vm_writev
                  272, // unshare
                  308, // setns
                  165, // mount
                  166, // umount2
                  155, // pivot_root
                  161, // chroot
                  428, // open_tree
                  429, // move_mount
                  430, // fsopen
                  431, // fsconfig
                  432, // fsmount
                  433, // fspick
                  442, // mount_setattr
                  425, // io_uring_setup
                  426, // io_uring_enter
                  427, // io_uring_register
                  321, // bpf
                  323, // userfaultfd
                  298, // perf_event_open
                  248, // add_key
                  249, // request_key
                  250, // keyctl
                  304, // open_by_handle_at
                  175, // init_module
                  313, // finit_module
                  176, // delete_module
                  246, // kexec_load
                  320, // kexec_file_load
                  169, // reboot
                  438, // pidfd_getfd
                  312)), // kcmp
          "aarch64",
          new Machine(
              0xc00000b7,
              29,
              List.of(
                  117, // ptrace
                  270, // process_vm_readv
                  271, // process_vm_writev
                  97, // unshare
                  268, // setns
                  40, // mount
                  39, // umount2
                  41, // pivot_root
                  51, // chroot
                  428, // open_tree
                  429, // move_mount
                  430, // fsopen
                  431, // fsconfig
                  432, // fsmount
                  433, // fspick
                  442, // mount_setattr
                  425, // io_uring_setup
                  426, // io_uring_enter
                  427, // io_uring_register
                  280, // bpf
                  282, // userfaultfd
                  241, // perf_event_open
                  217, // add_key
                  218, // request_key
                  219, // keyctl
                  265, // open_by_handle_at
                  105, // init_module
                  273, // finit_module
                  106, // delete_module
                  104, // kexec_load
                  294, // kexec_file_load
                  142, // reboot
                  438, // pidfd_getfd
                  272))); // kcmp

  private SystemCalls() {}

  /**
   * Writes the filter for this machine into the folder.
   *
   * @return the file; nothing where the machine's numbers are not known
   */
  public static Optional<Path> write(Path folder) throws IOException {
    var program = program(System.getProperty("os.arch", ""));
    if (program.isEmpty()) return Optional.empty();
    var file = folder.resolve("system-calls.bpf");
    Files.write(file, program.get());
    return Optional.of(file);
  }

  /** Returns the program for an architecture as the JVM names it. */
  static Optional<byte[]> program(String architecture) {
    var machine = MACHINES.get(architecture);
    if (machine == null) return Optional.empty();
    var code = ByteBuffer.allocate(1_024).order(ByteOrder.LITTLE_ENDIAN);
    put(code, LOAD, 0, 0, ARCHITECTURE);
    put(code, IF_EQUAL, 1, 0, machine.audit());
    put(code, RETURN, 0, 0, KILL);
    put(code, LOAD, 0, 0, NUMBER);
    put(code, IF_AT_LEAST, 0, 1, X32);
    put(code, RETURN, 0, 0, REFUSE);
    for (int number : machine.refused()) {
      put(code, IF_EQUAL, 0, 1, number);
      put(code, RETURN, 0, 0, REFUSE);
    }
    put(code, IF_EQUAL, 0, 4, machine.ioctl());
    put(code, LOAD, 0, 0, SECOND_ARGUMENT);
    put(code, IF_EQUAL, 1, 0, TIOCSTI);
    put(code, IF_EQUAL, 0, 1, TIOCLINUX);
    put(code, RETURN, 0, 0, REFUSE);
    put(code, RETURN, 0, 0, ALLOW);
    var program = new byte[code.position()];
    code.flip().get(program);
    return Optional.of(program);
  }

  /** Puts a {@code struct sock_filter}: 16 bits of code, two jumps of 8 bits, a value. */
  private static void put(ByteBuffer code, int instruction, int ifTrue, int ifFalse, int value) {
    code.putShort((short) instruction).put((byte) ifTrue).put((byte) ifFalse).putInt(value);
  }
}
