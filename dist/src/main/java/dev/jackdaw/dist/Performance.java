package dev.jackdaw.dist;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/**
 * The rehearsed program: the real main class, and, as the JVM goes down, a look at the classes of
 * the other dialects and of the interactive screen, which a headless session with one model does
 * not touch. They are loaded, not initialized. Not all classes of ours: every class in the cache
 * costs each start a little, whether it is used or not, so that what few starts need is left out.
 */
final class Performance {
  private static final Pattern FRONT = Pattern.compile("jackdaw-(models|tui)-.*\\.jar");
  private static final Pattern WANTED =
      Pattern.compile("dev/jackdaw/(tui/.*|models/(Chat|Responses|Gemini)[^/]*)\\.class");
  private static final String SUFFIX = ".class";

  private Performance() {}

  public static void main(String[] arguments) throws ReflectiveOperationException {
    Runtime.getRuntime().addShutdownHook(new Thread(Performance::loadTheRest));
    try {
      Class.forName("dev.jackdaw.cli.Main")
          .getMethod("main", String[].class)
          .invoke(null, (Object) arguments);
    } catch (InvocationTargetException e) {
      System.out.println("rehearsal: the program failed: " + e.getCause());
    }
  }

  private static void loadTheRest() {
    for (var entry : System.getProperty("java.class.path").split(":", -1)) {
      var jar = Path.of(entry);
      if (FRONT.matcher(jar.getFileName().toString()).matches()) {
        loadAll(jar);
      }
    }
  }

  private static void loadAll(Path jar) {
    try (var file = new JarFile(jar.toFile())) {
      file.stream()
          .map(entry -> entry.getName())
          .filter(name -> WANTED.matcher(name).matches())
          .map(name -> name.substring(0, name.length() - SUFFIX.length()).replace('/', '.'))
          .forEach(Performance::load);
    } catch (IOException e) {
      System.out.println("rehearsal: " + jar + " cannot be read: " + e.getMessage());
    }
  }

  private static void load(String name) {
    try {
      Class.forName(name, false, Performance.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      System.out.println("rehearsal: " + name + " cannot be loaded: " + e.getMessage());
    }
  }
}
