package dev.jackdaw.sandbox.landlock;

/** What file tree a confined thread sees, and who decides about what is not to be supervised. */
enum Sight {
  /** Ours. Landlock decides, as far as it goes; what it does not cover is refused. */
  SHARED,
  /**
   * One of its own, where the workspace is read-only and stands at the place where it is for us.
   * Mounts decide everything else.
   */
  OWN;

  Walker.Found find(Kernel.Caller kernel, Request request, Walker.Asked asked, Reach reach) {
    return switch (this) {
      case SHARED -> new Walker(kernel).find(request, asked);
      case OWN -> new InsideWalker(kernel, reach::covers).find(request, asked);
    };
  }

  /** Returns the answer where nothing is supervised; {@code uncovered} where Landlock is blind. */
  Answer elsewhere(Answer uncovered) {
    return switch (this) {
      case SHARED -> uncovered;
      case OWN -> Answer.PROCEED;
    };
  }
}
