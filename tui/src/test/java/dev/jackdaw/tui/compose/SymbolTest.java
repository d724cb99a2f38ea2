package dev.jackdaw.tui.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.files.IgnoreRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SymbolTest {
  @TempDir private Path folder;

  private static String names(String path, String text) {
    return SymbolScan.of(path, text).stream()
        .map(one -> one.kind() + " " + one.name() + " " + one.line())
        .collect(Collectors.joining(", "));
  }

  @Test
  void findsWhatIsDefinedInManyLanguages() {
    assertThat(
            names(
                "A.java",
                """
                package a.b;
                /** class Nothing { */
                public sealed interface Shape<T> permits Round {
                  record Round(int r) implements Shape {}
                  @Override public int area(int r) {
                    if (r > 1) {
                      stream.map(x -> {
                        return new Foo() {
                    var y = build(r) {
                    while (true) {
                """))
        .isEqualTo("interface Shape 3, record Round 4, function area 5");
    assertThat(names("a.py", "class Foo(Bar):\n    async def run(self, x):\n        print(x)\n"))
        .isEqualTo("class Foo 1, def run 2");
    assertThat(names("a.go", "type T struct {\nfunc (t *T) Do(a int) error {\nfunc Main() {\n"))
        .isEqualTo("type T 1, func Do 2, func Main 3");
    assertThat(names("a.rs", "pub struct S;\nimpl S {\n    pub fn new() -> S {\n"))
        .isEqualTo("struct S 1, fn new 3");
    assertThat(names("a.ts", "export class A {\n  size(a: string) {\nexport function f<T>() {\n"))
        .isEqualTo("class A 1, function size 2, function f 3");
    assertThat(
            names("a.c", "static int add(int a, int b) {\n  return add(1, 2);\n#define X(a) {\n"))
        .isEqualTo("function add 1");
    assertThat(names("a.sh", "build() {\n  if foo; then\n")).isEqualTo("function build 1");
  }

  @Test
  void offersSymbolsBehindAnAtAndANumberSign() throws Exception {
    Files.createDirectories(folder.resolve("src"));
    Files.writeString(folder.resolve("src/Main.java"), "final class Main {\n  void mainLoop() {\n");
    Files.writeString(folder.resolve("main.txt"), "class MainText {\n");
    var done = new CountDownLatch(1);
    try (var index = new FileIndex(folder, _ -> IgnoreRules.NONE, done::countDown)) {
      await(index);
      var completer = new Completer(folder, List::of, index, ComposerParts.WordSource.NONE);
      var text = new TextBuffer();
      text.insert("see @#main");
      var offer = completer.at(text).orElseThrow();
      assertThat(offer.suggestions())
          .extracting(Suggestion::insert)
          .containsExactly("Main (src/Main.java:1)", "mainLoop (src/Main.java:2)");
      assertThat(offer.suggestions().getFirst().help()).isEqualTo("class  src/Main.java:1");
      assertThat(offer.from()).isEqualTo(4);

      Files.writeString(folder.resolve("src/Main.java"), "\nfinal class Mainframe {\n");
      Files.delete(folder.resolve("main.txt"));
      var symbols = new SymbolIndex(folder);
      symbols.collect(List.of("src/Main.java", "main.txt", "gone.java"));
      assertThat(symbols.find("", 9))
          .containsExactly(new Symbol("Mainframe", "class", "src/Main.java", 2));
    }
  }

  private static void await(FileIndex index) {
    while (index.symbols("", 9).isEmpty() || index.isBuilding()) Thread.onSpinWait();
  }

  @Test
  void readsNoLinksAndNothingHuge() throws IOException {
    Files.writeString(folder.resolve("a.java"), "class A {\n");
    Files.createSymbolicLink(folder.resolve("b.java"), folder.resolve("a.java"));
    Files.writeString(folder.resolve("c.java"), "class C {\n" + "x".repeat(600_000));
    var symbols = new SymbolIndex(folder);
    symbols.collect(List.of("a.java", "b.java", "c.java"));
    assertThat(symbols.find("", 9)).extracting(Symbol::name).containsExactly("A");
  }
}
