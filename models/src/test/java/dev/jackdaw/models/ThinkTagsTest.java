package dev.jackdaw.models;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThinkTagsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Hello | `` | Hello",
        "<think>Hm.</think>~~Hello | Hm. | Hello",
        "~<think>a</b></think>Hello | a</b> | Hello",
        "<thinking>Hm.</thinking>Hello | Hm. | Hello",
        "<think></think>Hello | `` | Hello",
        "<think>Hm. | Hm. | ``",
        "<think>Hm.</thi | Hm.</thi | ``",
        "<thin | `` | <thin",
        "<thin air | `` | <thin air",
        "See <think>x</think> | `` | See <think>x</think>",
        "<think>a</think>b<think>c</think> | a | b<think>c</think>"
      })
  void tellsReasoningFromText(String given, String thinking, String text) {
    var said = given.replace('~', '\n');
    for (var pieceChars : new int[] {1, 2, 5, 100}) {
      var thought = new StringBuilder();
      var shown = new StringBuilder();
      var tags = new ThinkTags(thought::append, shown::append);
      for (var at = 0; at < said.length(); at += pieceChars) {
        tags.add(said.substring(at, Math.min(said.length(), at + pieceChars)));
      }
      tags.end();
      assertThat(thought).hasToString(thinking);
      assertThat(shown).hasToString(text);
    }
  }
}
