package till;

import java.util.ArrayList;
import java.util.List;

/** A list of goods and what they cost together, tax included. */
final class Receipt {
  private final List<String> kinds = new ArrayList<>();
  private final List<Money> prices = new ArrayList<>();

  Receipt add(String kind, long cents) {
    kinds.add(kind);
    prices.add(new Money(cents));
    return this;
  }

  Money total() {
    Money total = new Money(0);
    for (int i = 0; i < prices.size(); i++) {
      Money price = prices.get(i);
      total = total.plus(price).plus(price.share(TaxTable.rate(kinds.get(i))));
    }
    return total;
  }
}
