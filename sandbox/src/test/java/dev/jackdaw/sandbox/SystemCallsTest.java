package dev.jackdaw.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs the filter as the kernel would. */
class SystemCallsTest {
  private static final int X86_64 = 0xc000003e;
  private static final int AARCH64 = 0xc00000b7;
  private static final int ALLOW = 0x7fff0000;
  private static final int REFUSE = 0x00050001;
  private static final int KILL = 0x80000000;

  private static int run(String architecture, int audit, int number, int second) {
    var code =
        ByteBuffer.wrap(SystemCalls.program(architecture).orElseThrow())
            .order(ByteOrder.LITTLE_ENDIAN);
    var accumulator = 0;
    for (var at = 0; ; at++) {
      var instruction = code.getShort(at * 8);
      var ifTrue = code.get(at * 8 + 2) & 0xff;
      var ifFalse = code.get(at * 8 + 3) & 0xff;
      var value = code.getInt(at * 8 + 4);
      switch (instruction) {
        case 0x20 ->
            accumulator =
                switch (value) {
                  case 0 -> number;
                  case 4 -> audit;
                  case 24 -> second;
                  default -> throw new IllegalStateException("offset " + value);
                };
        case 0x15 -> at += accumulator == value ? ifTrue : ifFalse;
        case 0x35 -> at += Integer.compareUnsigned(accumulator, value) >= 0 ? ifTrue : ifFalse;
        case 0x06 -> {
          return value;
        }
        default -> throw new IllegalStateException("instruction " + instruction);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"101", "272", "165", "425", "321", "312"})
  void refusesWhatReachesAroundOnX86(int number) {
    assertThat(run("amd64", X86_64, number, 0)).isEqualTo(REFUSE);
  }

  @ParameterizedTest
  @CsvSource({"117", "97", "40", "425", "280", "272"})
  void refusesTheSameOnArm(int number) {
    assertThat(run("aarch64", AARCH64, number, 0)).isEqualTo(REFUSE);
  }

  @Test
  void letsOrdinaryCallsThrough() {
    for (var number : new int[] {0, 1, 2, 56, 57, 59, 257, 435}) {
      assertThat(run("amd64", X86_64, number, 0)).as("call " + number).isEqualTo(ALLOW);
    }
    assertThat(run("amd64", X86_64, 16, 0x5401)).isEqualTo(ALLOW);
  }

  @Test
  void pushesNothingIntoATerminal() {
    assertThat(run("amd64", X86_64, 16, 0x5412)).isEqualTo(REFUSE);
    assertThat(run("amd64", X86_64, 16, 0x541c)).isEqualTo(REFUSE);
    assertThat(run("aarch64", AARCH64, 29, 0x5412)).isEqualTo(REFUSE);
  }

  @Test
  void isNotFooledByAnotherAbi() {
    assertThat(run("amd64", 0x40000003, 101, 0)).isEqualTo(KILL);
    assertThat(run("amd64", X86_64, 0x40000000 | 521, 0)).isEqualTo(REFUSE);
    assertThat(SystemCalls.program("riscv64")).isEmpty();
  }
}
