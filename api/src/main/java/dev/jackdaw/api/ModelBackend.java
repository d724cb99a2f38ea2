package dev.jackdaw.api;

import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
   * @param proxies what stands between this machine and the provider
   */
  record Wanted(
      ModelInfo info,
      String thinking,
      Map<Effort, Integer> budgets,
      Map<String, String> environment,
      Duration connectTimeout,
      Duration stallTimeout,
      String version,
      Proxies proxies) {
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
          Proxies.NONE);
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
