package dev.jackdaw.engine.recall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.testkit.Generators;
import dev.jackdaw.testkit.Properties;
import java.text.Normalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
  @ParameterizedTest
  @CsvSource({
    "parseHttpUrl, 'parse, http, url, parsehttpurl'",
    "parse_http_url, 'parse, http, url, parsehttpurl'",
    "HTTPServer2Test, 'http, server2, test, httpserver2test'",
    "MAX_VALUE, 'max, value, maxvalue'",
    "src/till/Rate.java:88, 'src, till, rate, java, 88'",
    "__init__, 'init'",
    "don't, 'don, t'",
    "Straße, 'straße'",
    "ΩmegaWert, 'ωmega, wert, ωmegawert'",
    "die größteZahl, 'die, größte, zahl, größtezahl'",
    "価格表, '価格, 格表'",
    "Aの価格, 'a, の価, 価格'",
    "価 a, '価, a'",
    "a🦆b, 'a, b'"
  })
  void areTheTermsOfAText(String text, String terms) {
    assertThat(String.join(", ", Words.of(text))).isEqualTo(terms);
  }

  @Test
  void findComposedAndDecomposedLettersAlike() {
    assertThat(Words.of("größer"))
        .isEqualTo(Words.of(Normalizer.normalize("größer", Normalizer.Form.NFD)));
  }

  @Test
  void endForEveryText() {
    Properties.forAll(
        Generators::text,
        text -> {
          for (var term : Words.of(text)) {
            assertThat(term).isNotEmpty();
            assertThat(Words.of(term)).as("terms of %s", term).isNotEmpty();
          }
        });
  }

  @Test
  void areCountedAsTheyAreFound() {
    Properties.forAll(
        Generators::text,
        text -> {
          var terms = Words.of(text);
          var counter = new Counter(terms);
          counter.add(text, 0, text.length());
          assertThat(counter.counts()).doesNotContain(0);
          var sum = 0;
          for (var count : counter.counts()) sum += count;
          assertThat(counter.length()).isEqualTo(sum);
        });
  }
}
