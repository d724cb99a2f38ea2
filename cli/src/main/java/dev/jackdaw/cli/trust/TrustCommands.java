package dev.jackdaw.cli.trust;

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
    switch (Trust.of(inventory, store)) {
      case Trust.Given _ -> out.println(inventory.folder() + " is trusted.");
      case Trust.Unknown _ ->
          out.println(inventory.folder() + " is not trusted; an interactive session asks.");
      case Trust.Outdated outdated -> {
        out.println(inventory.folder() + " was trusted and has changed since:");
        outdated.changes().forEach(line -> out.println("  " + plain(line)));
      }
    }
    if (inventory.isEmpty()) out.println("Nothing in it would be switched on.");
    for (var item : inventory.items()) out.println("  " + plain(item.summary()));
    out.flush();
  }

  private static String plain(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", " ");
  }

  /** Takes the trust back. */
  public void remove() {
    out.println(
        store.distrust(inventory.folder())
            ? inventory.folder() + " is no longer trusted."
            : inventory.folder() + " was not trusted.");
    out.flush();
  }
}
