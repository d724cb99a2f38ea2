package dev.jackdaw.script;

import dev.jackdaw.api.ScriptEngine;
import dev.jackdaw.script.world.ScriptMain;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The program that runs a script, and the files it needs. */
record CommandLine(List<String> words, List<Path> readable) {
  /** One class of each library that GraalJS consists of, this one's own first. */
  private static final List<String> CLASSES =
      List.of(
          "dev/jackdaw/script/world/ScriptMain",
          "org/graalvm/polyglot/Context",
          "org/graalvm/collections/EconomicMap",
          "org/graalvm/nativeimage/ImageInfo",
          "org/graalvm/word/WordBase",
          "com/oracle/truffle/api/TruffleLanguage",
          "com/oracle/truffle/regex/RegexLanguage",
          "com/oracle/truffle/js/lang/JavaScriptLanguage",
          "org/graalvm/shadowed/com/ibm/icu/util/VersionInfo",
          "org/graalvm/shadowed/org/tukaani/xz/XZ");

  /** What is used up is used up here: threads, compiled code and classes have their bounds, too. */
  private static final List<String> OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:MaxMetaspaceSize=128m",
          "-XX:ReservedCodeCacheSize=48m",
          "-XX:MaxDirectMemorySize=16m",
          "-XX:-UsePerfData",
          "-XX:-CreateCoredumpOnCrash",
          "-XX:ErrorFile=/dev/null",
          "-XX:+DisableAttachMechanism",
          "-Xshare:auto",
          "-Xss2m",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-Dpolyglot.engine.WarnInterpreterOnly=false",
          "-Djava.awt.headless=true",
          "-Dfile.encoding=UTF-8",
          "-Duser.timezone=UTC",
          "-Duser.language=en",
          "-Duser.country=US");

  static CommandLine of(ScriptEngine.Limits limits) throws IOException {
    var java = Path.of(System.getProperty("java.home")).toRealPath();
    var libraries = libraries();
    var words = new ArrayList<String>();
    words.add(java.resolve("bin").resolve("java").toString());
    words.add("-Xmx" + limits.megabytes() + "m");
    words.addAll(OPTIONS);
    words.add("-cp");
    words.add(String.join(File.pathSeparator, libraries.stream().map(Path::toString).toList()));
    words.add(ScriptMain.class.getName());
    words.add(String.valueOf(limits.statements()));
    var readable = new ArrayList<>(libraries);
    readable.add(java);
    return new CommandLine(words, readable);
  }

  private static Set<Path> libraries() throws IOException {
    var found = new LinkedHashSet<Path>();
    for (var name : CLASSES) found.add(library(name + ".class").toRealPath());
    return found;
  }

  private static Path library(String file) throws IOException {
    var url = CommandLine.class.getClassLoader().getResource(file);
    if (url == null) {
      throw new IOException(
          "the extension is not whole, " + file + " is missing; install it once more");
    }
    var text = url.toString();
    if (text.startsWith("jar:")) {
      return Path.of(URI.create(text.substring("jar:".length(), text.lastIndexOf("!/"))));
    }
    return Path.of(URI.create(text.substring(0, text.length() - file.length())));
  }
}
