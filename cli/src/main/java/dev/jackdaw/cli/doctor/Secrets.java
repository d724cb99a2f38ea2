package dev.jackdaw.cli.doctor;

import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.models.cassette.Redactor;

/** Takes secrets out of everything that is printed. */
final class Secrets {
  private final Redactor redactor;

  Secrets(Environment environment) {
    redactor = new Redactor(environment.variables());
  }

  Finding redact(Finding finding) {
    return new Finding(
        finding.status(),
        finding.subject(),
        redactor.redact(finding.detail()),
        redactor.redact(finding.remedy()));
  }
}
