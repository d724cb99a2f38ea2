package dev.jackdaw.cli.doctor;

import dev.jackdaw.api.json.Json;

/**
 * One thing the doctor looked at.
 *
 * @param subject what it is, in a word or two
 * @param detail what was found and what that means
 * @param remedy what to do; empty when there is nothing to do
 */
record Finding(Status status, String subject, String detail, String remedy) {
  /** How it stands. */
  enum Status {
    OK("ok"),
    /** Jackdaw works, but less well or less safely. */
    WARN("warn"),
    /** Jackdaw does not work without it. */
    FAIL("fail");

    private final String text;

    Status(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  static Finding ok(String subject, String detail) {
    return new Finding(Status.OK, subject, detail, "");
  }

  static Finding warn(String subject, String detail, String remedy) {
    return new Finding(Status.WARN, subject, detail, remedy);
  }

  static Finding fail(String subject, String detail, String remedy) {
    return new Finding(Status.FAIL, subject, detail, remedy);
  }

  Json.Obj json() {
    return Json.object()
        .put("status", status.text())
        .put("subject", subject)
        .put("detail", detail)
        .putUnlessEmpty("remedy", remedy)
        .build();
  }
}
