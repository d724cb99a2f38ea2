package dev.jackdaw.lsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.testkit.FakeCall;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The servers people have. */
@Timeout(180)
class RealServersIT {
  private static final Path MODULES = Path.of("src/test/js/node_modules").toAbsolutePath();
  private static final Duration LONG = Duration.ofSeconds(100);

  @TempDir Path folder;

  private LanguageServers servers(String name, String program) throws IOException {
    assumeTrue(isThere("node"), "node is not installed: " + name + " is not tried");
    var main = MODULES.resolve(program);
    assumeTrue(
        Files.exists(main), name + " is not installed: run `npm ci` in lsp/src/test/js to try it");
    var command = new ArrayList<>(List.of("node", main.toString()));
    command.addAll(known(name).command().subList(1, known(name).command().size()));
    return servers(known(name), command);
  }

  /** One that is installed for everybody, or not tried. */
  private LanguageServers servers(String name) throws IOException {
    var spec = known(name);
    assumeTrue(isThere(spec.program()), spec.program() + " is not on the PATH: not tried");
    return servers(spec, spec.command());
  }

  private static ServerSpec known(String name) {
    return KnownServers.ALL.stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  private LanguageServers servers(ServerSpec spec, List<String> command) throws IOException {
    var started =
        new ServerSpec(
            spec.name(),
            command,
            spec.languages(),
            spec.markers(),
            Map.of(),
            spec.options(),
            spec.settings(),
            "test",
            false,
            Hold.SANDBOX);
    return new LanguageServers(
        List.of(started),
        Workspace.of(folder),
        new Surroundings(
            new PlainStarter(),
            new Timing(LONG, LONG, LONG, LONG, Duration.ZERO),
            LONG,
            4L << 30,
            _ -> true,
            "1.0",
            Thread.ofPlatform().daemon().name("lsp-test").factory(),
            _ -> {}));
  }

  private static boolean isThere(String program) {
    for (var folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
      if (Files.isExecutable(Path.of(folder, program))) return true;
    }
    return false;
  }

  private String write(LanguageServers servers, String path, String text) throws Exception {
    var context = FakeCall.in(folder, _ -> new Answer.Dismissed());
    return servers.watching(new WriteText()).call(WriteText.input(path, text), context).text();
  }

  private String ask(
      LanguageServers servers, CodeTool.Action action, String path, int line, String symbol)
      throws Exception {
    var input =
        new CodeTool.Input(action, Optional.of(path), Optional.of(line), Optional.of(symbol));
    return new CodeTool(servers)
        .call(input, FakeCall.in(folder, _ -> new Answer.Dismissed()))
        .text();
  }

  @Test
  void typescriptLanguageServer() throws Exception {
    var money =
        """
        export function add(a: number, b: number): number {
          return a + b;
        }
        export const wrong: string = 1;
        """;
    Files.writeString(folder.resolve("tsconfig.json"), "{\"compilerOptions\":{\"strict\":true}}");
    Files.writeString(folder.resolve("money.ts"), money);
    Files.writeString(
        folder.resolve("till.ts"), "import { add } from \"./money\";\nconsole.log(add(1, 2));\n");
    try (var servers =
        servers("typescript-language-server", "typescript-language-server/lib/cli.mjs")) {
      assertThat(write(servers, "money.ts", "// moved\n" + money.replace("a + b", "a + c")))
          .isEqualTo(
              "Wrote it.\nNew in money.ts after this change:\nline 3: error: Cannot find name 'c'."
                  + " [2304]");
      assertThat(ask(servers, CodeTool.Action.DEFINITION, "till.ts", 2, "add"))
          .isEqualTo("money.ts:2: export function add(a: number, b: number): number {");
      assertThat(ask(servers, CodeTool.Action.REFERENCES, "money.ts", 2, "add"))
          .contains("till.ts:2: console.log(add(1, 2));");
      assertThat(ask(servers, CodeTool.Action.HOVER, "till.ts", 2, "add"))
          .contains("add(a: number, b: number): number");
    }
  }

  @Test
  void pyright() throws Exception {
    Files.writeString(folder.resolve("pyrightconfig.json"), "{}");
    Files.writeString(
        folder.resolve("app.py"), "def total(all: list[int]) -> int:\n    return sum(all)\n");
    try (var servers = servers("pyright", "pyright/langserver.index.js")) {
      assertThat(
              write(servers, "app.py", "def total(all: list[int]) -> int:\n    return str(all)\n"))
          .contains("New in app.py after this change:\nline 2: error: ", "[reportReturnType]");
      assertThat(ask(servers, CodeTool.Action.SYMBOLS, "app.py", 1, "total"))
          .isEqualTo("1: function total");
    }
  }

  @Test
  void gopls() throws Exception {
    Files.writeString(folder.resolve("go.mod"), "module example.com/shop\n\ngo 1.19\n");
    var money = "package shop\n\nfunc Add(a int, b int) int {\n\treturn a + b\n}\n";
    Files.writeString(folder.resolve("money.go"), money);
    Files.writeString(folder.resolve("till.go"), "package shop\n\nvar sum = Add(1, 2)\n");
    try (var servers = servers("gopls")) {
      assertThat(write(servers, "money.go", "// moved\n" + money.replace("a + b", "a + c")))
          .contains("New in money.go after this change:\nline 5: error: ", "c");
      assertThat(ask(servers, CodeTool.Action.DEFINITION, "till.go", 3, "Add"))
          .isEqualTo("money.go:4: func Add(a int, b int) int {");
      assertThat(ask(servers, CodeTool.Action.REFERENCES, "money.go", 4, "Add"))
          .contains("till.go:3: var sum = Add(1, 2)");
      assertThat(ask(servers, CodeTool.Action.HOVER, "till.go", 3, "Add"))
          .contains("func Add(a int, b int) int");
      assertThat(ask(servers, CodeTool.Action.SYMBOLS, "money.go", 1, "")).contains("Add");
    }
  }

  @Test
  void clangd() throws Exception {
    Files.writeString(folder.resolve("compile_flags.txt"), "-Wall\n");
    Files.writeString(folder.resolve("money.h"), "int add(int a, int b);\n");
    var money = "#include \"money.h\"\nint add(int a, int b) { return a + b; }\n";
    Files.writeString(folder.resolve("money.c"), money);
    Files.writeString(
        folder.resolve("till.c"), "#include \"money.h\"\nint sum(void) { return add(1, 2); }\n");
    try (var servers = servers("clangd")) {
      assertThat(write(servers, "money.c", "// moved\n" + money.replace("a + b", "a + c")))
          .contains("New in money.c after this change:\nline 3: error: ", "'c'");
      assertThat(ask(servers, CodeTool.Action.DEFINITION, "till.c", 2, "add")).contains("money.");
      assertThat(ask(servers, CodeTool.Action.HOVER, "till.c", 2, "add")).contains("add");
      assertThat(ask(servers, CodeTool.Action.SYMBOLS, "money.c", 1, "")).contains("add");
    }
  }
}
