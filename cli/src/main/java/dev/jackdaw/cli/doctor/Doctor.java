package dev.jackdaw.cli.doctor;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.environment.Directories;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.lsp.ServerList;
import dev.jackdaw.cli.options.Arguments;
import dev.jackdaw.cli.options.ExitCode;
import dev.jackdaw.cli.options.Option;
import dev.jackdaw.cli.settings.LanguageSettings;
import dev.jackdaw.models.Check;
import dev.jackdaw.models.ExtensionCheck;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Looks at this machine and says what works, what it means when something does not, and what to do.
 * It changes nothing and prints no secret.
 */
public final class Doctor {
  private static final int SUBJECT_COLUMNS = 17;

  private final Environment environment;
  private final Directories directories;
  private final ModelAccess models;

  /** Looks at every provider: {@code Providers::check} of the models module. */
  @FunctionalInterface
  public interface ProviderCheck {
    List<Check> check() throws InterruptedException;
  }

  /**
   * Sets it up.
   *
   * @param extensions looks at the providers that come as extensions: {@code Providers::extensions}
   */
  public Doctor(
      Environment environment,
      Directories directories,
      ProviderCheck providers,
      Supplier<List<ExtensionCheck>> extensions) {
    this.environment = environment;
    this.directories = directories;
    this.models = new ModelAccess(providers, extensions);
  }

  /** Looks, prints, and returns done unless something essential is missing. */
  public ExitCode run(Arguments arguments, PrintWriter out) throws InterruptedException {
    var findings = findings();
    if (arguments.has(Option.JSON)) printJson(findings, out);
    else print(findings, out);
    out.flush();
    return isUsable(findings) ? ExitCode.DONE : ExitCode.FAILED;
  }

  /** Looks, and returns what {@link #run} prints. */
  public List<String> lines() throws InterruptedException {
    var text = new StringWriter();
    var out = new PrintWriter(text);
    print(findings(), out);
    out.flush();
    return text.toString().lines().toList();
  }

  private List<Finding> findings() throws InterruptedException {
    var findings = new ArrayList<Finding>();
    findings.addAll(new Surroundings(environment, directories).findings());
    findings.addAll(new Programs(environment).findings());
    findings.addAll(new Isolation(environment).findings());
    findings.addAll(models.findings());
    findings.add(scripts());
    findings.add(languages());
    var secrets = new Secrets(environment);
    findings.replaceAll(secrets::redact);
    return findings;
  }

  private Finding scripts() {
    return Finding.ok(
        "scripts",
        directories.hasExtension("script")
            ? "workflows can be scripts"
            : "not installed. Workflows can be scripts in JavaScript when"
                + " jackdaw-script-VERSION-extension.zip of this release is unpacked in "
                + directories.extensions());
  }

  /** Nobody needs them, so none is missed; which ones settings name is another command's. */
  private Finding languages() {
    var found = new ArrayList<String>();
    var others = new ArrayList<String>();
    for (var entry : ServerList.of(environment, LanguageSettings.NONE, true).all()) {
      if (entry.isFound()) found.add(entry.spec().name() + " (" + entry.spec().program() + ")");
      else others.add(entry.spec().name());
    }
    return Finding.ok(
        "languages",
        (found.isEmpty() ? "no language server is found" : "found " + String.join(", ", found))
            + (others.isEmpty() ? "" : "; not there: " + String.join(", ", others))
            + ". \"jackdaw lsp test FILE\" tries one");
  }

  private static boolean isUsable(List<Finding> findings) {
    for (var finding : findings) {
      if (finding.status() == Finding.Status.FAIL) return false;
    }
    return true;
  }

  private static void printJson(List<Finding> findings, PrintWriter out) {
    var list = new ArrayList<Json>();
    for (var finding : findings) list.add(finding.json());
    out.println(
        Json.object()
            .put("usable", isUsable(findings))
            .put("findings", Json.array(list))
            .build()
            .pretty());
  }

  private static void print(List<Finding> findings, PrintWriter out) {
    for (var finding : findings) {
      var status = finding.status().text();
      out.println(
          status
              + " ".repeat(6 - status.length())
              + finding.subject()
              + " ".repeat(Math.max(1, SUBJECT_COLUMNS - finding.subject().length()))
              + finding.detail());
      if (!finding.remedy().isEmpty()) {
        out.println(" ".repeat(6 + SUBJECT_COLUMNS) + "-> " + finding.remedy());
      }
    }
    out.println();
    out.println(summary(findings));
  }

  private static String summary(List<Finding> findings) {
    var warnings = findings.stream().filter(f -> f.status() == Finding.Status.WARN).count();
    var failures = findings.stream().filter(f -> f.status() == Finding.Status.FAIL).count();
    if (failures > 0)
      return failures + " essential " + (failures == 1 ? "thing is" : "things are") + " missing.";
    if (warnings > 0) return "Jackdaw works here; " + warnings + " could be better.";
    return "Everything is as it should be.";
  }
}
