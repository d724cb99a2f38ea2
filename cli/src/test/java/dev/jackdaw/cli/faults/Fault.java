package dev.jackdaw.cli.faults;

import dev.jackdaw.testkit.server.Prepared;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What goes wrong with one reply.
 *
 * @param code what the session fails with, empty when it gets over it
 * @param answer makes the faulty answer of the right one
 */
record Fault(String name, String code, UnaryOperator<Prepared> answer) {

  private static Fault passing(String name, UnaryOperator<Prepared.Speech> change) {
    return new Fault(name, "", right -> change.apply((Prepared.Speech) right));
  }

  private static Fault passing(String name, Prepared instead) {
    return new Fault(name, "", _ -> instead);
  }

  private static Fault failing(String name, String code, Prepared instead) {
    return new Fault(name, code, _ -> instead);
  }

  private static Fault failing(String name, String code, UnaryOperator<Prepared.Speech> change) {
    return new Fault(name, code, right -> change.apply((Prepared.Speech) right));
  }

  /** What a connection does to a reply: breaks it between any two events. */
  static List<Fault> ofEvents(Dialect dialect, int events) {
    var faults = new ArrayList<Fault>();
    for (var at = 0; at < events; at++) {
      var after = at;
      faults.add(passing("cut after event " + at, right -> right.cutAfterEvents(after)));
      faults.add(
          passing(
              "overloaded after event " + at,
              right -> right.failingAfter(after, dialect.error(), "Overloaded")));
    }
    return faults;
  }

  /** What a connection does to a reply that only the clock tells. */
  static List<Fault> ofSilence(int bytes, int step) {
    var faults = new ArrayList<Fault>();
    for (var at = 0; at < bytes; at += step) {
      var after = at;
      faults.add(passing("stall at byte " + at, right -> right.stallAfter(after)));
    }
    for (var at = 0; at < bytes; at += step * 50) {
      var after = at;
      faults.add(passing("drip from byte " + at, right -> right.dripAfter(after)));
    }
    return faults;
  }

  /** What a connection does to a reply at any byte. */
  static List<Fault> ofBytes(int bytes, int step) {
    var faults = new ArrayList<Fault>();
    for (var at = 0; at < bytes; at += step) {
      var after = at;
      faults.add(passing("cut at byte " + at, right -> right.cutAfter(after)));
      faults.add(passing("short at byte " + at, right -> right.shortAfter(after)));
    }
    for (var size = 1; size < 16; size++) {
      var split = size;
      faults.add(passing("split every " + size + " bytes", right -> right.splitEvery(split)));
    }
    return faults;
  }

  /** What providers, gateways and models do. */
  static List<Fault> ofProviders(Dialect dialect) {
    var faults = new ArrayList<Fault>();
    faults.add(passing("429", dialect.limited()));
    faults.add(passing("429, in 0 s", dialect.limited().header("retry-after", "0")));
    faults.add(
        passing(
            "429, until a date",
            dialect.limited().header("retry-after", "Wed, 21 Oct 2015 07:28:00 GMT")));
    faults.add(passing("429, in 3 ms", dialect.limited().header("retry-after-ms", "3")));
    faults.add(
        failing(
            "429, tomorrow",
            "model-rate-limited",
            dialect.limited().header("retry-after", "86400")));
    faults.add(
        failing(
            "429, never again",
            "model-quota",
            dialect.limited().header("x-should-retry", "false")));
    faults.add(passing("overloaded", dialect.overloaded()));
    faults.add(passing("broken", dialect.broken()));
    faults.add(failing("unauthorized", "model-unauthorized", dialect.unauthorized()));
    faults.add(failing("forbidden", "model-unauthorized", dialect.forbidden()));
    faults.add(failing("no credit", "model-quota", dialect.noCredit()));
    faults.add(failing("overflow", "model-overflow", dialect.overflow()));
    faults.add(passing("a gateway's 502", Prepared.htmlPage(502)));
    faults.add(passing("a gateway's 503", Prepared.htmlPage(503)));
    faults.add(passing("a gateway's 504", Prepared.htmlPage(504)));
    faults.add(failing("a web page", "model-invalid-request", Prepared.htmlPage(200)));
    faults.add(
        failing(
            "a redirect",
            "model-invalid-request",
            Prepared.htmlPage(307).header("location", "https://example.com/")));
    faults.add(
        failing(
            "a wrong content type",
            "model-invalid-request",
            right -> right.contentType("application/octet-stream")));
    faults.add(passing("no body", stream("")));
    faults.add(passing("malformed JSON", stream("data: {\"type\":\n\n")));
    faults.add(passing("no JSON", stream("data: Bad Gateway\n\n")));
    faults.add(passing("gzip", Prepared.Speech::asGzip));
    faults.add(passing("an empty reply", Prepared.Speech.of()));
    faults.add(
        passing(
            "a call cut by the limit on output",
            Prepared.call("count", "{\"n\": ").stopping(dialect.length())));
    faults.add(
        passing(
            "words and a call cut by the limit on output",
            Prepared.text("I count.")
                .and(new Prepared.Call("", "count", "{\"n\": 1"))
                .stopping(dialect.length())));
    faults.add(passing("half an input", Prepared.call("count", "{\"n\": 1")));
    faults.add(passing("no input", Prepared.call("count", "")));
    faults.add(passing("a tool that is not there", Prepared.call("cuont", "{\"n\":1}")));
    faults.add(
        failing(
            "a refusal", "model-refused", Prepared.text("I cannot").stopping(dialect.refusal())));
    faults.add(
        failing("a refusal of calls", "model-refused", right -> right.stopping(dialect.refusal())));
    dialect
        .pause()
        .ifPresent(
            pause -> faults.add(passing("a pause", Prepared.text("I look.").stopping(pause))));
    faults.add(passing("one id for all calls", Fault::withOneId));
    faults.add(passing("ids from before", right -> withId(right, "call_again")));
    return faults;
  }

  private static Prepared stream(String body) {
    return new Prepared.Failure(200, Map.of(), "text/event-stream", body);
  }

  private static Prepared.Speech withOneId(Prepared.Speech right) {
    return withId(right, "same");
  }

  private static Prepared.Speech withId(Prepared.Speech right, String id) {
    var pieces = new ArrayList<Prepared.Piece>();
    for (var piece : right.pieces()) {
      pieces.add(
          piece instanceof Prepared.Call call
              ? new Prepared.Call(id, call.tool(), call.input())
              : piece);
    }
    return Prepared.Speech.of(pieces.toArray(Prepared.Piece[]::new));
  }
}
