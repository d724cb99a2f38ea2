package dev.jackdaw.cli.init;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** How a repository is built, tested and checked, as far as its files say it. */
final class Builds {
  private static final Pattern TARGET = Pattern.compile("(?m)^([A-Za-z][A-Za-z0-9_-]*)\\s*:(?!=)");
  private static final Set<String> USUAL =
      Set.of(
          "all",
          "build",
          "test",
          "tests",
          "check",
          "lint",
          "format",
          "fmt",
          "run",
          "dev",
          "start",
          "clean",
          "install",
          "verify",
          "typecheck",
          "coverage",
          "docs",
          "e2e",
          "release");
  private static final int MAX_SCRIPTS = 14;

  /**
   * A command.
   *
   * @param purpose such as "test"
   */
  record Step(String purpose, String command) {}

  private final Repository repository;
  private final List<Step> steps = new ArrayList<>();
  private final List<String> systems = new ArrayList<>();

  private Builds(Repository repository) {
    this.repository = repository;
  }

  static Builds of(Repository repository) {
    var builds = new Builds(repository);
    builds.maven();
    builds.gradle();
    builds.node();
    builds.rust();
    builds.go();
    builds.python();
    builds.others();
    builds.make();
    return builds;
  }

  List<Step> steps() {
    return List.copyOf(steps);
  }

  /** Returns what is built with what, a phrase each. */
  List<String> systems() {
    return List.copyOf(systems);
  }

  private void add(String purpose, String command) {
    steps.add(new Step(purpose, command));
  }

  private void maven() {
    if (!repository.has("pom.xml")) return;
    var program = repository.has("mvnw") ? "./mvnw" : "mvn";
    var modules =
        repository.found("pom.xml", Pattern.compile("<module>([^<]+)</module>")).stream()
            .map(String::strip)
            .toList();
    systems.add("Maven" + (modules.isEmpty() ? "" : ", modules " + String.join(", ", modules)));
    add("build and test all", program + " verify");
    add(
        "a single test",
        program + " test -Dtest=NameOfTheTest" + (modules.isEmpty() ? "" : " -pl MODULE -am"));
    if (repository.says("pom.xml", "spotless")) add("format", program + " spotless:apply");
    if (repository.says("pom.xml", "checkstyle")) add("style", program + " checkstyle:check");
  }

  private void gradle() {
    var file =
        repository.first(
            "build.gradle.kts", "build.gradle", "settings.gradle.kts", "settings.gradle");
    if (file.isEmpty()) return;
    var program = repository.has("gradlew") ? "./gradlew" : "gradle";
    systems.add("Gradle");
    add("build and test all", program + " build");
    add("a single test", program + " test --tests 'NameOfTheTest'");
    if (repository.says(file.get(), "spotless")) add("format", program + " spotlessApply");
  }

  private void node() {
    var text = repository.text("package.json");
    if (text.isEmpty()) return;
    var program = manager();
    systems.add("Node.js with " + program);
    add(
        "install",
        program.equals("npm") && repository.has("package-lock.json")
            ? "npm ci"
            : program + " install");
    try {
      var scripts = Json.parseObject(text.get()).object("scripts").members();
      var count = 0;
      for (var script : scripts.entrySet()) {
        var name = Repository.plain(script.getKey());
        if (!name.matches("[A-Za-z0-9:._-]+") || ++count > MAX_SCRIPTS) continue;
        var does =
            script.getValue() instanceof Json.Str(var command) ? Repository.plain(command) : "";
        add(name + (does.isEmpty() ? "" : " (" + does + ")"), program + " run " + name);
      }
    } catch (JsonException _) {
      // A file that is no JSON says nothing.
    }
  }

  private String manager() {
    if (repository.has("pnpm-lock.yaml")) return "pnpm";
    if (repository.has("yarn.lock")) return "yarn";
    return repository.first("bun.lock", "bun.lockb").isPresent() ? "bun" : "npm";
  }

  private void rust() {
    if (!repository.has("Cargo.toml")) return;
    var workspace = repository.says("Cargo.toml", "[workspace]") ? " --workspace" : "";
    systems.add("Cargo" + (workspace.isEmpty() ? "" : ", a workspace"));
    add("build", "cargo build" + workspace);
    add("test all", "cargo test" + workspace);
    add("a single test", "cargo test NAME");
    add("lint", "cargo clippy" + workspace + " --all-targets");
    add("format", "cargo fmt");
  }

  private void go() {
    if (!repository.has("go.mod")) return;
    var module = repository.found("go.mod", Pattern.compile("(?m)^module\\s+(\\S+)"));
    systems.add("Go" + (module.isEmpty() ? "" : ", module " + module.getFirst()));
    add("build", "go build ./...");
    add("test all", "go test ./...");
    add("a single test", "go test ./PACKAGE -run NameOfTheTest");
    add(
        "lint",
        repository.first(".golangci.yml", ".golangci.yaml").isPresent()
            ? "golangci-lint run"
            : "go vet ./...");
    add("format", "gofmt -w .");
  }

  private void python() {
    var file = repository.first("pyproject.toml", "setup.py", "setup.cfg", "requirements.txt");
    if (file.isEmpty()) return;
    var run = runner();
    systems.add("Python" + (run.isEmpty() ? "" : " with " + run.split(" ")[0]));
    var has =
        repository.text("pyproject.toml").orElse("")
            + repository.text("requirements-dev.txt").orElse("")
            + repository.text("tox.ini").orElse("")
            + repository.text("setup.cfg").orElse("");
    if (has.contains("pytest") || repository.has("pytest.ini")) {
      add("test all", run + "pytest");
      add("a single test", run + "pytest PATH::NAME");
    }
    if (has.contains("ruff")) {
      add("lint", run + "ruff check");
      add("format", run + "ruff format");
    }
    if (has.contains("black")) add("format", run + "black .");
    if (has.contains("mypy")) add("types", run + "mypy .");
    if (has.contains("pyright")) add("types", run + "pyright");
  }

  private String runner() {
    if (repository.has("uv.lock")) return "uv run ";
    if (repository.has("poetry.lock")) return "poetry run ";
    if (repository.has("pdm.lock")) return "pdm run ";
    return repository.has("Pipfile.lock") ? "pipenv run " : "";
  }

  private void others() {
    if (!repository.names(".", "*.{sln,slnx,csproj}").isEmpty()) {
      systems.add(".NET");
      add("build", "dotnet build");
      add("test all", "dotnet test");
      add("a single test", "dotnet test --filter NAME");
    }
    if (repository.has("CMakeLists.txt")) {
      systems.add("CMake");
      add("build", "cmake -S . -B build && cmake --build build");
      add("test all", "ctest --test-dir build");
    }
    if (repository.has("Gemfile")) {
      systems.add("Ruby with Bundler");
      add("install", "bundle install");
      add("test all", repository.has("spec") ? "bundle exec rspec" : "bundle exec rake test");
    }
    if (repository.has("composer.json")) {
      systems.add("PHP with Composer");
      add("install", "composer install");
    }
    if (repository.has("mix.exs")) {
      systems.add("Elixir with Mix");
      add("test all", "mix test");
    }
  }

  private void make() {
    for (var file : List.of("Makefile", "makefile", "GNUmakefile", "justfile", "Justfile")) {
      if (!repository.has(file)) continue;
      var program = file.toLowerCase(Locale.ROOT).equals("justfile") ? "just" : "make";
      systems.add(program.equals("make") ? "Make" : "just");
      repository.found(file, TARGET).stream()
          .distinct()
          .filter(USUAL::contains)
          .forEach(target -> add(target, program + " " + target));
      return;
    }
  }
}
