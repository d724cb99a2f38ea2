package dev.jackdaw.policy;

import dev.jackdaw.api.Workspace;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * What a policy holds beside its rules.
 *
 * @param home what {@code ~} stands for, canonical
 * @param confinement asked only where it matters, because to know it a sandbox may have to be tried
 * @param bypass whether a person may switch the questions off
 */
record Circumstances(
    Workspace workspace,
    Path home,
    RulePolicy.Bypass bypass,
    Supplier<Confinement> confinement,
    Familiarity familiarity) {}
