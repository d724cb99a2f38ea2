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
import java.net.Proxy;
import java.time.Duration;
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
      if (made != null) made.close();
      made = withOwnClasses(() -> create(shown));
      client = made;
      secret = shown;
      return made;
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

  private OpenAIClientAsync create(String shown) {
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
                credentials instanceof AzureCredentials.Key
                    ? AzureApiKeyCredential.create(shown)
                    : BearerTokenCredential.create(shown));
    if (!resource.version().isEmpty()) {
      builder.azureServiceVersion(AzureOpenAIServiceVersion.fromString(resource.version()));
      builder.replaceQueryParams("api-version", resource.version());
    }
    var proxy = wanted.proxies().proxy(resource.address());
    if (proxy.type() != Proxy.Type.DIRECT) builder.proxy(proxy);
    wanted
        .proxies()
        .login(resource.address())
        .ifPresent(login ->
            builder.proxyAuthenticator(
                ProxyAuthenticator.basic(
                    login.getUserName(), String.valueOf(login.getPassword()))));
    return builder.build();
  }
}
