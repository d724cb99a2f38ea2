package dev.jackdaw.tui.compose;

import java.util.Optional;

/** What is offered for completion, and which of it is marked. */
final class Popup {
  private Optional<Completer.Offer> offer = Optional.empty();
  private int marked;

  /** Where a word begins for which nothing is to be offered any more; -1 for none. */
  private int refused = -1;

  boolean isOpen() {
    return offer.isPresent();
  }

  Optional<Completer.Offer> offer() {
    return offer;
  }

  int marked() {
    return marked;
  }

  /** Offers something else; the mark stays where it was when the same is offered again. */
  void show(Optional<Completer.Offer> next) {
    if (next.isPresent() && next.get().from() == refused) {
      offer = Optional.empty();
      return;
    }
    refused = -1;
    var same = isSame(next);
    offer = next;
    var most = next.map(one -> one.suggestions().size()).orElse(1) - 1;
    marked = same ? Math.min(marked, most) : 0;
  }

  private boolean isSame(Optional<Completer.Offer> next) {
    return offer.isPresent()
        && next.isPresent()
        && offer.get().from() == next.get().from()
        && offer.get().to() == next.get().to();
  }

  /** Offers nothing until another word begins. */
  void refuse() {
    refused = offer.map(Completer.Offer::from).orElse(-1);
    offer = Optional.empty();
  }

  void close() {
    refused = -1;
    offer = Optional.empty();
  }

  /** Marks another one, going round. */
  void move(int by) {
    var count = offer.map(one -> one.suggestions().size()).orElse(1);
    marked =
        by == 1 || by == -1
            ? Math.floorMod(marked + by, count)
            : Math.clamp(marked + by, 0, count - 1);
  }

  Optional<Suggestion> chosen() {
    return offer.map(one -> one.suggestions().get(marked));
  }
}
