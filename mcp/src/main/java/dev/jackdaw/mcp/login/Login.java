package dev.jackdaw.mcp.login;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.mcp.config.Reach;
import dev.jackdaw.mcp.transport.HttpCaller;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The way to a token for one server: OAuth 2.1 with PKCE, the client registered beforehand, by an
 * address of its metadata, or dynamically (RFC 7591); or a client that logs in as itself, without a
 * person. What it gives can be stored as it is.
 */
public final class Login {
  private static final Pattern SPACES = Pattern.compile("\\s+");
  private static final String BASIC = "client_secret_basic";
  private static final String POST = "client_secret_post";
  private static final String NONE = "none";
  private static final String JWT = "private_key_jwt";

  private final URI server;
  private final Reach.Client configured;
  private final Fetching fetching;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  public Login(URI server, Reach.Client configured, HttpCaller http, InstantSource clock) {
    this.server = server;
    this.configured = configured;
    this.fetching = new Fetching(http);
    this.clock = clock;
  }

  /** As whom we come. */
  private record Client(String id, String secret, String method) {}

  /**
   * Has the user log in.
   *
   * @param challenge the header that asked for it; may be empty
   * @param known what a login gave before, whose rights are asked for again
   */
  public Json.Obj run(String challenge, Optional<Json.Obj> known, Visitor visitor)
      throws IOException, InterruptedException {
    var asked = Challenge.of(challenge);
    var found = new Discovery(fetching).of(server, asked);
    requirePkce(found.metadata());
    var scope = scope(found, asked, known);
    var client = client(found, scope, visitor.redirect());
    var verifier = secret();
    var state = secret();
    var query = new LinkedHashMap<String, String>();
    query.put("response_type", "code");
    query.put("client_id", client.id());
    query.put("redirect_uri", visitor.redirect().toString());
    query.put("state", state);
    query.put("code_challenge", challengeOf(verifier));
    query.put("code_challenge_method", "S256");
    if (!found.resource().isEmpty()) query.put("resource", found.resource());
    if (!scope.isEmpty()) query.put("scope", scope);
    var back = visitor.visit(with(found.endpoint("authorization_endpoint"), query));
    var code = code(back, state, found.metadata());
    var form = new LinkedHashMap<String, String>();
    form.put("grant_type", "authorization_code");
    form.put("code", code);
    form.put("redirect_uri", visitor.redirect().toString());
    form.put("code_verifier", verifier);
    if (!found.resource().isEmpty()) form.put("resource", found.resource());
    var endpoint = found.endpoint("token_endpoint");
    return login(token(endpoint, client, form), client, endpoint, found.resource(), scope);
  }

  /** Returns whether nobody has to be led to a browser. */
  public boolean isOfItself() {
    return configured.isItself();
  }

  /**
   * Logs the configured client in as itself.
   *
   * @param challenge the header that asked for it; may be empty
   * @param known what a login gave before
   */
  public Json.Obj alone(String challenge, Optional<Json.Obj> known)
      throws IOException, InterruptedException {
    var asked = Challenge.of(challenge);
    var found = new Discovery(fetching).of(server, asked);
    var endpoint = found.endpoint("token_endpoint");
    var audience = found.metadata().string("issuer", endpoint.toString());
    var method = configured.key().isEmpty() ? method(found.metadata(), configured.secret()) : JWT;
    return alone(endpoint, audience, method, found.resource(), scope(found, asked, known));
  }

  private Json.Obj alone(
      URI endpoint, String audience, String method, String resource, String scope)
      throws IOException, InterruptedException {
    var client = new Client(configured.id(), configured.secret(), method);
    var form = new LinkedHashMap<String, String>();
    form.put("grant_type", "client_credentials");
    if (!scope.isEmpty()) form.put("scope", scope);
    if (!resource.isEmpty()) form.put("resource", resource);
    if (method.equals(JWT)) {
      form.put("client_assertion_type", Assertion.TYPE);
      form.put(
          "client_assertion",
          Assertion.of(client.id(), audience, configured.key(), clock.instant()));
    }
    var token = token(endpoint, client, form);
    // The secret stands in the configuration and is not kept twice.
    return login(token, new Client(client.id(), "", method), endpoint, resource, scope)
        .with("issuer", Json.of(audience));
  }

  private Optional<Json.Obj> again(Json.Obj login) throws IOException, InterruptedException {
    try {
      var endpoint = URI.create(login.string("token_endpoint", ""));
      return Optional.of(
          alone(
              endpoint,
              login.string("issuer", endpoint.toString()),
              login.string("auth_method", BASIC),
              login.string("resource", ""),
              login.string("scope", "")));
    } catch (LoginException _) {
      return Optional.empty();
    }
  }

  /** Returns a login with a fresh token, by the token that is there for that; nothing without. */
  public Optional<Json.Obj> refreshed(Json.Obj login) throws IOException, InterruptedException {
    if (configured.isItself()) return again(login);
    var refresh = login.string("refresh_token", "");
    if (refresh.isEmpty()) return Optional.empty();
    var client =
        new Client(
            login.string("client_id", ""),
            login.string("client_secret", ""),
            login.string("auth_method", NONE));
    var form = new LinkedHashMap<String, String>();
    form.put("grant_type", "refresh_token");
    form.put("refresh_token", refresh);
    var resource = login.string("resource", "");
    if (!resource.isEmpty()) form.put("resource", resource);
    var endpoint = URI.create(login.string("token_endpoint", ""));
    try {
      var token = token(endpoint, client, form);
      var whole =
          token.has("refresh_token") ? token : token.with("refresh_token", Json.of(refresh));
      return Optional.of(login(whole, client, endpoint, resource, login.string("scope", "")));
    } catch (LoginException _) {
      return Optional.empty();
    }
  }

  private Json.Obj login(
      Json.Obj token, Client client, URI endpoint, String resource, String scope) {
    var login =
        Json.object()
            .put("server", server.toString())
            .put("access_token", token.string("access_token", ""))
            .putUnlessEmpty("refresh_token", token.string("refresh_token", ""))
            .put("client_id", client.id())
            .putUnlessEmpty("client_secret", client.secret())
            .put("auth_method", client.method())
            .put("token_endpoint", endpoint.toString())
            .putUnlessEmpty("resource", resource)
            .putUnlessEmpty("scope", token.string("scope", scope));
    token
        .integer("expires_in")
        .ifPresent(seconds ->
            login.put("expires", clock.instant().getEpochSecond() + Math.max(0, seconds)));
    return login.build();
  }

  private static void requirePkce(Json.Obj metadata) throws LoginException {
    var methods = Discovery.strings(metadata, "code_challenge_methods_supported");
    if (metadata.has("issuer") && !methods.contains("S256")) {
      throw new LoginException("the authorization server does not say that it knows PKCE (S256)");
    }
  }

  /** More rights are asked for beside those that are there, so that none is lost. */
  private String scope(Discovery.Found found, Challenge asked, Optional<Json.Obj> known) {
    var scopes = new LinkedHashSet<String>();
    if (!configured.scope().isBlank()) {
      scopes.addAll(words(configured.scope()));
    } else if (asked.scope().isPresent()) {
      scopes.addAll(words(asked.scope().get()));
      known.ifPresent(login -> scopes.addAll(words(login.string("scope", ""))));
    } else {
      scopes.addAll(found.scopes());
    }
    var offers = Discovery.strings(found.metadata(), "scopes_supported");
    if (!scopes.isEmpty() && offers.contains("offline_access") && !configured.isItself()) {
      scopes.add("offline_access");
    }
    return String.join(" ", scopes);
  }

  private static Set<String> words(String text) {
    var words = new LinkedHashSet<>(List.of(SPACES.split(text.strip())));
    words.remove("");
    return words;
  }

  private Client client(Discovery.Found found, String scope, URI redirect)
      throws IOException, InterruptedException {
    var metadata = found.metadata();
    var isAddress = configured.id().startsWith("https://");
    if (isAddress && metadata.bool("client_id_metadata_document_supported", false)) {
      return new Client(configured.id(), "", NONE);
    }
    if (!configured.id().isEmpty() && !isAddress) {
      return new Client(
          configured.id(), configured.secret(), method(metadata, configured.secret()));
    }
    if (!metadata.has("registration_endpoint")) {
      throw new LoginException(
          "the authorization server registers no clients by itself; register Jackdaw there and put"
              + " \"oauth\": {\"clientId\": ...} into the server's entry");
    }
    return registered(found, scope, redirect);
  }

  private static String method(Json.Obj metadata, String secret) {
    if (secret.isEmpty()) return NONE;
    var methods = Discovery.strings(metadata, "token_endpoint_auth_methods_supported");
    return methods.isEmpty() || methods.contains(BASIC) ? BASIC : POST;
  }

  private Client registered(Discovery.Found found, String scope, URI redirect)
      throws IOException, InterruptedException {
    var methods = Discovery.strings(found.metadata(), "token_endpoint_auth_methods_supported");
    var method =
        methods.isEmpty() || methods.contains(NONE) ? NONE : methods.contains(BASIC) ? BASIC : POST;
    var wish =
        Json.object()
            .put("client_name", "Jackdaw")
            .put("redirect_uris", Json.strings(List.of(redirect.toString())))
            .put("grant_types", Json.strings(List.of("authorization_code", "refresh_token")))
            .put("response_types", Json.strings(List.of("code")))
            .put("application_type", "native")
            .put("token_endpoint_auth_method", method)
            .putUnlessEmpty("scope", scope)
            .build();
    var posted = fetching.post(found.endpoint("registration_endpoint"), wish);
    var id = posted.body().string("client_id", "");
    if (!posted.isSuccess() || id.isEmpty()) {
      throw new LoginException("registration was refused: " + posted.error());
    }
    var secret = posted.body().string("client_secret", "");
    var given = posted.body().string("token_endpoint_auth_method", method);
    return new Client(id, secret, secret.isEmpty() ? NONE : given.equals(NONE) ? NONE : given);
  }

  private static String code(Map<String, String> back, String state, Json.Obj metadata)
      throws LoginException {
    if (!state.equals(back.get("state"))) {
      throw new LoginException("the browser came back from another login; nothing was accepted");
    }
    var issuer = back.get("iss");
    if (issuer != null && !issuer.equals(metadata.string("issuer", issuer))) {
      throw new LoginException("the answer is another authorization server's");
    }
    if (back.containsKey("error")) {
      throw new LoginException(
          "the login was refused: "
              + back.get("error")
              + (back.containsKey("error_description")
                  ? ", " + back.get("error_description")
                  : ""));
    }
    var code = back.get("code");
    if (code == null) throw new LoginException("the browser came back without a code");
    return code;
  }

  private Json.Obj token(URI endpoint, Client client, Map<String, String> form)
      throws IOException, InterruptedException {
    var headers = new LinkedHashMap<String, String>();
    switch (client.method()) {
      case BASIC -> {
        var pair = Fetching.encoded(client.id()) + ":" + Fetching.encoded(client.secret());
        var bytes = pair.getBytes(StandardCharsets.UTF_8);
        headers.put("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
      }
      case POST -> {
        form.put("client_id", client.id());
        form.put("client_secret", client.secret());
      }
      default -> form.put("client_id", client.id());
    }
    var posted = fetching.post(endpoint, headers, form);
    if (!posted.isSuccess() || posted.body().string("access_token", "").isEmpty()) {
      throw new LoginException("no token was given: " + posted.error());
    }
    return posted.body();
  }

  private String secret() {
    var bytes = new byte[32];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String challengeOf(String verifier) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(digest.digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static URI with(URI endpoint, Map<String, String> query) {
    var between = endpoint.getRawQuery() == null ? "?" : "&";
    return URI.create(endpoint + between + Fetching.encoded(query));
  }
}
