package dev.jackdaw.tools.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.testkit.Properties;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureTest {
  /** Two halves of one colour each, so that what comes of them is known exactly. */
  private static BufferedImage halves(int type, int width, int height) {
    var image = new BufferedImage(width, height, type);
    for (var x = 0; x < width; x++) {
      for (var y = 0; y < height; y++) image.setRGB(x, y, x < width / 2 ? 0xff000000 : 0xffffffff);
    }
    return image;
  }

  private static byte[] file(BufferedImage image, String format) throws IOException {
    var out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, out)).isTrue();
    return out.toByteArray();
  }

  private static BufferedImage decoded(Picture picture) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(picture.bytes()));
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_INT_RGB,
        BufferedImage.TYPE_INT_ARGB,
        BufferedImage.TYPE_BYTE_GRAY,
        BufferedImage.TYPE_USHORT_GRAY,
        BufferedImage.TYPE_BYTE_INDEXED,
        BufferedImage.TYPE_BYTE_BINARY
      })
  void makesEveryKindOfPngSmaller(int type) throws IOException {
    var png = file(halves(type, 3_000, 999), "png");

    var smaller = Png.smaller(png).orElseThrow();

    assertThat(smaller.from()).hasToString("3000 x 999");
    assertThat(smaller.size()).hasToString("1568 x 522");
    var image = decoded(smaller);
    assertThat(image.getWidth()).isEqualTo(1_568);
    assertThat(image.getHeight()).isEqualTo(522);
    for (var y : new int[] {0, 300, 521}) {
      assertThat(image.getRGB(0, y)).isEqualTo(0xff000000);
      assertThat(image.getRGB(783, y)).isEqualTo(0xff000000);
      assertThat(image.getRGB(785, y)).isEqualTo(0xffffffff);
      assertThat(image.getRGB(1_567, y)).isEqualTo(0xffffffff);
    }
  }

  @Test
  void eachPixelIsTheMeanOfWhatItStandsFor() {
    Properties.forAll(
        (random, size) -> {
          var from = new Picture.Size(1 + random.nextInt(size + 1), 1 + random.nextInt(size + 1));
          var to =
              new Picture.Size(1 + random.nextInt(from.width()), 1 + random.nextInt(from.height()));
          return new Case(from, to, random.ints((long) from.width() * from.height()).toArray());
        },
        one -> {
          var rows = new int[1];
          var sum = new double[1];
          var reduction =
              new Reduction(
                  one.from(),
                  one.to(),
                  row -> {
                    rows[0]++;
                    for (var argb : row) sum[0] += argb >>> 24;
                  });
          for (var y = 0; y < one.from().height(); y++) {
            var at = y * one.from().width();
            reduction.add(Arrays.copyOfRange(one.pixels(), at, at + one.from().width()));
          }
          assertThat(rows[0]).isEqualTo(one.to().height());
          var mean = Arrays.stream(one.pixels()).mapToDouble(argb -> argb >>> 24).average();
          assertThat(sum[0] / (one.to().width() * one.to().height()))
              .isBetween(mean.orElseThrow() - 0.51, mean.orElseThrow() + 0.51);
        });
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Case(Picture.Size from, Picture.Size to, int[] pixels) {}

  @Test
  void leavesSmallPicturesAlone() throws IOException {
    var png = file(halves(BufferedImage.TYPE_INT_RGB, 1_568, 20), "png");
    assertThat(Picture.smaller(png, "image/png")).isEmpty();
    assertThat(Picture.smaller(new byte[0], "image/png")).isEmpty();
    assertThat(Picture.smaller("RIFF0000WEBP".getBytes(), "image/webp")).isEmpty();
  }

  @Test
  void makesOtherKindsSmallerWhereTheJdkCan() throws IOException {
    for (var format : new String[] {"jpeg", "gif"}) {
      var file = file(halves(BufferedImage.TYPE_INT_RGB, 100, 9_000), format);
      var smaller = Picture.smaller(file, "image/" + format).orElseThrow();
      assertThat(smaller.mediaType()).isEqualTo(format.equals("jpeg") ? "image/jpeg" : "image/png");
      assertThat(decoded(smaller).getHeight()).isEqualTo(1_568);
      assertThat(decoded(smaller).getWidth()).isEqualTo(17);
    }
  }

  @Test
  void aDamagedPictureIsNoProblem() throws IOException {
    var png = file(halves(BufferedImage.TYPE_INT_ARGB, 2_000, 3), "png");
    Properties.forAll(
        (random, size) -> {
          var copy = Arrays.copyOf(png, random.nextInt(4) == 0 ? random.nextInt(png.length) : png.length);
          for (var i = 0; i < size / 10 && copy.length > 0; i++) {
            copy[random.nextInt(copy.length)] = (byte) random.nextInt();
          }
          return copy;
        },
        bytes -> assertThat(Picture.smaller(bytes, "image/png")).isNotNull());
  }
}
