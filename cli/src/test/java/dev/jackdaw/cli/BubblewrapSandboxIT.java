package dev.jackdaw.cli;

/** The sandbox on Bubblewrap. */
class BubblewrapSandboxIT extends SandboxContract {
  @Override
  String backend() {
    return "bwrap";
  }
}
