package dev.jackdaw.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Extensions;
import dev.jackdaw.api.ModelBackend;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtensionCheckTest {
  @TempDir Path folder;

  private final Map<String, String> variables = new HashMap<>();

  /** An extension whose classes are not even there: whoever loaded one would fail. */
  private void install(String provider, String backend) throws IOException {
    var jars = Files.createDirectories(folder.resolve("extensions").resolve(provider));
    try (var out = new JarOutputStream(Files.newOutputStream(jars.resolve(provider + ".jar")))) {
      out.putNextEntry(new JarEntry("META-INF/services/" + ModelBackend.class.getName()));
      out.write(("# ours\n" + backend + " # last\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  private List<ExtensionCheck> check() {
    variables.put("HOME", folder.toString());
    return new Providers(
            ProviderSettings.of(variables, "1"),
            InstantSource.system(),
            new Random(1),
            Extensions.in(folder.resolve("extensions")))
        .extensions();
  }

  private ExtensionCheck missing(String provider) {
    return new ExtensionCheck(
        provider,
        false,
        "",
        "Unpack jackdaw-"
            + provider
            + "-VERSION-extension.zip of this release in "
            + folder.resolve("extensions")
            + ".");
  }

  @Test
  void saysHowToInstallWhatIsNot() {
    assertThat(check()).containsExactly(missing("bedrock"), missing("azure"), missing("vertex"));
  }

  @Test
  void seesWhatIsInstalledWithoutLoadingIt() throws Exception {
    install("azure", "dev.jackdaw.azure.AzureBackend");
    assertThat(check().get(1))
        .isEqualTo(
            new ExtensionCheck(
                "azure",
                true,
                "",
                "Set AZURE_OPENAI_ENDPOINT to the address of the resource, and"
                    + " AZURE_OPENAI_API_KEY; or run: az login"));
    variables.put("AZURE_OPENAI_API_KEY", "secret");
    assertThat(check().get(1).isUsable()).isFalse();
    variables.put("AZURE_OPENAI_ENDPOINT", "https://x.openai.azure.com");
    assertThat(check().get(1))
        .isEqualTo(new ExtensionCheck("azure", true, "AZURE_OPENAI_API_KEY", ""));
  }

  @Test
  void findsTheFilesThatSigningInLeaves() throws Exception {
    for (var provider : List.of("bedrock", "azure", "vertex")) {
      install(provider, "dev.jackdaw." + provider + ".X");
    }
    variables.put("AZURE_OPENAI_ENDPOINT", "https://x.openai.azure.com");
    variables.put("GOOGLE_CLOUD_PROJECT", "p");
    var files =
        List.of(
            folder.resolve(".aws/config"),
            folder.resolve(".azure/azureProfile.json"),
            folder.resolve(".config/gcloud/application_default_credentials.json"));
    for (var file : files) {
      Files.createDirectories(file.getParent());
      Files.createFile(file);
    }
    assertThat(check().stream().map(ExtensionCheck::credentials))
        .containsExactlyElementsOf(files.stream().map(Path::toString).toList());
  }

  @Test
  void takesAKeyOfExpressModeWithoutAProjectOnly() throws Exception {
    install("vertex", "dev.jackdaw.vertex.VertexBackend");
    variables.put("GOOGLE_API_KEY", "secret");
    assertThat(check().get(2).credentials()).isEqualTo("GOOGLE_API_KEY");
    variables.put("GOOGLE_CLOUD_PROJECT", "p");
    assertThat(check().get(2).credentials()).isEmpty();
  }
}
