package dev.jackdaw.sandbox;

import dev.jackdaw.api.files.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A seccomp filter that refuses with EPERM what no build needs and what reaches around namespaces:
 * new namespaces and mounts, other processes' memory, io_uring, bpf, keys, modules, and pushing
 * characters into a terminal. Numbers are those of the kernel's tables for x86_64 and aarch64; on
 * any other machine there is no filter.
 */
public final class SystemCalls {
  private static final int EPERM = 1;
  private static final int EAFNOSUPPORT = 97;

  /**
   * Unix, IPv4, IPv6, netlink: they belong to the network of the sandbox. Others reach the machine
   * around it (vsock, Bluetooth), or parts of the kernel that nobody builds with.
   */
  private static final List<Integer> FAMILIES = List.of(1, 2, 10, 16);

  private static final int TIOCSTI = 0x5412;
  private static final int TIOCLINUX = 0x541c;

  /**
   * A machine's numbers.
   *
   * @param audit how seccomp names the architecture
   */
  private record Machine(int audit, int ioctl, List<Integer> refused) {}

  /** Newer calls have one number on every machine. */
  private static final List<Integer> REFUSED_EVERYWHERE =
      List.of(
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
          438); // pidfd_getfd

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
                  272))); // kcmp

  private SystemCalls() {}

  /**
   * Writes the filter for this machine into the folder, at once or not at all: another process may
   * be reading it.
   *
   * @return the file; nothing where the machine's numbers are not known
   */
  public static Optional<Path> write(Path folder) throws IOException {
    var program = program(System.getProperty("os.arch", ""));
    if (program.isEmpty()) return Optional.empty();
    var file = folder.resolve("system-calls.bpf");
    if (Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), program.get())) {
      return Optional.of(file);
    }
    WholeFile.write(file, program.get());
    return Optional.of(file);
  }

  /** Returns the program for an architecture as the JVM names it. */
  static Optional<byte[]> program(String architecture) {
    return begin(architecture)
        .map(code -> {
          var socket = architecture.equals("aarch64") ? 198 : 41;
          for (int family : FAMILIES) code.whenArgument(socket, 0, family, Bpf.ALLOW);
          return code.call(socket, Bpf.refusal(EAFNOSUPPORT)).end();
        });
  }

  /**
   * Returns an empty filter for the machine, to which others can be added; nothing as {@link
   * #begin}.
   */
  public static Optional<Bpf> machine(String architecture) {
    return Optional.ofNullable(MACHINES.get(architecture))
        .map(machine -> new Bpf().begin(machine.audit()));
  }

  /** Returns the refusals, to which others can be added; nothing for an unknown architecture. */
  public static Optional<Bpf> begin(String architecture) {
    var machine = MACHINES.get(architecture);
    if (machine == null) return Optional.empty();
    var code = new Bpf().begin(machine.audit());
    for (int number : machine.refused()) code.call(number, Bpf.refusal(EPERM));
    for (int number : REFUSED_EVERYWHERE) code.call(number, Bpf.refusal(EPERM));
    for (var request : List.of(TIOCSTI, TIOCLINUX)) {
      code.whenArgument(machine.ioctl(), 1, request, Bpf.refusal(EPERM));
    }
    return Optional.of(code);
  }
}
