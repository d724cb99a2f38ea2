package dev.jackdaw.cli;

/** The sandbox on Landlock. */
class LandlockSandboxIT extends SandboxContract {
  @Override
  String backend() {
    return "landlock";
  }
}
