package dev.jackdaw.azure;

import com.openai.azure.AzureOpenAIServiceVersion;
import com.openai.azure.AzureUrlPathMode;
import com.openai.azure.credential.AzureApiKeyCredential;
import com.openai.client.OpenAIClientAsync;
import com.openai.client.okhttp.OpenAIOkHttpClientAsync;
import com.openai.core.Timeout;
import com.openai.core.http.ProxyAuthenticator;
import com.openai.credential.BearerTokenCredential;
import dev.jackdaw.api.ModelBackend;
import dev.jackdaw.api.ModelException;
import dev.jackdaw.api.ModelException.Failure;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The SDK's client, made with the first request. Its threads are virtual, so that they keep no
 * program alive. Thread-safe.
 */
final class AzureClients {
  private final ModelBackend.Wanted wanted;
  private final AzureResource resource;
  private final AzureCredentials credentials;
  private @Nullable OpenAIClientAsync client;
  private String secret = "";

  AzureClients(ModelBackend.Wanted wanted) {
    this.wanted = wanted;
    this.resource = AzureResource.of(wanted);
    this.credentials = AzureCredentials.of(wanted);
  }

  AzureResource resource() {
    return resource;
  }

  AzureCredentials credentials() {
    return credentials;
  }

  /** Returns a client that shows a secret good at this moment: another token, another client. */
  OpenAIClientAsync client() throws InterruptedException {
    var shown = credentials.secret();
    synchronized (this) {
      var made = client;
      if (made != null && shown.equals(secret)) return made;
      if (made != null) made.close(); // what it still reads goes on
      var certificates = certificates();
      made = withOwnClasses(() -> create(shown, certificates));
      client = made;
      secret = shown;
      return made;
    }
  }

  /** Returns the secret that was shown last, empty before the first request. */
  synchronized String shown() {
    return secret;
  }

  private Optional<ModelBackend.Certificates> certificates() {
    try {
      return wanted.network().tls().certificates();
    } catch (IOException e) {
      throw new ModelException(
          Failure.INVALID_REQUEST, "azure is not asked: " + e.getMessage(), null, e);
    }
  }

  /** The SDK finds parts of itself through the thread's loader, which may know Jackdaw only. */
  static <T> T withOwnClasses(Supplier<T> work) {
    var thread = Thread.currentThread();
    var before = thread.getContextClassLoader();
    thread.setContextClassLoader(AzureClients.class.getClassLoader());
    try {
      return work.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private OpenAIClientAsync create(String shown, Optional<ModelBackend.Certificates> certificates) {
    var builder =
        OpenAIOkHttpClientAsync.builder()
            .baseUrl(resource.address().toString())
            .azureUrlPath(AzureUrlPathMode.UNIFIED)
            .maxRetries(0)
            .followRedirects(false)
            .dispatcherExecutorService(Executors.newVirtualThreadPerTaskExecutor())
            .streamHandlerExecutor(Executors.newVirtualThreadPerTaskExecutor())
            .timeout(
                Timeout.builder()
                    .connect(wanted.connectTimeout())
                    .read(wanted.stallTimeout())
                    .write(wanted.stallTimeout())
                    .request(Duration.ZERO)
                    .build())
            .replaceHeaders("User-Agent", "jackdaw/" + wanted.version())
            .credential(
                credentials.isKey(shown)
                    ? AzureApiKeyCredential.create(shown)
                    : BearerTokenCredential.create(shown));
    wanted.network().headers().forEach(builder::replaceHeaders);
    certificates.ifPresent(
        own -> builder.sslSocketFactory(own.sockets()).trustManager(own.trust()));
    if (!resource.version().isEmpty()) {
      builder.azureServiceVersion(AzureOpenAIServiceVersion.fromString(resource.version()));
      builder.replaceQueryParams("api-version", resource.version());
    }
    var proxies = wanted.network().proxies();
    builder.proxy(proxies.proxy(resource.address()));
    proxies
        .login(resource.address())
        .ifPresent(login ->
            builder.proxyAuthenticator(
                ProxyAuthenticator.basic(
                    login.getUserName(), String.valueOf(login.getPassword()))));
    return builder.build();
  }
}
