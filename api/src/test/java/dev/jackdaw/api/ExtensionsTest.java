package dev.jackdaw.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtensionsTest {
  private static final String SERVICE = "META-INF/services/dev.jackdaw.api.ModelBackend";

  @TempDir Path folder;

  @Test
  void findsNothingWhereThereIsNoFolder() {
    var extensions = Extensions.in(folder.resolve("none"));
    assertThat(extensions.services(ModelBackend.class)).isEmpty();
    assertThat(Extensions.onClassPath().services(ModelBackend.class)).isEmpty();
  }

  @Test
  void findsTheServiceOfEveryFolderOnceInALoaderOfItsOwn() throws IOException {
    install("one", "left");
    install("two", "right");
    Files.writeString(folder.resolve("read.me"), "no extension");
    var found = Extensions.in(folder).services(ModelBackend.class);
    assertThat(found.stream().map(ModelBackend::providers))
        .containsExactly(List.of("left"), List.of("right"));
    assertThat(found.getFirst().getClass().getClassLoader())
        .isNotEqualTo(found.getLast().getClass().getClassLoader());
  }

  @Test
  void namesTheExtensionThatIsBroken() throws IOException {
    var extension = Files.createDirectory(folder.resolve("broken"));
    try (var jar = new JarOutputStream(Files.newOutputStream(extension.resolve("x.jar")))) {
      entry(jar, SERVICE, "gone.Backend".getBytes(StandardCharsets.UTF_8));
    }
    assertThatThrownBy(() -> Extensions.in(folder).services(ModelBackend.class))
        .isInstanceOfSatisfying(
            JackdawException.class, e -> assertThat(e.code()).isEqualTo("extension-broken"))
        .hasMessageContaining(extension.toString())
        .hasMessageContaining("gone.Backend");
  }

  /** Installs an extension with a back end for one provider. */
  private void install(String name, String provider) throws IOException {
    var build = Files.createDirectory(folder.resolveSibling(folder.getFileName() + name));
    var source = build.resolve("Backend.java");
    Files.writeString(
        source,
        """
        package elsewhere;
        public final class Backend implements dev.jackdaw.api.ModelBackend {
          @Override public java.util.List<String> providers() { return java.util.List.of("%s"); }
          @Override public dev.jackdaw.api.Model model(Wanted wanted) {
            throw new UnsupportedOperationException();
          }
        }
        """
            .formatted(provider));
    var compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-proc:none", "-d", build.toString(), source.toString());
    assertThat(compiled).isZero();
    var extension = Files.createDirectory(folder.resolve(name));
    try (var jar = new JarOutputStream(Files.newOutputStream(extension.resolve(name + ".jar")))) {
      entry(jar, SERVICE, "elsewhere.Backend".getBytes(StandardCharsets.UTF_8));
      entry(
          jar,
          "elsewhere/Backend.class",
          Files.readAllBytes(build.resolve("elsewhere/Backend.class")));
    }
  }

  private static void entry(JarOutputStream jar, String name, byte[] bytes) throws IOException {
    jar.putNextEntry(new JarEntry(name));
    jar.write(bytes);
    jar.closeEntry();
  }
}
