package dev.jackdaw.bedrock;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.JackdawException.Kind;
import dev.jackdaw.api.ModelBackend;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
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
  private final ModelBackend.Wanted wanted;
  private final Region region;
  private final Optional<URI> address;
  private @Nullable BedrockRuntimeAsyncClient client;

  BedrockClients(ModelBackend.Wanted wanted) {
    this.wanted = wanted;
    this.region = region(wanted);
    this.address = address(wanted);
  }

  String region() {
    return region.id();
  }

  synchronized BedrockRuntimeAsyncClient client() {
    var made = client;
    if (made == null) {
      made = withOwnClasses(this::create);
      client = made;
    }
    return made;
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

  private BedrockRuntimeAsyncClient create() {
    var http =
        NettyNioAsyncHttpClient.builder()
            .protocol(Protocol.HTTP1_1)
            .connectionTimeout(wanted.connectTimeout())
            .readTimeout(wanted.stallTimeout());
    if (!(wanted.variable("HTTPS_PROXY") + wanted.variable("https_proxy")).isEmpty()) {
      http.proxyConfiguration(ProxyConfiguration.builder().scheme("https").build());
    }
    var builder =
        BedrockRuntimeAsyncClient.builder()
            .region(region)
            .httpClientBuilder(http)
            .overrideConfiguration(options ->
                options
                    .retryStrategy(AwsRetryStrategy.doNotRetry())
                    .putAdvancedOption(
                        SdkAdvancedClientOption.USER_AGENT_SUFFIX, "jackdaw/" + wanted.version()));
    address.ifPresent(builder::endpointOverride);
    var token = wanted.variable("AWS_BEARER_TOKEN_BEDROCK");
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
    var id = wanted.variable("AWS_ACCESS_KEY_ID");
    var secret = wanted.variable("AWS_SECRET_ACCESS_KEY");
    var session = wanted.variable("AWS_SESSION_TOKEN");
    if (id.isEmpty() || secret.isEmpty()) return chain();
    return StaticCredentialsProvider.create(
        session.isEmpty()
            ? AwsBasicCredentials.create(id, secret)
            : AwsSessionCredentials.create(id, secret, session));
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
