package dev.jackdaw.journal.checkpoint;

import java.util.List;
import java.util.Random;

/** Random lines for bash that make, change, move and delete files of all kinds. */
final class RandomProgram {
  private static final List<String> NAMES =
      List.of(
          "a",
          "b",
          "c.txt",
          "'d e'",
          "$'\\xff\\xfe'",
          "$'n\\nl'",
          "-dash",
          "é",
          ".hidden",
          "a/x",
          "a/y/z",
          "sub/deep/f",
          "sub/$'\\xe9'",
          "sub/.gitignore");

  private final Random random;

  RandomProgram(Random random) {
    this.random = random;
  }

  private String name() {
    return "./" + NAMES.get(random.nextInt(NAMES.size()));
  }

  private String mode() {
    return List.of("644", "600", "755", "444", "700", "500").get(random.nextInt(6));
  }

  /** Returns a line; whatever it cannot do it leaves undone. */
  String line() {
    var one = name();
    var two = name();
    var number = random.nextInt(1000);
    var line =
        switch (random.nextInt(16)) {
          case 0, 1, 2 -> "mkdir -p \"$(dirname %s)\" && echo %d > %s".formatted(one, number, one);
          case 3 -> "echo %d >> %s".formatted(number, one);
          case 4 -> "rm -rf %s".formatted(one);
          case 5 -> "mv -f %s %s".formatted(one, two);
          case 6 -> "cp -a %s %s".formatted(one, two);
          // A folder that its owner may not enter could not be compared afterwards.
          case 7 -> "chmod %s %s; [ -d %s ] && chmod u+rwx %s".formatted(mode(), one, one, one);
          case 8 -> "ln -sfn %s %s".formatted(two, one);
          case 9 -> "ln -f %s %s".formatted(one, two);
          case 10 -> "mkdir -p %s".formatted(one);
          case 11 -> "sed -i s/1/%d/ %s".formatted(number, one);
          case 12 -> "rm -rf ./sub ./a";
          case 13 -> "head -c %d /dev/urandom > %s".formatted(number * 300, one);
          case 14 ->
              "chmod 755 ./a ./sub; mkdir -p %s.d/1/2 && touch %s.d/1/2/3".formatted(one, one);
          default -> "git add -A . && git commit -qm %d".formatted(number);
        };
    return "{ " + line + "; } 2>/dev/null || true";
  }
}
