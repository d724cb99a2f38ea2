package dev.jackdaw.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Effort;
import dev.jackdaw.api.Extensions;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelBackend;
import dev.jackdaw.api.ModelException;
import dev.jackdaw.api.ModelException.Failure;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.ModelInfo.Feature;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.Reply;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.Usage;
import dev.jackdaw.models.http.Tape;
import dev.jackdaw.models.http.Tls;
import dev.jackdaw.testkit.server.Authority;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackendsTest {
  /** Named in {@code META-INF/services} of the tests. */
  public static final class Elsewhere implements ModelBackend {
    private static volatile @Nullable Wanted last;

    @Override
    public List<String> providers() {
      return List.of("elsewhere");
    }

    @Override
    public Optional<String> knownAs(String provider, String name) {
      return Optional.of("anthropic/" + name);
    }

    @Override
    public Model model(Wanted wanted) {
      last = wanted;
      return new FailsOnce(wanted.info());
    }
  }

  private static final class FailsOnce implements Model {
    private final ModelInfo info;
    private int asked;

    FailsOnce(ModelInfo info) {
      this.info = info;
    }

    @Override
    public ModelInfo info() {
      return info;
    }

    @Override
    public Reply reply(ModelRequest request, Consumer<Delta> deltas) {
      if (asked++ == 0) throw new ModelException(Failure.OVERLOADED, "later");
      return new Reply(new Message.Assistant(List.of()), Usage.NONE, StopReason.END);
    }
  }

  private static Providers providers(Extensions extensions) {
    var settings =
        ProviderSettings.of(Map.of(), "1")
            .withRetry(new Retry(3, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ZERO));
    return new Providers(settings, InstantSource.system(), new Random(1), extensions);
  }

  @Test
  void asksTheBackEndWithWhatTheVendorSaysOfTheModelButForThePrice() {
    var model = providers(Extensions.onClassPath()).model("elsewhere/claude-opus-5-5");
    var vendors = ModelFacts.shipped().info("anthropic", "claude-opus-5-5");
    assertThat(vendors.prices()).isPresent();
    assertThat(model.info())
        .isEqualTo(
            new ModelInfo(
                "elsewhere",
                "claude-opus-5-5",
                vendors.window(),
                vendors.maxOutput(),
                vendors.features(),
                Optional.empty(),
                vendors.efforts()));
    assertThat(model.info().has(Feature.PROMPT_CACHE)).isTrue();
  }

  @Test
  void triesAgainForTheBackEnd() throws Exception {
    var model = providers(Extensions.onClassPath()).model("elsewhere/claude-opus-5-5");
    var deltas = new ArrayList<Delta>();
    var request =
        new ModelRequest(
            List.of(), List.of(), List.of(Message.User.text("x")), 0, Effort.DEFAULT, "");
    assertThat(model.reply(request, deltas::add).stop()).isEqualTo(StopReason.END);
    assertThat(deltas).hasAtLeastOneElementOfType(Delta.Retrying.class);
  }

  @Test
  void handsTheUsersNetworkAndKeyOver(@TempDir Path folder) throws Exception {
    var authority = Authority.create(folder);
    var tls =
        new Tls(
            List.of(new Tls.Authority("caFile", authority.certificate())),
            Optional.of(new Tls.Client(authority.clientCertificate(), authority.clientKey())));
    var keys =
        new Keys() {
          @Override
          public Optional<Origin> origin(String provider) {
            return Optional.of(new Origin("apiKeyHelper"));
          }

          @Override
          public String key(String provider) {
            return "key of " + provider;
          }
        };
    var headers =
        Map.of(
            "*", Map.of("X-Team", "blue", "X-All", "1"),
            "elsewhere", Map.of("X-Team", "red"),
            "anthropic", Map.of("X-Other", "1"));
    var settings =
        ProviderSettings.of(Map.of("HTTPS_PROXY", "http://u:p@proxy.test:3128"), "1")
            .withNetwork(new Network(tls, headers, keys));
    new Providers(settings, InstantSource.system(), new Random(1), Extensions.onClassPath())
        .model("elsewhere/claude-opus-5-5");
    var network = Objects.requireNonNull(Elsewhere.last).network();
    assertThat(network.headers()).isEqualTo(Map.of("X-Team", "red", "X-All", "1"));
    assertThat(network.key().origin()).hasValue("apiKeyHelper");
    assertThat(network.key().key()).isEqualTo("key of elsewhere");
    var proxy = network.proxies().proxy(URI.create("https://elsewhere.test"));
    assertThat(proxy.address()).hasToString("proxy.test/<unresolved>:3128");
    var certificates = network.tls().certificates().orElseThrow();
    assertThat(certificates.keys()).hasSize(1);
    var own = authority.certificates().trust().getAcceptedIssuers();
    assertThat(certificates.trust().getAcceptedIssuers()).contains(own).hasSizeGreaterThan(1);
  }

  @Test
  void leavesThePlatformsTlsAlone() throws Exception {
    assertThat(Tls.PLATFORM.certificates()).isEmpty();
  }

  @Test
  void saysWhereAnExtensionGoes(@TempDir Path folder) {
    assertThatThrownBy(() -> providers(Extensions.in(folder)).model("bedrock/x"))
        .isInstanceOfSatisfying(
            JackdawException.class, e -> assertThat(e.code()).isEqualTo("extension-missing"))
        .hasMessage(
            "The provider bedrock comes as an extension, which is not installed. Unpack"
                + " jackdaw-bedrock-VERSION-extension.zip of this release in "
                + folder
                + ".");
    assertThatThrownBy(() -> providers(Extensions.onClassPath()).model("bedrock/x"))
        .hasMessageContaining("Add dev.jackdaw:jackdaw-bedrock of this version to the class path.");
  }

  @Test
  void knowsNothingOfProvidersNobodyHas() {
    assertThatThrownBy(() -> providers(Extensions.onClassPath()).model("nobody/x"))
        .isInstanceOfSatisfying(
            JackdawException.class, e -> assertThat(e.code()).isEqualTo("provider-unknown"));
  }

  @Test
  void refusesACassetteThatWouldSeeNothing() {
    var tape =
        new Tape() {
          @Override
          public Optional<Kept> answer(Sent sent) {
            return Optional.empty();
          }

          @Override
          public InputStream keep(
              Sent sent, int status, UnaryOperator<String> header, InputStream body) {
            return body;
          }
        };
    var settings = ProviderSettings.of(Map.of(), "1").withTape(tape);
    var providers =
        new Providers(settings, InstantSource.system(), new Random(), Extensions.onClassPath());

    assertThatThrownBy(() -> providers.model("elsewhere/x"))
        .isInstanceOf(JackdawException.class)
        .hasMessageContaining("A cassette cannot be used with elsewhere");
  }
}
