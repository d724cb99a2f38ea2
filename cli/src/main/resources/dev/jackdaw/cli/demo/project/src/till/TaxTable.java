package till;

import java.util.Map;

/** The tax rates by kind of goods. */
final class TaxTable {
  private static final Map<String, String> PERCENT =
      Map.of("book", "7", "food", "7.5", "drink", "19.25");

  private TaxTable() {}

  static Rate rate(String kind) {
    String percent = PERCENT.get(kind);
    if (percent == null) throw new IllegalArgumentException("no tax rate for " + kind);
    return Rate.parse(percent);
  }
}
