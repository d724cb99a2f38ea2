package dev.jackdaw.cli.doctor;

import dev.jackdaw.models.Check;
import dev.jackdaw.models.ExtensionCheck;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Says what the providers look like from here, without any key. */
final class ModelAccess {
  private final Doctor.ProviderCheck providers;

  private final Supplier<List<ExtensionCheck>> extensions;

  ModelAccess(Doctor.ProviderCheck providers, Supplier<List<ExtensionCheck>> extensions) {
    this.providers = providers;
    this.extensions = extensions;
  }

  List<Finding> findings() throws InterruptedException {
    var findings = new ArrayList<Finding>();
    var absent = new ArrayList<String>();
    var usable = false;
    for (var check : providers.check()) {
      usable |= isUsable(check);
      if (isOfInterest(check)) findings.add(finding(check));
      else absent.add(check.provider());
    }
    for (var extension : extensions.get()) {
      usable |= extension.isUsable();
      findings.add(finding(extension));
    }
    if (!absent.isEmpty()) {
      findings.add(Finding.ok("not set up", String.join(", ", absent)));
    }
    if (!usable) {
      findings.add(
          Finding.fail(
              "model",
              "no provider is set up and answers",
              "Set ANTHROPIC_API_KEY or OPENAI_API_KEY, or start a local server such as Ollama."
                  + " \"jackdaw demo\" works without."));
    }
    return findings;
  }

  /** An extension that is not installed is nothing to worry about. */
  private static Finding finding(ExtensionCheck extension) {
    if (extension.isUsable()) return Finding.ok(extension.provider(), extension.text());
    return extension.isInstalled()
        ? Finding.warn(extension.provider(), extension.text(), extension.advice())
        : Finding.ok(extension.provider(), extension.text() + ". " + extension.advice());
  }

  private static boolean isUsable(Check check) {
    return check.reach() == Check.Reach.READY && check.key() != Check.Key.MISSING;
  }

  private static boolean isOfInterest(Check check) {
    return check.key() == Check.Key.SET || isUsable(check);
  }

  private static Finding finding(Check check) {
    var key =
        switch (check.key()) {
          case SET -> check.keyVariable() + " is set, ";
          case MISSING -> check.keyVariable() + " is not set, ";
          case NOT_NEEDED -> "";
        };
    var detail = key + plain(check.base()) + ": " + check.detail();
    return switch (check.reach()) {
      case READY -> Finding.ok(check.provider(), detail);
      case REFUSED ->
          Finding.warn(check.provider(), detail, "Check the key in " + check.keyVariable() + ".");
      case UNEXPECTED ->
          Finding.warn(check.provider(), detail, "Check the address, and any proxy in between.");
      case UNREACHABLE ->
          Finding.warn(check.provider(), detail, "Check the network, the proxy and the address.");
    };
  }

  /** An address may hold a password, or a token in its query. */
  private static String plain(URI base) {
    var host = base.getHost();
    if (host == null) return base.getScheme() + "://...";
    var port = base.getPort() < 0 ? "" : ":" + base.getPort();
    return base.getScheme() + "://" + host + port;
  }
}
