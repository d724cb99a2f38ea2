package dev.jackdaw.bedrock;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.JackdawException.Kind;
import dev.jackdaw.api.ModelBackend;
import dev.jackdaw.api.ModelException;
import dev.jackdaw.api.ModelException.Failure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.auth.token.credentials.SdkToken;
import software.amazon.awssdk.auth.token.credentials.StaticTokenProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.ProtocolNegotiation;
import software.amazon.awssdk.http.auth.scheme.BearerAuthScheme;
import software.amazon.awssdk.http.auth.spi.scheme.AuthSchemeOption;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.ProxyConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;

/**
 * The SDK's client, made with the first request: it takes half a second. What the environment says
 * of keys, region and address counts; for the rest the SDK looks where it always does: profiles,
 * single sign-on, web identity, roles of the machine. Thread-safe.
 */
final class BedrockClients {
  private static final String TOKEN = "AWS_BEARER_TOKEN_BEDROCK";

  private final ModelBackend.Wanted wanted;
  private final Region region;
  private final Optional<URI> address;
  private @Nullable BedrockRuntimeAsyncClient client;
  private String secret = "";

  BedrockClients(ModelBackend.Wanted wanted) {
    this.wanted = wanted;
    this.region = region(wanted);
    this.address = address(wanted);
  }

  String region() {
    return region.id();
  }

  /**
   * Returns whether requests show the key that the user keeps elsewhere than in the environment.
   */
  boolean isKept() {
    return wanted.variable(TOKEN).isEmpty()
        && keys().isEmpty()
        && wanted.network().key().origin().isPresent();
  }

  /** Returns a client that shows what is good at this moment: another key, another client. */
  BedrockRuntimeAsyncClient client() {
    var shown = isKept() ? kept() : wanted.variable(TOKEN);
    synchronized (this) {
      var made = client;
      if (made != null && shown.equals(secret)) return made;
      var certificates = certificates();
      made = withOwnClasses(() -> create(shown, certificates));
      client = made;
      secret = shown;
      return made;
    }
  }

  private String kept() {
    var key = wanted.network().key().key();
    for (var i = 0; i < key.length(); i++) {
      if (key.charAt(i) > ' ' && key.charAt(i) < 0x7f) continue;
      throw new JackdawException(
          Kind.USER,
          "key-malformed",
          wanted.network().key().origin().orElse("The key")
              + " holds a character no key has, at position "
              + (i + 1)
              + ".");
    }
    return key;
  }

  private Optional<ModelBackend.Certificates> certificates() {
    try {
      return wanted.network().tls().certificates();
    } catch (IOException e) {
      throw new ModelException(
          Failure.INVALID_REQUEST, "bedrock is not asked: " + e.getMessage(), null, e);
    }
  }

  /** The SDK finds parts of itself through the thread's loader, which may know Jackdaw only. */
  static <T> T withOwnClasses(Supplier<T> work) {
    var thread = Thread.currentThread();
    var before = thread.getContextClassLoader();
    thread.setContextClassLoader(BedrockClients.class.getClassLoader());
    try {
      return work.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static Region region(ModelBackend.Wanted wanted) {
    for (var variable : new String[] {"AWS_REGION", "AWS_DEFAULT_REGION"}) {
      var named = wanted.variable(variable);
      if (!named.isEmpty()) return Region.of(named);
    }
    try {
      return withOwnClasses(() -> new DefaultAwsRegionProviderChain().getRegion());
    } catch (SdkClientException e) {
      throw new JackdawException(
          Kind.USER,
          "no-region",
          "It is not known in which region Bedrock is to be asked. Set AWS_REGION, such as"
              + " us-east-1, or region in the profile of ~/.aws/config.",
          e);
    }
  }

  private static Optional<URI> address(ModelBackend.Wanted wanted) {
    for (var variable : new String[] {"AWS_ENDPOINT_URL_BEDROCK_RUNTIME", "AWS_ENDPOINT_URL"}) {
      var given = wanted.variable(variable);
      if (given.isEmpty()) continue;
      if (isUsable(given)) return Optional.of(URI.create(given));
      throw new JackdawException(
          Kind.USER,
          "bad-address",
          variable
              + " is \""
              + given
              + "\", which is no https address; plain http is for this machine only. Correct or"
              + " unset it.");
    }
    return Optional.empty();
  }

  private static boolean isUsable(String given) {
    try {
      var uri = URI.create(given);
      if (uri.getHost() == null) return false;
      if ("https".equals(uri.getScheme())) return true;
      return "http".equals(uri.getScheme())
          && InetAddress.getByName(uri.getHost()).isLoopbackAddress();
    } catch (IllegalArgumentException | UnknownHostException _) {
      return false;
    }
  }

  /**
   * Returns the proxy of the user's network. The SDK's own look at the environment is put out of
   * effect: it reads addresses and exceptions in other ways.
   */
  private ProxyConfiguration proxy() {
    var none =
        ProxyConfiguration.builder()
            .useSystemPropertyValues(false)
            .useEnvironmentVariableValues(false);
    var target = address.orElseGet(() -> URI.create("https://bedrock-runtime." + domain()));
    var proxy = wanted.network().proxies().proxy(target);
    if (proxy.type() == Proxy.Type.DIRECT) return none.build();
    if (proxy.type() != Proxy.Type.HTTP || !(proxy.address() instanceof InetSocketAddress at)) {
      throw new JackdawException(
          Kind.USER,
          "proxy",
          "Bedrock cannot be reached through a SOCKS proxy. Set HTTPS_PROXY to an http:// proxy, or"
              + " list amazonaws.com in NO_PROXY.");
    }
    var http = none.scheme("http").host(at.getHostString()).port(at.getPort());
    wanted
        .network()
        .proxies()
        .login(target)
        .ifPresent(login ->
            http.username(login.getUserName()).password(String.valueOf(login.getPassword())));
    return http.build();
  }

  private String domain() {
    var metadata = region.metadata();
    return region.id()
        + "."
        + (metadata == null ? "amazonaws.com" : metadata.partition().dnsSuffix());
  }

  private BedrockRuntimeAsyncClient create(
      String token, Optional<ModelBackend.Certificates> certificates) {
    var http =
        NettyNioAsyncHttpClient.builder()
            .protocol(Protocol.HTTP1_1)
            // The service's usual way, to ask which protocol is spoken, knows HTTP/2 only.
            .protocolNegotiation(ProtocolNegotiation.ASSUME_PROTOCOL)
            .connectionTimeout(wanted.connectTimeout())
            .readTimeout(wanted.stallTimeout())
            .proxyConfiguration(proxy());
    certificates.ifPresent(own -> {
      http.tlsTrustManagersProvider(() -> new TrustManager[] {own.trust()});
      if (!own.keys().isEmpty()) {
        http.tlsKeyManagersProvider(() -> own.keys().toArray(KeyManager[]::new));
      }
    });
    var builder =
        BedrockRuntimeAsyncClient.builder()
            .region(region)
            .httpClientBuilder(http)
            .overrideConfiguration(options -> {
              wanted.network().headers().forEach(options::putHeader);
              options
                  .retryStrategy(AwsRetryStrategy.doNotRetry())
                  .putAdvancedOption(
                      SdkAdvancedClientOption.USER_AGENT_SUFFIX, "jackdaw/" + wanted.version());
            });
    address.ifPresent(builder::endpointOverride);
    if (token.isEmpty()) {
      builder.credentialsProvider(credentials());
    } else {
      builder
          .tokenProvider(StaticTokenProvider.create(bearer(token)))
          .putAuthScheme(BearerAuthScheme.create())
          .authSchemeProvider(_ ->
              List.of(AuthSchemeOption.builder().schemeId(BearerAuthScheme.SCHEME_ID).build()));
    }
    return builder.build();
  }

  private AwsCredentialsProvider credentials() {
    return keys()
        .<AwsCredentialsProvider>map(StaticCredentialsProvider::create)
        .orElseGet(this::chain);
  }

  /** Returns the keys of the environment. */
  private Optional<AwsCredentials> keys() {
    var id = wanted.variable("AWS_ACCESS_KEY_ID");
    var secretKey = wanted.variable("AWS_SECRET_ACCESS_KEY");
    var session = wanted.variable("AWS_SESSION_TOKEN");
    if (id.isEmpty() || secretKey.isEmpty()) return Optional.empty();
    return Optional.of(
        session.isEmpty()
            ? AwsBasicCredentials.create(id, secretKey)
            : AwsSessionCredentials.create(id, secretKey, session));
  }

  private AwsCredentialsProvider chain() {
    var builder = DefaultCredentialsProvider.builder();
    var profile = wanted.variable("AWS_PROFILE");
    if (!profile.isEmpty()) builder.profileName(profile);
    return builder.build();
  }

  private static SdkToken bearer(String token) {
    return new SdkToken() {
      @Override
      public String token() {
        return token;
      }

      @Override
      public Optional<Instant> expirationTime() {
        return Optional.empty();
      }
    };
  }
}
