package dev.jackdaw.models;

import dev.jackdaw.api.ModelException;
import dev.jackdaw.api.ModelException.Failure;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import dev.jackdaw.models.http.EventTooLargeException;
import dev.jackdaw.models.http.HttpResponse;
import dev.jackdaw.models.http.Loopback;
import dev.jackdaw.models.http.PlainHttpException;
import dev.jackdaw.models.http.TlsSetupException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;
import javax.net.ssl.SSLException;

/**
 * Says what went wrong with one model: which {@link Failure} it is, and what a person can do. A
 * message names provider, model and variable; never a key, not even when the provider repeats it.
 */
final class Failures {
  private static final int MAX_ERROR_BYTES = 64 << 10;

  /** What Anthropic calls its errors; the names decide, whatever the status. */
  private static final Map<String, Failure> ANTHROPIC =
      Map.ofEntries(
          Map.entry("invalid_request_error", Failure.INVALID_REQUEST),
          Map.entry("authentication_error", Failure.UNAUTHORIZED),
          Map.entry("permission_error", Failure.UNAUTHORIZED),
          Map.entry("billing_error", Failure.QUOTA),
          Map.entry("not_found_error", Failure.UNKNOWN_MODEL),
          Map.entry("request_too_large", Failure.OVERFLOW),
          Map.entry("rate_limit_error", Failure.RATE_LIMITED),
          Map.entry("conflict_error", Failure.OVERLOADED),
          Map.entry("timeout_error", Failure.OVERLOADED),
          Map.entry("api_error", Failure.OVERLOADED),
          Map.entry("overloaded_error", Failure.OVERLOADED));

  /**
   * What OpenAI and compatible servers call theirs, code or type; the rest is left to the status.
   */
  private static final Map<String, Failure> CHAT =
      Map.ofEntries(
          Map.entry("invalid_api_key", Failure.UNAUTHORIZED),
          Map.entry("authentication_error", Failure.UNAUTHORIZED),
          Map.entry("insufficient_quota", Failure.QUOTA),
          Map.entry("credit_balance_exhausted", Failure.QUOTA),
          Map.entry("billing_hard_limit_reached", Failure.QUOTA),
          Map.entry("model_not_found", Failure.UNKNOWN_MODEL),
          Map.entry("context_length_exceeded", Failure.OVERFLOW),
          Map.entry("exceed_context_size_error", Failure.OVERFLOW),
          Map.entry("rate_limit_exceeded", Failure.RATE_LIMITED),
          Map.entry("slow_down", Failure.RATE_LIMITED),
          Map.entry("invalid_prompt", Failure.INVALID_REQUEST),
          Map.entry("content_policy_violation", Failure.INVALID_REQUEST),
          Map.entry("cyber_policy", Failure.INVALID_REQUEST),
          Map.entry("server_is_overloaded", Failure.OVERLOADED),
          Map.entry("service_unavailable_error", Failure.OVERLOADED),
          Map.entry("server_error", Failure.OVERLOADED));

  /** What Google calls its own: the names of gRPC's codes. */
  private static final Map<String, Failure> GEMINI =
      Map.ofEntries(
          Map.entry("INVALID_ARGUMENT", Failure.INVALID_REQUEST),
          Map.entry("FAILED_PRECONDITION", Failure.QUOTA),
          Map.entry("OUT_OF_RANGE", Failure.INVALID_REQUEST),
          Map.entry("UNAUTHENTICATED", Failure.UNAUTHORIZED),
          Map.entry("PERMISSION_DENIED", Failure.UNAUTHORIZED),
          Map.entry("NOT_FOUND", Failure.UNKNOWN_MODEL),
          Map.entry("RESOURCE_EXHAUSTED", Failure.RATE_LIMITED),
          Map.entry("CANCELLED", Failure.OVERLOADED),
          Map.entry("ABORTED", Failure.OVERLOADED),
          Map.entry("INTERNAL", Failure.OVERLOADED),
          Map.entry("UNAVAILABLE", Failure.OVERLOADED),
          Map.entry("DEADLINE_EXCEEDED", Failure.OVERLOADED));

  private final Endpoint endpoint;
  private final String model;
  private final Map<String, Failure> names;
  private final Function<String, String> hint;
  private final InstantSource clock;

  private Failures(
      Endpoint endpoint,
      String model,
      Map<String, Failure> names,
      Function<String, String> hint,
      InstantSource clock) {
    this.endpoint = endpoint;
    this.model = model;
    this.names = names;
    this.hint = hint;
    this.clock = clock;
  }

  /**
   * Speaks for a model of the Messages API.
   *
   * @param hint what to add after an unknown model's name, such as {@code , did you mean "x"?}
   */
  static Failures anthropic(
      Endpoint endpoint, String model, Function<String, String> hint, InstantSource clock) {
    return new Failures(endpoint, model, ANTHROPIC, hint, clock);
  }

  /** Speaks for a model of Chat Completions. */
  static Failures chat(
      Endpoint endpoint, String model, Function<String, String> hint, InstantSource clock) {
    return new Failures(endpoint, model, CHAT, hint, clock);
  }

  /** Speaks for a model of the Gemini API. */
  static Failures gemini(
      Endpoint endpoint, String model, Function<String, String> hint, InstantSource clock) {
    return new Failures(endpoint, model, GEMINI, hint, clock);
  }

  /** Returns what an answer that is not a reply means. */
  ModelException answered(HttpResponse response) throws IOException, InterruptedException {
    var status = response.status();
    if (status < 400) return redirected(status, response.header("Location"));
    var text = response.text(MAX_ERROR_BYTES);
    var said = ProviderError.of(text);
    var failure = shouldRetry(classify(status, said, text), response.header("x-should-retry"));
    var id = response.header("request-id");
    if (id.isEmpty()) id = response.header("x-request-id");
    var quote = quoted(status + ": " + said.shown(), id.isEmpty() ? "" : ", request " + id);
    return new ModelException(
        failure,
        message(failure, status, quote),
        RetryAfter.of(response::header, clock).or(() -> RetryAfter.in(text)).orElse(null),
        null,
        failure == Failure.OVERFLOW ? Overflow.limit(text) : 0);
  }

  /** Returns what an error amid a reply means. */
  ModelException sent(Json.Obj event) {
    var said = ProviderError.of(event);
    var status = said.status();
    var failure =
        status == 0
            ? classify(500, said, event.compact())
            : classify(status, said, event.compact());
    return new ModelException(
        failure,
        message(failure, status, quoted(said.shown(), "")),
        null,
        null,
        failure == Failure.OVERFLOW ? Overflow.limit(event.compact()) : 0);
  }

  private Failure classify(int status, ProviderError said, String text) {
    if (Overflow.isSaidBy(text)) return Failure.OVERFLOW;
    if (text.contains("API_KEY_INVALID")) return Failure.UNAUTHORIZED;
    if (said.type().equals("RESOURCE_EXHAUSTED")) {
      return text.contains("PerDay") ? Failure.QUOTA : Failure.RATE_LIMITED;
    }
    if (said.meansNoCredit()) return Failure.QUOTA;
    var named = names.get(said.code());
    if (named == null) named = names.get(said.type());
    if (named == null || status == 401) named = byStatus(status);
    if (status == 429 && said.meansOneRequestTooLarge()) return Failure.OVERFLOW;
    if (named == Failure.UNKNOWN_MODEL && !said.mentionsModel()) return Failure.INVALID_REQUEST;
    if (named == Failure.INVALID_REQUEST && said.meansNoSuchModel()) return Failure.UNKNOWN_MODEL;
    return named;
  }

  private static Failure byStatus(int status) {
    return switch (status) {
      case 401, 403 -> Failure.UNAUTHORIZED;
      case 402 -> Failure.QUOTA;
      case 404 -> Failure.UNKNOWN_MODEL;
      case 408, 409, 425 -> Failure.OVERLOADED;
      case 413 -> Failure.OVERFLOW;
      case 429 -> Failure.RATE_LIMITED;
      default -> status >= 500 ? Failure.OVERLOADED : Failure.INVALID_REQUEST;
    };
  }

  /**
   * The provider knows best whether trying again can help; the failure alone decides on it here.
   */
  private static Failure shouldRetry(Failure failure, String header) {
    if (header.equals("false") && failure.isTransient()) {
      return failure == Failure.RATE_LIMITED ? Failure.QUOTA : Failure.INVALID_REQUEST;
    }
    var hopeless = failure == Failure.UNAUTHORIZED || failure == Failure.OVERFLOW;
    return header.equals("true") && !failure.isTransient() && !hopeless
        ? Failure.OVERLOADED
        : failure;
  }

  private String message(Failure failure, int status, String quote) {
    var provider = endpoint.provider();
    return switch (failure) {
      case UNAUTHORIZED -> unauthorized(status, quote);
      case UNKNOWN_MODEL ->
          provider
              + " has no model \""
              + model
              + "\""
              + hint.apply(model)
              + quote
              + " Choose another with --model.";
      case QUOTA ->
          provider
              + " declines because the account's credit or limit is used up"
              + quote
              + (endpoint.console().isEmpty() ? "" : " See " + endpoint.console() + ".");
      case RATE_LIMITED -> provider + " limits the rate of requests for " + model + quote;
      case OVERLOADED ->
          provider + " is overloaded or broken for the moment" + quote + " Try again later.";
      case OVERFLOW -> "The request is larger than " + named() + " takes" + quote;
      case INVALID_REQUEST ->
          status == 404
              ? "There is no such service at "
                  + endpoint.base()
                  + quote
                  + " Check "
                  + endpoint.baseVariable()
                  + "."
                  + otherDialect()
              : provider
                  + " rejected the request for "
                  + model
                  + quote
                  + " Try another model, or a new session.";
      case UNREACHABLE, MALFORMED -> named() + " failed" + quote;
    };
  }

  /** Many servers that call themselves compatible do not have the Responses API. */
  private String otherDialect() {
    return endpoint.provider().equals("openai")
        ? " If it speaks Chat Completions only, write --model openai-chat/" + model + "."
        : "";
  }

  private String unauthorized(int status, String quote) {
    var variable = endpoint.keyVariable();
    var console = endpoint.console();
    var where = console.isEmpty() ? "" : " at " + console;
    if (endpoint.secret().isEmpty()) {
      return endpoint.provider()
          + " asks for a key"
          + quote
          + " Set "
          + variable
          + (console.isEmpty() ? "." : "; keys are made" + where + ".");
    }
    if (status == 403) {
      return "The key in "
          + variable
          + " may not use "
          + named()
          + quote
          + " Check its rights"
          + where
          + ".";
    }
    return variable
        + " is not accepted by "
        + endpoint.provider()
        + quote
        + " Check it"
        + where
        + " and set it again.";
  }

  private ModelException redirected(int status, String location) {
    return new ModelException(
        Failure.INVALID_REQUEST,
        endpoint.base()
            + " answers with a redirect"
            + quoted(status + " to " + location, "")
            + " Jackdaw does not follow it with a key; set "
            + endpoint.baseVariable()
            + " to the right address.");
  }

  /** Returns what it means that the connection failed, or that what came over it was wrong. */
  ModelException of(IOException failure) {
    return switch (failure) {
      case ProtocolException e ->
          failed(Failure.MALFORMED, named() + " sent what is not its dialect", e);
      case EventTooLargeException e -> failed(Failure.MALFORMED, named() + " sent too much", e);
      case PlainHttpException e ->
          new ModelException(
              Failure.INVALID_REQUEST,
              endpoint.provider() + " is not asked: " + e.getMessage(),
              null,
              e);
      case UnknownHostException e ->
          new ModelException(
              Failure.UNREACHABLE,
              "The name " + endpoint.base().getHost() + " cannot be resolved." + advice(),
              null,
              e);
      case ConnectException e -> failed(Failure.UNREACHABLE, unreachable(), e);
      case NoRouteToHostException e -> failed(Failure.UNREACHABLE, unreachable(), e);
      case SocketTimeoutException e ->
          failed(Failure.UNREACHABLE, endpoint.base() + " did not answer in time", e);
      case SSLException e ->
          new ModelException(
              Failure.UNREACHABLE,
              "No secure connection to "
                  + endpoint.base()
                  + quoted(String.valueOf(e.getMessage()), "")
                  + " Where a proxy inspects TLS, or the server's certificate is of your own"
                  + " authority, name a PEM file with it in the setting caFile or the variable"
                  + " NODE_EXTRA_CA_CERTS.",
              null,
              e);
      case TlsSetupException e ->
          new ModelException(
              Failure.INVALID_REQUEST,
              endpoint.provider() + " is not asked: " + e.getMessage(),
              null,
              e);
      default ->
          failed(Failure.UNREACHABLE, "The connection to " + endpoint.base() + " failed", failure);
    };
  }

  /** The stream ended before the reply did. */
  ModelException cut() {
    return new ModelException(
        Failure.UNREACHABLE,
        "The connection to " + endpoint.base() + " was cut before the reply was complete.");
  }

  /** The answer is of a kind no model gives. */
  ModelException notAModel(String mediaType) {
    return new ModelException(
        Failure.INVALID_REQUEST,
        endpoint.base()
            + " answers with "
            + (mediaType.isEmpty() ? "nothing" : mediaType)
            + ", as a web site would, not a model. Check "
            + endpoint.baseVariable()
            + ".");
  }

  private ModelException failed(Failure failure, String problem, IOException cause) {
    var detail = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    var advice = failure == Failure.UNREACHABLE ? advice() : "";
    return new ModelException(failure, problem + quoted(detail, "") + advice, null, cause);
  }

  private String unreachable() {
    return endpoint.provider() + " cannot be reached at " + endpoint.base();
  }

  private String advice() {
    return Loopback.is(endpoint.base())
        ? " Is the server running? Else set " + endpoint.baseVariable() + "."
        : " Check the network, HTTPS_PROXY and " + endpoint.baseVariable() + ".";
  }

  private String named() {
    return endpoint.provider() + "/" + model;
  }

  /** Returns the provider's words in parentheses and a full stop, one line, without secrets. */
  private String quoted(String words, String suffix) {
    var text = words;
    if (endpoint.secret().length() >= 8) text = text.replace(endpoint.secret(), "[key]");
    return " (" + ProviderError.oneLine(text) + suffix + ").";
  }

  /** Reads an event's data. */
  static Json.Obj parsed(String data) throws ProtocolException {
    try {
      return Json.parseObject(data);
    } catch (JsonException e) {
      var start = data.substring(0, Math.min(80, data.length()));
      throw new ProtocolException(e.getMessage() + " of " + start);
    }
  }
}
