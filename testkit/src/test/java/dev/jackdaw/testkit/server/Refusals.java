package dev.jackdaw.testkit.server;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Reads files of request bodies, each with what the service says to it on the line below. */
final class Refusals {
  private Refusals() {}

  static Stream<Arguments> read(String name) throws IOException {
    List<String> lines;
    try (var in = Refusals.class.getResourceAsStream(name)) {
      if (in == null) throw new FileNotFoundException(name);
      lines =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .toList();
    }
    var cases = new ArrayList<Arguments>();
    for (var i = 0; i < lines.size(); i += 2) {
      cases.add(Arguments.of(lines.get(i), lines.get(i + 1).strip()));
    }
    return cases.stream();
  }
}
