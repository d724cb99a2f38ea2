package dev.jackdaw.models;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A provider that one of our extensions brings, with the places its credentials are usually in. The
 * extension itself, which knows all of them, need not be loaded for that.
 */
enum Vendor {
  BEDROCK(
      "bedrock",
      "Run: aws sso login; or set AWS_PROFILE or AWS_BEARER_TOKEN_BEDROCK. The role of a machine of"
          + " Amazon's works without.") {
    @Override
    Optional<String> credentials(Places places, Optional<String> kept) {
      return places
          .variable("AWS_BEARER_TOKEN_BEDROCK")
          .or(() ->
              places
                  .variable("AWS_SECRET_ACCESS_KEY")
                  .flatMap(_ -> places.variable("AWS_ACCESS_KEY_ID")))
          .or(() -> kept)
          .or(() -> places.variable("AWS_PROFILE"))
          .or(() -> places.variable("AWS_WEB_IDENTITY_TOKEN_FILE"))
          .or(() -> places.variable("AWS_CONTAINER_CREDENTIALS_FULL_URI"))
          .or(() -> places.variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"))
          .or(() -> places.file("AWS_SHARED_CREDENTIALS_FILE", ".aws/credentials", ""))
          .or(() -> places.file("AWS_CONFIG_FILE", ".aws/config", ""));
    }
  },
  AZURE(
      "azure",
      "Set AZURE_OPENAI_ENDPOINT to the address of the resource, and AZURE_OPENAI_API_KEY; or run:"
          + " az login") {
    @Override
    Optional<String> credentials(Places places, Optional<String> kept) {
      if (places.variable("AZURE_OPENAI_ENDPOINT").isEmpty()) return Optional.empty();
      return places
          .variable("AZURE_OPENAI_API_KEY")
          .or(() -> places.variable("AZURE_OPENAI_AD_TOKEN"))
          .or(() -> kept)
          .or(() -> places.file("AZURE_CONFIG_DIR", ".azure", "azureProfile.json"));
    }
  },
  VERTEX(
      "vertex",
      "Set GOOGLE_CLOUD_PROJECT and run: gcloud auth application-default login; or set"
          + " GOOGLE_API_KEY to a key of express mode. The account of a machine of Google's works"
          + " with the project alone.") {
    @Override
    Optional<String> credentials(Places places, Optional<String> kept) {
      if (places.variable("GOOGLE_CLOUD_PROJECT").isEmpty()) {
        return places.variable("GOOGLE_API_KEY").or(() -> kept);
      }
      return places
          .variable("GOOGLE_APPLICATION_CREDENTIALS")
          .or(() ->
              places.file(
                  "CLOUDSDK_CONFIG", ".config/gcloud", "application_default_credentials.json"))
          .or(() ->
              places.file("APPDATA", ".config", "gcloud/application_default_credentials.json"));
    }
  };

  private final String provider;
  private final String setUp;

  Vendor(String provider, String setUp) {
    this.provider = provider;
    this.setUp = setUp;
  }

  static Optional<Vendor> of(String provider) {
    for (var vendor : values()) if (vendor.provider.equals(provider)) return Optional.of(vendor);
    return Optional.empty();
  }

  String provider() {
    return provider;
  }

  String artifact() {
    return "jackdaw-" + provider;
  }

  /** Returns the package of the artifact's classes, with a point behind it. */
  String classes() {
    return "dev.jackdaw." + provider + ".";
  }

  /** Returns what to do when there are no credentials. */
  String setUp() {
    return setUp;
  }

  /**
   * Returns the variable or file that holds credentials.
   *
   * @param kept where a key that the user keeps for the provider would come from
   */
  abstract Optional<String> credentials(Places places, Optional<String> kept);

  /** Where credentials are looked for: the variables, and files of the user's. */
  record Places(Map<String, String> environment) {
    private String value(String name) {
      return environment.getOrDefault(name, "").strip();
    }

    Optional<String> variable(String name) {
      return value(name).isEmpty() ? Optional.empty() : Optional.of(name);
    }

    /**
     * Returns the file when it exists.
     *
     * @param variable names it, or its folder, elsewhere than usual
     * @param usual where that is by default, below the home folder
     * @param name of the file in the folder; empty when the variable names the file itself
     */
    Optional<String> file(String variable, String usual, String name) {
      var home = value("HOME").isEmpty() ? System.getProperty("user.home", "") : value("HOME");
      var place = value(variable).isEmpty() ? Path.of(home, usual) : Path.of(value(variable));
      var file = name.isEmpty() ? place : place.resolve(name);
      return Files.isRegularFile(file) ? Optional.of(file.toString()) : Optional.empty();
    }

    /** Never shows the environment: it holds keys. */
    @Override
    public String toString() {
      return "Places[]";
    }
  }
}
