package dev.jackdaw.cli.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Puts a question to the person at the terminal, outside of a session. */
public final class Questions {
  private Questions() {}

  /** Returns whether they said yes; no when nobody is there. */
  public static boolean agreed(String question) {
    if (Stdin.source() != Stdin.Source.TERMINAL) return false;
    System.err.print(question + " [y/N] ");
    System.err.flush();
    try {
      var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      var answer = in.readLine();
      return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
    } catch (IOException _) {
      return false;
    }
  }
}
