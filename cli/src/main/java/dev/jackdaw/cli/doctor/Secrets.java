package dev.jackdaw.cli.doctor;

import dev.jackdaw.api.Redactor;
import dev.jackdaw.cli.environment.Environment;

/** Takes secrets out of everything that is printed. */
final class Secrets {
  private final Redactor redactor;

  Secrets(Environment environment) {
    redactor = Redactor.forSharing(environment.variables());
  }

  Finding redact(Finding finding) {
    return new Finding(
        finding.status(),
        finding.subject(),
        redactor.redact(finding.detail()),
        redactor.redact(finding.remedy()));
  }
}
