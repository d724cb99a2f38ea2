package till;

/** The tests, as a program that exits with 1 when one of them fails. */
final class ReceiptTest {
  private int failed;

  public static void main(String[] arguments) {
    ReceiptTest test = new ReceiptTest();
    test.formatsSmallAmounts();
    test.roundsToTheNearestCent();
    test.formatsTheTotalOfALunch();
    test.formatsTheTotalOfADrink();
    System.out.println(test.failed == 0 ? "4 tests passed" : test.failed + " of 4 tests FAILED");
    System.exit(test.failed == 0 ? 0 : 1);
  }

  private void formatsSmallAmounts() {
    check("formatsSmallAmounts", "EUR 0.05", new Money(5));
  }

  private void roundsToTheNearestCent() {
    check("roundsToTheNearestCent", "EUR 0.08", new Money(108).share(new Rate(700)));
    check("roundsToTheNearestCent", "EUR 0.07", new Money(106).share(new Rate(700)));
  }

  private void formatsTheTotalOfALunch() {
    Receipt lunch = new Receipt().add("food", 1250).add("book", 750);
    check("formatsTheTotalOfALunch", "EUR 21.47", lunch.total());
  }

  private void formatsTheTotalOfADrink() {
    Receipt drink = new Receipt().add("drink", 400);
    check("formatsTheTotalOfADrink", "EUR 4.77", drink.total());
  }

  private void check(String name, String expected, Money actual) {
    if (expected.equals(actual.toString())) return;
    failed++;
    System.out.println("FAILED " + name + ": expected " + expected + " but was " + actual);
  }
}
