package dev.jackdaw.api;

import java.io.IOException;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Models of a provider that is reached through a vendor's SDK. Implementations are artifacts of
 * their own, found by {@link java.util.ServiceLoader} when somebody asks for one of their
 * providers, and never before. They try once: whoever finds them adds the retries.
 */
public interface ModelBackend {
  /** Returns the names that stand before the slash, such as {@code bedrock}. */
  List<String> providers();

  /**
   * Returns the {@code provider/name} under which the vendor of the model itself lists it, as far
   * as the name tells, so that what is known of the one is known of the other, prices aside.
   */
  default Optional<String> knownAs(String provider, String name) {
    return Optional.empty();
  }

  /**
   * Returns the model. Nothing is asked of any server yet.
   *
   * @throws JackdawException of kind user when something is not set up; the message says what to
   *     set or to run
   */
  Model model(Wanted wanted);

  /**
   * The model somebody asked for, with what its back end may depend on.
   *
   * @param info what is known of it; provider and name are as the user wrote them
   * @param thinking how it is told to think, empty when not known
   * @param budgets tokens of thinking by effort, for models that take a budget
   * @param environment the variables: credentials, regions, addresses, proxies
   * @param stallTimeout the longest silence amid a reply
   * @param version of the program, told to the provider
   * @param network how the provider is reached, and the key that is kept for it
   */
  record Wanted(
      ModelInfo info,
      String thinking,
      Map<Effort, Integer> budgets,
      Map<String, String> environment,
      Duration connectTimeout,
      Duration stallTimeout,
      String version,
      Network network) {
    /** A model that is reached directly. */
    public Wanted(
        ModelInfo info,
        String thinking,
        Map<Effort, Integer> budgets,
        Map<String, String> environment,
        Duration connectTimeout,
        Duration stallTimeout,
        String version) {
      this(
          info,
          thinking,
          budgets,
          environment,
          connectTimeout,
          stallTimeout,
          version,
          Network.PLAIN);
    }

    public Wanted {
      budgets = Map.copyOf(budgets);
      environment = Map.copyOf(environment);
    }

    /** Returns the variable without white space around it, empty when it is not set. */
    public String variable(String name) {
      return environment.getOrDefault(name, "").strip();
    }

    /** Never shows the environment: it holds keys. */
    @Override
    public String toString() {
      return "Wanted[" + info.id() + "]";
    }
  }

  /**
   * What the user's network asks for, and what the user keeps for the provider. Back ends read none
   * of it from settings themselves.
   *
   * @param headers sent with every request; may hold secrets
   */
  record Network(Proxies proxies, Tls tls, Map<String, String> headers, Key key) {
    /** A network without anything particular, and no key. */
    public static final Network PLAIN = new Network(Proxies.NONE, Tls.PLATFORM, Map.of(), Key.NONE);

    public Network {
      headers = Map.copyOf(headers);
    }

    /** Returns this network with other proxies. */
    public Network withProxies(Proxies others) {
      return new Network(others, tls, headers, key);
    }

    /** Returns this network with secure connections that rest on something else. */
    public Network withTls(Tls other) {
      return new Network(proxies, other, headers, key);
    }

    /** Returns this network with other headers. */
    public Network withHeaders(Map<String, String> others) {
      return new Network(proxies, tls, others, key);
    }

    /** Returns this network with another key. */
    public Network withKey(Key other) {
      return new Network(proxies, tls, headers, other);
    }

    /** Never shows headers. */
    @Override
    public String toString() {
      return "Network[]";
    }
  }

  /** What secure connections rest on. Nothing is read before it is asked for. Thread-safe. */
  interface Tls {
    /** What the platform does by itself. */
    Tls PLATFORM = Optional::empty;

    /**
     * Returns what takes the place of the platform's own; nothing when that is used as it is.
     *
     * @throws IOException when a file cannot be used; the message names it and says what is wrong
     */
    Optional<Certificates> certificates() throws IOException;
  }

  /**
   * Whom to trust, and what to show.
   *
   * @param keys the client's own certificates, empty for none
   */
  record Certificates(X509TrustManager trust, List<KeyManager> keys) {
    public Certificates {
      keys = List.copyOf(keys);
    }

    /** Returns what makes secure connections. */
    public SSLSocketFactory sockets() {
      try {
        var context = SSLContext.getInstance("TLS");
        context.init(keys.toArray(KeyManager[]::new), new TrustManager[] {trust}, null);
        return context.getSocketFactory();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("this JVM has no TLS", e);
      }
    }
  }

  /** The key that is kept for the provider elsewhere than in the environment. Thread-safe. */
  interface Key {
    /** No key. */
    Key NONE =
        new Key() {
          @Override
          public Optional<String> origin() {
            return Optional.empty();
          }

          @Override
          public String key() {
            return "";
          }

          @Override
          public boolean renew() {
            return false;
          }
        };

    /**
     * Returns where the key would come from, as people know the place; nothing when there is none.
     * Fetches nothing.
     */
    Optional<String> origin();

    /**
     * Returns the key, which may take a while and may be another than before.
     *
     * @throws JackdawException when there should be one and it cannot be had
     */
    String key();

    /** Forgets a key that was refused; returns whether the next one may be another. */
    boolean renew();
  }

  /** The proxies of the user's network. Thread-safe. */
  interface Proxies {
    /** A network without any. */
    Proxies NONE =
        new Proxies() {
          @Override
          public Proxy proxy(URI address) {
            return Proxy.NO_PROXY;
          }

          @Override
          public Optional<PasswordAuthentication> login(URI address) {
            return Optional.empty();
          }
        };

    /** Returns the proxy that leads to the address, {@link Proxy#NO_PROXY} for none. */
    Proxy proxy(URI address);

    /** Returns the login the proxy for the address wants, nothing when it wants none. */
    Optional<PasswordAuthentication> login(URI address);
  }
}
