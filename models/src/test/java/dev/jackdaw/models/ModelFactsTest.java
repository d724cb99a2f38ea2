package dev.jackdaw.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.Effort;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.ModelInfo.Feature;
import dev.jackdaw.api.Prices;
import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelFactsTest {
  @TempDir private Path folder;

  @Test
  void theShippedFactsPassTheCheckOfTheUsers() throws Exception {
    try (var in = ModelFacts.class.getResourceAsStream("model-facts.json")) {
      assertThat(in).isNotNull();
      FactsCheck.require(Json.parseObject(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    }
    assertThat(ModelFacts.shipped().date()).matches("20[0-9]{2}-[01][0-9]-[0-3][0-9]");
  }

  @Test
  void knowsModelsByTheLongestPattern() {
    var facts = ModelFacts.shipped();
    assertThat(facts.info("anthropic", "claude-opus-5-5-20260922"))
        .isEqualTo(
            new ModelInfo(
                "anthropic",
                "claude-opus-5-5-20260922",
                1_000_000,
                128_000,
                Set.of(
                    Feature.IMAGES, Feature.THINKING, Feature.PARALLEL_CALLS, Feature.PROMPT_CACHE),
                Optional.of(new Prices(4, 5, 0.2, 20)),
                EnumSet.of(Effort.LOW, Effort.MEDIUM, Effort.HIGH, Effort.XHIGH, Effort.MAX)));
    assertThat(facts.info("anthropic", "claude-opus-5").prices())
        .contains(new Prices(5, 6.25, 0.5, 25));
    assertThat(facts.info("openai", "gpt-5.6").prices())
        .contains(new Prices(5, 6.25, 0.5, 30, 272_000, Optional.empty()));
    assertThat(facts.info("openai", "gpt-5").prices()).contains(new Prices(1.25, 1.25, 0.125, 10));
    assertThat(facts.info("gemini", "gemini-2.5-pro").prices())
        .contains(
            new Prices(
                1.25, 1.25, 0.125, 10, 200_000, Optional.of(new Prices(2.5, 2.5, 0.25, 15))));
    assertThat(facts.info("openai", "gpt-5-mini").prices()).isEmpty();
    assertThat(facts.find("anthropic", "anthropic", "claude-haiku-4-5").budgets())
        .isEqualTo(Map.of(Effort.LOW, 4096, Effort.MEDIUM, 12000, Effort.HIGH, 32000));
  }

  @Test
  void knowsThePriceOfAnHourInTheCacheOnlyWhereItIsTold() throws Exception {
    var shipped = ModelFacts.shipped();
    assertThat(hourWrite(shipped, "claude-haiku-4-5")).hasValue(2.0);
    assertThat(hourWrite(shipped, "claude-opus-5-5")).isEmpty();
    var own =
        facts(
            """
            {"models": [{"provider": "anthropic", "names": ["claude-opus-5-5"], "prices":
              {"input": 4, "cacheWrite1h": 8, "output": 2}}]}
            """);
    assertThat(hourWrite(own, "claude-opus-5-5")).hasValue(8.0);
  }

  private static Optional<Double> hourWrite(ModelFacts facts, String name) {
    return facts.info("anthropic", name).prices().orElseThrow().hourWrite();
  }

  @Test
  void leavesUnknownWhatIsUnknown() {
    assertThat(ModelFacts.shipped().info("ollama", "qwen3"))
        .isEqualTo(new ModelInfo("ollama", "qwen3", 0, 0, Set.of(), Optional.empty()));
    assertThat(ModelFacts.shipped().info("anthropic", "claude-fable-5-1").prices()).isEmpty();
  }

  @Test
  void everyAliasAndDefaultIsAKnownModel() throws Exception {
    var facts = ModelFacts.shipped();
    var aliases = shippedAliases();
    assertThat(aliases).contains("opus", "sonnet", "haiku", "gpt", "gemini");
    for (var alias : aliases) {
      var meant = facts.alias(alias).orElseThrow().split("/");
      assertThat(facts.providerOf(meant[1])).as(alias).contains(meant[0]);
      assertThat(facts.info(meant[0], meant[1]).window()).as(alias).isPositive();
      assertThat(facts.alias(meant[0] + "/" + alias)).as(alias).isEqualTo(facts.alias(alias));
    }
    for (var provider : new String[] {"anthropic", "openai", "gemini"}) {
      var small = facts.smallModel(provider).orElseThrow();
      assertThat(facts.info(provider, small).prices()).as(small).isPresent();
      assertThat(facts.info(provider, facts.defaultModel(provider).orElseThrow()).window())
          .isPositive();
    }
  }

  private static Set<String> shippedAliases() throws IOException {
    try (var in = ModelFacts.class.getResourceAsStream("model-facts.json")) {
      var text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return Json.parseObject(text).object("aliases").members().keySet();
    }
  }

  @Test
  void anAliasThatNamesItselfBehindItsProviderMeansWhatItMeantBefore() throws Exception {
    var facts = facts("{\"aliases\": {\"sonnet\": \"anthropic/sonnet\"}}");
    assertThat(facts.alias("sonnet")).contains("anthropic/claude-sonnet-5-5");
    var chosen =
        facts.withAliases(
            Map.of("sonnet", "anthropic/sonnet", "opus", "anthropic/opus", "gpt", "ollama/gpt"));
    assertThat(chosen.alias("sonnet")).contains("anthropic/claude-sonnet-5-5");
    assertThat(chosen.alias("opus")).contains("anthropic/claude-opus-5-5");
    assertThat(chosen.alias("gpt")).contains("ollama/gpt");
  }

  @Test
  void laysAFileOverTheShippedFactsMemberByMember() throws Exception {
    var facts =
        facts(
            """
            {"aliases": {"mine": "ollama/qwen3", "opus": "anthropic/claude-opus-5"},
             "models": [
               {"provider": "ollama", "names": ["qwen3*"], "window": 40960},
               {"provider": "anthropic", "names": ["claude-opus-5-5"], "prices":
                 {"input": 1, "output": 2}}]}
            """);
    assertThat(facts.alias("mine")).contains("ollama/qwen3");
    assertThat(facts.alias("opus")).contains("anthropic/claude-opus-5");
    assertThat(facts.alias("sonnet")).contains("anthropic/claude-sonnet-5-5");
    assertThat(facts.info("ollama", "qwen3:8b").window()).isEqualTo(40960);
    var opus = facts.info("anthropic", "claude-opus-5-5");
    assertThat(opus.window()).isEqualTo(1_000_000);
    assertThat(opus.prices()).contains(new Prices(1, 1, 1, 2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"modles\": []} | there is no member \"modles\", did you mean \"models\"?",
        "{\"models\": {}} | models must be an array, was {}",
        "{\"models\": [3]} | models[0] must be an object, was 3",
        "{\"models\": [{\"names\": [\"x\"]}]} | models[0].provider is missing",
        "{\"models\": [{\"provider\": \"x\"}]} | models[0].names is missing",
        "{\"models\": [{\"provider\": \"x\", \"names\": [1]}]} | models[0].names must be an array of strings",
        "{\"models\": [{\"provider\": \"x\", \"names\": [\"y\"], \"window\": \"big\"}]} | models[0].window must be a whole number of tokens, was \"big\"",
        "{\"models\": [{\"provider\": \"x\", \"names\": [\"y\"], \"window\": -1}]} | models[0].window must be",
        "{\"models\": [{\"provider\": \"x\", \"names\": [\"y\"], \"thinking\": \"deep\"}]} | models[0].thinking must be one of none, budget, adaptive",
        "{\"models\": [{\"provider\": \"x\", \"names\": [\"y\"], \"features\": [\"magic\"]}]} | models[0].features must be one of images",
        "{\"models\": [{\"provider\": \"x\", \"names\": [\"y\"], \"prices\": {\"input\": 1}}]} | models[0].prices.output is missing",
        "{\"models\": [{\"provider\": \"x\", \"names\": [\"y\"], \"prices\": {\"input\": -1, \"output\": 1}}]} | models[0].prices.input must be dollars",
        "{\"models\": [{\"provider\": \"x\", \"names\": [\"y\"], \"budgets\": {\"high\": 1.5}}]} | models[0].budgets.high must be",
        "{\"aliases\": {\"a\": 1}} | aliases.a must be a model's name, was 1",
        "{\"models\" | expected ':'",
        "[] | expected an object"
      })
  void namesFileAndMember(String text, String problem) {
    assertThatThrownBy(() -> facts(text))
        .isInstanceOfSatisfying(
            JackdawException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(JackdawException.Kind.USER);
              assertThat(e.code()).isEqualTo("model-facts");
            })
        .hasMessageContaining("models.json")
        .hasMessageContaining(problem);
  }

  @Test
  void anAliasMayStandForAnother() throws Exception {
    var facts =
        facts("{\"aliases\": {\"mine\": \"opus\", \"same\": \"anthropic/same\"}}")
            .withAliases(
                Map.of("quick", "mine", "sonnet", "ollama/own", "behind", "anthropic/haiku"));
    assertThat(facts.alias("quick")).contains("anthropic/claude-opus-5-5");
    assertThat(facts.alias("behind")).contains("anthropic/claude-haiku-5-5");
    assertThat(facts.alias("same")).contains("anthropic/same");
    assertThat(facts.alias("sonnet")).contains("ollama/own");
    assertThat(facts.aliasesOf("anthropic/claude-opus-5-5")).contains("quick", "mine", "opus");
    assertThat(facts.alias("nobody")).isEmpty();
  }

  @Test
  void saysWhichAliasesGoRoundInACircle() {
    assertThatThrownBy(
            () -> ModelFacts.shipped().withAliases(Map.of("opus", "quick", "quick", "opus")))
        .isInstanceOfSatisfying(
            JackdawException.class, e -> assertThat(e.kind()).isEqualTo(JackdawException.Kind.USER))
        .hasMessageMatching(".*(opus is quick is opus|quick is opus is quick)\\..*")
        .hasMessageContaining("modelAliases");
    assertThatThrownBy(() -> facts("{\"aliases\": {\"a\": \"a\"}}")).hasMessageContaining("a is a");
  }

  @Test
  void anAliasIsNotTheNameOfSomethingElse() {
    for (var name : new String[] {"anthropic", "claude-opus-5-5"}) {
      assertThatThrownBy(() -> ModelFacts.shipped().withAliases(Map.of(name, "ollama/own")))
          .isInstanceOf(JackdawException.class)
          .hasMessageContaining("\"" + name + "\"")
          .hasMessageContaining("that is the name of a");
    }
  }

  @Test
  void saysWhenTheFileIsMissing() {
    assertThatThrownBy(() -> ModelFacts.with(folder.resolve("gone.json")))
        .isInstanceOf(JackdawException.class)
        .hasMessageContaining("gone.json");
  }

  private ModelFacts facts(String text) throws IOException {
    return ModelFacts.with(Files.writeString(folder.resolve("models.json"), text));
  }
}
