package dev.jackdaw.cli.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.options.Arguments;
import dev.jackdaw.models.ProviderSettings;
import dev.jackdaw.models.Providers;
import dev.jackdaw.testkit.Golden;
import dev.jackdaw.testkit.server.ChatCompletionsServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCommandTest {
  private static final String FACTS =
      """
      {"aliases": {"best": "anthropic/claude-own-1", "cheap": "openai/own-unpriced"},
       "models": [
         {"provider": "anthropic", "names": ["claude-own-1"], "window": 250000, "maxOutput": 999,
          "features": ["images", "thinking"],
          "prices": {"input": 1.5, "cacheWrite": 1.875, "cacheRead": 0.125, "output": 7}},
         {"provider": "openai", "names": ["own-unpriced"], "window": 1500000}]}
      """;

  @TempDir Path folder;

  private Optional<String> small = Optional.empty();
  private Map<String, String> aliases = Map.of();

  @Test
  void showsWhatIsKnownAndWhetherTheKeyIsThere() throws Exception {
    try (var server = ChatCompletionsServer.open()) {
      var out = list(server, "models", "own");
      Golden.check("models/own.txt", out);
      assertThat(out).doesNotContain("sk-secret");
    }
  }

  @Test
  void showsWhatAServerOnThisMachineOffers() throws Exception {
    try (var server = ChatCompletionsServer.open()) {
      assertThat(list(server, "models", "TEST-1"))
          .contains("ollama: a server on this machine offers")
          .contains(ChatCompletionsServer.MODEL)
          .contains(ChatCompletionsServer.PLAIN_MODEL);
    }
  }

  @Test
  void findsAModelByItsAlias() throws Exception {
    try (var server = ChatCompletionsServer.open()) {
      var models = Json.parseObject(list(server, "models", "--json", "cheap")).array("models");
      assertThat(models)
          .singleElement()
          .isEqualTo(
              Json.parse(
                  """
                  {"id": "openai/own-unpriced", "window": 1500000, "max_output": null,
                   "features": [], "aliases": ["cheap"], "default": false, "side_jobs": false,
                   "offered_here": false,
                   "key_variable": "OPENAI_API_KEY", "key_found": false, "key_needed": true}
                  """));
    }
  }

  @Test
  void saysOfAProviderThatIsAnExtensionHowToInstallIt() throws Exception {
    try (var server = ChatCompletionsServer.open()) {
      assertThat(list(server, "models", "azu"))
          .isEqualTo(
              """
              azure: extension not installed
                Add dev.jackdaw:jackdaw-azure of this version to the class path.
              """);
      var json = Json.parseObject(list(server, "models", "--json", "azu"));
      assertThat(json.array("models")).isEmpty();
      assertThat(json.array("extensions"))
          .containsExactly(
              Json.parse(
                  """
                  {"provider": "azure", "installed": false, "credentials_found": false,
                   "advice": "Add dev.jackdaw:jackdaw-azure of this version to the class path."}
                  """));
    }
  }

  @Test
  void saysWhenNoneMatches() {
    try (var server = ChatCompletionsServer.open()) {
      assertThatThrownBy(() -> list(server, "models", "no such thing"))
          .isInstanceOf(JackdawException.class)
          .hasMessageContaining("no such thing")
          .hasMessageContaining("--model provider/name");
    }
  }

  @Test
  void writesSizesAndPricesAsVendorsDo() {
    assertThat(
            List.of(0, 999, 8_192, 200_000, 1_048_576, 1_500_000).stream().map(ModelTable::tokens))
        .containsExactly("?", "999", "8k", "200k", "1M", "1.5M");
    assertThat(List.of(0.125, 3.0, 0.5).stream().map(ModelTable::dollars))
        .containsExactly("0.125", "3.00", "0.50");
  }

  @Test
  void saysWhichModelDoesSideJobs() throws Exception {
    try (var server = ChatCompletionsServer.open()) {
      assertThat(list(server, "models", "haiku-5-5")).contains("side jobs, haiku");
      small = Optional.of("best");
      assertThat(list(server, "models", "own"))
          .contains("side jobs, best")
          .contains("Side jobs, such as the title of a session: best (smallModel).");
      assertThat(list(server, "models", "haiku-5-5")).doesNotContain("side jobs, haiku");
      assertThat(Json.parseObject(list(server, "models", "--json", "own")).string("small_model"))
          .hasValue("best");
      small = Optional.of("off");
      assertThat(list(server, "models", "own")).contains("Side jobs are off (smallModel).");
    }
  }

  @Test
  void showsTheAliasesOfTheSettings() throws Exception {
    try (var server = ChatCompletionsServer.open()) {
      aliases = Map.of("quick", "cheap");
      assertThat(list(server, "models", "quick")).contains("own-unpriced").contains("quick, cheap");
    }
  }

  /** Every server of the user's own but one is looked for where nobody listens. */
  private String list(ChatCompletionsServer server, String... words) throws Exception {
    var nowhere = "http://127.0.0.1:1";
    var environment = new HashMap<String, String>();
    for (var variable : List.of("LMSTUDIO_BASE_URL", "LLAMACPP_BASE_URL", "VLLM_BASE_URL")) {
      environment.put(variable, nowhere);
    }
    environment.putAll(
        Map.of(
            "OLLAMA_HOST",
            server.uri().toString(),
            "OLLAMA_API_KEY",
            ChatCompletionsServer.KEY,
            "ANTHROPIC_API_KEY",
            "sk-secret"));
    var settings =
        ProviderSettings.of(environment, "test")
            .withAliases(aliases)
            .withFactsFile(Files.writeString(folder.resolve("facts.json"), FACTS));
    var providers = new Providers(settings, InstantSource.system(), new Random(1));
    var text = new StringWriter();
    var out = new PrintWriter(text);
    new ModelCommand(providers, small, 100).list(Arguments.parse(words), out);
    out.flush();
    return text.toString();
  }
}
