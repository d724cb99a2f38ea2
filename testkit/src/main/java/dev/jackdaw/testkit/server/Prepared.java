package dev.jackdaw.testkit.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a server answers to a request that is in order. */
public sealed interface Prepared {

  /** Returns a reply that says something. */
  static Speech text(String text) {
    return Speech.of(new Text(text));
  }

  /**
   * Returns a reply that makes a call with an id of the server.
   *
   * @param input JSON text, or what stands in its place
   */
  static Speech call(String tool, String input) {
    return Speech.of(new Call("", tool, input));
  }

  /** Returns an error that is not the dialect's own, as proxies give. */
  static Failure htmlPage(int status) {
    return new Failure(
        status,
        Map.of(),
        "text/html; charset=utf-8",
        "<html><head><title>" + status + "</title></head><body><h1>Bad gateway</h1></body></html>");
  }

  /** A part of a reply. */
  sealed interface Piece {}

  record Text(String text) implements Piece {}

  /** Reasoning; the server signs it where the dialect has signatures. */
  record Thinking(String text) implements Piece {}

  /** Reasoning that only the provider can read. */
  record RedactedThinking(String data) implements Piece {}

  /**
   * A call.
   *
   * @param id empty for one the server makes
   * @param input JSON text, or what stands in its place
   */
  record Call(String id, String tool, String input) implements Piece {}

  /** How the bytes of a reply end. */
  enum Ending {
    /** As they should. */
    WHOLE,
    /** The connection breaks. */
    CUT,
    /** The connection breaks between two events. */
    CUT_BETWEEN,
    /** The body ends early as if it were whole. */
    SHORT,
    /** Nothing more comes until the server is released. */
    STALLED,
    /** Only signs of life come until the server is released or the client is gone. */
    DRIPPING
  }

  /** An error inside a stream, after so many of its events. */
  record StreamError(int afterEvents, String type, String message) {}

  /**
   * A reply.
   *
   * @param stop in the words of the dialect, empty for what follows from the pieces
   * @param splitBytes how many bytes are sent at a time, 0 for an event at a time
   * @param endingAfter how many bytes, for {@link Ending#CUT_BETWEEN} events, are sent before an
   *     ending other than {@link Ending#WHOLE}
   * @param contentType empty for the right one
   * @param compressed whether the body is sent with gzip, asked for or not
   */
  record Speech(
      List<Piece> pieces,
      String stop,
      int splitBytes,
      Ending ending,
      int endingAfter,
      Optional<StreamError> error,
      String contentType,
      boolean compressed)
      implements Prepared {
    public Speech {
      pieces = List.copyOf(pieces);
    }

    public static Speech of(Piece... pieces) {
      return new Speech(List.of(pieces), "", 0, Ending.WHOLE, 0, Optional.empty(), "", false);
    }

    public Speech and(Piece piece) {
      var more = new ArrayList<>(pieces);
      more.add(piece);
      return new Speech(
          more, stop, splitBytes, ending, endingAfter, error, contentType, compressed);
    }

    /** Says other things in the same way. */
    public Speech saying(List<Piece> others) {
      return new Speech(
          others, stop, splitBytes, ending, endingAfter, error, contentType, compressed);
    }

    public Speech stopping(String reason) {
      return new Speech(
          pieces, reason, splitBytes, ending, endingAfter, error, contentType, compressed);
    }

    /** Sends so many bytes at a time, whatever they cut in two. */
    public Speech splitEvery(int bytes) {
      return new Speech(pieces, stop, bytes, ending, endingAfter, error, contentType, compressed);
    }

    /** Breaks the connection after so many bytes of the body. */
    public Speech cutAfter(int bytes) {
      return ending(Ending.CUT, bytes);
    }

    /** Ends the body after so many bytes as if that were all. */
    public Speech shortAfter(int bytes) {
      return ending(Ending.SHORT, bytes);
    }

    /** Sends nothing after so many bytes of the body, until the server is released. */
    public Speech stallAfter(int bytes) {
      return ending(Ending.STALLED, bytes);
    }

    /** Sends only signs of life after so many bytes, until the server is released. */
    public Speech dripAfter(int bytes) {
      return ending(Ending.DRIPPING, bytes);
    }

    public Speech failingAfter(int events, String type, String message) {
      return new Speech(
          pieces,
          stop,
          splitBytes,
          ending,
          endingAfter,
          Optional.of(new StreamError(events, type, message)),
          contentType,
          compressed);
    }

    /** Breaks the connection after so many events. */
    public Speech cutAfterEvents(int events) {
      return ending(Ending.CUT_BETWEEN, events);
    }

    /** Compresses the body, as some gateways do unasked. */
    public Speech asGzip() {
      return new Speech(pieces, stop, splitBytes, ending, endingAfter, error, contentType, true);
    }

    public Speech contentType(String other) {
      return new Speech(pieces, stop, splitBytes, ending, endingAfter, error, other, compressed);
    }

    private Speech ending(Ending other, int bytes) {
      return new Speech(pieces, stop, splitBytes, other, bytes, error, contentType, compressed);
    }
  }

  /** An answer that is no reply. */
  record Failure(int status, Map<String, String> headers, String contentType, String body)
      implements Prepared {
    public Failure {
      headers = Map.copyOf(headers);
    }

    /** Returns this failure with the wait the provider asks for, in whole seconds. */
    public Failure retryAfter(Duration wait) {
      return header("retry-after", Long.toString(wait.toSeconds()));
    }

    public Failure header(String name, String value) {
      var more = new HashMap<>(headers);
      more.put(name, value);
      return new Failure(status, more, contentType, body);
    }
  }
}
