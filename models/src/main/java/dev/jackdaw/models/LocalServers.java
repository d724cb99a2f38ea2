package dev.jackdaw.models;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import dev.jackdaw.models.http.Http;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Looks for a server of the user's own that offers a model. */
final class LocalServers {
  private static final Duration CONNECT = Duration.ofMillis(300);
  private static final Duration ANSWER = Duration.ofSeconds(2);
  private static final int MAX_LIST_BYTES = 1 << 20;

  /** A server and its models, at least one. */
  record Found(Provider provider, List<String> models) {
    Found {
      models = List.copyOf(models);
    }
  }

  private LocalServers() {}

  /** Asks all at once; returns those that offer a model, in the order given. */
  static List<Found> find(Endpoints endpoints, List<Provider> candidates)
      throws InterruptedException {
    var asked = new LinkedHashMap<Provider, Future<List<String>>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var provider : candidates) {
        asked.put(provider, threads.submit(() -> models(endpoints, provider)));
      }
      return answers(asked);
    }
  }

  private static List<Found> answers(Map<Provider, Future<List<String>>> asked)
      throws InterruptedException {
    try {
      var found = new ArrayList<Found>();
      for (var entry : asked.entrySet()) {
        var models = answer(entry.getValue());
        if (!models.isEmpty()) found.add(new Found(entry.getKey(), models));
      }
      return found;
    } finally {
      for (var answer : asked.values()) answer.cancel(true);
    }
  }

  private static List<String> answer(Future<List<String>> asked) throws InterruptedException {
    try {
      return asked.get();
    } catch (ExecutionException _) {
      return List.of();
    }
  }

  /** Returns the models that can hold a conversation, as far as their names tell. */
  private static List<String> models(Endpoints endpoints, Provider provider)
      throws IOException, InterruptedException {
    var endpoint = endpoints.unchecked(provider);
    var http = new Http(endpoints.options(provider).withTimeouts(CONNECT, ANSWER));
    try (var response = http.get(endpoint.at(provider.modelsPath()), endpoint.headers())) {
      if (response.status() != 200) return List.of();
      var names = new ArrayList<String>();
      for (var model : Json.parseObject(response.text(MAX_LIST_BYTES)).array("data")) {
        if (!(model instanceof Json.Obj object)) continue;
        var name = object.string("id", "");
        if (!name.isEmpty() && !name.contains("embed")) names.add(name);
      }
      return names;
    } catch (JsonException _) {
      return List.of();
    }
  }
}
