package dev.jackdaw.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Effort;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelBackend;
import dev.jackdaw.api.ModelException;
import dev.jackdaw.api.ModelException.Failure;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.Reply;
import dev.jackdaw.testkit.server.Authority;
import dev.jackdaw.testkit.server.TlsGate;
import dev.jackdaw.testkit.server.TunnelProxy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every back end does with {@link ModelBackend.Network}. Its server speaks plain HTTP; a gate
 * in front of it adds TLS, with a certificate of an authority nobody else knows.
 */
public abstract class BackendNetworkContract {
  @TempDir static Path folder;
  private static Authority authority =
      new Authority(Path.of(""), Path.of(""), Path.of(""), Path.of(""));

  @BeforeAll
  static void certify() throws Exception {
    authority = Authority.create(folder);
  }

  /** Returns the port of the server, whose answer to every request with the right key is a text. */
  protected abstract int port();

  /** Returns the only key the server takes. */
  protected abstract String key();

  /** Returns the header of the last request the server got. */
  protected abstract Optional<String> header(String name);

  /** Returns a model at the address, of an environment that has no credentials. */
  protected abstract Model model(String address, ModelBackend.Network network);

  private Reply asked(String address, ModelBackend.Network network) throws InterruptedException {
    var request =
        new ModelRequest(
            List.of(new Block.Text("Be good.", Label.JACKDAW)),
            List.of(),
            List.of(Message.User.text("go")),
            8000,
            Effort.DEFAULT,
            "");
    return model(address, network).reply(request, _ -> {});
  }

  private ModelBackend.Network network(String... keys) {
    return ModelBackend.Network.PLAIN.withKey(new Keys(List.of(keys), new AtomicInteger()));
  }

  /** Gives one key after another; each is forgotten when it was refused. */
  private record Keys(List<String> keys, AtomicInteger refused) implements ModelBackend.Key {
    @Override
    public Optional<String> origin() {
      return Optional.of("apiKeyHelper");
    }

    @Override
    public String key() {
      return keys.get(Math.min(refused.get(), keys.size() - 1));
    }

    @Override
    public boolean renew() {
      return refused.incrementAndGet() > 0;
    }
  }

  private static ModelBackend.Tls own() throws Exception {
    var certificates = authority.certificates();
    return () -> Optional.of(certificates);
  }

  @Test
  void goesThroughTheProxyToAServerOfAnAuthorityOfOnesOwn() throws Exception {
    try (var gate = new TlsGate(authority, port(), TlsGate.Clients.ANY);
        var proxy = new TunnelProxy("me", "p@ss")) {
      var network = network(key()).withProxies(proxy.proxies()).withTls(own());
      var reply = asked("https://model.test:" + gate.port(), network);
      assertThat(reply.message().text()).isNotEmpty();
      assertThat(proxy.tunnels()).containsExactly("model.test:" + gate.port());
    }
  }

  @Test
  void showsItsCertificateToServersThatWantToKnowTheirClients() throws Exception {
    try (var gate = new TlsGate(authority, port(), TlsGate.Clients.KNOWN);
        var proxy = new TunnelProxy("me", "p@ss")) {
      var network = network(key()).withProxies(proxy.proxies()).withTls(own());
      assertThat(asked("https://model.test:" + gate.port(), network).message().text()).isNotEmpty();
    }
  }

  @Test
  void trustsNobodyElse() throws Exception {
    try (var gate = new TlsGate(authority, port(), TlsGate.Clients.ANY);
        var proxy = new TunnelProxy("me", "p@ss")) {
      var network = network(key()).withProxies(proxy.proxies());
      assertThatThrownBy(() -> asked("https://model.test:" + gate.port(), network))
          .isInstanceOfSatisfying(
              ModelException.class,
              e -> {
                assertThat(e.failure()).isEqualTo(Failure.UNREACHABLE);
                assertThat(causes(e)).hasAtLeastOneElementOfType(SSLException.class);
              });
    }
  }

  private static List<Throwable> causes(Throwable of) {
    var causes = new java.util.ArrayList<Throwable>();
    for (var cause = of.getCause(); cause != null; cause = cause.getCause()) causes.add(cause);
    return causes;
  }

  @Test
  void namesAFileThatCannotBeUsed() {
    ModelBackend.Tls broken =
        () -> {
          throw new IOException("caFile /nowhere.pem does not exist.");
        };
    assertThatThrownBy(() -> asked("http://127.0.0.1:" + port(), network(key()).withTls(broken)))
        .isInstanceOfSatisfying(
            ModelException.class, e -> assertThat(e.failure()).isEqualTo(Failure.INVALID_REQUEST))
        .hasMessageContaining("caFile /nowhere.pem does not exist.");
  }

  @Test
  void sendsTheHeadersOfTheUser() throws Exception {
    var network = network(key()).withHeaders(Map.of("X-Team", "blue"));
    assertThat(asked("http://127.0.0.1:" + port(), network).message().text()).isNotEmpty();
    assertThat(header("x-team")).hasValue("blue");
  }

  @Test
  void asksOnceMoreWithAnotherKeyWhenOneWasRefused() throws Exception {
    var network = network("expired-key", key());
    assertThat(asked("http://127.0.0.1:" + port(), network).message().text()).isNotEmpty();
  }

  @Test
  void saysWhereTheRefusedKeyCameFromAndShowsItNowhere() {
    var network = network("expired-key", "another-key");
    assertThatThrownBy(() -> asked("http://127.0.0.1:" + port(), network))
        .isInstanceOfSatisfying(
            ModelException.class, e -> assertThat(e.failure()).isEqualTo(Failure.UNAUTHORIZED))
        .hasMessageContaining("apiKeyHelper")
        .hasMessageNotContaining("expired-key")
        .hasMessageNotContaining("another-key");
  }

  @Test
  void passesOnWhyThereIsNoKey() {
    ModelBackend.Key failing =
        new ModelBackend.Key() {
          @Override
          public Optional<String> origin() {
            return Optional.of("apiKeyHelper");
          }

          @Override
          public String key() {
            throw new JackdawException(
                JackdawException.Kind.ENVIRONMENT, "key-helper-failed", "The vault is sealed.");
          }

          @Override
          public boolean renew() {
            return false;
          }
        };
    var network = ModelBackend.Network.PLAIN.withKey(failing);
    assertThatThrownBy(() -> asked("http://127.0.0.1:" + port(), network))
        .isInstanceOfSatisfying(
            JackdawException.class, e -> assertThat(e.code()).isEqualTo("key-helper-failed"))
        .hasMessage("The vault is sealed.");
  }
}
