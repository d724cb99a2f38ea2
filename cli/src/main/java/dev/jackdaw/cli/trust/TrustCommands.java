package dev.jackdaw.cli.trust;

import dev.jackdaw.api.VisibleText;
import java.io.PrintWriter;

/** {@code jackdaw trust …}: how it stands with the working directory, and taking trust back. */
public final class TrustCommands {
  private final Inventory inventory;
  private final TrustStore store;
  private final PrintWriter out;

  public TrustCommands(Inventory inventory, TrustStore store, PrintWriter out) {
    this.inventory = inventory;
    this.store = store;
    this.out = out;
  }

  /** Prints whether the folder is trusted, and what that switches on. */
  public void show() {
    var folder = VisibleText.blanked(inventory.folder().toString());
    switch (Trust.of(inventory, store)) {
      case Trust.Given _ -> out.println(folder + " is trusted.");
      case Trust.Unknown _ -> out.println(folder + " is not trusted; an interactive session asks.");
      case Trust.Outdated outdated -> {
        out.println(folder + " was trusted and has changed since:");
        outdated.changes().forEach(line -> out.println("  " + VisibleText.blanked(line)));
      }
    }
    if (inventory.isEmpty()) out.println("Nothing in it would be switched on.");
    for (var item : inventory.items()) out.println("  " + VisibleText.blanked(item.summary()));
    out.flush();
  }

  /** Takes the trust back. */
  public void remove() {
    var folder = VisibleText.blanked(inventory.folder().toString());
    out.println(
        store.distrust(inventory.folder())
            ? folder + " is no longer trusted."
            : folder + " was not trusted.");
    out.flush();
  }
}
