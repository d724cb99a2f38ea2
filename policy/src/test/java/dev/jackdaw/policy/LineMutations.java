package dev.jackdaw.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes shell lines near those of the reviewed lists: spliced, joined, and with odd pieces in. */
final class LineMutations {
  private static final List<String> JOINTS =
      List.of(" ; ", " && ", " || ", " | ", "\n", ";", "|", "&&", " & ", " |& ", " \\\n");
  private static final List<String> PIECES =
      List.of(
          "'",
          "\"",
          "\\",
          "$",
          "`",
          "(",
          ")",
          "<",
          ">",
          "{",
          "}",
          "*",
          "?",
          "~",
          "#",
          "!",
          "=",
          "$?",
          "$((1+2))",
          "$f",
          "\"$f\"",
          "$'\\n'",
          "{a,b}",
          "src/*",
          "./*.md",
          "docs/{a,b}.md",
          " -o x",
          " -i",
          " -exec cat {} +",
          " >/dev/null",
          " 2>&1",
          " > x",
          " < README.md",
          " --",
          " -n",
          " -f",
          " -r",
          " -l",
          " x",
          " ..",
          " ../secret",
          " link",
          " link/secret",
          " /etc",
          " src",
          " docs/a.md",
          "'a b'",
          "\"a  b\"",
          "a\\ b",
          " ''",
          "\t",
          "  ",
          "-",
          "--",
          "\\;",
          " 'w x'",
          " -e",
          " -- -n",
          "<<'E'\na $x\nE\n",
          "<<<x",
          "\u00e9",
          "'\u00e9'",
          "2>",
          "[",
          "]",
          " !",
          "%",
          "^",
          "@",
          "HEAD@{1}",
          ":",
          ",",
          "NO_COLOR=1 ",
          "LC_ALL=C ",
          "X=1 ");
  private static final List<String> FRAMES =
      List.of(
          "(%s)",
          "{ %s; }",
          "! %s",
          "for f in a 'b c' -n; do %s; done",
          "for f in docs/*.md; do %s; done",
          "for f in src docs; do (%s); done",
          "if %s; then echo y; else echo n; fi",
          "if true; then %s; fi",
          "while false; do %s; done",
          "cd src && %s",
          "cd docs; %s",
          "cd nothing; %s",
          "cd nothing || %s",
          "cd src && cd .. && %s",
          "(cd src; %s); pwd",
          "%s | cat",
          "%s 2>/dev/null",
          "%s # comment",
          "time %s",
          "time -p %s",
          "case x in x) %s;; *) ls;; esac",
          "case README.md in *.md|*.txt) echo y;; (*) %s; esac",
          "until true; do %s; done",
          "cat <(%s)",
          "diff <(cd src; %s) <(ls)",
          "while read -r f; do echo \"$f\"; done < <(%s)",
          "while IFS=: read -r f g; do echo \"$f\"; done < <(%s)",
          "echo \"$(%s)\"",
          "echo \"a $(cd docs; %s) b\"",
          "[ -n \"$(%s)\" ]",
          "v=$(%s); echo \"$v\"",
          "f=README.md; %s",
          "f=docs && %s",
          "%s |& cat",
          "for f in a b; do %s; break; done",
          "echo \"$?\"; %s");

  private final Random random;
  private final List<String> seeds;

  LineMutations(long seed, List<String> seeds) {
    this.random = new Random(seed);
    this.seeds = seeds;
  }

  String next() {
    var line = one(seeds);
    for (var i = random.nextInt(3); i > 0; i--) line = mutated(line);
    return line;
  }

  private String mutated(String line) {
    return switch (random.nextInt(7)) {
      case 0 -> line + one(JOINTS) + one(seeds);
      case 1 -> one(FRAMES).replace("%s", line);
      case 2 -> inserted(line, one(PIECES));
      case 3 -> line + one(PIECES);
      case 4 -> swapped(line, one(seeds));
      case 5 -> shortened(line);
      default -> swapped(line, one(PIECES));
    };
  }

  private String inserted(String line, String piece) {
    var at = random.nextInt(line.length() + 1);
    return line.substring(0, at) + piece + line.substring(at);
  }

  private String shortened(String line) {
    if (line.length() < 2) return line;
    var at = random.nextInt(line.length());
    return line.substring(0, at) + line.substring(at + 1);
  }

  private String swapped(String line, String other) {
    var words = new ArrayList<>(List.of(line.split(" ", -1)));
    words.set(random.nextInt(words.size()), one(List.of(other.split(" ", -1))));
    return String.join(" ", words);
  }

  private <T> T one(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
