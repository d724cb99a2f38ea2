package dev.jackdaw.engine;

/** Whether a person is there to answer questions. */
public enum Attendance {
  ATTENDED,
  /** Nobody is there: what would ask is refused. */
  UNATTENDED
}
