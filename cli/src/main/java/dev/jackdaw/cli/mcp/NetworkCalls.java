package dev.jackdaw.cli.mcp;

import dev.jackdaw.mcp.transport.HttpCaller;
import dev.jackdaw.models.http.Http;
import dev.jackdaw.models.http.HttpResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests over the network as the settings have it: proxies, certificates, no plain http. */
final class NetworkCalls implements HttpCaller {
  private final Http http;

  NetworkCalls(Http http) {
    this.http = http;
  }

  @Override
  public Answer send(String method, URI uri, Map<String, String> headers, byte @Nullable [] body)
      throws IOException, InterruptedException {
    return new Received(http.send(method, uri, headers, body));
  }

  private record Received(HttpResponse response) implements Answer {
    @Override
    public int status() {
      return response.status();
    }

    @Override
    public String header(String name) {
      return response.header(name);
    }

    @Override
    public int read(byte[] buffer, int offset, int length)
        throws IOException, InterruptedException {
      return response.read(buffer, offset, length);
    }

    @Override
    public void close() {
      response.close();
    }
  }
}
