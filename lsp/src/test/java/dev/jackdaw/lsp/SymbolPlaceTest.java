package dev.jackdaw.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class SymbolPlaceTest {
  private static final String TEXT = "address\nadd(a)\n\n😀 x.add(add2)\n";

  @Test
  void aNameIsFoundAsAWholeWordOnOrNearTheLine() {
    assertThat(SymbolPlace.of(TEXT, Optional.empty(), "add")).contains(new SymbolPlace(1, 0));
    assertThat(SymbolPlace.of(TEXT, Optional.of(4), "add")).contains(new SymbolPlace(3, 5));
    assertThat(SymbolPlace.of(TEXT, Optional.of(3), "add2")).contains(new SymbolPlace(3, 9));
    assertThat(SymbolPlace.of(TEXT, Optional.of(4), "x.add")).contains(new SymbolPlace(3, 5));
    assertThat(SymbolPlace.of(TEXT, Optional.of(900), "add")).isEmpty();
    assertThat(SymbolPlace.of(TEXT, Optional.empty(), "dress")).isEmpty();
    assertThat(SymbolPlace.of(TEXT, Optional.empty(), " ")).isEmpty();
  }
}
