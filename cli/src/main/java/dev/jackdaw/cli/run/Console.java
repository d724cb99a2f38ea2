package dev.jackdaw.cli.run;

import dev.jackdaw.api.VisibleText;
import java.io.PrintStream;

/** Standard error, where progress and errors go. Nothing hides in what is shown. */
public record Console(PrintStream err) {
  public void progress(String text) {
    err.println(VisibleText.of(text));
  }

  public void error(String text) {
    err.println("jackdaw: " + VisibleText.of(text));
  }
}
