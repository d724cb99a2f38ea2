package dev.jackdaw.cli.init;

import dev.jackdaw.api.VisibleText;
import dev.jackdaw.cli.environment.CanonicalPath;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Writes an AGENTS.md from what files say by rule: the same for the same files. What a person or a
 * model would have to judge is left to them.
 */
public final class AgentsMd {
  private static final List<String> OTHERS =
      List.of(
          "CLAUDE.md",
          "GEMINI.md",
          ".cursorrules",
          ".windsurfrules",
          ".github/copilot-instructions.md");
  private static final List<String[]> RULES =
      List.of(
          new String[] {".editorconfig", "indentation and line ends"},
          new String[] {".prettierrc", "format, by Prettier"},
          new String[] {".prettierrc.json", "format, by Prettier"},
          new String[] {"eslint.config.js", "rules, by ESLint"},
          new String[] {"eslint.config.mjs", "rules, by ESLint"},
          new String[] {".eslintrc.json", "rules, by ESLint"},
          new String[] {"biome.json", "format and rules, by Biome"},
          new String[] {"ruff.toml", "format and rules, by Ruff"},
          new String[] {"rustfmt.toml", "format, by rustfmt"},
          new String[] {".clang-format", "format, by clang-format"},
          new String[] {"checkstyle.xml", "rules, by Checkstyle"},
          new String[] {".golangci.yml", "rules, by golangci-lint"},
          new String[] {".pre-commit-config.yaml", "what runs before a commit"},
          new String[] {"tsconfig.json", "how strict TypeScript is"},
          new String[] {"CONTRIBUTING.md", "how changes are made; read it before the first"},
          new String[] {"STYLE.md", "how code is written here; read it before the first change"});
  private static final Pattern RUN = Pattern.compile("(?m)^\\s*(?:-\\s+)?run:[ \\t]+([^|>\\s].*)$");
  private static final int MAX_CI_LINES = 12;

  private final Repository repository;
  private final StringBuilder out = new StringBuilder();

  private AgentsMd(Repository repository) {
    this.repository = repository;
  }

  /** Returns the text for a repository. Nothing runs, and nothing outside of it is read. */
  public static String of(Path folder) {
    var text = new AgentsMd(new Repository(CanonicalPath.of(folder)));
    text.head();
    text.commands();
    text.list("Where things are", Layout.of(text.repository));
    text.list("Rules", text.rules());
    text.list("What the CI runs", text.checks());
    text.list("Instructions for other tools, still to be merged into this file", text.others());
    return text.out.toString().strip() + "\n";
  }

  private void head() {
    out.append("# ").append(title()).append("\n\n");
    var about = paragraph();
    if (!about.isEmpty()) out.append(about).append("\n\n");
    var systems = Builds.of(repository).systems();
    if (!systems.isEmpty())
      out.append("Built with ").append(String.join("; ", systems)).append(".\n\n");
  }

  private String title() {
    var heading = repository.found("README.md", Pattern.compile("(?m)^#\\s+([^\\n]+)"));
    var name = repository.root().getFileName();
    return heading.isEmpty()
        ? Repository.plain(String.valueOf(name))
        : withoutMarks(heading.getFirst());
  }

  /** Returns the first paragraph of the README that is prose. */
  private String paragraph() {
    for (var part : repository.text("README.md").orElse("").split("\\n\\s*\\n")) {
      var text = withoutMarks(part.strip().replaceAll("\\s+", " "));
      if (text.length() < 20 || "#<[!|`-*>=".indexOf(part.strip().charAt(0)) >= 0) continue;
      return text.length() <= 400 ? text : text.substring(0, 400).strip() + "…";
    }
    return "";
  }

  private static String withoutMarks(String text) {
    var plain = text.replaceAll("!?\\[([^\\]]*)\\]\\([^)]*\\)", "$1").replaceAll("<[^>]*>", "");
    return VisibleText.inOneLine(plain).strip();
  }

  private void commands() {
    var lines = new ArrayList<String>();
    for (var step : Builds.of(repository).steps()) {
      lines.add(step.purpose() + ": `" + step.command() + "`");
    }
    list("Commands", lines);
  }

  private List<String> rules() {
    var lines = new ArrayList<String>();
    for (var rule : RULES) {
      if (repository.has(rule[0])) lines.add("`" + rule[0] + "`: " + rule[1]);
    }
    return lines;
  }

  private List<String> checks() {
    var lines = new ArrayList<String>();
    for (var file : repository.names(".github/workflows", "*.{yml,yaml}")) {
      for (var command : repository.found(".github/workflows/" + file, RUN)) {
        var line = "`" + command + "` (" + Repository.plain(file) + ")";
        if (lines.size() < MAX_CI_LINES && !lines.contains(line)) lines.add(line);
      }
    }
    if (repository.has(".gitlab-ci.yml")) lines.add("see `.gitlab-ci.yml`");
    return lines;
  }

  private List<String> others() {
    var lines = new ArrayList<String>();
    for (var name : OTHERS) if (repository.has(name)) lines.add("`" + name + "`");
    for (var name : repository.names(".cursor/rules", "*.md*")) {
      lines.add("`.cursor/rules/" + Repository.plain(name) + "`");
    }
    return lines;
  }

  private void list(String heading, List<String> lines) {
    if (lines.isEmpty()) return;
    out.append("## ").append(heading).append('\n');
    for (var line : lines) out.append("- ").append(line).append('\n');
    out.append('\n');
  }
}
