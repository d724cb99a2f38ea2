package dev.jackdaw.cli.models;

import dev.jackdaw.models.Check;
import dev.jackdaw.models.ModelListing;
import dev.jackdaw.tui.ShellActions.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The models a person can choose from in a session: those whose key is there, the others after. */
public final class ModelChoices {
  private ModelChoices() {}

  public static List<Choice> of(List<ModelListing> listings) {
    var usable = new ArrayList<Choice>();
    var others = new ArrayList<Choice>();
    for (var listing : listings) {
      var missing = listing.key() == Check.Key.MISSING;
      (missing ? others : usable).add(new Choice(listing.info().id(), remark(listing, missing)));
    }
    usable.addAll(others);
    return usable;
  }

  private static String remark(ModelListing listing, boolean missing) {
    var parts = new ArrayList<String>();
    if (missing) parts.add("no key");
    var window = listing.info().window();
    parts.add(window == 0 ? "window not known" : window / 1000 + "k");
    parts.add(
        listing
            .info()
            .prices()
            .map(prices ->
                String.format(Locale.ROOT, "$%.2f in, $%.2f out", prices.input(), prices.output()))
            .orElse("price not known"));
    if (!listing.aliases().isEmpty()) parts.add(String.join(", ", listing.aliases()));
    return String.join("; ", parts);
  }
}
