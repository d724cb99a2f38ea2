package dev.jackdaw.engine.context;

/**
 * How a command ended when it ran last.
 *
 * @param told the line of that call
 * @param runs how often it ran
 * @param failed whether it failed then, and nothing has mended that since
 */
record CommandState(Command command, Ledger.Line told, int runs, boolean failed) {
  long number() {
    return told.number();
  }

  CommandState mended() {
    return new CommandState(command, told, runs, false);
  }

  Ledger.Line line() {
    return runs == 1
        ? told
        : new Ledger.Line(told.number(), told.text() + " (" + runs + " runs)");
  }
}
