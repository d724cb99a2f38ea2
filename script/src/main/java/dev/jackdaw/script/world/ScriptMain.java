package dev.jackdaw.script.world;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * The program that runs one script for the process that started it. It ends with its input,
 * whatever the script does.
 */
public final class ScriptMain {
  private ScriptMain() {}

  /** The one word says how many statements a script may carry out. */
  public static void main(String[] words) throws InterruptedException {
    var out = new FileOutputStream(FileDescriptor.out);
    System.setOut(new PrintStream(OutputStream.nullOutputStream()));
    System.setErr(System.out);
    var talk = new Talk(new FileInputStream(FileDescriptor.in), out);
    Thread.ofPlatform()
        .daemon()
        .name("input")
        .start(() -> {
          talk.read();
          // Nobody waits for a script whose reader is gone.
          Runtime.getRuntime().halt(0);
        });
    talk.run(Long.parseLong(words[0]));
    Runtime.getRuntime().halt(0);
  }
}
