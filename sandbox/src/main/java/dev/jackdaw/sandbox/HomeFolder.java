package dev.jackdaw.sandbox;

import java.util.List;

/** What of a home folder matters to a sandbox. */
public final class HomeFolder {
  /**
   * What builds need: toolchains and what they downloaded. All of it is read-only, because what is
   * written there runs later and outside; none of it holds credentials by design. The names are
   * those of the tools' own documentation.
   */
  public static final List<String> CACHES =
      List.of(
          ".m2/repository",
          ".m2/wrapper",
          ".gradle/caches",
          ".gradle/wrapper",
          ".gradle/jdks",
          ".ivy2/cache",
          ".sbt",
          ".cache/coursier",
          ".konan",
          ".sdkman/candidates",
          ".jdks",
          ".npm/_cacache",
          ".nvm",
          ".fnm",
          ".local/share/fnm",
          ".volta",
          ".bun",
          ".deno",
          ".cache/deno",
          ".cache/node",
          ".cache/yarn",
          ".yarn/berry",
          ".cache/pnpm",
          ".local/share/pnpm",
          ".cargo/bin",
          ".cargo/registry",
          ".cargo/git",
          ".rustup",
          "go/pkg",
          "go/bin",
          ".cache/go-build",
          ".pyenv",
          ".cache/pip",
          ".cache/uv",
          ".local/share/uv",
          ".local/share/virtualenvs",
          ".local/lib",
          ".local/bin",
          ".rbenv",
          ".gem/ruby",
          ".local/share/gem",
          ".asdf",
          ".local/share/mise",
          ".nuget/packages",
          ".dotnet",
          ".pub-cache",
          ".composer/cache",
          ".cache/composer",
          ".cabal/packages",
          ".ghcup",
          ".stack",
          ".opam");

  /** Where credentials are kept, to be hidden where the home folder itself is worked in. */
  public static final List<String> CREDENTIALS =
      List.of(
          ".ssh",
          ".gnupg",
          ".aws",
          ".azure",
          ".config/gcloud",
          ".config/gh",
          ".config/glab-cli",
          ".config/op",
          ".kube",
          ".docker",
          ".netrc",
          ".npmrc",
          ".pypirc",
          ".git-credentials",
          ".config/git/credentials",
          ".m2/settings.xml",
          ".m2/settings-security.xml",
          ".gradle/gradle.properties",
          ".cargo/credentials.toml",
          ".password-store",
          ".local/share/keyrings",
          ".mozilla",
          ".thunderbird",
          ".config/google-chrome",
          ".config/chromium",
          "Library/Keychains");

  private HomeFolder() {}
}
