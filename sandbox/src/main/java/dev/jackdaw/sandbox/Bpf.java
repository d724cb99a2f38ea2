package dev.jackdaw.sandbox;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Puts a classic BPF program over {@code struct seccomp_data} together, see seccomp(2). Not safe
 * for use by several threads.
 */
public final class Bpf {
  public static final int ALLOW = 0x7fff0000;
  public static final int NOTIFY = 0x7fc00000;
  public static final int KILL = 0x80000000;

  private static final int LOAD = 0x20;
  private static final int IF_EQUAL = 0x15;
  private static final int IF_AT_LEAST = 0x35;
  private static final int IF_ANY_BIT = 0x45;
  private static final int RETURN = 0x06;
  private static final int REFUSE = 0x00050000;

  /** The offsets in {@code struct seccomp_data}. */
  private static final int NUMBER = 0;

  private static final int ARCHITECTURE = 4;
  private static final int ARGUMENTS = 16;

  /** Numbers with this bit are those of x32. */
  private static final int X32 = 0x40000000;

  private static final int EPERM = 1;
  private static final int MAX_BYTES = 32_768;

  private final ByteBuffer code = ByteBuffer.allocate(MAX_BYTES).order(ByteOrder.LITTLE_ENDIAN);

  /** Ends a program of another architecture, refuses x32, and looks at the call's number. */
  public Bpf begin(int audit) {
    put(LOAD, 0, 0, ARCHITECTURE);
    put(IF_EQUAL, 1, 0, audit);
    put(RETURN, 0, 0, KILL);
    put(LOAD, 0, 0, NUMBER);
    put(IF_AT_LEAST, 0, 1, X32);
    put(RETURN, 0, 0, refusal(EPERM));
    return this;
  }

  /** Returns what refuses with an error number; with 0 the call succeeds without being made. */
  public static int refusal(int error) {
    return REFUSE | error;
  }

  /** Decides a call by its number alone. */
  public Bpf call(int number, int verdict) {
    put(IF_EQUAL, 0, 1, number);
    put(RETURN, 0, 0, verdict);
    return this;
  }

  /** Decides a call when the argument (from 0) is the value. */
  public Bpf whenArgument(int number, int argument, int value, int verdict) {
    put(IF_EQUAL, 0, 4, number);
    put(LOAD, 0, 0, ARGUMENTS + 8 * argument);
    put(IF_EQUAL, 0, 1, value);
    put(RETURN, 0, 0, verdict);
    put(LOAD, 0, 0, NUMBER);
    return this;
  }

  /** Decides a call when the argument (from 0) has any of the bits. */
  public Bpf whenBits(int number, int argument, int bits, int verdict) {
    put(IF_EQUAL, 0, 4, number);
    put(LOAD, 0, 0, ARGUMENTS + 8 * argument);
    put(IF_ANY_BIT, 0, 1, bits);
    put(RETURN, 0, 0, verdict);
    put(LOAD, 0, 0, NUMBER);
    return this;
  }

  /** Two values that belong together. */
  public record Pair(int first, int second) {}

  /**
   * Decides a call by two arguments that follow each other: whether each is the wanted value or -1.
   *
   * @param argument the first of them, from 0
   */
  public Bpf whenArguments(int number, int argument, Pair wanted, int yes, int no) {
    put(IF_EQUAL, 0, 8, number);
    put(LOAD, 0, 0, ARGUMENTS + 8 * argument);
    put(IF_EQUAL, 1, 0, -1);
    put(IF_EQUAL, 0, 3, wanted.first());
    put(LOAD, 0, 0, ARGUMENTS + 8 * (argument + 1));
    put(IF_EQUAL, 2, 0, -1);
    put(IF_EQUAL, 1, 0, wanted.second());
    put(RETURN, 0, 0, no);
    put(RETURN, 0, 0, yes);
    return this;
  }

  /** Returns the program; what nothing decided is allowed. */
  public byte[] end() {
    put(RETURN, 0, 0, ALLOW);
    var program = new byte[code.position()];
    code.flip().get(program);
    return program;
  }

  /** Puts a {@code struct sock_filter}: 16 bits of code, two jumps of 8 bits, a value. */
  private void put(int instruction, int ifTrue, int ifFalse, int value) {
    code.putShort((short) instruction).put((byte) ifTrue).put((byte) ifFalse).putInt(value);
  }
}
