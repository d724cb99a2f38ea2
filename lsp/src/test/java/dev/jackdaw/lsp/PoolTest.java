package dev.jackdaw.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.testkit.FakeCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several roots and workspaces in one session: each has its server, so many run and no more. */
class PoolTest {
  @TempDir Path folder;

  private String write(LanguageServers servers, Path where, String path, String text)
      throws IOException, InterruptedException {
    var context = FakeCall.in(where, _ -> new Answer.Dismissed());
    return servers.watching(new WriteText()).call(WriteText.input(path, text), context).text();
  }

  private Path module(String name) throws IOException {
    var module = Files.createDirectories(folder.resolve(name));
    Files.writeString(module.resolve("x.project"), "");
    Files.writeString(module.resolve("a.x"), "one\n");
    return module.toRealPath();
  }

  @Test
  void eachModuleHasAServerOfItsOwn() throws Exception {
    var fakes = new FakeServers();
    var one = module("one");
    var two = module("two/deep");
    try (var servers = fakes.in(folder)) {
      assertThat(write(servers, folder, "one/a.x", "BAD\n")).contains("New in one/a.x");
      assertThat(write(servers, folder, "two/deep/a.x", "BAD\n")).contains("New in two/deep/a.x");
      assertThat(write(servers, folder, "one/b.x", "BAD\n")).contains("New in one/b.x");
    }
    assertThat(fakes.roots).containsExactly(one, two);
    for (var server : fakes.started) server.waitFor();
  }

  @Test
  void beyondSoManyTheOneUnusedForLongestRestsAndComesBack() throws Exception {
    var fakes = new FakeServers();
    for (var i = 0; i <= Pool.MOST_RUNNING; i++) module("m" + i);
    try (var servers = fakes.in(folder)) {
      for (var i = 0; i <= Pool.MOST_RUNNING; i++) {
        assertThat(write(servers, folder, "m" + i + "/a.x", "BAD\n")).contains("bad word");
      }
      fakes.started.getFirst().waitFor();
      assertThat(servers.unsettled()).isEmpty();

      assertThat(write(servers, folder, "m0/a.x", "BAD\nBAD 2\n"))
          .isEqualTo("Wrote it.\nNew in m0/a.x after this change:\nline 2: error: bad word [E1]");
      assertThat(fakes.started).hasSize(Pool.MOST_RUNNING + 2);
      fakes.started.get(1).waitFor();
    }
    assertThat(fakes.warnings).isEmpty();
  }

  @Test
  void anotherWorkspaceHasServersThatEndWithIt() throws Exception {
    var fakes = new FakeServers();
    var checkout = module("checkout");
    var tree = module("tree");
    try (var servers = fakes.in(checkout)) {
      assertThat(write(servers, checkout, "a.x", "BAD\n")).contains("bad word");
      try (var its = servers.in(Workspace.of(tree), fakes.around(Duration.ofSeconds(20)))) {
        assertThat(write(its, tree, "a.x", "BAD\n")).contains("New in a.x");
        assertThat(fakes.roots).containsExactly(checkout, tree);
      }
      fakes.started.getLast().waitFor();
      assertThat(write(servers, checkout, "a.x", "BAD\nBAD 2\n")).contains("line 2");
      assertThat(fakes.started).hasSize(2);
    }
  }
}
