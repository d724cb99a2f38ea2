package dev.jackdaw.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The map of modules, held by byte code. */
class ArchitectureTest {
  /**
   * What each module may use beside itself and the JDK; {@code cli} may use everything. Extensions
   * ({@code bedrock}, {@code azure}, {@code vertex}, {@code telemetry}, {@code script}) are not on
   * this class path: their builds hold them to {@code api}.
   */
  private static final Map<String, List<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("api", List.of()),
          Map.entry("wire", List.of("dev.jackdaw.api")),
          Map.entry("testkit", List.of("dev.jackdaw.api", "org.assertj", "org.junit")),
          Map.entry("engine", List.of("dev.jackdaw.api")),
          Map.entry("policy", List.of("dev.jackdaw.api")),
          Map.entry("sandbox", List.of("dev.jackdaw.api")),
          Map.entry("models", List.of("dev.jackdaw.api")),
          Map.entry("mcp", List.of("dev.jackdaw.api", "dev.jackdaw.wire")),
          Map.entry("lsp", List.of("dev.jackdaw.api", "org.eclipse.lsp4j", "com.google.gson")),
          Map.entry("journal", List.of("dev.jackdaw.api", "dev.jackdaw.wire")),
          Map.entry("tools", List.of("dev.jackdaw.api", "org.jsoup")),
          Map.entry("acp", List.of("dev.jackdaw.api", "dev.jackdaw.wire")),
          Map.entry("tui", List.of("dev.jackdaw.api", "org.jline")));

  private static final Set<String> NAMES_THAT_SAY_NOTHING =
      Set.of("util", "utils", "common", "impl", "manager", "helper", "helpers", "misc");

  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.jackdaw");

  static Set<String> modules() {
    return new TreeSet<>(MAY_USE.keySet());
  }

  @ParameterizedTest
  @MethodSource("modules")
  void aModuleUsesOnlyWhatTheMapAllows(String module) {
    var allowed =
        new ArrayList<>(List.of("java..", "javax..", "jdk..", "com.sun..", "org.jspecify.."));
    allowed.add("dev.jackdaw." + module + "..");
    for (var other : MAY_USE.getOrDefault(module, List.of())) allowed.add(other + "..");
    noClasses()
        .that()
        .resideInAPackage("dev.jackdaw." + module + "..")
        .should()
        .dependOnClassesThat(not(resideInAnyPackage(allowed.toArray(String[]::new))))
        .allowEmptyShould(true)
        .check(ALL);
  }

  @Test
  void everyModuleIsOnTheMap() {
    var seen = new TreeSet<String>();
    for (var type : ALL) seen.add(module(type));
    seen.remove("cli");
    assertThat(modules()).containsAll(seen);
  }

  private static String module(JavaClass type) {
    return type.getPackageName().split("\\.", -1)[2];
  }

  @Test
  void packagesOfTheCommandLineHaveNoCycles() {
    slices().matching("dev.jackdaw.cli.(*)..").should().beFreeOfCycles().check(ALL);
  }

  @Test
  void onlyMainEndsTheProcess() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("dev.jackdaw.cli.Main")
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "halt", int.class)
        .check(ALL);
  }

  @Test
  void librariesPrintNothing() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.jackdaw.cli..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(ALL);
  }

  @Test
  void packagesAreNamedForTheirIdea() {
    for (var type : ALL) {
      for (var word : type.getPackageName().split("\\.", -1)) {
        assertThat(NAMES_THAT_SAY_NOTHING).as(type.getName()).doesNotContain(word);
      }
    }
  }

  @Test
  void everyPackageSaysWhatItIsForAndIsNullMarked() {
    var bare = new TreeSet<String>();
    for (var type : ALL) {
      if (!type.getPackage().isAnnotatedWith(NullMarked.class)) bare.add(type.getPackageName());
    }
    assertThat(bare).isEmpty();
  }

  /** Every use of it on the way to the first request costs more than the request itself. */
  @Test
  void readingTheCommandLineNeedsNothingSlow() {
    classes()
        .that()
        .resideInAPackage("dev.jackdaw.cli.options..")
        .should()
        .onlyDependOnClassesThat(
            not(
                resideInAnyPackage(
                    "java.util.stream..",
                    "java.util.regex..",
                    "java.lang.reflect..",
                    "java.net..")))
        .check(ALL);
  }
}
