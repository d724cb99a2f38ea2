package dev.jackdaw.policy.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProtectedNamesTest {
  private static final Path ROOT = Path.of("/project/project");
  private static final List<Path> ROOTS = List.of(ROOT);

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".git",
        ".git/config",
        ".git/hooks/pre-commit",
        ".git/info/attributes",
        "sub/.git/config",
        ".GIT/config",
        ".Git/Config",
        ".git./config",
        ".git /config",
        ".git::$INDEX_ALLOCATION/config",
        "git~1/config",
        ".g\u200bit/config",
        ".\u200dgit/config",
        "\ufeff.git/config",
        "\uff0egit/config",
        ".\uff47it/config",
        ".g\u0131t/config",
        ".jackdaw/settings.json",
        ".claude/settings.local.json",
        ".codex/config.toml",
        ".cursor/mcp.json",
        ".vscode/tasks.json",
        ".VSCODE/settings.json",
        ".v\u017fcode/settings.json",
        ".idea/runConfigurations/x.xml",
        ".github",
        ".github/workflows",
        ".github/workflows/ci.yml",
        ".GitHub/Workflows/ci.yml",
        ".gitlab-ci.yml",
        "Jenkinsfile",
        ".bashrc",
        ".config/fish/config.fish",
        ".envrc",
        ".mcp.json",
        "AGENTS.md",
        "agents.MD",
        "docs/CLAUDE.md",
        "mvnw",
        ".mvn/jvm.config",
        "gradlew",
        "gradle",
        "gradle/wrapper/gradle-wrapper.properties",
        ".npmrc",
        ".yarnrc.yml",
        "pip.conf",
        ".cargo/config.toml",
        ".env",
        "id_rsa"
      })
  void writingItNeedsAPersonWhetherOrNotItExists(String name) {
    assertThat(ProtectedNames.writing(ROOT.resolve(name), ROOTS)).as(name).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "src/Main.java",
        "package.json",
        "pom.xml",
        "build.gradle",
        ".gitignore",
        ".gitattributes",
        ".github/ISSUE_TEMPLATE/bug.md",
        "github/workflows/x",
        "docs/git/config",
        "environment.env.md",
        ".env.example",
        "agents.md.txt",
        "gradle/libs.versions.toml"
      })
  void ordinaryFilesAreOrdinary(String name) {
    assertThat(ProtectedNames.writing(ROOT.resolve(name), ROOTS)).as(name).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".env",
        ".ENV",
        ".env.local",
        "a/.env.production",
        "server.pem",
        "SERVER.PEM",
        "id_rsa",
        "id_ed25519.pub",
        ".netrc",
        ".aws/credentials",
        ".ssh/config",
        ".git-credentials",
        ".docker/config.json",
        ".kube/config",
        "deploy/kubeconfig.yaml",
        "service-account-prod.json",
        "x-firebase-adminsdk-1.json",
        "credentials.json",
        ".\uff45nv",
        ".e\u200bnv",
        ".env.",
        ".env ",
        "\u017ferver.pem",
        "id_r\u017fa",
        ".net\u200drc"
      })
  void readingCredentialsNeedsAPerson(String name) {
    assertThat(ProtectedNames.reading(ROOT.resolve(name), ROOTS)).as(name).isPresent();
  }

  @Test
  void examplesOfCredentialsAreMadeToBeRead() {
    for (var name : List.of(".env.example", ".env.sample", ".env.template", "a/.ENV.Example")) {
      assertThat(ProtectedNames.reading(ROOT.resolve(name), ROOTS)).as(name).isEmpty();
    }
  }

  /** Each letter is spelled in every way that some file system or reader takes for it. */
  @ParameterizedTest
  @ValueSource(strings = {".git/hooks", ".git/config", ".vscode", ".jackdaw", ".github/workflows"})
  void everySpellingOfAProtectedNameIsProtected(String name) {
    for (var i = 0; i < name.length(); i++) {
      for (var other : others(name.charAt(i))) {
        var spelled = name.substring(0, i) + other + name.substring(i + 1);
        assertThat(ProtectedNames.writing(ROOT.resolve(spelled), ROOTS)).as(spelled).isPresent();
      }
    }
    for (var end : List.of(".", " ", " . ", "\u200b", "::$DATA")) {
      assertThat(ProtectedNames.writing(ROOT.resolve(name + end), ROOTS)).as(end).isPresent();
    }
  }

  private static List<String> others(char letter) {
    if (letter == '/') return List.of("//");
    var others = new ArrayList<String>();
    others.add(String.valueOf(Character.toUpperCase(letter)));
    others.add(String.valueOf((char) (letter - '!' + '\uff01')));
    for (var nothing : List.of("\u200b", "\u200d", "\ufeff", "\u00ad", "\u2060")) {
      others.add(letter + nothing);
    }
    if (letter == 's') others.add("\u017f");
    if (letter == 'k') others.add("\u212a");
    if (letter == 'i') others.addAll(List.of("\u0131", "\u0130", "\u2170", "\u24d8"));
    return others;
  }

  @Test
  void readingOtherProtectedFilesDoesNot() {
    for (var name : List.of(".git/config", "AGENTS.md", ".github/workflows/ci.yml", ".npmrc")) {
      assertThat(ProtectedNames.reading(ROOT.resolve(name), ROOTS)).as(name).isEmpty();
    }
  }

  @Test
  void aWorkspaceMayLieBelowAProtectedFolderButNotBeOne() {
    var nested = Path.of("/home/u/.claude/worktrees/x");
    assertThat(ProtectedNames.writing(nested.resolve("A.java"), List.of(nested))).isEmpty();
    var itself = Path.of("/home/u/x/.vscode");
    assertThat(ProtectedNames.writing(itself.resolve("tasks.json"), List.of(itself))).isPresent();
    var hooks = Path.of("/home/u/x/.git/hooks");
    assertThat(ProtectedNames.writing(hooks.resolve("pre-commit"), List.of(hooks))).isPresent();
  }
}
