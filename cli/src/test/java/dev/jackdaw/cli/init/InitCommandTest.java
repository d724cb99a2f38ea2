package dev.jackdaw.cli.init;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.cli.init.InitCommand.Existing;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitCommandTest {
  @TempDir Path temp;
  private Path folder;

  @BeforeEach
  void prepare() throws IOException {
    folder = Files.createDirectories(temp.toRealPath().resolve("shop"));
  }

  private void write(String name, String text) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private String run(Existing existing, boolean dry) {
    var out = new StringWriter();
    new InitCommand(folder, new PrintWriter(out)).run(existing, dry);
    return out.toString();
  }

  private String made() throws IOException {
    run(Existing.KEPT, false);
    return Files.readString(folder.resolve("AGENTS.md"));
  }

  @Test
  void saysHowANodeProjectIsBuilt() throws IOException {
    write(
        "README.md",
        "# The Shop\n\n![x](y)\n\nSells [things](https://x) to people who need them.\n");
    write(
        "package.json",
        "{\"scripts\":{\"test\":\"vitest run\",\"a b\":\"x\",\"lint\":\"eslint .\"}}");
    write("pnpm-lock.yaml", "");
    write("src/a.ts", "");
    write("node_modules/b.py", "");
    write(".editorconfig", "");
    write(".cursorrules", "Use tabs.");
    write(".github/workflows/ci.yml", "jobs:\n  a:\n    steps:\n      - run: pnpm test\n");

    assertThat(made())
        .isEqualTo(
            """
            # The Shop

            Sells things to people who need them.

            Built with Node.js with pnpm.

            ## Commands
            - install: `pnpm install`
            - test (vitest run): `pnpm run test`
            - lint (eslint .): `pnpm run lint`

            ## Where things are
            - `src/`: TypeScript

            ## Rules
            - `.editorconfig`: indentation and line ends

            ## What the CI runs
            - `pnpm test` (ci.yml)

            ## Instructions for other tools, still to be merged into this file
            - `.cursorrules`
            """);
  }

  @Test
  void knowsTheUsualBuilds() throws IOException {
    write("pom.xml", "<modules><module>api</module></modules> spotless");
    write("mvnw", "");
    write("build.gradle.kts", "");
    write("Cargo.toml", "[workspace]");
    write("go.mod", "module example.org/shop\n");
    write("pyproject.toml", "[tool.pytest.ini_options]\n[tool.ruff]\n");
    write("uv.lock", "");
    write("Makefile", "CC := gcc\nbuild: a\n\techo\ntest:\n.PHONY: build\nsecret-target:\n");

    assertThat(made())
        .contains("Maven, modules api; Gradle; Cargo, a workspace; Go, module example.org/shop")
        .contains("`./mvnw test -Dtest=NameOfTheTest -pl MODULE -am`", "`./mvnw spotless:apply`")
        .contains("`gradle build`", "`cargo test --workspace`", "`go test ./...`")
        .contains("`uv run pytest`", "`uv run ruff check`", "`make build`", "`make test`")
        .doesNotContain("secret-target", "make CC");
  }

  @Test
  void keepsWhatIsThereAndShowsTheDifference() throws IOException {
    write("go.mod", "module a\n");
    write("AGENTS.md", "# mine\n");

    assertThat(run(Existing.KEPT, false)).contains("-# mine", "+# shop", "nothing was written");
    assertThat(folder.resolve("AGENTS.md")).hasContent("# mine");
    assertThat(run(Existing.REPLACED, true)).contains("nothing was written");
    assertThat(run(Existing.REPLACED, false)).contains("-# mine", "is replaced");
    assertThat(run(Existing.KEPT, false)).contains("says this already");
  }

  @Test
  void writesNothingWhenDry() {
    assertThat(run(Existing.KEPT, true)).startsWith("# shop");
    assertThat(folder.resolve("AGENTS.md")).doesNotExist();
  }

  @Test
  void doesNotWriteThroughALinkOrReadOutOfTheFolder() throws IOException {
    var secret =
        Files.writeString(temp.resolve("secret"), "# secret\n\nA secret that is long enough.");
    Files.createSymbolicLink(folder.resolve("README.md"), secret);
    assertThat(run(Existing.KEPT, true)).doesNotContain("secret");

    Files.createSymbolicLink(folder.resolve("AGENTS.md"), secret);
    assertThatThrownBy(() -> run(Existing.REPLACED, false))
        .isInstanceOf(JackdawException.class)
        .hasMessageContaining("it is a link");
    assertThat(secret).content().startsWith("# secret");
  }

  @Test
  void takesNoControlCharactersOver() throws IOException {
    write("README.md", "# a\u001b[2Jb\n");
    write("package.json", "{\"scripts\":{\"test\":\"x\\u001b[2J`\"}}");

    assertThat(made()).doesNotContain("\u001b").contains("`npm run test`");
  }
}
