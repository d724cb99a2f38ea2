package dev.jackdaw.sandbox.landlock;

import java.util.Arrays;
import java.util.Optional;

/** The system calls by which sockets get at others. Numbers are those of x86_64 and aarch64. */
enum SocketCall {
  BIND(49, 200),
  LISTEN(50, 201),
  CONNECT(42, 203);

  private final int amd64;
  private final int arm64;

  SocketCall(int amd64, int arm64) {
    this.amd64 = amd64;
    this.arm64 = arm64;
  }

  int number() {
    return Kernel.ARM ? arm64 : amd64;
  }

  static Optional<SocketCall> of(int number) {
    return Arrays.stream(values()).filter(call -> call.number() == number).findFirst();
  }
}
