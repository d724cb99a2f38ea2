package dev.jackdaw.embed.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.embed.Param;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Alternatives and defaults, in tools and in answers. */
class ShapesTest {
  @Param("What is drawn.")
  sealed interface Figure {}

  @Param("Round.")
  record Circle(@Param("in pixels") double radius, Optional<Colour> colour) implements Figure {}

  sealed interface Angular extends Figure {}

  record Box(int width, int height) implements Angular {
    Box {
      if (width < 1) throw new IllegalArgumentException("width must be at least 1, was " + width);
    }
  }

  record ManySided(List<Point> corners, Map<String, Integer> marks) implements Angular {}

  record Point(int x, @Param(defaultValue = "7") int y) {}

  enum Colour {
    RED,
    DARK_BLUE
  }

  record Drawing(
      List<Figure> figures,
      @Param(value = "the paper", defaultValue = "dark_blue") Colour paper,
      @Param(defaultValue = "[]") List<String> names,
      @Param(defaultValue = "5") String title,
      Optional<Figure> frame) {}

  private static final Shape DRAWING = Shapes.of(Drawing.class, "Drawing");

  private static Drawing read(String json) throws InvalidInputException {
    return (Drawing) DRAWING.decode(Json.parse(json), "");
  }

  @Test
  void aSealedInterfaceIsOneOfItsRecordsToldApartByName() {
    var schema = DRAWING.schema().object("properties").object("figures").object("items");

    assertThat(schema.string("description", "")).isEqualTo("What is drawn.");
    assertThat(schema.array("oneOf")).hasSize(3);
    assertThat(schema.array("oneOf").getFirst().compact())
        .isEqualTo(
            "{\"type\":\"object\",\"properties\":{\"type\":{\"type\":\"string\",\"const\":\"circle\"},\"radius\":{\"type\":\"number\",\"description\":\"in"
                + " pixels\"},\"colour\":{\"type\":\"string\",\"enum\":[\"red\",\"dark_blue\"]}},"
                + "\"required\":[\"type\",\"radius\"],\"additionalProperties\":false,"
                + "\"description\":\"Round.\"}");
    assertThat(schema.array("oneOf").getLast().compact()).contains("\"const\":\"many_sided\"");
  }

  @Test
  void whatIsReadIsWrittenTheSame() throws InvalidInputException {
    var json =
        """
        {"figures":[{"type":"circle","radius":1.5},{"type":"box","width":1,"height":2},
         {"type":"many_sided","corners":[{"x":1,"y":2}],"marks":{"a":1}}],
         "paper":"red","names":["a"],"title":"t","frame":{"type":"box","width":3,"height":4}}
        """;
    var drawing = read(json);

    assertThat(drawing.figures())
        .containsExactly(
            new Circle(1.5, Optional.empty()),
            new Box(1, 2),
            new ManySided(List.of(new Point(1, 2)), Map.of("a", 1)));
    assertThat(DRAWING.encode(drawing)).isEqualTo(Json.parse(json));
  }

  @Test
  void whatIsMissingAndHasADefaultHasIt() throws InvalidInputException {
    assertThat(read("{\"figures\":[]}"))
        .isEqualTo(new Drawing(List.of(), Colour.DARK_BLUE, List.of(), "5", Optional.empty()));
    assertThat(read("{\"figures\":[],\"paper\":null,\"frame\":null}").paper())
        .isEqualTo(Colour.DARK_BLUE);
    var schema = DRAWING.schema();
    assertThat(schema.array("required")).containsExactly(Json.of("figures"));
    assertThat(schema.object("properties").object("paper").compact())
        .isEqualTo(
            "{\"type\":\"string\",\"enum\":[\"red\",\"dark_blue\"],\"default\":\"dark_blue\","
                + "\"description\":\"the paper\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"radius\":1}|\"figures[0].type\" is missing; expected one of circle, box, many_sided",
        "{\"type\":\"oval\"}|\"figures[0].type\" must be one of circle, box, many_sided, was"
            + " \"oval\"",
        "{\"type\":\"circle\",\"radius\":\"x\"}|\"figures[0].radius\" must be a number, was \"x\"",
        "{\"type\":\"circle\"}|\"figures[0].radius\" is missing; expected a number",
        "{\"type\":\"box\",\"width\":0,\"height\":1}|"
            + "\"figures[0]\" was refused: width must be at least 1, was 0",
        "{\"type\":\"many_sided\",\"corners\":[{\"x\":1,\"y\":\"up\"}],\"marks\":{}}|"
            + "\"figures[0].corners[0].y\" must be an integer, was \"up\"",
        "3|\"figures[0]\" must be an object whose \"type\" is one of circle, box, many_sided, was 3"
      })
  void whatIsWrongIsNamedByItsPlace(String figure, String problem) {
    assertThatThrownBy(() -> read("{\"figures\":[" + figure + "]}"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(problem);
  }

  sealed interface Tagged {}

  record WithType(String type) implements Tagged {}

  sealed interface Loose {}

  static final class NoRecord implements Loose {}

  sealed interface Endless {}

  record Node(Endless next) implements Endless {}

  record BadDefault(@Param(defaultValue = "many") int count) {}

  record BoundDefault(@Param(defaultValue = "5", max = 3) int count) {}

  record TwoWays(@Param(defaultValue = "1") Optional<Integer> count) {}

  @ParameterizedTest
  @ValueSource(
      classes = {
        Tagged.class,
        Loose.class,
        Endless.class,
        BadDefault.class,
        BoundDefault.class,
        TwoWays.class
      })
  void whatCannotBeShownIsRefusedWithItsPlace(Class<?> type) {
    var why =
        Map.of(
            Tagged.class, "T.WithType: its member \"type\" is what tells cases apart",
            Loose.class, "NoRecord, a case of Loose, is no record; make it one",
            Endless.class, "Node is a part of itself",
            BadDefault.class, "T.count: its default must be an integer within its bounds, was many",
            BoundDefault.class, "T.count: its default must be an integer within its bounds, was 5",
            TwoWays.class, "T.count: it has a default and may be missing; say one of the two");
    assertThatThrownBy(() -> Shapes.of(type, "T"))
        .isInstanceOf(UnsupportedType.class)
        .hasMessageContaining(why.get(type));
  }
}
