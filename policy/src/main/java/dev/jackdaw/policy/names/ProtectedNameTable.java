package dev.jackdaw.policy.names;

import dev.jackdaw.policy.names.ProtectedNames.Entry;
import dev.jackdaw.policy.names.ProtectedNames.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The data behind {@link ProtectedNames}. Sources: the settings and start files that published
 * advisories on coding agents, editors and git name, and the manuals of the programs listed.
 */
final class ProtectedNameTable {
  /** Spelled like credentials, but made to be shared. */
  static final Set<String> EXAMPLES =
      Set.of(".env.example", ".env.sample", ".env.template", ".env.dist", ".env.defaults");

  private ProtectedNameTable() {}

  static List<Entry> entries() {
    var entries = new ArrayList<Entry>();
    control(entries, "git acts on what stands there", GIT);
    control(entries, "a coding agent obeys it", AGENTS);
    control(entries, "an editor runs what it says", EDITORS);
    control(entries, "a build service runs what it says", PIPELINES);
    control(entries, "a shell or a login runs it", START_FILES);
    control(entries, "it selects the programs that a build runs", BUILDS);
    add(entries, Kind.CREDENTIAL, "it may hold credentials", CREDENTIALS);
    add(entries, Kind.TOKEN_HOLDER, "a token or a password stands in it", TOKEN_HOLDERS);
    return List.copyOf(entries);
  }

  /** The 8.3 name is what Windows may have given to {@code .git}. */
  private static final String[] GIT = {
    ".git",
    "git~1",
    ".gitmodules",
    ".gitconfig",
    ".config/git",
    ".githooks",
    ".husky",
    ".pre-commit-config.yaml",
    ".pre-commit-config.yml",
    "lefthook.yml",
    ".lefthook.yml"
  };

  private static final String[] AGENTS = {
    ".jackdaw",
    ".config/jackdaw",
    ".claude",
    ".claude.json",
    ".codex",
    ".cursor",
    ".gemini",
    ".qwen",
    ".opencode",
    "opencode.json",
    "opencode.jsonc",
    ".config/opencode",
    ".crush",
    "crush.json",
    ".crush.json",
    ".goose",
    ".config/goose",
    ".agents",
    ".continue",
    ".windsurf",
    ".roo",
    ".kilocode",
    ".aider.conf.yml",
    ".mcp.json",
    "mcp.json",
    "agents.md",
    "agents.override.md",
    "claude.md",
    "claude.local.md",
    "gemini.md",
    ".cursorrules",
    ".windsurfrules",
    ".clinerules",
    ".goosehints",
    ".github/copilot-instructions.md",
    ".github/instructions",
    ".github/agents"
  };

  private static final String[] EDITORS = {
    ".vscode",
    "*.code-workspace",
    ".devcontainer",
    ".devcontainer.json",
    ".idea",
    ".run",
    ".fleet",
    ".zed",
    ".vimrc",
    ".exrc",
    ".nvimrc",
    ".nvim.lua",
    ".config/nvim",
    ".emacs",
    ".emacs.d",
    ".dir-locals.el",
    ".gdbinit",
    ".lldbinit"
  };

  private static final String[] PIPELINES = {
    ".github/workflows",
    ".github/actions",
    ".github/dependabot.yml",
    ".gitlab-ci.yml",
    ".gitlab/ci",
    ".circleci",
    ".travis.yml",
    "jenkinsfile",
    "azure-pipelines.yml",
    "azure-pipelines.yaml",
    "bitbucket-pipelines.yml",
    ".buildkite",
    ".drone.yml",
    ".woodpecker",
    ".woodpecker.yml",
    "appveyor.yml",
    ".appveyor.yml",
    ".forgejo/workflows",
    ".gitea/workflows",
    ".teamcity",
    "buildspec.yml",
    "cloudbuild.yaml",
    ".tekton"
  };

  private static final String[] START_FILES = {
    ".bashrc",
    ".bash_profile",
    ".bash_login",
    ".bash_logout",
    ".bash_aliases",
    ".profile",
    ".zshrc",
    ".zshenv",
    ".zprofile",
    ".zlogin",
    ".zlogout",
    ".cshrc",
    ".tcshrc",
    ".login",
    ".kshrc",
    ".mkshrc",
    ".config/fish",
    ".inputrc",
    ".envrc",
    ".xinitrc",
    ".xprofile",
    ".xsession",
    ".tmux.conf",
    ".screenrc",
    ".config/autostart",
    ".config/systemd",
    "library/launchagents",
    "library/launchdaemons",
    ".local/bin",
    ".ssh",
    ".pythonstartup",
    "profile.ps1",
    "microsoft.powershell_profile.ps1"
  };

  private static final String[] BUILDS = {
    "mvnw",
    "mvnw.cmd",
    ".mvn",
    "gradlew",
    "gradlew.bat",
    "gradle/wrapper",
    ".sbtopts",
    ".jvmopts",
    ".npmrc",
    ".yarnrc",
    ".yarnrc.yml",
    ".yarn/releases",
    ".yarn/plugins",
    ".pnpmfile.cjs",
    "bunfig.toml",
    "pip.conf",
    "pip.ini",
    ".pypirc",
    ".cargo/config",
    ".cargo/config.toml",
    "rust-toolchain",
    "rust-toolchain.toml",
    ".bazelrc",
    ".tool-versions",
    ".mise.toml",
    "mise.toml",
    ".config/mise",
    ".bundle/config",
    "nuget.config",
    ".condarc",
    ".config/pip",
    ".gradle/init.d",
    ".gradle/init.gradle",
    ".m2/settings.xml"
  };

  private static final String[] CREDENTIALS = {
    ".env",
    ".env.*",
    ".envrc",
    "*.pem",
    "*.key",
    "*.p12",
    "*.pfx",
    "*.jks",
    "*.keystore",
    "*.ppk",
    "*.kdbx",
    "*.p8",
    "*.keytab",
    "id_rsa*",
    "id_dsa*",
    "id_ecdsa*",
    "id_ed25519*",
    ".ssh",
    ".gnupg",
    ".netrc",
    "_netrc",
    ".pgpass",
    ".my.cnf",
    ".git-credentials",
    ".config/git/credentials",
    ".aws",
    ".azure",
    ".config/gcloud",
    ".config/gh",
    ".kube/config",
    "kubeconfig",
    "kubeconfig.y*ml",
    "*.kubeconfig",
    "credentials.json",
    "application_default_credentials.json",
    "client_secret*.json",
    "service-account*.json",
    "service_account*.json",
    "serviceaccount*.json",
    "*-service-account.json",
    "*-firebase-adminsdk-*.json",
    ".docker/config.json",
    ".dockercfg",
    ".s3cfg",
    ".boto",
    ".databrickscfg",
    ".terraformrc",
    ".config/hub",
    ".config/glab-cli",
    ".pypirc",
    ".htpasswd",
    ".vault-token",
    ".cargo/credentials",
    ".cargo/credentials.toml",
    ".gem/credentials",
    ".m2/settings.xml",
    ".m2/settings-security.xml",
    ".gradle/gradle.properties",
    ".terraform.d/credentials.tfrc.json",
    ".config/op",
    ".password-store"
  };

  /** Settings as a rule; credentials only when somebody wrote one in. */
  private static final String[] TOKEN_HOLDERS = {
    ".npmrc", ".yarnrc", ".yarnrc.yml", "pip.conf", "pip.ini", ".condarc", "nuget.config"
  };

  private static void control(List<Entry> entries, String why, String... paths) {
    add(entries, Kind.CONTROL, why, paths);
  }

  private static void add(List<Entry> entries, Kind kind, String why, String... paths) {
    for (var path : paths) entries.add(new Entry(kind, List.of(path.split("/", -1)), why));
  }
}
