package dev.jackdaw.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.InvokeDynamicEntry;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the build does to compiled classes changes when things are linked, and nothing else: a
 * sample is compared with itself before, and what is built here holds no such call site.
 */
class InlineBootstrapsTest {
  /** Switches that have a constant among their labels stay as the compiler made them. */
  private static final int FEW = 10;

  private static final String SAMPLE =
      """
      import java.util.*;
      public class Sample {
        public record All(boolean z, byte b, char c, short s, int i, long l, float f, double d,
            String text, int[] array, List<String> list) {}
        public record None() {}
        sealed interface Shape permits Dot, Line, Pair {}
        record Dot(int x) implements Shape {}
        record Line(Dot a, Dot b) implements Shape {}
        record Pair<T extends Shape>(T one, T two) implements Shape {}
        enum Color implements Kind { RED, BLUE }
        record Word(String text) implements Kind {}
        sealed interface Kind {}
        interface Counted {
          static int count(Object of) {
            return switch (of) { case String s -> s.length(); case Collection<?> c -> c.size(); default -> -1; };
          }
        }
        static final double[] DOUBLES = {0.0, -0.0, Double.NaN, 1.5, Double.MIN_VALUE};
        static Object random(Random r) {
          int[] shared = {1};
          return switch (r.nextInt(9)) {
            case 0 -> new All(r.nextBoolean(), (byte) r.nextInt(2), (char) r.nextInt(2), (short) r.nextInt(2), r.nextInt(2),
                r.nextInt(2), (float) DOUBLES[r.nextInt(5)], DOUBLES[r.nextInt(5)], r.nextBoolean() ? null : "t" + r.nextInt(2),
                null, r.nextBoolean() ? null : List.of("x"));
            case 1 -> new None();
            case 2 -> new Dot(r.nextInt(4));
            case 3 -> new Line(new Dot(r.nextInt(2)), r.nextBoolean() ? null : new Dot(1));
            case 4 -> new Pair<>(new Dot(r.nextInt(2)), new Dot(2));
            case 5 -> Color.values()[r.nextInt(2)];
            case 6 -> new Word("w" + r.nextInt(3));
            case 7 -> r.nextInt(3);
            default -> r.nextBoolean() ? "text" + r.nextInt(20) : null;
          };
        }
        static String choose(Object of) {
          return switch (of) {
            case null -> "null";
            case Dot(int x) when x > 2 -> "far";
            case Dot(int x) when x > 1 -> "near";
            case Dot d -> "dot";
            case Line(Dot a, Dot b) when b != null -> "line";
            case Line l -> "half";
            case Pair<?>(Dot a, Dot b) -> "dots";
            case Pair<?> p -> "pair";
            case Color c when c == Color.RED -> "red";
            case Kind k -> kind(k);
            case Integer i when i > 1 -> "many";
            case Integer i -> "few";
            case CharSequence s -> "text" + Counted.count(s);
            default -> "other";
          };
        }
        static String kind(Kind kind) {
          return switch (kind) { case Color.RED -> "r"; case Color.BLUE -> "b"; case Word w -> w.text(); };
        }
        public static List<String> told(long seed) {
          var r = new Random(seed);
          var told = new ArrayList<String>();
          Object last = null;
          for (int i = 0; i < 2000; i++) {
            var now = random(r);
            var again = r.nextInt(3) == 0 ? now : random(r);
            told.add(choose(now) + " " + Objects.equals(now, again) + Objects.equals(now, last) + " "
                + (now instanceof Color ? 0 : Objects.hashCode(now)) + " " + now);
            last = now;
          }
          return told;
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void aSampleBehavesAsBefore() throws ReflectiveOperationException, IOException {
    long seed = new Random().nextLong();
    compile(folder, folder.resolve("Sample.java"), SAMPLE);
    var before = told(seed);
    assertThat(sites(folder)).isNotEmpty();
    inline(folder);
    assertThat(sites(folder))
        .as("constants among labels")
        .containsOnly("Sample.typeSwitch")
        .hasSize(2);
    assertThat(told(seed)).as("seed %d", seed).isEqualTo(before);
  }

  @Test
  void doingItAgainChangesNothing() throws ReflectiveOperationException, IOException {
    compile(folder, folder.resolve("Sample.java"), SAMPLE);
    inline(folder);
    var once = Files.readAllBytes(folder.resolve("Sample.class"));
    inline(folder);
    assertThat(Files.readAllBytes(folder.resolve("Sample.class"))).isEqualTo(once);
  }

  @Test
  void whatIsBuiltHoldsNone() throws IOException {
    var sites = new ArrayList<String>();
    for (var entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      var path = Path.of(entry);
      if (path.endsWith(Path.of("target", "classes"))) sites.addAll(sites(path));
      else if (path.getFileName().toString().startsWith("jackdaw-")) sites.addAll(sitesOfJar(path));
    }
    assertThat(sites).allMatch(site -> site.endsWith(".typeSwitch")).hasSizeLessThan(FEW);
  }

  private List<String> told(long seed) throws ReflectiveOperationException, IOException {
    try (var loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, null)) {
      var method = loader.loadClass("Sample").getMethod("told", long.class);
      var told = new ArrayList<String>();
      for (var line : (List<?>) method.invoke(null, seed)) told.add((String) line);
      return told;
    }
  }

  private void inline(Path classes) throws ReflectiveOperationException, IOException {
    var tool = Files.createDirectories(folder.resolveSibling(folder.getFileName() + "-tool"));
    var source = Scripts.CHECKOUT.resolve("tooling/InlineBootstraps.java");
    compile(tool, tool.resolve(source.getFileName()), Files.readString(source));
    try (var loader = new URLClassLoader(new URL[] {tool.toUri().toURL()}, null)) {
      var main = loader.loadClass("InlineBootstraps").getDeclaredMethod("main", String[].class);
      main.setAccessible(true);
      main.invoke(null, (Object) new String[] {classes.toString()});
    }
  }

  private static void compile(Path to, Path source, String text) throws IOException {
    Files.writeString(source, text);
    var compiler = ToolProvider.getSystemJavaCompiler();
    int status =
        compiler.run(null, null, null, "-proc:none", "-d", to.toString(), source.toString());
    assertThat(status).isZero();
  }

  private static List<String> sites(Path classes) throws IOException {
    var sites = new ArrayList<String>();
    try (Stream<Path> all = Files.walk(classes)) {
      for (var file : all.filter(path -> path.toString().endsWith(".class")).toList()) {
        sites.addAll(sites(ClassFile.of().parse(file)));
      }
    }
    return sites;
  }

  private static List<String> sitesOfJar(Path jar) throws IOException {
    var sites = new ArrayList<String>();
    try (var file = new JarFile(jar.toFile())) {
      for (var entry : file.stream().filter(one -> one.getName().endsWith(".class")).toList()) {
        sites.addAll(sites(ClassFile.of().parse(file.getInputStream(entry).readAllBytes())));
      }
    }
    return sites;
  }

  /** Call sites still used: unused entries of a constant pool may stay. */
  private static List<String> sites(ClassModel model) {
    var sites = new ArrayList<String>();
    for (var method : model.methods()) {
      for (var element : method.code().map(code -> code.elementList()).orElse(List.of())) {
        if (element instanceof InvokeDynamicInstruction call && isOne(call.invokedynamic())) {
          sites.add(model.thisClass().asInternalName() + "." + call.name());
        }
      }
    }
    return sites;
  }

  private static boolean isOne(InvokeDynamicEntry site) {
    var owner = site.bootstrap().bootstrapMethod().reference().owner().asInternalName();
    return owner.equals("java/lang/runtime/SwitchBootstraps")
        || owner.equals("java/lang/runtime/ObjectMethods") && !site.name().equalsString("toString");
  }
}
