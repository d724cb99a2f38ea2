package dev.jackdaw.telemetry;

import dev.jackdaw.api.json.Json;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what OTLP sends, off protobuf's wire format by the field numbers of opentelemetry-proto:
 * the receiver shares no code with the exporter.
 */
final class Otlp {
  private Otlp() {}

  /** A span as it was sent. */
  record Span(
      String trace,
      String id,
      String parent,
      String name,
      int kind,
      long start,
      long end,
      Map<String, Object> attributes,
      List<String> events,
      int status) {
    String text(String name) {
      return String.valueOf(attributes.get(name));
    }
  }

  /** Points of a metric: attributes and, by kind, sum and count. */
  record Point(String metric, Map<String, Object> attributes, double sum, long count) {}

  /** ExportTraceServiceRequest.resource_spans(1).scope_spans(2).spans(2). */
  static List<Span> spans(byte[] body) {
    var spans = new ArrayList<Span>();
    for (var resource : messages(body, 1)) {
      for (var scope : messages(resource, 2)) {
        for (var span : messages(scope, 2)) spans.add(span(span));
      }
    }
    return spans;
  }

  /** The attributes of the resource: resource_spans(1).resource(1).attributes(1). */
  static Map<String, Object> resource(byte[] body) {
    return attributes(messages(messages(body, 1).getFirst(), 1).getFirst(), 1);
  }

  private static Span span(byte[] span) {
    var status = messages(span, 15);
    return new Span(
        hex(first(span, 1)),
        hex(first(span, 2)),
        hex(first(span, 4)),
        text(first(span, 5)),
        (int) number(span, 6),
        number(span, 7),
        number(span, 8),
        attributes(span, 9),
        messages(span, 11).stream().map(event -> text(first(event, 2))).toList(),
        status.isEmpty() ? 0 : (int) number(status.getFirst(), 3));
  }

  /** resource_metrics(1).scope_metrics(2).metrics(2): histogram(9) or sum(7), data_points(1). */
  static List<Point> points(byte[] body) {
    var points = new ArrayList<Point>();
    for (var resource : messages(body, 1)) {
      for (var scope : messages(resource, 2)) {
        for (var metric : messages(scope, 2)) {
          var name = text(first(metric, 1));
          for (var histogram : messages(metric, 9)) {
            for (var point : messages(histogram, 1)) {
              points.add(
                  new Point(
                      name,
                      attributes(point, 9),
                      Double.longBitsToDouble(number(point, 5)),
                      number(point, 4)));
            }
          }
          for (var sum : messages(metric, 7)) {
            for (var point : messages(sum, 1)) {
              points.add(
                  new Point(
                      name, attributes(point, 7), Double.longBitsToDouble(number(point, 4)), 1));
            }
          }
        }
      }
    }
    return points;
  }

  private static Map<String, Object> attributes(byte[] message, int field) {
    var attributes = new LinkedHashMap<String, Object>();
    for (var pair : messages(message, field)) {
      attributes.put(text(first(pair, 1)), value(first(pair, 2)));
    }
    return attributes;
  }

  /** AnyValue: string(1), bool(2), int(3), double(4), array(5). */
  private static Object value(byte[] value) {
    for (var entry : fields(value)) {
      return switch (entry.number()) {
        case 1 -> text(entry.bytes());
        case 3 -> entry.value();
        case 4 -> Double.longBitsToDouble(entry.value());
        case 5 -> messages(entry.bytes(), 1).stream().map(Otlp::value).toList();
        default -> entry;
      };
    }
    return Json.Null.INSTANCE;
  }

  /** A field: a number by its value, anything else by its bytes. */
  private static final class Field {
    private final int number;
    private final long value;
    private final byte[] bytes;

    Field(int number, long value, byte[] bytes) {
      this.number = number;
      this.value = value;
      this.bytes = bytes;
    }

    int number() {
      return number;
    }

    long value() {
      return value;
    }

    byte[] bytes() {
      return bytes;
    }
  }

  private static List<byte[]> messages(byte[] message, int field) {
    var found = new ArrayList<byte[]>();
    for (var entry : fields(message)) if (entry.number() == field) found.add(entry.bytes());
    return found;
  }

  private static byte[] first(byte[] message, int field) {
    var found = messages(message, field);
    return found.isEmpty() ? new byte[0] : found.getFirst();
  }

  private static long number(byte[] message, int field) {
    for (var entry : fields(message)) if (entry.number() == field) return entry.value();
    return 0;
  }

  private static List<Field> fields(byte[] message) {
    var fields = new ArrayList<Field>();
    var in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    while (in.hasRemaining()) {
      var tag = varint(in);
      var number = (int) (tag >>> 3);
      switch ((int) (tag & 7)) {
        case 0 -> fields.add(new Field(number, varint(in), new byte[0]));
        case 1 -> fields.add(new Field(number, in.getLong(), new byte[0]));
        case 2 -> {
          var bytes = new byte[(int) varint(in)];
          in.get(bytes);
          fields.add(new Field(number, 0, bytes));
        }
        case 5 -> fields.add(new Field(number, in.getInt(), new byte[0]));
        default -> throw new IllegalArgumentException("wire type of tag " + tag);
      }
    }
    return fields;
  }

  private static long varint(ByteBuffer in) {
    var value = 0L;
    for (var shift = 0; ; shift += 7) {
      var next = in.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) return value;
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
